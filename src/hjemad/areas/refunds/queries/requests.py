"""Where each request and statement of a year stands: its steps, its figures by quarter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hjemad.areas.refunds.models import (
    Claim,
    ClaimLine,
    RequestStep,
    StatementKind,
    StepKind,
    YearStatement,
)
from hjemad.areas.refunds.queries.ledger import Draft, draft
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.rounding import claim_total


def drawing_of(municipality_id: int, quarter: Quarter) -> RequestStep | None:
    """The latest drawing up of the quarter's request, whatever has changed since."""
    return (
        RequestStep.objects.filter(
            municipality_id=municipality_id, quarter=str(quarter), kind=StepKind.DRAWN_UP
        )
        .select_related("by")
        .order_by("-pk")
        .first()
    )


def drawing_stands(drawn: RequestStep, found: Draft) -> bool:
    """Whether the facts still give what was drawn up, seen as of the day it was drawn up on."""
    if drawn.on is None or drawn.on == found.as_of:
        return drawn.fingerprint == found.fingerprint
    return drawn.fingerprint == draft(drawn.municipality_id, found.quarter, as_of=drawn.on).fingerprint


def steps_of(claim: Claim) -> dict[str, RequestStep]:
    """Kind -> step of a closed request: the drawing that was checked, the check, the sending."""
    steps = {step.kind: step for step in claim.steps.select_related("by")}
    checked = steps.get(StepKind.CHECKED)
    drawn = drawing_of(claim.municipality_id, Quarter.parse(claim.quarter)) if checked else None
    return steps if drawn is None else {StepKind.DRAWN_UP: drawn, **steps}


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """One origin quarter: asked by every request so far, right by the facts looked at, and what waits.

    `right` None where nobody can say: the quarter has not begun, or lies before the first one asked for here
    and no opening balance tells of it (`known` is False: what was asked is unknown too).
    """

    quarter: Quarter
    asked: Money
    right: Money | None
    nights: int
    waiting: int
    expected: Money
    known: bool

    @property
    def difference(self) -> Money | None:
        """What the next request must ask, or give back."""
        return None if self.right is None else self.right - self.asked


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A year over the ledger: its four origin quarters, and what roundings asked."""

    year: int
    as_of: date
    quarters: tuple[QuarterFigures, ...]
    rounding: Money
    draft: Draft

    @property
    def asked(self) -> Money:
        """Everything requests have asked for the year, roundings included."""
        return sum((one.asked for one in self.quarters), self.rounding)

    @property
    def right(self) -> Money:
        """What is right for the year by the facts looked at; the roundings stand as they were asked."""
        return sum((one.right for one in self.quarters if one.right is not None), self.rounding)

    @property
    def difference(self) -> Money:
        """What the next request must ask, or give back, for the year."""
        return self.right - self.asked

    @property
    def unknown(self) -> bool:
        """Whether some quarter lies before the first one that is known."""
        return any(not one.known for one in self.quarters)

    @property
    def waiting(self) -> int:
        """How many lines wait for a fact: they are unknown, and in no sum."""
        return sum(one.waiting for one in self.quarters)

    @property
    def expected(self) -> Money:
        """What of it is expected, by the rule that is printed."""
        return sum((one.expected for one in self.quarters), Money.zero())


def year_figures(
    municipality_id: int, year: int, *, as_of: date, next_request: Quarter | None = None
) -> YearFigures:
    """The year by the facts of `as_of`; a fixed number of queries.

    With `next_request`, quarters after the one the next request is for are not reckoned yet.
    """
    quarters = [Quarter(year, number) for number in range(1, 5)]
    begun = [quarter for quarter in quarters if quarter.start <= as_of]
    if next_request is not None and next_request.year == year:
        begun = [quarter for quarter in begun if quarter <= next_request]
    found = draft(municipality_id, begun[-1] if begun else quarters[0], as_of=as_of)
    asked, rounding = _asked(found, year)
    figures = tuple(_figures(one, asked=asked, found=found, begun=one in begun) for one in quarters)
    return YearFigures(year, as_of, figures, rounding, found)


def _asked(found: Draft, year: int) -> tuple[Mapping[str, tuple[int, int]], Money]:
    """Origin quarter -> half øre and nights ever asked, here or before Hjemad; the year's roundings apart."""
    asked: dict[str, tuple[int, int]] = {}
    rounding = 0
    for line in found.facts.closed:
        if line.origin.year != year or not line.asks or line.refund is None:
            continue
        if line.kind == "rounding":
            rounding += line.refund.half_ore
        else:
            before = asked.get(str(line.origin), (0, 0))
            asked[str(line.origin)] = (before[0] + line.refund.half_ore, before[1] + line.nights)
    return asked, Money(rounding)


def _figures(
    quarter: Quarter, *, asked: Mapping[str, tuple[int, int]], found: Draft, begun: bool
) -> QuarterFigures:
    money, nights = asked.get(str(quarter), (0, 0))
    lines = [line for line in found.lines if line.origin == quarter and line.kind != "rounding"]
    known = [line for line in lines if line.kind != "stopped"]
    return QuarterFigures(
        quarter=quarter, asked=Money(money), known=quarter >= found.first_quarter,
        right=Money(money) + claim_total(known) if begun and quarter >= found.first_quarter else None,
        nights=nights + sum(line.nights for line in known), waiting=len(lines) - len(known),
        expected=claim_total([line for line in known if line.expected]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequestOfQuarter:
    """A quarter's request: its claim when checked, and its steps by kind."""

    quarter: Quarter
    claim: Claim | None
    steps: Mapping[str, RequestStep]


def requests_of_year(actor: Actor, year: int) -> list[RequestOfQuarter]:
    """The year's four requests with their steps; two queries."""
    actor.require(Permission.SEE_CLAIMS)
    claims = {
        claim.quarter: claim
        for claim in Claim.objects.filter(
            municipality_id=actor.organisation_id, quarter__startswith=str(year)
        ).select_related("closed_by", "drawn_up_by")
    }
    steps: dict[str, dict[str, RequestStep]] = {}
    for step in (
        RequestStep.objects.filter(
            municipality_id=actor.organisation_id, quarter__startswith=str(year), statement=None
        )
        .select_related("by")
        .order_by("pk")
    ):
        steps.setdefault(step.quarter, {})[step.kind] = step
    quarters = [Quarter(year, number) for number in range(1, 5)]
    return [RequestOfQuarter(one, claims.get(str(one)), steps.get(str(one), {})) for one in quarters]


def years_of(actor: Actor, *, today: date) -> list[int]:
    """The years there is something of, newest first; always this year."""
    actor.require(Permission.SEE_CLAIMS)
    quarters = ClaimLine.objects.filter(claim__municipality_id=actor.organisation_id).values_list(
        "origin_quarter", flat=True
    )
    return sorted({today.year, *(int(text[:4]) for text in quarters.distinct())}, reverse=True)


# Statements ---------------------------------------------------------------------------------------


def latest_statement(municipality_id: int, year: int, kind: str) -> YearStatement | None:
    """The statement of that kind as it was last drawn up."""
    return (
        YearStatement.objects.filter(municipality_id=municipality_id, year=year, kind=kind)
        .select_related("drawn_up_by", "last_claim", "municipality")
        .defer("last_claim__seen")
        .order_by("-number")
        .first()
    )


def statement_for(actor: Actor, year: int, kind: str) -> YearStatement | None:
    """The actor's municipality's statement; NotVisible when there is no such kind."""
    actor.require(Permission.SEE_CLAIMS)
    if kind not in StatementKind.values:
        raise NotVisible.standard()
    return latest_statement(actor.organisation_id, year, kind)


def statements_of(actor: Actor, year: int) -> dict[str, tuple[YearStatement, dict[str, RequestStep]]]:
    """Kind -> the municipality's statement of the year as last drawn up, and its steps by kind; two queries.

    One where none is drawn up.
    """
    actor.require(Permission.SEE_CLAIMS)
    rows = YearStatement.objects.filter(municipality_id=actor.organisation_id, year=year)
    latest = {row.kind: row for row in rows.order_by("number")}
    steps: dict[int | None, dict[str, RequestStep]] = {}
    if latest:
        for step in RequestStep.objects.filter(statement__in=latest.values()).select_related("by"):
            steps.setdefault(step.statement_id, {})[step.kind] = step
    return {kind: (row, steps.get(row.pk, {})) for kind, row in latest.items()}


def statement_steps(statement: YearStatement) -> dict[str, RequestStep]:
    """Kind -> step of the statement."""
    return {step.kind: step for step in statement.steps.select_related("by")}


def endorsement_of(municipality_id: int, year: int) -> RequestStep | None:
    """The auditor's endorsement of the year's final statement, when there is one."""
    statement = latest_statement(municipality_id, year, StatementKind.FINAL)
    return statement_steps(statement).get(StepKind.ENDORSED) if statement else None
