"""What both refunds of § 176 a rest on: discharges from a shelter, and the period that runs from the first.

Stk. 3: the period is counted from the first discharge and not anew when the person is admitted again within
it. Days are ordinals; spans are [from, to).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hjemad.kernel.dates import add_months
from hjemad.kernel.errors import MissingFact
from hjemad.kernel.intervals import Span
from hjemad.law.facts import BadFact, Facts
from hjemad.law.finding import JSON, iso
from hjemad.law.parameters_reader import Parameter
from hjemad.law.settings import Settings

REFUND_SHARE = "sel.176a.refund_share"
SHELTER_SETTINGS = (
    "same_day_decision_and_discharge",
    "new_window_after_expiry",
    "discharge_before_reform",
    "same_day_move",
)
NO_END = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class ShelterPath:
    """A person's discharges from § 110, oldest first, and the days back in a shelter after the first."""

    discharges: tuple[int, ...]
    back: tuple[Span, ...]

    def ended_before(self, day: int) -> int:
        """The newest discharge before `day`; 0 when there is none."""
        return max((one for one in self.discharges if one < day), default=0)


@dataclass(frozen=True, slots=True)
class RefundPeriod:
    """The days [start, end) of one period; `start` is the discharge it runs from."""

    start: int
    end: int
    discharges: tuple[int, ...]

    def decided_before(self, decisions: Sequence[int], *, settings: Settings) -> int | None:
        """The first discharge of the period that some decision came before; None when there is none."""
        same_day = settings.same_day_decision_and_discharge == "accept_with_review"
        earliest = min(decisions, default=NO_END)
        return next((day for day in self.discharges if earliest < day + same_day), None)


def read_path(given: Facts, *, settings: Settings) -> ShelterPath:
    """The path in `discharges` and `readmissions`.

    Raises MissingFact when two discharges have no readmission between them, BadFact when readmissions and
    discharges contradict each other. A readmission on the day of a discharge is a move between shelters.
    """
    discharged = {day.toordinal() for day in given.days("discharges")}
    readmitted = {day.toordinal() for day in given.days("readmissions")}
    if settings.same_day_move == "not_a_discharge":
        moves = discharged & readmitted
        discharged, readmitted = discharged - moves, readmitted - moves
    discharges = sorted(discharged)
    edges = [0, *discharges, NO_END]
    back: list[Span] = []
    for before, after in pairwise(edges):
        inside = sorted(day for day in readmitted if before <= day < after)
        if len(inside) > (0 if before == 0 else 1):
            raise _contradiction(given)
        if not inside and before > 0 and after < NO_END:
            raise MissingFact(given.name("readmissions"))
        back += [(day, after) for day in inside]
    return ShelterPath(tuple(discharges), tuple(back))


def windows(path: ShelterPath, *, months: Parameter, settings: Settings) -> tuple[RefundPeriod, ...]:
    """The periods with refund, oldest first; none for a discharge on a day the law did not know yet."""
    found: list[RefundPeriod] = []
    for day in path.discharges:
        there = date.fromordinal(day)
        if found and (day < found[-1].end or settings.new_window_after_expiry == "no"):
            continue
        if not months.is_known_on(there) and settings.discharge_before_reform == "no_refund":
            continue
        length = months.on(max(there, months.values[0].in_force_from))
        end = add_months(there, int(length.value)).toordinal()
        inside = tuple(one for one in path.discharges if day <= one < end)
        found.append(RefundPeriod(day, end, inside))
    return tuple(found)


def decided(given: Facts, *, provision: str) -> tuple[int, ...]:
    """The days of the decisions under that provision."""
    rows = [(item.text("provision"), item.day("date")) for item in given.several("decisions")]
    return tuple(day.toordinal() for words, day in rows if words == provision)


def placements(given: Facts) -> list[Span]:
    """The § 107 placements as the facts give them; one without an end goes on."""
    periods = [item.period("from", "to") for item in given.several("placements_107")]
    return [(one.start.toordinal(), one.end.toordinal() if one.end else NO_END) for one in periods]


def since(spans: Sequence[Span], day: int) -> list[Span]:
    """The part of the spans from `day` on."""
    return [(max(start, day), end) for start, end in spans if end > day]


def _contradiction(given: Facts) -> BadFact:
    names = f"{given.name('readmissions')}, {given.name('discharges')}"
    return BadFact(
        en=f"{names} contradict each other: a readmission needs one discharge before it, and only one "
        "readmission can stand between two discharges",
        da=f"{names} modsiger hinanden: en genindskrivning kræver en udskrivning før sig, og der kan kun "
        "være én genindskrivning mellem to udskrivninger",
    )


def told(reason: str | None, *, entitled: Sequence[Span], days: Sequence[Span]) -> dict[str, JSON]:
    """What both answers say of the days: whether there is refund, between which days, and on which.

    The last days are inclusive; None where there is no day.
    """
    return {
        "eligible": reason is None,
        "reason": reason,
        "window_from": iso(date.fromordinal(entitled[0][0])) if entitled else None,
        "window_to": iso(date.fromordinal(entitled[-1][1] - 1)) if entitled else None,
        "refund_from": iso(date.fromordinal(days[0][0])) if days else None,
        "refund_to": iso(date.fromordinal(days[-1][1] - 1)) if days else None,
    }
