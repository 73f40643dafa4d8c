"""A bill as CSV. It names nobody: persons stand as public ids, and text cells can never run as formulas."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hjemad.documents.table_cells import neutral
from hjemad.kernel.money import Money

BILL_COLUMNS = (
    "facility_id", "invoice_number", "month", "payer", "person_id", "department_id", "from", "to", "nights",
    "rate_dkk", "resident_payment_dkk", "deducted_dkk", "amount_dkk", "cause",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BillHead:
    """What every row of one bill says."""

    facility: str
    number: str
    month: date
    payer: str


@dataclass(frozen=True, slots=True)
class BillRow:
    """One line. `payment` None is unknown; `deducted` None: the bill is gross."""

    person: str
    department: str
    start: date
    end: date
    nights: int
    rate: Money
    payment: Money | None
    deducted: Money | None
    amount: Money
    cause: str


def bill_text(head: BillHead, rows: Iterable[BillRow]) -> str:
    """The whole file, header first; what is unknown is empty, never 0."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(BILL_COLUMNS)
    for row in rows:
        writer.writerow(
            [
                neutral(head.facility), neutral(head.number), f"{head.month:%Y-%m}", head.payer, row.person,
                neutral(row.department), row.start.isoformat(), row.end.isoformat(), str(row.nights),
                row.rate.dkk(), _dkk(row.payment), _dkk(row.deducted), row.amount.dkk(), row.cause,
            ]
        )  # fmt: skip
    return out.getvalue()


def _dkk(amount: Money | None) -> str:
    return "" if amount is None else amount.dkk()
