"""A person's timeline is cut into nights where the same stays hold."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.law.claim.facts import NightFact
from hjemad.law.claim.segments import declared_spans, segments_of, spans_paid_by
from hjemad.law.claim.tests.written import A, B, span, stay
from hjemad.law.settings import Settings

HORIZON = "2024-04-01"
LAST = date.fromisoformat(HORIZON).toordinal()


def segments(*stays: NightFact, **chosen: str) -> list[str]:
    """Days, shelters, and `?` where they are in dispute."""
    found = segments_of(stays, horizon=LAST, settings=Settings.default().with_values(chosen))
    return [
        f"{date.fromordinal(s.start)}/{date.fromordinal(s.end)} {'+'.join(f.facility for f in s.stays)}"
        + (" ?" if s.disputed else "")
        for s in found
    ]


def test_stays_one_after_the_other_are_segments_of_their_own() -> None:
    assert segments(stay("2024-02-01/2024-02-05", at="S2"), stay("2024-01-01/2024-02-01")) == [
        "2024-01-01/2024-02-01 S1", "2024-02-01/2024-02-05 S2",
    ]  # fmt: skip


@pytest.mark.parametrize("days", ["2024-03-01/", "2024-03-01/2024-04-01", "2024-03-01/2025-01-01"])
def test_nights_from_the_horizon_on_are_not_seen(days: str) -> None:
    assert segments(stay(days)) == ["2024-03-01/2024-04-01 S1"]


@pytest.mark.parametrize("days", ["2024-04-01/", "2024-05-01/2024-06-01", "2024-03-01/2024-03-01"])
def test_a_stay_without_a_night_before_the_horizon_gives_nothing(days: str) -> None:
    assert segments(stay(days)) == []


def test_the_same_stay_told_twice_is_no_dispute() -> None:
    assert segments(stay("2024-01-01/2024-01-05"), stay("2024-01-01/2024-01-05")) == [
        "2024-01-01/2024-01-05 S1+S1"
    ]


def test_nested_stays_at_one_shelter_and_payer_are_no_dispute() -> None:
    told = segments(
        stay("2024-01-01/2024-01-10"), stay("2024-01-03/2024-01-05"), stay("2024-02-01/2024-02-02")
    )

    assert told == [
        "2024-01-01/2024-01-03 S1", "2024-01-03/2024-01-05 S1+S1", "2024-01-05/2024-01-10 S1",
        "2024-02-01/2024-02-02 S1",
    ]  # fmt: skip


def test_two_shelters_in_one_night_are_in_dispute_the_first_admitted_first() -> None:
    told = segments(stay("2024-01-03/2024-01-10", at="S2"), stay("2024-01-01/2024-01-05"))

    assert told == [
        "2024-01-01/2024-01-03 S1", "2024-01-03/2024-01-05 S1+S2 ?", "2024-01-05/2024-01-10 S2",
    ]  # fmt: skip


@pytest.mark.parametrize("other", [B, None])
def test_two_payers_for_one_night_are_in_dispute(other: str | None) -> None:
    [told] = segments(stay("2024-01-01/2024-01-05"), stay("2024-01-01/2024-01-05", payer=other))

    assert told.endswith("?")


def test_a_registration_without_nights_cuts_nothing() -> None:
    passing = stay("2024-01-05/2024-01-05", at="S2")

    assert segments(stay("2024-01-01/2024-01-10"), passing) == ["2024-01-01/2024-01-10 S1"]


def test_at_one_shelter_the_stay_whose_payer_is_not_known_stands_first() -> None:
    """With a quota for each payer, a disputed night uses the quota of the stay that stands first."""
    known, unknown = stay("2024-01-01/2024-01-05"), stay("2024-01-01/2024-01-05", payer=None)

    [found] = segments_of(
        [known, unknown], horizon=span("2024-01-01/2024-04-01")[1], settings=Settings.default()
    )

    assert found.stays == (unknown, known)


class TestDecisions:
    @staticmethod
    def decided(*stays: NightFact) -> list[tuple[str, bool]]:
        found = segments_of(stays, horizon=LAST, settings=Settings.default())
        return [(f"{date.fromordinal(s.start)}/{date.fromordinal(s.end)}", s.decided) for s in found]

    def test_nights_in_a_row_that_are_decided_alike_are_one_segment(self) -> None:
        counts = replace(stay("2024-01-01/2024-01-21"), counts=True)
        others = stay("2024-01-05/2024-01-15", at="S2"), stay("2024-01-10/2024-01-18", at="S3")

        assert self.decided(counts, *others) == [
            ("2024-01-01/2024-01-05", False),
            ("2024-01-05/2024-01-18", True),
            ("2024-01-18/2024-01-21", False),
        ]

    def test_where_every_stay_may_count_nothing_was_decided(self) -> None:
        both = [replace(stay("2024-01-01/2024-01-05", at=shelter), counts=True) for shelter in ("S1", "S2")]

        assert self.decided(*both) == [("2024-01-01/2024-01-05", False)]


class TestDeclared:
    @pytest.mark.parametrize(
        ("days", "seen"),
        [
            pytest.param("2024-01-01/2024-01-05", ["2024-01-01/2024-01-05"], id="as told"),
            pytest.param("2024-03-01/2024-05-01", ["2024-03-01/2024-04-01"], id="over the horizon"),
            pytest.param("2024-03-01/", ["2024-03-01/2024-04-01"], id="without an end"),
            pytest.param("2024-04-01/2024-05-01", [], id="from the horizon on"),
            pytest.param("2024-04-05/2024-05-01", [], id="after it"),
        ],
    )
    def test_declared_nights_are_seen_up_to_the_horizon(self, days: str, seen: list[str]) -> None:
        told = replace(stay(days, payer=B), declared=True)

        found = declared_spans([told, stay("2024-01-01/2024-02-01")], horizon=LAST)

        assert found == [(span(one), B) for one in seen]

    def test_a_payer_that_is_not_named_is_the_empty_text(self) -> None:
        told = replace(stay("2024-01-01/2024-01-05", payer=None), declared=True)

        assert declared_spans([told], horizon=LAST) == [(span("2024-01-01/2024-01-05"), "")]


class TestDayCount:
    """R3: what a day is, when it is not a night."""

    def test_nights_leave_the_day_out_alone(self) -> None:
        assert segments(stay("2024-01-01/2024-01-05")) == ["2024-01-01/2024-01-05 S1"]

    def test_both_days_count_the_day_out(self) -> None:
        told = segments(stay("2024-01-01/2024-01-05"), day_count="both_days")

        assert told == ["2024-01-01/2024-01-05 S1", "2024-01-05/2024-01-06 S1"]

    def test_a_day_out_told_twice_leaves_no_seam(self) -> None:
        twice = [stay("2024-01-01/2024-01-05"), stay("2024-01-01/2024-01-05")]

        assert segments(*twice, day_count="both_days") == ["2024-01-01/2024-01-06 S1+S1"]

    def test_the_day_out_goes_to_the_next_shelter_where_there_is_one(self) -> None:
        told = segments(
            stay("2024-01-01/2024-01-05"), stay("2024-01-05/2024-01-06", at="S2"), day_count="both_days"
        )

        assert told == [
            "2024-01-01/2024-01-05 S1", "2024-01-05/2024-01-06 S2", "2024-01-06/2024-01-07 S2",
        ]  # fmt: skip

    @pytest.mark.parametrize("turn", [1, -1])
    def test_two_shelters_left_on_one_day_are_in_dispute_in_any_order(self, turn: int) -> None:
        stays = [stay("2024-01-05/2024-01-05"), stay("2024-01-05/2024-01-05", at="S2")]

        assert segments(*stays[::turn], day_count="both_days") == ["2024-01-05/2024-01-06 S1+S2 ?"]

    def test_at_least_one_counts_in_and_out_on_a_day(self) -> None:
        told = segments(
            stay("2024-01-05/2024-01-05"), stay("2024-02-01/2024-02-03"), day_count="at_least_one"
        )

        assert told == ["2024-01-05/2024-01-06 S1", "2024-02-01/2024-02-03 S1"]

    @pytest.mark.parametrize("choice", ["both_days", "at_least_one"])
    def test_a_day_out_on_the_horizon_is_not_seen(self, choice: str) -> None:
        told = segments(
            stay("2024-03-31/2024-04-01"), stay("2024-04-01/2024-04-01", at="S2"), day_count=choice
        )

        assert told == ["2024-03-31/2024-04-01 S1"]

    def test_who_is_still_there_has_no_day_out(self) -> None:
        assert segments(stay("2024-03-01/"), day_count="both_days") == ["2024-03-01/2024-04-01 S1"]


def test_a_payer_is_named_for_the_nights_of_each_of_its_stays() -> None:
    stays = [stay("2024-01-01/2024-01-10"), stay("2024-01-05/2024-01-20", payer=B, at="S2")]
    found = segments_of(stays, horizon=date.fromisoformat(HORIZON).toordinal(), settings=Settings.default())

    assert spans_paid_by(found, A) == [span("2024-01-01/2024-01-10")]
    assert spans_paid_by(found, B) == [span("2024-01-05/2024-01-20")]
    assert spans_paid_by(found, "999") == []
