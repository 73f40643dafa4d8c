"""A quarter night by night as it stands for the municipality, now or as it was known at a closing.

Only nights the municipality pays are in it; where the person slept otherwise leaves no mark.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.refunds.queries.ledger import Draft
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claim import claim_lines
from hjemad.law.claim.facts import Line, PersonFacts
from hjemad.law.claim.rules import SETTINGS, RuleSet, under
from hjemad.law.settings import CHOICES

type Standing = Literal["refund", "expected", "waiting", "without", "none"]


@dataclass(frozen=True, slots=True)
class Night:
    """One night. `number` is its place in the running year, 0 where none is known."""

    day: date
    kind: Standing
    number: int = 0


@dataclass(frozen=True, slots=True)
class NightStrip:
    """Every night of a quarter, in order."""

    quarter: Quarter
    nights: tuple[Night, ...]

    @property
    def shows_any(self) -> bool:
        """Whether any night is the municipality's."""
        return any(night.kind != "none" for night in self.nights)


def strip_now(found: Draft, person: str, quarter: Quarter) -> NightStrip:
    """How every night of the quarter stands by today's facts; `person` as the ledger names the citizen."""
    facts = next((one for one in found.facts.people if one.person == person), None)
    known: dict[date, Night] = {}
    if facts is not None:
        known = {day: Night(day, "without") for day in _paid(facts, found, quarter)}
        known |= _of_lines(line for line in right_of_person(found, facts) if line.origin == quarter)
    return _filled(quarter, known)


def right_of_person(found: Draft, facts: PersonFacts) -> list[Line]:
    """What is right for the person as if nothing had been closed; lines that wait for a fact included."""
    claiming = replace(found.claiming, last_closed=None, steps=under(found.under), whole_quarters=frozenset())
    lines = claim_lines([facts], (), payer=found.facts.payer, claiming=claiming)
    return [line for line in lines if line.person]


def _paid(facts: PersonFacts, found: Draft, quarter: Quarter) -> Iterable[date]:
    until = min(quarter.end, date.fromordinal(found.claiming.window.horizon))
    for stay in facts.stays:
        if stay.payer == found.facts.payer:
            day = max(stay.period.start, quarter.start)
            while day < min(stay.period.end or until, until):
                yield day
                day += timedelta(days=1)


def _of_lines(lines: Iterable[Line]) -> dict[date, Night]:
    known: dict[date, Night] = {}
    for line in lines:
        kind: Standing = "waiting" if line.kind == "stopped" else "expected" if line.expected else "refund"
        first = line.basis.first_number if line.basis else 0
        for at, ordinal in enumerate(range(*line.span) if line.span else ()):
            day = date.fromordinal(ordinal)
            known[day] = Night(day, kind, first + at if first else 0)
    return known


def strip_then(claim: Claim, citizen_id: int, quarter: Quarter) -> NightStrip:
    """The nights that stood asked for when the claim was closed: every line up to it, added up. One query."""
    rows = ClaimLine.objects.filter(
        claim__municipality_id=claim.municipality_id, claim__number__lte=claim.number,
        citizen_id=citizen_id, origin_quarter=str(quarter),
    )  # fmt: skip
    known: dict[date, Night] = {}
    for line in rows.order_by("claim__number", "position"):
        for night in _stored_nights(line):
            if line.kind != "stopped" and line.nights < 0:
                known.pop(night.day, None)
            elif line.nights or night.day not in known:
                known[night.day] = night
    return _filled(quarter, known)


def _stored_nights(line: ClaimLine) -> Iterable[Night]:
    if line.valid_from is None or line.valid_to is None:
        return
    kind: Standing = "waiting" if line.kind == "stopped" else "expected" if line.expected else "refund"
    first = line.basis.get("first_number") or 0
    for at in range((line.valid_to - line.valid_from).days):
        yield Night(line.valid_from + timedelta(days=at), kind, first + at if first else 0)


def _filled(quarter: Quarter, known: Mapping[date, Night]) -> NightStrip:
    days = [quarter.start + timedelta(days=at) for at in range((quarter.end - quarter.start).days)]
    return NightStrip(quarter, tuple(known.get(day, Night(day, "none")) for day in days))


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another answer to an open question, and what the quarter would then be right with.

    `refund` None: a fact is missing under that answer, so the amount is unknown.
    """

    setting: str
    value: str
    nights: int
    refund: Money | None


def readings_of(found: Draft, person: str, quarter: Quarter) -> tuple[OtherReading, Sequence[OtherReading]]:
    """What is used, and every other single answer that gives something else."""
    facts = next((one for one in found.facts.people if one.person == person), None)
    nothing = OtherReading("", "", 0, Money.zero())
    if facts is None:
        return nothing, ()
    used = _reading(found, facts, quarter, rules=found.under)
    others: list[OtherReading] = []
    for name in SETTINGS:
        chosen = found.settings.as_mapping(name)[name]
        for value in CHOICES[name].alternatives:
            if value in {chosen, "unknown"} or name == "claim_rounding":
                continue
            rules = replace(found.under, settings=found.settings.with_values({name: value}))
            other = _reading(found, facts, quarter, rules=rules)
            if (other.nights, other.refund) != (used.nights, used.refund):
                others.append(replace(other, setting=name, value=value))
    return used, others


def _reading(found: Draft, facts: PersonFacts, quarter: Quarter, *, rules: RuleSet) -> OtherReading:
    claiming = replace(found.claiming, last_closed=None, steps=under(rules), whole_quarters=frozenset())
    lines = [
        line
        for line in claim_lines([facts], (), payer=found.facts.payer, claiming=claiming)
        if line.origin == quarter and line.person
    ]
    known = all(line.asks for line in lines)
    refund = sum((line.refund for line in lines if line.refund is not None), Money.zero())
    return OtherReading("", "", sum(line.nights for line in lines), refund if known else None)
