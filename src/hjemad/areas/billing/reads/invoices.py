"""The list of invoices, a file's preview, and what a shelter is told about its own bills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from hjemad.areas.billing.models import (
    Bill,
    Invoice,
    InvoiceAnswer,
    InvoiceFile,
    InvoiceLine,
    InvoiceMessage,
    InvoiceOrigin,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible

NEW, CHANGED, CONFLICT, SAME = "new", "changed", "conflict", "same"


@dataclass(frozen=True, slots=True)
class Listed:
    """An invoice in the list, with its sum and how many lines and answers it has."""

    invoice: Invoice
    amount_ore: int
    lines: int
    answers: int


def invoices_of(actor: Actor) -> list[Listed]:
    """The current invoices of the actor's municipality, newest month first; two queries."""
    actor.require(Permission.SEE_INVOICES)
    rows = (
        Invoice.objects.filter(municipality_id=actor.organisation_id, superseded_at__isnull=True)
        .select_related("shelter", "bill")
        .annotate(amount=Sum("lines__amount_ore"), count=Count("lines"))
        .order_by("-month", "-recorded_at", "-pk")
    )
    found = list(rows)
    answered = dict(
        InvoiceAnswer.objects.filter(invoice__in=[row.pk for row in found])
        .values("invoice_id")
        .annotate(count=Count("key", distinct=True))
        .values_list("invoice_id", "count")
    )
    return [Listed(row, row.amount or 0, row.count, answered.get(row.pk, 0)) for row in found]


@dataclass(frozen=True, slots=True)
class Previewed:
    """One invoice of a file: what receiving it would do, and what of it there is already."""

    facility: str
    number: str
    month: date
    rows: tuple[dict[str, Any], ...]
    does: str
    current: Invoice | None

    @property
    def amount_ore(self) -> int:
        """What the file's rows come to."""
        return sum(row["amount_ore"] for row in self.rows)

    @property
    def unknown(self) -> int:
        """Rows about nobody the municipality knows."""
        return sum(row["record"] is None for row in self.rows)


def file_for(actor: Actor, *, file_id: int) -> InvoiceFile:
    """A file the actor's municipality received, or `NotVisible`; one query."""
    actor.require(Permission.WRITE_INVOICES)
    found = InvoiceFile.objects.filter(municipality_id=actor.organisation_id, pk=file_id).first()
    if found is None:
        raise NotVisible.standard()
    return found


def preview(file: InvoiceFile) -> list[Previewed]:
    """What receiving the file would do now, invoice by invoice; two queries. Nothing is written."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in file.rows:
        groups.setdefault((row["facility"], row["number"]), []).append(row)
    current = {
        (row.shelter.code, row.number): row
        for row in Invoice.objects.filter(municipality_id=file.municipality_id, superseded_at__isnull=True)
        .filter(number__in={number for _, number in groups})
        .select_related("shelter")
    }
    lines: dict[int, list[InvoiceLine]] = {}
    for line in InvoiceLine.objects.filter(invoice__in=current.values()).order_by("position"):
        lines.setdefault(line.invoice_id, []).append(line)
    return [
        _previewed(key, rows, current=current.get(key), lines=lines) for key, rows in sorted(groups.items())
    ]


def _previewed(
    key: tuple[str, str],
    rows: list[dict[str, Any]],
    *,
    current: Invoice | None,
    lines: dict[int, list[InvoiceLine]],
) -> Previewed:
    month = date.fromisoformat(rows[0]["month"])
    does = NEW
    if current is not None:
        same = current.month == month and [shape(line) for line in lines.get(current.pk, [])] == [
            row_shape(row) for row in rows
        ]
        issued = current.origin == InvoiceOrigin.ISSUED or current.month != month
        does = SAME if same else CONFLICT if issued else CHANGED
    return Previewed(*key, month, tuple(rows), does, current)


def shape(line: InvoiceLine) -> tuple[object, ...]:
    """What a stored line says, to compare with a row."""
    return (
        line.record_id, line.person_text if line.record_id is None else "", line.valid_from.isoformat(),
        line.valid_to.isoformat(), line.nights, line.rate_ore, line.payment_ore, line.amount_ore,
    )  # fmt: skip


def row_shape(row: dict[str, Any]) -> tuple[object, ...]:
    """What a row of a file says, to compare with a stored line."""
    text = row["person_text"] if row["record"] is None else ""
    values = (row[name] for name in ("from", "to", "nights", "rate_ore", "deducted_ore", "amount_ore"))
    return (row["record"], text, *values)


def messages_about(bills: Sequence[Bill]) -> dict[int, list[InvoiceMessage]]:
    """Bill -> what its municipality sent back about it, newest first; one query."""
    found: dict[int, list[InvoiceMessage]] = {}
    rows = InvoiceMessage.objects.filter(invoice__bill__in=bills).select_related("invoice").order_by("-at")
    for row in rows:
        found.setdefault(row.invoice.bill_id or 0, []).append(row)
    return found
