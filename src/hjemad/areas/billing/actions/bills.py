"""Issues bills: numbered, never changed; each arrives in the municipality's list in the same transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from hjemad.areas.billing import events, queries
from hjemad.areas.billing.models import Absence, Bill, BillLine, Invoice, InvoiceLine, InvoiceOrigin, Rate
from hjemad.areas.billing.queries import DraftBill
from hjemad.areas.billing.rules.amounts import rate_twice
from hjemad.areas.billing.rules.bill import NET, Piece, next_month
from hjemad.areas.citizens import queries as citizens
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, lay_over
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from hjemad.kernel.periods import Period


def issue(*, by: Actor, month: date, expected: Mapping[int, str], today: date, at: datetime) -> list[Bill]:
    """Each expected municipality has its bill of the month; all or none.

    `expected`: municipality -> fingerprint of the draft that was read. Raises `AlreadyClosed` when a draft
    would be another now, `InputRejected` before the month is over.
    """
    by.require(Permission.MAKE_BILLS)
    if today < next_month(month):
        raise InputRejected(
            en="The month is not over. Its nights can be billed from the first day of the next",
            da="Måneden er ikke slut. Dens nætter kan komme på en regning fra den første i næste måned",
        )
    with translated({}):
        # Whoever issues bills of one shelter waits here for whoever came first.
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        found = queries.bills_of_month(by, month=month, as_of=today)
        drafts = {draft.municipality_id: draft for draft in found.bills}
        if not expected or any(
            payer not in drafts or drafts[payer].fingerprint != fingerprint
            for payer, fingerprint in expected.items()
        ):
            raise AlreadyClosed(
                en="The bills are not as you read them: something has changed. Read them again",
                da="Regningerne er ikke, som du læste dem: noget er ændret. Læs dem igen",
            )
        number = Bill.objects.filter(shelter_id=by.organisation_id).count()
        return [
            _issue(drafts[payer], by=by, month=month, number=number + place, at=at)
            for place, payer in enumerate(sorted(expected), start=1)
        ]


def _issue(draft: DraftBill, *, by: Actor, month: date, number: int, at: datetime) -> Bill:
    bill = Bill(
        shelter_id=by.organisation_id,
        municipality_id=draft.municipality_id,
        number=number,
        month=month,
        issued_at=at,
        issued_by_id=by.user_id,
        issued_under_id=by.assignment_id,
        basis=draft.basis,
        amount_ore=draft.amount.half_ore // 2,
        payment_ore=None if draft.payment is None else draft.payment.half_ore // 2,
    )
    houses = Organisation.objects.in_bulk([bill.shelter_id, bill.municipality_id])
    lines = _lines(bill, draft)
    bill.shelter, bill.municipality = houses[bill.shelter_id], houses[bill.municipality_id]
    bill.digest_csv = hashlib.sha256(queries.bill_csv(bill, lines).encode()).hexdigest()
    bill.save(force_insert=True)
    BillLine.objects.bulk_create(lines)
    _arrive(bill, lines, by=by, at=at)
    log(events.BILL_ISSUED, by=by, at=at, objects={"bill": bill.pk}, data={"lines": len(lines)})
    return bill


def _lines(bill: Bill, draft: DraftBill) -> list[BillLine]:
    known = Rate.objects.in_bulk({pk for line in draft.lines for pk in _rates_of(line)})
    departments = Organisation.objects.in_bulk([line.department for line in draft.lines if line.department])
    return [
        BillLine(
            bill=bill, position=position, record_id=line.record,
            department=departments[line.department] if line.department else None,
            valid_from=line.start, valid_to=line.end, nights=line.nights, rate_ore=line.rate_ore,
            payment_ore=line.payment_ore, amount_ore=line.amount_ore(bill.basis), cause=line.cause,
            basis={"refs": list(line.refs), "rates": [_rate(known[pk]) for pk in _rates_of(line)]},
        )
        for position, line in enumerate(draft.lines, start=1)
    ]  # fmt: skip


def _rates_of(line: Piece) -> list[int]:
    return [int(ref.removeprefix("rate:")) for ref in line.refs if ref.startswith("rate:")]


def _rate(rate: Rate) -> dict[str, object]:
    """Where the price was known from on the day it was charged, and its audit."""
    days = [day.isoformat() if day else None for day in (rate.audited_from, rate.audited_to)]
    return {
        "source_kind": rate.source_kind,
        "source": rate.source,
        "registered": rate.registered,
        "audit_statement": rate.audit_statement,
        "audited": days,
    }


def _arrive(bill: Bill, lines: Sequence[BillLine], *, by: Actor, at: datetime) -> None:
    """The bill stands in the municipality's own list, as if it had come by post."""
    invoice = Invoice.objects.create(
        municipality_id=bill.municipality_id, shelter_id=bill.shelter_id, number=bill.reference, version=1,
        month=bill.month, origin=InvoiceOrigin.ISSUED, bill=bill, recorded_at=at, recorded_by_id=by.user_id,
        recorded_under_id=by.assignment_id,
    )  # fmt: skip
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=invoice, position=line.position, record_id=line.record_id, valid_from=line.valid_from,
            valid_to=line.valid_to, nights=line.nights, rate_ore=line.rate_ore, amount_ore=line.amount_ore,
            payment_ore=line.payment_ore if bill.basis == NET else None,
        )
        for line in lines
    )  # fmt: skip


def record_absence(
    *, by: Actor, record_id: int, facility: Organisation, period: Period, place_kept: bool, at: datetime,
    reason: str = "", origin: str = "entered",
) -> Absence:  # fmt: skip
    """The resident sleeps elsewhere in the period; without the place kept, the nights are not charged."""
    with translated({"billing_one_absence_at_a_time": rate_twice}):
        citizens.record_to_write(by, record_id=record_id)
        citizens.lock_citizen_of(record_id)
        absence = lay_over(
            Absence,
            key={"record_id": record_id, "facility_id": facility.pk},
            period=period,
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            place_kept=place_kept,
        )
        log(events.ABSENCE_RECORDED, by=by, at=at, objects={"fact": absence.fact_id})
    return absence
