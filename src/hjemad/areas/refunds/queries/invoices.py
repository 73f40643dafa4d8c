"""The invoices of a year as a table of the evidence: what was charged, right or wrong, without names."""

from django.db.models import prefetch_related_objects

from hjemad.areas.billing.reads.invoices import invoices_of
from hjemad.areas.citizens.queries import record_public_ids
from hjemad.foundation.access.actor import Actor
from hjemad.integrations.claim_files.evidence import EvidenceTable
from hjemad.kernel.money import Money


def invoices_table(actor: Actor, year: int) -> EvidenceTable:
    """Every line of the municipality's current invoices for months of the year."""
    listed = [one.invoice for one in invoices_of(actor) if one.invoice.month.year == year]
    prefetch_related_objects(listed, "lines")
    lines = [(one, line) for one in listed for line in one.lines.all()]
    public = record_public_ids({line.record_id for _, line in lines if line.record_id})
    rows = [
        [
            one.shelter.code, one.number, one.month.isoformat(), one.origin,
            public.get(line.record_id or 0, ""), line.valid_from.isoformat(), line.valid_to.isoformat(),
            str(line.nights), Money.of_ore(line.rate_ore).dkk(),
            "" if line.payment_ore is None else Money.of_ore(line.payment_ore).dkk(),
            Money.of_ore(line.amount_ore).dkk(),
        ]
        for one, line in lines
    ]  # fmt: skip
    columns = (
        "facility", "invoice", "month", "origin", "record", "from", "to", "nights", "rate_dkk",
        "payment_dkk", "amount_dkk",
    )  # fmt: skip
    numbers = frozenset({"nights", "rate_dkk", "payment_dkk", "amount_dkk"})
    return EvidenceTable("invoices.csv", columns, rows, numbers)
