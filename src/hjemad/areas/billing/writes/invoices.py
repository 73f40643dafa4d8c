"""Receives invoices from a file or by hand, keeps answers to their differences, and tells the shelter."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hjemad.areas.billing import events
from hjemad.areas.billing.models import (
    Invoice,
    InvoiceAnswer,
    InvoiceFile,
    InvoiceLine,
    InvoiceMessage,
    InvoiceOrigin,
)
from hjemad.areas.billing.reads.comparison import comparison
from hjemad.areas.billing.reads.invoices import CHANGED, NEW, Previewed, preview
from hjemad.areas.billing.rules.compare import NOT_BILLED
from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.queries import record_public_ids, records_paid_by
from hjemad.areas.shelters.queries import stay_facts
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import disclose, log
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import name_on
from hjemad.integrations.invoice_files.reader import InvoiceFileRead, InvoiceRow, read_invoices
from hjemad.kernel.errors import Conflict, InputRejected

STATUSES = ("ask_correction", "ask", "send_back", "decide", "accept")
_UNSAFE = re.compile(r"[^\w.() -]")
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line typed from a paper invoice."""

    record_id: int | None
    person_text: str
    start: date
    end: date
    nights: int
    rate_ore: int
    amount_ore: int


def safe_name(name: str) -> str:
    """The file's name as it is shown: its last part, without signs that could act anywhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", last).strip(". ")[:_NAME_LENGTH] or "fil"


def read_file(*, by: Actor, name: str, raw: bytes, today: date, at: datetime) -> InvoiceFile:
    """The file is kept as it was read, for its preview; no invoice stands yet. It holds no CPR number."""
    by.require(Permission.WRITE_INVOICES)
    shown = safe_name(name)
    read = read_invoices(raw, name=shown)
    finder = _Finder.of(by, read, today=today)
    codes = {row.facility for row in read.rows}
    known = dict(Organisation.objects.filter(kind=Kind.SHELTER, code__in=codes).values_list("code", "pk"))
    usable = [
        finder.as_json(row, shelter_id=known[row.facility]) for row in read.rows if row.facility in known
    ]
    rejected = [
        {"row": fault.row, "column": fault.column, "da": fault.da, "en": fault.en, "rule": fault.rule}
        for fault in read.faults
    ]
    rejected += [
        {
            "row": row.row, "column": "facility_id", "rule": "facility",
            "da": "Boformen kendes ikke. Se efter koden", "en": "The shelter is not known. Check its code",
        }
        for row in read.rows
        if row.facility not in known
    ]  # fmt: skip
    with translated({}):
        file = InvoiceFile.objects.create(
            municipality_id=by.organisation_id, file_name=shown, digest=hashlib.sha256(raw).hexdigest(),
            rows=usable, rejected=sorted(rejected, key=lambda one: one["row"]), received_at=at,
            warnings=list(read.unknown_columns)[:20], received_by_id=by.user_id,
            received_under_id=by.assignment_id,
        )  # fmt: skip
        log(events.INVOICE_FILE_READ, by=by, at=at, objects={"file": file.pk}, data={"rows": len(usable)})
    return file


@dataclass(frozen=True)
class _Finder:
    """Which record a row is about, among those the municipality pays for; nobody else is looked for."""

    by_public_id: Mapping[str, int]
    houses: Mapping[int, set[int]]
    by_cpr: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, by: Actor, read: InvoiceFileRead, *, today: date) -> "_Finder":
        """Three queries, and one for each person named by CPR number only."""
        paid = list(records_paid_by(by.organisation_id).values_list("record_id", flat=True))
        public = {public_id: record for record, public_id in record_public_ids(paid).items()}
        stays = stay_facts(records_paid_by(by.organisation_id))
        houses = {record: {stay.shelter_id for stay in some} for record, some in stays.items()}
        numbers = {row.cpr.digits for row in read.rows if row.cpr and row.person_id not in public}
        hits = {
            number: [
                hit.record_id
                for hit in citizens.search_visible(by, text=number, today=today, limit=20)
                if hit.record_id in set(paid)
            ]
            for number in sorted(numbers)
        }
        return cls(public, houses, hits)

    def as_json(self, row: InvoiceRow, *, shelter_id: int) -> dict[str, Any]:
        """The row as the file keeps it."""
        record = self.by_public_id.get(row.person_id)
        if record is None and row.cpr is not None:
            found = self.by_cpr.get(row.cpr.digits, ())
            here = [one for one in found if shelter_id in self.houses.get(one, ())]
            record = next(iter([*here, *found]), None)
        text = "" if record else (row.name or (str(row.cpr) if row.cpr else row.person_id))
        return {
            "row": row.row, "facility": row.facility, "number": row.number, "month": row.month.isoformat(),
            "record": record, "person_text": text[:200], "from": row.start.isoformat(),
            "to": row.end.isoformat(), "nights": row.nights, "rate_ore": row.rate_ore,
            "deducted_ore": row.deducted_ore, "amount_ore": row.amount_ore,
        }  # fmt: skip


def receive(*, by: Actor, file: InvoiceFile, at: datetime) -> list[Invoice]:
    """The file's new and changed invoices stand; what is the same or in conflict is left alone."""
    by.require(Permission.WRITE_INVOICES)
    with translated({}):
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        wanted = [one for one in preview(file) if one.does in {NEW, CHANGED}]
        codes = Organisation.objects.filter(kind=Kind.SHELTER, code__in={one.facility for one in wanted})
        shelters = {one.code: one for one in codes}
        return [_received(one, shelter=shelters[one.facility], by=by, at=at) for one in wanted]


def _received(one: Previewed, *, shelter: Organisation, by: Actor, at: datetime) -> Invoice:
    lines = [
        InvoiceLine(
            record_id=row["record"], person_text=row["person_text"],
            valid_from=date.fromisoformat(row["from"]), valid_to=date.fromisoformat(row["to"]),
            nights=row["nights"], rate_ore=row["rate_ore"], payment_ore=row["deducted_ore"],
            amount_ore=row["amount_ore"],
        )
        for row in one.rows
    ]  # fmt: skip
    return _write(
        shelter, number=one.number, month=one.month, lines=lines, origin=InvoiceOrigin.FILE,
        current=one.current, by=by, at=at,
    )  # fmt: skip


def enter(
    *, by: Actor, shelter: Organisation, number: str, month: date, lines: Sequence[TypedLine], at: datetime
) -> Invoice:
    """An invoice typed from paper stands. Raises `Conflict` when the shelter's number stands already."""
    by.require(Permission.WRITE_INVOICES)
    records = {line.record_id for line in lines if line.record_id is not None}
    paid = set(
        records_paid_by(by.organisation_id).filter(record_id__in=records).values_list("record_id", flat=True)
    )
    if not lines or not number.strip() or records - paid:
        raise InputRejected(
            en="Write the invoice's number and at least one line about a citizen you pay for",
            da="Skriv regningens nummer og mindst én linje om en borger, I betaler for",
        )
    with translated({"billing_invoice_one": _number_taken}):
        rows = [
            InvoiceLine(
                record_id=line.record_id, person_text=line.person_text[:200], valid_from=line.start,
                valid_to=line.end, nights=line.nights, rate_ore=line.rate_ore, amount_ore=line.amount_ore,
            )
            for line in lines
        ]  # fmt: skip
        current = Invoice.objects.filter(
            municipality_id=by.organisation_id,
            shelter=shelter,
            number=number.strip(),
            superseded_at__isnull=True,
        ).first()
        if current is not None:
            raise _number_taken()
        return _write(
            shelter, number=number.strip(), month=month, lines=rows, origin=InvoiceOrigin.TYPED, current=None,
            by=by, at=at,
        )  # fmt: skip


def _number_taken() -> Conflict:
    return Conflict(
        en="An invoice with that number from the shelter stands already. Open it in the list",
        da="En regning med det nummer fra boformen står der allerede. Åbn den i listen",
    )


def _write(
    shelter: Organisation, *, number: str, month: date, lines: Sequence[InvoiceLine], origin: str,
    current: Invoice | None, by: Actor, at: datetime,
) -> Invoice:  # fmt: skip
    """A version of the invoice with its lines; the one before is kept and no longer current."""
    if current is not None:
        Invoice.objects.filter(pk=current.pk).update(superseded_at=max(at, current.recorded_at))
    invoice = Invoice.objects.create(
        municipality_id=by.organisation_id, shelter=shelter, number=number, month=month, origin=origin,
        version=current.version + 1 if current else 1, recorded_at=at, recorded_by_id=by.user_id,
        recorded_under_id=by.assignment_id,
    )  # fmt: skip
    for position, line in enumerate(lines, start=1):
        line.invoice, line.position = invoice, position
    InvoiceLine.objects.bulk_create(lines)
    log(
        events.INVOICE_RECEIVED, by=by, at=at, objects={"invoice": invoice.pk},
        data={"origin": origin, "version": invoice.version, "lines": len(lines)},
    )  # fmt: skip
    return invoice


def answer(*, by: Actor, invoice: Invoice, key: str, status: str, note: str, at: datetime) -> InvoiceAnswer:
    """What the municipality does about one difference stands, with a note; an earlier answer is kept."""
    by.require(Permission.WRITE_INVOICES)
    found = comparison(by, invoice)
    open_to_actor = {row.key(one) for row, one in found.differences if not row.kept_away}
    if status not in STATUSES or key not in open_to_actor:
        raise InputRejected(
            en="The difference is not there any more. Open the invoice again",
            da="Forskellen er der ikke længere. Åbn regningen igen",
        )
    with translated({}):
        written = InvoiceAnswer.objects.create(
            invoice=invoice, key=key, status=status, note=note.strip()[:500], at=at, by_id=by.user_id,
            under_id=by.assignment_id,
        )  # fmt: skip
        log(events.INVOICE_ANSWERED, by=by, at=at, objects={"invoice": invoice.pk}, data={"status": status})
    return written


def send_differences(*, by: Actor, invoice: Invoice, today: date, at: datetime) -> InvoiceMessage:
    """The shelter is told its own lines and causes: no other shelter, no claim, nobody else's nights."""
    by.require(Permission.WRITE_INVOICES)
    found = comparison(by, invoice)
    own = [
        (row, one)
        for row, one in found.differences
        if not (one.cause in row.answers and row.answers[one.cause].status == "accept")
    ]
    if not own:
        raise InputRejected(
            en="Nothing differs, so there is nothing to send", da="Intet afviger, så der er intet at sende"
        )
    public = record_public_ids([row.record for row, _ in own if row.record is not None])
    lines = [
        {
            "person": public[row.record] if row.record is not None else "", "text": row.text,
            "month": f"{row.month:%Y-%m}", "cause": one.cause,
            "nights": [day.isoformat() for day in one.nights],
            "amount_ore": one.amount_ore, "billed_rate_ore": one.billed_rate_ore,
            "right_rate_ore": one.right_rate_ore,
            "note": row.answers[one.cause].note if one.cause in row.answers else "",
        }
        for row, one in own
        if row.record is not None or one.cause != NOT_BILLED
    ]  # fmt: skip
    with translated({}):
        message = InvoiceMessage.objects.create(
            invoice=invoice, lines=lines, at=at, by_id=by.user_id, under_id=by.assignment_id
        )
        disclose(
            [row.record for row, _ in own if row.record is not None],
            to=name_on(invoice.shelter_id, day=today), to_organisation_id=invoice.shelter_id,
            what="invoice_differences", basis="task", by=by, at=at,
        )  # fmt: skip
        log(events.INVOICE_MESSAGE_SENT, by=by, at=at, objects={"invoice": invoice.pk},
            data={"lines": len(lines)})  # fmt: skip
    return message
