from datetime import date

import pytest

from hjemad.law.finding import Finding, Missing, ParameterUse, Provision, Review, Text

SENTENCE = Text(da="på dansk", en="in English")
READ = Text(da="læst delvist", en="read in part")
PROVISION = Provision("serviceloven", "§ 110", date(2023, 10, 1), date(2030, 1, 1), "sourced", READ)
USE = ParameterUse("sel.1", "3", "weekdays", date(2023, 10, 1), Text(da="loven", en="the act"), "local")


def test_a_text_is_given_in_the_language_asked_for() -> None:
    assert SENTENCE.in_language("da") == "på dansk"
    assert SENTENCE.in_language("en") == "in English"


@pytest.mark.parametrize(("da", "en"), [("", "in English"), ("på dansk", "")])
def test_a_text_in_one_language_is_a_defect(da: str, en: str) -> None:
    with pytest.raises(TypeError, match="both languages"):
        Text(da=da, en=en)


def test_words_written_in_one_language_stand_in_both() -> None:
    assert Text.alike("vores brev") == Text(da="vores brev", en="vores brev")


def test_a_stored_text_is_read_back_also_from_when_there_was_one_language() -> None:
    assert Text.stored(SENTENCE.as_json()) == SENTENCE
    assert Text.stored("read on a stored copy") == Text.alike("read on a stored copy")


def test_a_provision_is_in_force_from_its_first_day_to_the_day_before_its_end() -> None:
    assert not PROVISION.in_force_on(date(2023, 9, 30))
    assert PROVISION.in_force_on(date(2023, 10, 1))
    assert PROVISION.in_force_on(date(2029, 12, 31))
    assert not PROVISION.in_force_on(date(2030, 1, 1))


def test_a_provision_without_known_days_may_be_in_force_on_any_day() -> None:
    always = Provision("serviceloven", "§ 141", None, None, "sourced", READ)

    assert always.in_force_on(date.min)
    assert always.in_force_on(date.max)


PROVISION_JSON = {
    "act": "serviceloven",
    "paragraph": "§ 110",
    "in_force_from": "2023-10-01",
    "in_force_to": "2030-01-01",
    "certainty": "sourced",
    "text_read": "read in part",
}


def test_json_holds_the_keys_of_the_rule_and_what_it_rests_on() -> None:
    finding = Finding(
        rule="r", on=date(2024, 1, 2), outcome="known", answer={"due": "2024-01-05"},
        provisions=(PROVISION,), parameters=(USE,), settings={"cap_mode": "per_day"},
        review=(Review("code", SENTENCE, {"due": "2024-01-04"}),), reasons=(SENTENCE,),
    )  # fmt: skip

    assert finding.is_known
    assert finding.as_json() == {
        "due": "2024-01-05",
        "needs_review": True,
        "finding": {
            "rule": "r",
            "on": "2024-01-02",
            "outcome": "known",
            "provisions": [PROVISION_JSON],
            "parameters": [
                {
                    "id": "sel.1",
                    "value": "3",
                    "unit": "weekdays",
                    "in_force_from": "2023-10-01",
                    "source": "the act",
                }
            ],
            "settings": {"cap_mode": "per_day"},
            "unknown": [],
            "review": [
                {
                    "code": "code",
                    "text": {"da": "på dansk", "en": "in English"},
                    "alternative": {"due": "2024-01-04"},
                }
            ],
        },
    }


def test_an_unknown_outcome_says_so_beside_the_keys_of_the_rule() -> None:
    finding = Finding("r", None, "unknown", {}, unknown=(Missing("income", SENTENCE),))

    answer = finding.as_json()

    assert answer["outcome"] == "unknown"
    assert answer["needs_review"] is False
    assert isinstance(answer["finding"], dict)
    assert answer["finding"]["on"] is None
    assert answer["finding"]["unknown"] == [
        {"code": "income", "text": {"da": "på dansk", "en": "in English"}}
    ]
