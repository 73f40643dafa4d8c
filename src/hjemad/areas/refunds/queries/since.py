"""A closed quarter then and now: what was asked when it was closed, and each change learnt since.

*Now* is then and every change, those of later claims and those of the next claim's draft; so the two always
differ by exactly the changes that are shown, each with its one cause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.refunds.queries.ledger import Draft, claim_numbered, draft_for, record_of
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.rules import WAITING


@dataclass(frozen=True, slots=True)
class Change:
    """What a later claim, or the draft (`claim` None), changes for one record. `waits`: not accepted yet."""

    record_id: int | None
    cause: str
    claim: int | None
    nights: int
    refund: Money
    waits: bool


@dataclass(frozen=True, slots=True)
class RecordSince:
    """One record in the quarter; None is what belongs to nobody: the rounding. `position`: its line then."""

    record_id: int | None
    then: Money
    nights: int
    changes: tuple[Change, ...]
    position: int | None

    @property
    def now(self) -> Money:
        """What is right by today's facts."""
        return _sum([self.then, *(change.refund for change in self.changes)])


@dataclass(frozen=True, slots=True)
class Since:
    """The quarter of one claim. `stopped`: lines of it that lack a fact today, whose amount is not known."""

    claim: Claim
    quarter: Quarter
    records: tuple[RecordSince, ...]
    stopped: int

    @property
    def then(self) -> Money:
        """What was asked for the quarter when the claim was closed."""
        return _sum(record.then for record in self.records)

    @property
    def now(self) -> Money:
        """What is right today, as far as it is known."""
        return _sum(record.now for record in self.records)

    @property
    def by_cause(self) -> tuple[tuple[str, int | None, int, int, Money, bool], ...]:
        """Cause, claim (None: the draft), records, nights, amount, whether it waits; oldest first."""
        groups: dict[tuple[int, str, bool], list[Change]] = {}
        for change in (change for record in self.records for change in record.changes):
            key = (change.claim or 0, change.cause, change.waits)
            groups.setdefault(key, []).append(change)
        order = sorted(groups, key=lambda key: (key[0] == 0, *key))
        return tuple(
            (
                cause, claim or None, len({one.record_id for one in groups[claim, cause, waits]}),
                sum(one.nights for one in groups[claim, cause, waits]),
                _sum(one.refund for one in groups[claim, cause, waits]), waits,
            )
            for claim, cause, waits in order
        )  # fmt: skip


_TOLD = (
    "record_id", "position", "kind", "cause", "missing", "origin_quarter", "nights", "refund_half_ore",
)  # fmt: skip


def since(actor: Actor, number: int, *, as_of: date) -> Since:
    """The quarter of that claim of the actor's municipality, then and on `as_of`."""
    claim = claim_numbered(actor, number)
    quarter = Quarter.parse(claim.quarter)
    rows = list(
        ClaimLine.objects.filter(claim__municipality_id=actor.organisation_id, origin_quarter=str(quarter))
        .select_related("claim")
        .only(*_TOLD, "claim__number")
        .order_by("claim__number", "position")
    )
    draft = draft_for(actor, max(Quarter.of(as_of), quarter), as_of=as_of)
    changes = [*_later(rows, number), *_of_draft(draft, quarter)]
    then = [row for row in rows if row.claim.number <= number and row.kind != "stopped"]
    asked, changed = _by_record(then), _by_record(changes)
    records = tuple(
        _record(record, asked.get(record, []), changed.get(record, []), number)
        for record in sorted({*asked, *changed}, key=lambda one: one or 0)
    )
    stopped = sum(_stopped(line.origin, line.missing, line.kind, quarter) for line in draft.lines)
    return Since(claim, quarter, records, stopped)


def _by_record[One: (ClaimLine, Change)](found: Iterable[One]) -> dict[int | None, list[One]]:
    groups: dict[int | None, list[One]] = {}
    for one in found:
        groups.setdefault(one.record_id, []).append(one)
    return groups


def _record(
    record: int | None, mine: Sequence[ClaimLine], changes: Sequence[Change], number: int
) -> RecordSince:
    own = [row.position for row in mine if row.claim.number == number]
    return RecordSince(
        record,
        _sum(_money(row) for row in mine),
        sum(row.nights for row in mine),
        tuple(changes),
        own[0] if own else None,
    )


def _later(rows: Iterable[ClaimLine], number: int) -> list[Change]:
    return [
        Change(row.record_id, row.cause, row.claim.number, row.nights, _money(row), waits=False)
        for row in rows
        if row.claim.number > number and row.kind != "stopped"
    ]


def _of_draft(draft: Draft, quarter: Quarter) -> list[Change]:
    """The draft's lines about the quarter; those that wait for acceptance say what accepting would bring."""
    found: list[Change] = []
    for line in draft.lines:
        waits = line.missing.startswith(WAITING)
        if line.origin != quarter or line.refund is None or not (line.asks or waits):
            continue
        cause = line.missing.removeprefix(WAITING) if waits else line.cause
        found.append(Change(record_of(line, draft), cause, None, line.nights, line.refund, waits=waits))
    return found


def _stopped(origin: Quarter, missing: str, kind: str, quarter: Quarter) -> bool:
    return origin == quarter and kind == "stopped" and not missing.startswith(WAITING)


def _money(row: ClaimLine) -> Money:
    return Money(row.refund_half_ore or 0)


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, Money.zero())
