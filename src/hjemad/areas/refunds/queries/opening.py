"""What a municipality claimed before Hjemad, and what a file of it would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from hjemad.areas.citizens.queries import record_public_ids, records_paid_by
from hjemad.areas.citizens.reads.protection import kept_from
from hjemad.areas.refunds.models import OpeningBalance
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.integrations.claim_files.opening import OpeningRow


def openings_of(actor: Actor) -> list[OpeningBalance]:
    """What stands, newest quarter first; one query."""
    actor.require(Permission.SEE_CLAIMS)
    rows = OpeningBalance.objects.current().filter(municipality_id=actor.organisation_id)
    return list(
        rows.select_related("recorded_by", "facility", "record").order_by("-valid_from", "record_id", "pk")
    )


def opening_with_id(actor: Actor, opening_id: int) -> OpeningBalance:
    """That opening balance of the actor's municipality; NotVisible without one, or if its person said no."""
    found = next((one for one in openings_of(actor) if one.pk == opening_id), None)
    if found is None or (found.record_id and kept_from(actor, [found.record_id])):
        raise NotVisible.standard()
    return found


type Does = Literal["new", "changed", "same", "rejected"]


@dataclass(frozen=True, slots=True)
class Previewed:
    """A row of a file and what saving it would do; `column` says what is wrong with a rejected one."""

    row: OpeningRow
    record_id: int | None
    facility_id: int | None
    does: Does
    column: str = ""


def preview_of(actor: Actor, rows: Sequence[OpeningRow]) -> list[Previewed]:
    """What each row would do: new, changed, the same, or rejected. Only records the municipality pays for."""
    records = _records(actor, {row.record for row in rows if row.record})
    codes = {row.facility for row in rows if row.facility}
    houses = Organisation.objects.filter(kind=Kind.SHELTER, code__in=codes).values_list("code", "pk")
    by_code = dict(houses)
    standing = {(one.valid_from, one.record_id, one.facility_id): one for one in openings_of(actor)}
    found: list[Previewed] = []
    for row in rows:
        record = records.get(row.record) if row.record else None
        facility = by_code.get(row.facility) if row.facility else None
        if row.record and record is None:
            found.append(Previewed(row, None, None, "rejected", "record"))
        elif row.facility and facility is None:
            found.append(Previewed(row, None, None, "rejected", "facility"))
        else:
            old = standing.get((row.quarter.start, record, facility))
            does: Does = "new" if old is None else "same" if _same(old, row) else "changed"
            found.append(Previewed(row, record, facility, does))
    return found


def _records(actor: Actor, wanted: set[UUID]) -> Mapping[UUID, int]:
    if not wanted:
        return {}
    paid = set(records_paid_by(actor.organisation_id).values_list("record_id", flat=True))
    known = {UUID(public): pk for pk, public in record_public_ids(paid).items()}
    return {public: known[public] for public in wanted if public in known}


def _same(old: OpeningBalance, row: OpeningRow) -> bool:
    stored = (old.nights, old.net_half_ore, old.refund_half_ore, old.year_start, old.nights_used, old.source)
    return stored == (
        row.nights, row.net.half_ore, row.refund.half_ore, row.year_start, row.nights_used, row.source,
    )  # fmt: skip
