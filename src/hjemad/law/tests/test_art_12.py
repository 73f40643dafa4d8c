from datetime import date

from hjemad.law.finding import JSON
from hjemad.law.tests.asking import asked, reviews, unknown


def test_the_reading_that_gives_an_earlier_day_is_shown() -> None:
    assert reviews(asked("erasure-deadline", {"received": "2026-01-31"})) == {
        "extension_from_answer": {"extended_to": "2026-04-28"},
        "last_day_no_weekday": {"answer_by": "2026-03-02"},
    }
    assert reviews(asked("erasure-deadline", {"received": "2026-06-10"})) == {}


def test_the_finding_says_both_days_and_that_a_duty_to_keep_can_refuse() -> None:
    facts: dict[str, JSON] = {"received": "2026-06-10"}
    finding = asked("erasure-deadline", facts)

    for text in (finding.reasons[0].da, finding.reasons[0].en):
        assert "2026-07-10" in text
        assert "2026-09-10" in text
    assert "Datatilsynet 2018-32-0286" in finding.reasons[1].en
    assert [used.id for used in finding.parameters] == ["gdpr.12.answer_months", "gdpr.12.extension_months"]
    assert finding.on == date(2026, 6, 10)
    assert asked("erasure-deadline", facts, "2026-06-20").on == date(2026, 6, 20)
    assert [one.act for one in finding.provisions] == ["databeskyttelsesforordningen"]
    assert unknown(asked("erasure-deadline", {})) == ["fact:received"]
