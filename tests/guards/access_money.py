"""Bills, invoices and claims for the access table, in two houses and two municipalities.

Their numbers run per house and per municipality: the other one has a second number that the own has not.
"""

import json
from collections.abc import Callable
from datetime import date

from hjemad.areas.billing.actions.bills import issue
from hjemad.areas.billing.models import Bill, Invoice
from hjemad.areas.billing.queries import bill_csv, lines_of_bill, month_of
from hjemad.areas.billing.reads.comparison import comparison
from hjemad.areas.billing.views.invoices import mark
from hjemad.areas.billing.writes.invoices import TypedLine, enter, read_file
from hjemad.areas.lawbook.actions import keep
from hjemad.areas.refunds.actions import remarks, requests, statements
from hjemad.areas.refunds.actions.opening import Claimed, enter_opening
from hjemad.areas.refunds.models import Claim
from hjemad.foundation.organisations.models import Kind
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from tests.guards.access_people import IN_AUGUST, LONG_GONE, NOW, TODAY, Things, World

MONTHS = {"own": [date(2026, 9, 1)], "other": [date(2026, 8, 1), date(2026, 9, 1)]}
QUARTERS = {"own": [Quarter(2026, 3)], "other": [Quarter(2026, 2), Quarter(2026, 3)]}
BEFORE_HJEMAD = Quarter(2026, 1)
# A month the record was there in, for a bill typed from paper.
TYPED = {"own_expired": LONG_GONE.start, "linked": IN_AUGUST.start}
CLAIMED = {"own": ("own", "protected", "blocked"), "other": ("other", "linked")}


def _bills(world: World) -> Things:
    found: Things = {}
    for relation, months in MONTHS.items():
        leader, economist = world.who(relation, "shelter_leader"), world.who(relation, "economist")
        bills: list[Bill] = []
        for month in months:
            read = month_of(leader, month=month, as_of=TODAY)
            expected = {one.municipality_id: one.fingerprint for one in read.bills}
            bills += issue(by=leader, month=month, expected=expected, today=TODAY, at=NOW)
        assert [bill.number for bill in bills] == list(range(1, len(months) + 1))
        # The same under another number: received, it would be one more.
        again = bill_csv(bills[-1], lines_of_bill(bills[-1])).replace(bills[-1].reference, "F-1")
        file = read_file(by=economist, name="regning.csv", raw=again.encode(), today=TODAY, at=NOW)
        assert file.rows
        assert not file.rejected
        found["bill", relation] = bills[-1].number
        found["invoice", relation] = Invoice.objects.get(bill=bills[-1]).pk
        found["invoice_file", relation] = file.pk
    return found


def _typed_invoices(world: World) -> Things:
    """A bill from paper about one person at a wrong rate, so that something differs."""
    found: Things = {}
    for relation, record in world.records.items():
        economist, first = world.who(relation, "economist"), TYPED.get(relation, date(2026, 10, 1))
        line = TypedLine(record.pk, "", first, first.replace(day=4), 3, 130000, 390000)
        invoice = enter(
            by=economist, shelter=world.place(relation, Kind.SHELTER), number=f"P-{relation}", month=first,
            lines=[line], at=NOW,
        )  # fmt: skip
        told = comparison(economist, invoice).differences
        found["typed_invoice", relation] = invoice.pk
        found["difference", relation] = next(
            mark(row.key(one)) for row, one in told if row.record == record.pk and one.cause != "not_billed"
        )
    return found


def _openings(world: World) -> Things:
    found: Things = {}
    for house, relations in CLAIMED.items():
        for relation in relations:
            claimed = Claimed(
                BEFORE_HJEMAD, 1, Money.parse("1000"), Money.parse("500"),
                record_id=world.records[relation].pk,
            )  # fmt: skip
            by = world.who(house, "economist")
            found["opening", relation] = enter_opening(claimed, by=by, source="test", at=NOW).pk
    return found


def _claims(world: World) -> Things:
    """Drawn up by one and checked by another; a remark of the auditor on a line of each person."""
    found: Things = {}
    for house, quarters in QUARTERS.items():
        claim = [_closed(world, house, quarter) for quarter in quarters][-1]
        assert claim.number == len(quarters)
        auditor = world.who(house, "auditor")
        found["claim", house] = claim.number
        for relation in CLAIMED[house]:
            line = claim.lines.filter(record=world.records[relation], origin_quarter=claim.quarter).first()
            assert line is not None
            found["line_claim", relation], found["line", relation] = claim.number, line.position
            said = remarks.remark(claim, by=auditor, text="test", at=NOW, line=line)
            found["remark", relation] = said.pk
        for kind in ("provisional", "final"):
            by = world.who(house, "economist")
            statements.draw_up(by=by, year=2026, kind=kind, today=TODAY, at=NOW)
    return found


def _closed(world: World, house: str, quarter: Quarter) -> Claim:
    by, second = world.who(house, "economist"), world.who(house, "economist", name="kontrol")
    drawn = requests.draw_up(by=by, quarter=quarter, today=TODAY, at=NOW)
    return requests.check(by=second, quarter=quarter, at=NOW, expected=drawn.fingerprint)


def _own_cases(world: World) -> Things:
    """Cases of their own: the other municipality has a second table, whose number the own one has not."""
    case = {"id": "A", "rule": "plan-duty", "facts": {}, "expect": {"outcome": "unknown"}}
    text = json.dumps({"schema": "law-cases-2", "cases": [case]})
    found: Things = {}
    for relation, count in (("own", 1), ("other", 2)):
        by = world.who(relation, "economist")
        kept = [keep(by=by, title="Sager", text=text, at=NOW) for _ in range(count)]
        found["cases", relation] = kept[-1].number
    return found


MAKERS: tuple[Callable[[World], Things], ...] = (_bills, _typed_invoices, _openings, _claims, _own_cases)
