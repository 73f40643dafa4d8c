"""When the statements of a year are due (R22), and until when another municipality can be asked to pay.

The days are parameters: they were read on older wording, and each says so.
"""

from datetime import date
from typing import Literal

from hjemad.law.deadlines import months_on
from hjemad.law.parameters_reader import Law

type StatementOf = Literal["provisional", "final"]

PROVISIONAL_BY, FINAL_BY = "refund.year_provisional_by", "refund.year_final_by"
CLAIM_MONTHS = "sel.174.claim_months"
DUE: dict[StatementOf, str] = {"provisional": PROVISIONAL_BY, "final": FINAL_BY}


def statement_due(kind: StatementOf, *, year: int, law: Law) -> date:
    """The last day for the statement of `year`; it lies in the year after."""
    value = law.parameter(DUE[kind]).on(date(year, 12, 31)).value
    month, day = value.split("-")
    return date(year + 1, int(month), int(day))


def claim_by(cost_until: date, *, law: Law) -> date:
    """The last day to ask another municipality for a cost whose last day is `cost_until`."""
    months = int(law.parameter(CLAIM_MONTHS).on(cost_until).value)
    return months_on(cost_until, months)
