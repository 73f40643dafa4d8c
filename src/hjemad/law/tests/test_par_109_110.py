import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.tests.asking import asked, reviews, unknown


@pytest.mark.parametrize("facility", ["110", "109", "107", "108"])
def test_an_unknown_name_never_stops_the_bed_tonight(facility: str) -> None:
    finding = asked("anonymity", {"facility": facility, "identity_known": False}, "2026-11-22")

    assert finding.answer["bed_tonight"] is True
    assert finding.reasons[0].en.startswith("An unknown name never stops")
    assert [used.id for used in finding.parameters] == ["sel.109_110.anonymous_stay"]
    assert finding.provisions
    assert str(finding.on) == "2026-11-22"


def test_nothing_was_read_about_other_facilities() -> None:
    finding = asked("anonymity", {"facility": "107", "identity_known": False})

    assert unknown(finding) == ["facility_unread"]
    assert finding.answer == {"bed_tonight": True}
    assert reviews(finding) == {}
    assert len(finding.reasons) == 1


@pytest.mark.parametrize(("facility", "said"), [("110", "ends up needing"), ("109", "can stay anonymously")])
def test_the_answer_is_inferred_and_says_why(facility: str, said: str) -> None:
    finding = asked("anonymity", {"facility": facility})

    assert reviews(finding) == {"anonymity_inferred": {}}
    assert said in finding.reasons[1].en
    assert unknown(finding) == []


@pytest.mark.parametrize("facts", [{"facility": "85"}, {"facility": "110", "identity_known": "no"}])
def test_a_fact_that_cannot_be_read_is_refused(facts: dict[str, str]) -> None:
    with pytest.raises(InputRejected):
        asked("anonymity", facts)
