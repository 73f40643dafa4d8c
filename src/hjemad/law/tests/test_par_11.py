import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.databeskyttelse.par_11 import decide_cpr_basis
from hjemad.law.finding import JSON
from hjemad.law.settings import Settings
from hjemad.law.tests.asking import asked, reviews, unknown, with_words

PRIVATE: dict[str, JSON] = {"controller": "private_shelter"}
PUBLIC: dict[str, JSON] = {"controller": "public_authority"}


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, ["fact:controller"]),
        (PRIVATE, ["fact:statutory_duty", "fact:consent"]),
        ({**PRIVATE, "consent": False}, ["fact:statutory_duty"]),
        ({**PRIVATE, "statutory_duty": False}, ["fact:consent"]),
        ({**PRIVATE, "statutory_duty": False, "consent": False, "other_listed_ground": True},
         ["other_grounds_unread"]),
        ({**PUBLIC, "purpose": "other"}, ["purpose_unread"]),
    ],
)  # fmt: skip
def test_what_is_not_known_is_named_and_nothing_is_answered(
    facts: dict[str, JSON], missing: list[str]
) -> None:
    finding = asked("cpr-basis", facts)

    assert unknown(finding) == missing
    assert finding.answer == {}
    assert finding.review == ()
    assert finding.reasons == ()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (PUBLIC, {"purpose_not_told": {}}),
        ({**PUBLIC, "purpose": "file_number"}, {}),
        ({**PRIVATE, "statutory_duty": False, "consent": False}, {"other_grounds_unread": {"allowed": True}}),
        ({**PRIVATE, "consent": True}, {}),
        ({**PRIVATE, "purpose": "publication"}, {}),
    ],
)
def test_what_was_not_read_is_to_be_looked_at(facts: dict[str, JSON], expected: dict[str, JSON]) -> None:
    assert reviews(asked("cpr-basis", facts)) == expected


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (PUBLIC, "The ground is: public_authority"),
        ({**PRIVATE, "statutory_duty": True}, "The ground is: statute"),
        ({**PRIVATE, "statutory_duty": False, "consent": False}, "A private shelter needs"),
        ({**PUBLIC, "purpose": "publication"}, "never published"),
    ],
)
def test_the_reason_names_the_ground(facts: dict[str, JSON], said: str) -> None:
    finding = asked("cpr-basis", facts)

    assert said in finding.reasons[0].en
    assert [used.id for used in finding.parameters] == ["dbl.11.cpr_grounds"]
    assert [one.act for one in finding.provisions] == ["databeskyttelsesloven"]


@pytest.mark.parametrize(
    "facts", [{"controller": "club"}, {**PUBLIC, "purpose": "fun"}, {**PRIVATE, "consent": "yes"}]
)
def test_a_fact_that_cannot_be_read_is_refused(facts: dict[str, JSON]) -> None:
    with pytest.raises(InputRejected):
        asked("cpr-basis", facts)


def test_the_day_asked_stands_on_the_finding() -> None:
    assert str(asked("cpr-basis", PUBLIC, "2026-11-22").on) == "2026-11-22"
    assert asked("cpr-basis", PUBLIC).on is None


def test_a_ground_the_act_no_longer_names_is_no_ground() -> None:
    def basis(facts: dict[str, JSON], words: str) -> object:
        law = with_words("dbl.11.cpr_grounds", words)
        return decide_cpr_basis(facts, on=None, law=law, settings=Settings.default()).answer["basis"]

    told: dict[str, JSON] = {**PRIVATE, "statutory_duty": True, "consent": True}
    assert basis(PUBLIC, "statute consent") is None
    assert basis(told, "public_authority consent") == "consent"
    assert basis(told, "public_authority") is None
