"""What a change moves, on nights one can count on one's fingers."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.kernel.errors import HjemadError, InputRejected
from hjemad.law.claim.assumptions import assumptions
from hjemad.law.claim.bulk_facts import bulk_facts
from hjemad.law.claim.change import read_change
from hjemad.law.claim.compared import ChangedStretch
from hjemad.law.claim.facts import NightFact, PersonFacts, RateBook
from hjemad.law.claim.tests.written import LAW, payment, rate, stay
from hjemad.law.claim.what_if import Amount, Moved, WhatIf, money_of, reasons, what_if

SIXTY = "parameters: {sel.177.refund_nights: [{from: 2026-04-01, value: 60}]}"
FORTY_PERCENT = "parameters: {sel.177.refund_share: [{from: 2026-01-01, value: 40}]}"
# A thousand kroner a night less a hundred: the State's half is 450.
HALF = 90_000 * 100


def a(name: str, *stays: NightFact, paid: bool = True) -> PersonFacts:
    return PersonFacts(name, stays, (payment(),) if paid else ())


def ask(change: str, *people: PersonFacts) -> WhatIf:
    facts = bulk_facts(people, RateBook.of([rate(), rate(at="S2")]))
    return what_if(facts, read_change(f"title: Tried\n{change}", where="c.yaml", law=LAW))


def of(answer: WhatIf, payer: str) -> Moved:
    return next(one for one in answer.payers if one.payer == payer)


def told(answer: WhatIf) -> list[str]:
    """Each stretch as: person payer from/to before>after number."""
    return [_line(stretch) for stretches in reasons(answer) for stretch in stretches]


def _line(stretch: ChangedStretch) -> str:
    start, end = (date.fromordinal(day) for day in stretch.span)
    before, after = stretch.before, stretch.after
    places = [
        "-" if side.number is None or side.year_start is None
        else f"{side.number}/{side.cap} of {date.fromordinal(side.year_start)}"
        for side in (before, after)
    ]  # fmt: skip
    return (
        f"{stretch.person} {stretch.payer} {stretch.facility} {start}/{end} "
        f"{before.state}>{after.state} {' | '.join(places)}"
    )


def test_nights_above_the_lower_ceiling_are_no_longer_refunded() -> None:
    answer = ask(SIXTY, a("P1", stay("2026-04-10/2026-07-01")), a("P2", stay("2026-04-10/2026-06-09")))

    assert of(answer, "101") == Moved(
        "101",
        Amount(82 + 60, 0, 142 * HALF),
        Amount(60 + 60, 0, 120 * HALF),
        1,
        date(2026, 6, 9),
        {2026: Amount(-22, 0, -22 * HALF)},
    )
    assert replace(answer.total, payer="101") == of(answer, "101")
    assert answer.total.payer == ""
    assert answer.total.difference.refund.dkk() == "-9900.00"
    assert told(answer) == [
        "P1 101 S1 2026-06-09/2026-07-01 refundable>beyond 61/90 of 2026-04-10 | 61/60 of 2026-04-10"
    ]


def test_each_municipality_has_its_own_share_and_a_citizen_counts_once_in_all() -> None:
    both = a("P1", stay("2026-04-01/2026-06-10"), stay("2026-06-10/2026-06-20", at="S2", payer="751"))

    answer = ask(SIXTY, both, a("P2", stay("2026-05-01/2026-05-02", payer="751")))

    assert of(answer, "101").difference == Amount(-10, 0, -10 * HALF)
    assert of(answer, "751").difference == Amount(-10, 0, -10 * HALF)
    assert of(answer, "101").first_day == date(2026, 5, 31)
    assert of(answer, "751").first_day == date(2026, 6, 10)
    assert (of(answer, "751").citizens, answer.total.citizens) == (1, 1)
    assert answer.total.first_day == date(2026, 5, 31)
    assert answer.total.years == {2026: Amount(-20, 0, -20 * HALF)}
    assert answer.affected == [0]


def test_nothing_moves_where_nobody_has_so_many_nights() -> None:
    answer = ask(SIXTY, a("P1", stay("2026-04-01/2026-05-01")))

    assert answer.total == Moved("", Amount(30, 0, 30 * HALF), Amount(30, 0, 30 * HALF), 0, None, {})
    assert of(answer, "101").first_day is None
    assert told(answer) == []


def test_a_night_without_a_price_moves_without_an_amount() -> None:
    answer = ask(SIXTY, a("P1", stay("2026-04-01/2026-06-10"), paid=False))

    moved = of(answer, "101")
    assert moved.before == Amount(0, 70, 0)
    assert moved.after == Amount(0, 60, 0)
    assert (moved.citizens, moved.years) == (1, {2026: Amount(0, -10, 0)})
    assert told(answer) == [
        "P1 101 S1 2026-05-31/2026-06-10 waiting>beyond 61/90 of 2026-04-01 | 61/60 of 2026-04-01"
    ]


def test_a_night_that_costs_nothing_moves_without_money() -> None:
    free = PersonFacts("P1", (stay("2026-04-01/2026-06-10"),), (payment("1000.00"),))

    answer = ask(SIXTY, free)

    assert of(answer, "101").difference == Amount(-10, 0, 0)
    assert answer.total.citizens == 1


def test_a_night_whose_payer_is_not_known_stands_under_nobody() -> None:
    answer = ask(SIXTY, a("P1", stay("2026-04-01/2026-06-10", payer=None)))

    assert [one.payer for one in answer.payers] == [""]
    assert of(answer, "").difference == Amount(0, -10, 0)


def test_years_that_follow_each_other_win_nights_of_somebody_who_came_back_late() -> None:
    nights = a(
        "P1", stay("2023-11-01/2023-11-02"), stay("2025-03-01/2025-05-10"), stay("2025-10-01/2025-12-20")
    )

    answer = ask("settings: {period_anchor: chain}", nights)

    assert told(answer) == [
        "P1 101 S1 2025-11-20/2025-12-20 beyond>refundable 121/120 of 2025-03-01 | 20/120 of 2025-11-01"
    ]
    assert of(answer, "101").difference == Amount(30, 0, 30 * HALF)


def test_a_citizen_whose_gains_and_losses_cancel_out_is_still_affected() -> None:
    steps = "[{from: 2026-01-30, value: 40}, {from: 2026-02-02, value: 60}]"
    less_then_more = f"parameters: {{sel.177.refund_share: {steps}}}"

    answer = ask(less_then_more, a("P1", stay("2026-01-30/2026-02-05")))

    assert answer.total.difference == Amount(0, 0, 0)
    assert (answer.total.citizens, answer.total.first_day) == (1, date(2026, 1, 30))
    assert answer.total.years == {2026: Amount(0, 0, 0)}
    assert len(told(answer)) == 2


def test_each_calendar_year_stands_by_itself() -> None:
    answer = ask(
        "parameters: {sel.177.refund_nights: [{from: 2024-01-01, value: 10}]}",
        a("P1", stay("2024-12-01/2025-01-06")),
    )

    assert of(answer, "101").years == {
        2024: Amount(-21, 0, -21 * HALF),
        2025: Amount(-5, 0, -5 * HALF),
    }
    assert answer.total.years == of(answer, "101").years


def test_a_day_out_that_counts_is_there_on_one_side_only() -> None:
    answer = ask("settings: {day_count: both_days}", a("P1", stay("2024-01-01/2024-01-03")))

    assert told(answer) == ["P1 101 S1 2024-01-03/2024-01-04 none>refundable - | 3/120 of 2024-01-01"]
    assert of(answer, "101").difference == Amount(1, 0, HALF)


def test_a_share_that_gives_less_than_half_an_ore_is_added_up_exactly() -> None:
    facts = bulk_facts([a("P1", stay("2026-01-01/2026-01-04"))], RateBook.of([rate("1000.01")]))
    change = read_change(f"title: Tried\n{FORTY_PERCENT}", where="c.yaml", law=LAW)

    answer = what_if(facts, change)

    assert answer.total.after == Amount(3, 0, 3 * 2 * 90_001 * 40)
    assert answer.total.after.refund.dkk() == "1080.01"  # 3 × 360.004
    assert told(answer) == [
        "P1 101 S1 2026-01-01/2026-01-04 refundable>refundable 1/120 of 2026-01-01 | 1/120 of 2026-01-01"
    ]


@pytest.mark.parametrize(
    ("hundredths", "dkk"),
    [
        (0, "0.00"), (100, "0.005"), (200, "0.01"), (-100, "-0.005"), (99, "0.00"), (101, "0.01"),
        (150, "0.01"), (299, "0.01"), (301, "0.02"), (-99, "0.00"), (-101, "-0.01"), (-301, "-0.02"),
    ],
)  # fmt: skip
def test_money_is_exact_to_half_an_ore_and_else_in_whole_ore(hundredths: int, dkk: str) -> None:
    assert money_of(hundredths).dkk() == dkk


def test_only_nights_asked_for_are_compared_and_earlier_ones_use_the_year() -> None:
    answer = ask(f"from: 2026-06-20\nas_of: 2026-06-30\n{SIXTY}", a("P1", stay("2026-04-10/")))

    assert (date.fromordinal(answer.first), date.fromordinal(answer.horizon)) == (
        date(2026, 6, 20), date(2026, 6, 30),
    )  # fmt: skip
    assert of(answer, "101").before == Amount(10, 0, 10 * HALF)
    assert told(answer) == [
        "P1 101 S1 2026-06-20/2026-06-30 refundable>beyond 72/90 of 2026-04-10 | 72/60 of 2026-04-10"
    ]


@pytest.mark.parametrize("as_of", ["as_of: 2026-06-30", ""])
def test_files_without_a_stay_give_nothing_on_either_side(as_of: str) -> None:
    answer = ask(f"{as_of}\n{SIXTY}")

    assert answer.total == Moved("", Amount(0, 0, 0), Amount(0, 0, 0), 0, None, {})


def test_an_open_stay_wants_a_day() -> None:
    with pytest.raises(InputRejected, match="as_of"):
        ask(SIXTY, a("P1", stay("2026-04-10/")))


def test_nights_before_the_states_share_is_known_are_not_compared() -> None:
    answer = ask(FORTY_PERCENT, a("P1", stay("2006-12-01/2007-01-03")))

    assert date.fromordinal(answer.first) == date(2007, 1, 1)
    assert of(answer, "101").before == Amount(2, 0, 2 * HALF)


def test_a_day_seen_before_anybody_came_leaves_nothing() -> None:
    answer = ask(f"as_of: 2020-01-01\n{SIXTY}", a("P1", stay("2026-04-10/2026-07-01")))

    assert answer.total.before == Amount(0, 0, 0)
    assert told(answer) == []


def test_both_forms_must_say_the_same() -> None:
    answer = ask(SIXTY, a("P1", stay("2026-04-10/2026-07-01")))
    wrong = replace(answer, payers=tuple(replace(one, after=one.before) for one in answer.payers))

    with pytest.raises(HjemadError, match="do not give the same"):
        told(wrong)


class TestAssumptions:
    def codes(self, answer: WhatIf) -> list[str]:
        return [assumption.code for assumption in assumptions(answer)]

    def text(self, answer: WhatIf, code: str) -> str:
        return next(one.text.en for one in assumptions(answer) if one.code == code)

    def test_every_parameter_and_open_question_is_named(self) -> None:
        answer = ask(SIXTY, a("P1", stay("2026-04-10/2026-07-01")))

        assert self.codes(answer) == [
            "same_nights", "same_prices", "files_only", "nights_seen",
            "parameter:sel.177.refund_nights", "parameter:sel.177.refund_share",
            "setting:cap_mode", "setting:first_day_of_90", "setting:period_anchor", "setting:quota_follows",
            "setting:day_count", "setting:pre_reform_stay", "setting:disputed_night_uses_quota",
            "registered_only", "not_a_claim", "rounding",
        ]  # fmt: skip

    def test_values_before_and_after_stand_with_their_days(self) -> None:
        answer = ask(SIXTY, a("P1", stay("2026-04-10/2026-07-01")))

        assert self.text(answer, "parameter:sel.177.refund_nights") == (
            "sel.177.refund_nights before: 120 (2023-10-01), 90 (2026-04-01). "
            "After: 120 (2023-10-01), 60 (2026-04-01). The values tried are not law."
        )
        assert self.text(answer, "parameter:sel.177.refund_share") == (
            "sel.177.refund_share: 50 (2007-01-01), unchanged."
        )

    def test_a_reading_that_changes_shows_both(self) -> None:
        answer = ask("settings: {cap_mode: period_start}", a("P1", stay("2026-04-10/2026-07-01")))

        assert self.text(answer, "setting:cap_mode").endswith("cap_mode = per_day → period_start.")
        assert self.text(answer, "setting:period_anchor").endswith("period_anchor = lapse.")

    def test_a_ceiling_that_begins_on_another_day_is_told(self) -> None:
        earlier = "parameters: {sel.177.refund_nights: [{from: 2023-01-01, value: 120}]}"

        answer = ask(earlier, a("P1", stay("2023-01-10/2023-07-01")))

        assert self.text(answer, "ceiling_begins").startswith("The ceiling begins on 2023-01-01")
        assert told(answer) == ["P1 101 S1 2023-05-10/2023-07-01 refundable>beyond - | 121/120 of 2023-01-10"]

    def test_files_days_and_what_waits_are_told_with_their_numbers(self) -> None:
        people = a("P1", stay("2026-04-01/"), paid=False), a("P2", stay("2026-04-01/2026-04-02"))

        answer = ask(f"as_of: 2026-06-10\n{SIXTY}", *people)

        assert self.text(answer, "files_only").startswith("Only these files are seen: 2 stays of 2 citizens.")
        assert self.text(answer, "nights_seen").startswith(
            "Nights from 2026-04-01 to 2026-06-10 (not included)"
        )
        assert self.text(answer, "open_stays") == "Stays without an end are counted up to 2026-06-10."
        assert self.text(answer, "waiting").startswith("70 nights before, 60 after lack a fact")

    def test_both_languages_stand_beside_the_code(self) -> None:
        [first, *_] = assumptions(ask(SIXTY, a("P1", stay("2026-04-10/2026-07-01"))))

        assert first.as_json() == {
            "code": "same_nights",
            "da": "Ingen bor længere, kortere eller et andet sted, fordi reglen er en anden.",
            "en": "Nobody stays longer, shorter or elsewhere because the rule is another.",
        }

    def test_what_is_taken_for_granted_whatever_is_asked_is_said_in_words(self) -> None:
        answer = ask(SIXTY, a("P1", stay("2026-04-10/2026-07-01")))

        assert (
            self.text(answer, "same_prices") == "Rates and resident payments are the same before and after."
        )
        assert self.text(answer, "registered_only").startswith("Shelters outside Tilbudsportalen give no ")
        assert self.text(answer, "not_a_claim").endswith("this is no claim.")
        assert self.text(answer, "rounding").startswith("Amounts are not rounded as a claim is.")

    def test_nights_that_wait_on_one_side_only_are_told(self) -> None:
        none_at_all = "parameters: {sel.177.refund_nights: [{from: 2026-04-01, value: 0}]}"

        answer = ask(none_at_all, a("P1", stay("2026-04-01/2026-04-11"), paid=False))

        assert self.text(answer, "waiting").startswith("10 nights before, 0 after lack a fact")

    def test_stays_that_all_have_an_end_are_not_called_open(self) -> None:
        answer = ask(f"as_of: 2026-06-10\n{SIXTY}", a("P1", stay("2026-04-01/2026-04-11")))

        assert "open_stays" not in self.codes(answer)

    def test_only_what_changes_and_waits_is_said_to(self) -> None:
        share = ask(FORTY_PERCENT, a("P1", stay("2026-04-10/2026-07-01")))

        assert "ceiling_begins" not in self.codes(share)
        assert "open_stays" not in self.codes(share)
        assert "waiting" not in self.codes(share)
