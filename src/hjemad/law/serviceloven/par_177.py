"""How many nights in a § 110 shelter the State refunds (serviceloven § 177, stk. 1, nr. 5).

Works on spans: (from, to) date ordinals, to exclusive, as `hjemad.kernel.intervals` makes them.
The State pays half of the municipality's cost of the first nights of a running year: 120 nights
from 1 October 2023, 90 from 1 April 2026; before the reform half of every night without a ceiling.
Which text is unclear, and what the other readings are, is named in `Settings` (law.md R1-R4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from hjemad.kernel.dates import add_years
from hjemad.kernel.intervals import Span, difference, intersection, running_windows, total, union
from hjemad.law.parameters_reader import Law, Parameter
from hjemad.law.settings import Settings

PROVISION = "serviceloven § 177, stk. 1, nr. 5"
REFUND_NIGHTS = "sel.177.refund_nights"
REFUND_SHARE = "sel.177.refund_share"

# The agency writes "after 1 April 2026": the setting first_day_of_90 moves this step by a day (R1, B).
READ_FIRST_DAY_OF_90 = date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class Caps:
    """The ceiling of refundable nights by day: (first day as ordinal, nights), in order of day.

    The first day is the day of the reform; nights before it have no ceiling.
    """

    steps: tuple[tuple[int, int], ...]

    @property
    def reform(self) -> int:
        """The first day with a ceiling."""
        return self.steps[0][0]

    def at(self, day: int) -> int:
        """The ceiling that holds for the night beginning on `day`; the first one before the reform."""
        found = self.steps[0][1]
        for first, nights in self.steps:
            if first > day:
                break
            found = nights
        return found

    def pieces(self, span: Span) -> list[tuple[int, int, int]]:
        """`span` cut where the ceiling changes: (from, to, ceiling)."""
        cuts = [first for first, _ in self.steps if span[0] < first < span[1]]
        edges = [span[0], *cuts, span[1]]
        return [(a, b, self.at(a)) for a, b in pairwise(edges)]


@dataclass(frozen=True, slots=True)
class CountedSpan:
    """Refundable nights in a row: the nights of one running year under one ceiling.

    `number` is the place of the first night in the running year (1 = first). Nights before the reform
    belong to no running year: `year_start` is None, `number` 0 and `cap` None (no ceiling).
    """

    span: Span
    year_start: int | None
    number: int
    cap: int | None


@dataclass(frozen=True, slots=True)
class RunningYear:
    """One running year: [start, end) as ordinals and the nights spent in it, refundable or not."""

    start: int
    end: int
    used: int


@dataclass(frozen=True, slots=True)
class NightCount:
    """Every night of one person sorted by whether the State refunds it."""

    all_nights: tuple[Span, ...]
    refundable: tuple[CountedSpan, ...]
    years: tuple[RunningYear, ...]
    reform: int

    @property
    def refundable_spans(self) -> list[Span]:
        """Refundable nights, in order."""
        return union([counted.span for counted in self.refundable])

    @property
    def beyond_spans(self) -> list[Span]:
        """Nights above the ceiling, in order."""
        return difference(list(self.all_nights), self.refundable_spans)

    @property
    def nights_total(self) -> int:
        """All nights, each once."""
        return total(list(self.all_nights))

    @property
    def nights_refundable(self) -> int:
        """Nights the State pays half of."""
        return sum(counted.span[1] - counted.span[0] for counted in self.refundable)

    @property
    def nights_pre_reform(self) -> int:
        """Nights before the reform, whatever rule they fall under."""
        return total(intersection(list(self.all_nights), [(1, self.reform)]))


def caps_from(law: Law, settings: Settings) -> Caps:
    """The dated ceilings as the law and the chosen reading of its first day give them."""
    return _caps(law.parameter(REFUND_NIGHTS), date.fromisoformat(settings.first_day_of_90))


@lru_cache(maxsize=64)
def _caps(parameter: Parameter, first_day_of_90: date) -> Caps:
    steps: list[tuple[int, int]] = []
    for value in parameter.values:
        first = first_day_of_90 if value.in_force_from == READ_FIRST_DAY_OF_90 else value.in_force_from
        steps.append((first.toordinal(), int(value.value)))
    return Caps(tuple(steps))


def count_nights(spans: Sequence[Span], *, caps: Caps, settings: Settings) -> NightCount:
    """Which of a person's nights are refundable, with their number in the running year.

    `spans` may overlap: a night counts once (R3). The order of input changes nothing.
    """
    nights = union(list(spans))
    before: list[Span] = []
    if nights and nights[0][0] < caps.reform:
        before, nights = _split_at_reform(nights, caps=caps, settings=settings)
    refundable = [CountedSpan(span, None, 0, None) for span in before]
    years: list[RunningYear] = []
    for window in _windows(nights, settings=settings):
        year, kept = _count_year(window, nights, caps=caps, settings=settings)
        years.append(year)
        # Counted spans are cut at the reform; one before it only used quota and falls under the old rule.
        refundable += [one for one in kept if one.span[0] >= caps.reform]
    return NightCount(tuple(union(list(spans))), tuple(refundable), tuple(years), caps.reform)


def _split_at_reform(nights: list[Span], *, caps: Caps, settings: Settings) -> tuple[list[Span], list[Span]]:
    """(nights under the old rule, nights to count) (R4)."""
    reform = caps.reform
    crossing = next((span for span in nights if span[0] < reform < span[1]), None)
    old = intersection(nights, [(1, reform)])
    new = difference(nights, old)
    choice = settings.pre_reform_stay
    if crossing is None or choice == "quota_from_reform":
        return old, new
    if choice == "real_admission":
        return old, union([*new, crossing])
    # old_rule_until_discharge and only_new_admissions: the unbroken old stay never starts counting.
    return union([*old, crossing]), difference(new, [crossing])


def _windows(nights: list[Span], *, settings: Settings) -> list[Span]:
    """The running years with a night in them, in order.

    By default the next year begins with the next night spent; in a `chain` years follow each other from the
    first night, whether somebody was there or not (R2).
    """
    if settings.period_anchor == "lapse":
        return running_windows(nights, end_of=_a_year_on)
    if not nights:
        return []
    first, last = date.fromordinal(nights[0][0]), date.fromordinal(nights[-1][1])
    starts = [add_years(first, years).toordinal() for years in range(last.year - first.year + 2)]
    return [window for window in pairwise(starts) if intersection(nights, [window])]


def _a_year_on(day: int) -> int:
    return add_years(date.fromordinal(day), 1).toordinal()


def _count_year(
    window: Span, nights: list[Span], *, caps: Caps, settings: Settings
) -> tuple[RunningYear, list[CountedSpan]]:
    """The year with its nights, and those within the ceiling: each night's own, or the year's first day's."""
    kept: list[CountedSpan] = []
    used = 0
    for span in intersection(nights, [window]):
        for first, last, cap_of_day in caps.pieces(span):
            cap = cap_of_day if settings.cap_mode == "per_day" else caps.at(window[0])
            within = max(0, min(last - first, cap - used))
            if within:
                kept.append(CountedSpan((first, first + within), window[0], used + 1, cap))
            used += last - first
    return RunningYear(*window, used), kept
