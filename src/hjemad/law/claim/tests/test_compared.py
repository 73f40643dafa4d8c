"""Which nights a change moves, and what is said of them on each side, night numbers counted by hand."""

from dataclasses import replace
from datetime import date

from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.change import read_change
from hjemad.law.claim.compared import ChangedStretch, Side, changed_stretches
from hjemad.law.claim.facts import PersonFacts, RateBook
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.tests.written import LAW, A, B, payment, person, rate, span, stay

SIXTY = "parameters: {sel.177.refund_nights: [{from: 2026-04-01, value: 60}]}"
# A thousand kroner a night less a hundred, in hundredths of half an øre: the State's half is 450 kroner.
HALF = 90_000 * 100


def stretches(
    who: PersonFacts, change: str, *, before: str = "", registered: bool = True
) -> list[ChangedStretch]:
    """What the change moves of the person's nights from 2023 to 2026; `before` holds on both sides."""
    rules = read_change(f"title: Tried\n{before}\n{change}", where="c.yaml", law=LAW)
    window = Window(Quarter.parse("2023Q1"), Quarter.parse("2026Q4"), date(2027, 1, 1).toordinal())
    rates = RateBook.of([rate(registered=registered), rate(at="S2")])
    return changed_stretches(who, rules.before, rules.after, first=window.start, rates=rates, window=window)


def told(found: list[ChangedStretch]) -> list[str]:
    """Each stretch as: payer from/to before>after, then the place of its first night on each side."""
    return [
        f"{one.payer} {date.fromordinal(one.span[0])}/{date.fromordinal(one.span[1])} "
        f"{one.before.state}>{one.after.state} {_place(one.before)} | {_place(one.after)}"
        for one in found
    ]


def _place(side: Side) -> str:
    if side.number is None or side.year_start is None:
        return "-"
    return f"{side.number}/{side.cap} of {date.fromordinal(side.year_start)}"


def share_of_40(day: str) -> str:
    return f"parameters: {{sel.177.refund_share: [{{from: {day}, value: 40}}]}}"


class TestWhatIsAChange:
    def test_a_night_that_costs_nothing_is_still_lost(self) -> None:
        free = person(stay("2026-04-01/2026-06-10"), payments=[payment("1000.00")])

        assert told(stretches(free, SIXTY)) == [
            "101 2026-05-31/2026-06-10 refundable>beyond 61/90 of 2026-04-01 | 61/60 of 2026-04-01"
        ]

    def test_a_shelter_outside_tilbudsportalen_has_nothing_to_lose(self) -> None:
        assert stretches(person(stay("2026-04-01/2026-07-20")), SIXTY, registered=False) == []

    def test_a_payer_with_nights_on_one_side_only_is_seen(self) -> None:
        same_day = person(stay("2024-01-01/2024-01-01"))

        assert told(stretches(same_day, "settings: {day_count: at_least_one}")) == [
            "101 2024-01-01/2024-01-02 none>refundable - | 1/120 of 2024-01-01"
        ]

    def test_each_side_says_all_that_is_known_of_its_nights(self) -> None:
        paid_to_the_7th = person(
            stay("2026-04-01/2026-06-10"), payments=[payment(of="2026-01-01/2026-06-07")]
        )
        start = date(2026, 4, 1).toordinal()
        beyond = Side("beyond", 0, "", "", start, 61, 60)

        assert stretches(paid_to_the_7th, SIXTY) == [
            ChangedStretch(
                "P1", A, span("2026-05-31/2026-06-07"),
                Side("refundable", HALF, "", "S1", start, 61, 90), beyond,
            ),
            ChangedStretch(
                "P1", A, span("2026-06-07/2026-06-10"),
                Side("waiting", 0, "resident_payment", "S1", start, 68, 90), replace(beyond, number=68),
            ),
        ]  # fmt: skip


class TestWhoseQuota:
    def test_with_a_quota_for_each_payer_the_second_begins_anew(self) -> None:
        """123 nights paid by A, then 121 paid by B: over a quarter's end and still one stretch."""
        who = person(stay("2023-10-01/2024-02-01"), stay("2024-02-01/2024-06-01", payer=B))

        assert told(stretches(who, "settings: {quota_follows: person_and_payer}")) == [
            "751 2024-02-01/2024-05-31 beyond>refundable 124/120 of 2023-10-01 | 1/120 of 2024-02-01"
        ]

    def test_disputed_nights_that_use_no_quota_move_the_later_ones_forward(self) -> None:
        who = person(stay("2024-01-01/2024-06-01"), stay("2024-01-05/2024-01-10", at="S2", payer=B))

        assert told(stretches(who, "settings: {disputed_night_uses_quota: no}")) == [
            "101 2024-04-30/2024-05-05 beyond>refundable 121/120 of 2024-01-01 | 116/120 of 2024-01-01"
        ]

    def test_a_disputed_night_that_uses_no_quota_has_no_place_in_the_year(self) -> None:
        """Above the ceiling it has nothing to wait for, until it uses no quota."""
        who = person(stay("2023-10-01/2024-03-01"), stay("2024-02-01/2024-02-05", at="S2", payer=B))

        assert told(stretches(who, "settings: {disputed_night_uses_quota: no}")) == [
            f"{payer} 2024-02-01/2024-02-05 beyond>waiting 124/120 of 2023-10-01 | -" for payer in (A, B)
        ]


class TestThePlaceInTheYear:
    def test_the_ceiling_is_the_nights_own_or_that_of_the_years_first_day(self) -> None:
        who = person(stay("2026-03-01/2026-07-01"))

        assert told(stretches(who, "settings: {cap_mode: period_start}")) == [
            "101 2026-05-30/2026-06-29 beyond>refundable 91/90 of 2026-03-01 | 91/120 of 2026-03-01"
        ]

    def test_a_new_running_year_is_a_stretch_of_its_own(self) -> None:
        who = person(stay("2024-01-20/2024-01-21"), stay("2025-01-10/2025-01-30"))

        assert told(stretches(who, share_of_40("2025-01-15"))) == [
            "101 2025-01-15/2025-01-20 refundable>refundable 7/120 of 2024-01-20 | 7/120 of 2024-01-20",
            "101 2025-01-20/2025-01-30 refundable>refundable 1/120 of 2025-01-20 | 1/120 of 2025-01-20",
        ]

    def test_nights_before_the_reform_have_no_number_also_where_they_use_quota(self) -> None:
        """Counted from the real admission on 20 September, the reform's first night is the twelfth."""
        who = person(stay("2023-09-20/2023-10-11"))
        counted = "before: {settings: {pre_reform_stay: real_admission}}"

        assert told(stretches(who, share_of_40("2023-09-01"), before=counted)) == [
            "101 2023-09-20/2023-10-01 refundable>refundable - | -",
            "101 2023-10-01/2023-10-11 refundable>refundable 12/120 of 2023-09-20 | 12/120 of 2023-09-20",
        ]

    def test_a_stay_under_the_old_rule_is_one_stretch_without_numbers(self) -> None:
        """From before the reform over it and the turn of the year: no ceiling, so nothing is counted."""
        who = person(stay("2023-06-01/2024-02-01"))
        old = "before: {settings: {pre_reform_stay: old_rule_until_discharge}}"

        [stretch] = stretches(who, share_of_40("2023-06-15"), before=old)

        assert stretch.span == span("2023-06-15/2024-02-01")
        assert stretch.before == Side("refundable", HALF, "", "S1", None, None, None)
        assert stretch.after == replace(stretch.before, hundredths=HALF // 50 * 40)
