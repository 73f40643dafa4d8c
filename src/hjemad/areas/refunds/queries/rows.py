"""A draft's lines as rows of a page: one citizen in one origin quarter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hjemad.areas.citizens.queries import Called, called_for_house, citizens_by_id
from hjemad.areas.refunds.queries.ledger import Draft, record_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.privacy.guarded import SortKey
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import Line
from hjemad.law.claim.rounding import claim_total


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One citizen in one origin quarter: asked before, right now, and what this claim asks.

    Amounts are exact to half an øre. `missing` on a row that waits; then nothing is asked.
    """

    origin: Quarter
    citizen: str
    called: Called | None
    shelters: str
    nights: int
    before: Money
    right: Money
    asked: Money | None
    causes: tuple[str, ...]
    missing: tuple[str, ...]
    record_id: int
    facility_id: int
    first_night: date | None
    marked: bool
    expected: bool


def rows_of(draft: Draft, *, actor: Actor, day: date) -> list[LedgerRow]:
    """The draft's lines by origin quarter and citizen; stopped ones apart. A fixed number of queries."""
    groups: dict[tuple[Quarter, str, bool, bool], list[Line]] = {}
    for line in draft.lines:
        if line.person:
            key = (line.origin, line.person, line.kind == "stopped", line.expected)
            groups.setdefault(key, []).append(line)
    records = {key: record_of(lines[0], draft) or 0 for key, lines in groups.items()}
    names = called_for_house(actor, records.values())
    public_ids = _public_ids(draft)
    houses = names_on({int(line.facility) for line in draft.lines if line.facility}, day=day)
    rows: list[LedgerRow] = []
    for key, lines in groups.items():
        origin, person, stopped, expected = key
        before = draft.asked_before.get((str(origin), person), Money.zero())
        asked = None if stopped else claim_total(lines)
        record = records[key]
        rows.append(
            LedgerRow(
                origin=origin, citizen=str(public_ids[person]),
                called=names.get(record),
                nights=sum(line.nights for line in lines),
                shelters=", ".join(sorted({houses[int(line.facility)] for line in lines if line.facility})),
                before=before, expected=expected,
                right=before + (asked or Money.zero()), asked=asked, record_id=record,
                causes=tuple(sorted({line.cause for line in lines if line.cause})),
                missing=tuple(sorted({code for line in lines for code in line.missing.split(";") if code})),
                facility_id=int(lines[0].facility or 0),
                marked=any(line.basis and line.basis.marks for line in lines),
                first_night=date.fromordinal(lines[0].span[0]) if lines[0].span else None,
            )
        )  # fmt: skip
    return sorted(rows, key=_row_order)


def _public_ids(draft: Draft) -> Mapping[str, UUID]:
    """Of each citizen in a line; asked only for one whose record has become another's since it was closed."""
    known = draft.facts.public_ids
    missing = {line.person for line in draft.lines if line.person and line.person not in known}
    found = citizens_by_id({int(person) for person in missing}) if missing else {}
    return {**known, **{str(pk): one.public_id for pk, one in found.items()}}


def _row_order(row: LedgerRow) -> tuple[object, ...]:
    """Expected first, then by quarter from the newest; persons by name within each."""
    name = row.called.sort_key if row.called else SortKey("")
    return (not row.expected, -row.origin.year, -row.origin.number, name, row.citizen)
