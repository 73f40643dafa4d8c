"""All reads of rates, resident payments, bills and invoices. Each says how many queries it takes."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from hjemad.areas.billing.facts import (  # the ledger's way in
    absences_not_charged as absences_not_charged,
)
from hjemad.areas.billing.facts import (
    applying_key as applying_key,
)
from hjemad.areas.billing.facts import (
    billed_pieces as billed_pieces,  # for deadlines of claims on other municipalities
)
from hjemad.areas.billing.facts import (
    house_stays,
)
from hjemad.areas.billing.facts import (
    payment_facts as payment_facts,
)
from hjemad.areas.billing.facts import (
    rate_facts as rate_facts,
)
from hjemad.areas.billing.facts import (
    rate_key as rate_key,
)
from hjemad.areas.billing.models import Absence, Bill, BillLine, Rate, ResidentPayment
from hjemad.areas.billing.rules.bill import (
    NET,
    Piece,
    Waiting,
    by_municipality,
    joined,
    lines_of,
    next_month,
    pieces_of,
)
from hjemad.areas.citizens.queries import record_public_ids
from hjemad.areas.citizens.reads.payer import periods_paid
from hjemad.areas.shelters.queries import records_of_house
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.models import Kind, OrganisationParent
from hjemad.foundation.organisations.queries import name_column, names_on, settings_of, shelters
from hjemad.integrations.invoice_files.writer import BillHead, BillRow, bill_text
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period


def rates_for(facility_ids: Iterable[int], *, period: Period) -> list[Rate]:
    """Current rates of the facilities with a night in the period, by facility and day; one query.

    Rates are public: no actor. Departments' own rates are among them; `department_called` is what one is
    called on the first day of the period, None where it has no name then.
    """
    return list(
        _with_night_in(Rate.objects.current(), period=period)
        .filter(facility_id__in=set(facility_ids))
        .annotate(department_called=name_column("department_id", day=period.start))
        .select_related("facility", "department", "recorded_by")
        .order_by("facility_id", "department_id", "valid_from")
    )


def payments_of(actor: Actor, *, record_id: int) -> list[ResidentPayment]:
    """What the person of a visible record was charged, newest first; two queries at most.

    An economist and an auditor see the periods their municipality pays for, and no others.
    """
    rows = ResidentPayment.objects.visible_to(actor).current()
    charged = (
        rows.filter(record_id=record_id)
        .select_related("facility", "recorded_by")
        .order_by("-valid_from", "-pk")
    )
    paid = periods_paid(actor, record_id=record_id)
    return [
        one
        for one in charged
        if paid is None or any(Period(one.valid_from, one.valid_to).overlaps(period) for period in paid)
    ]


def _with_night_in(rows: Any, *, period: Period) -> Any:
    after = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=period.start))
    return after if period.end is None else after.filter(valid_from__lt=period.end)


@dataclass(frozen=True, slots=True)
class DraftBill:
    """What one municipality would be billed now. `payment_ore` None: a resident's payment is unknown."""

    municipality_id: int
    lines: tuple[Piece, ...]
    basis: str

    @property
    def nights(self) -> int:
        """Nights charged, less nights credited."""
        return sum(line.nights for line in self.lines)

    @property
    def people(self) -> int:
        """How many persons it is about."""
        return len({line.record for line in self.lines})

    @property
    def amount(self) -> Money:
        """What the municipality pays."""
        return Money.of_ore(sum(line.amount_ore(self.basis) for line in self.lines))

    @property
    def payment(self) -> Money | None:
        """What the residents were charged for the nights; None while one of the payments is unknown."""
        known = [line.payment_ore for line in self.lines]
        if None in known:
            return None
        return Money.of_ore(sum(line.nights * (line.payment_ore or 0) for line in self.lines))

    @property
    def corrections(self) -> int:
        """Lines that change what was billed before."""
        return sum(bool(line.cause) for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """Changes when any line would be another: what was read is issued, or nothing."""
        told = [(line.key(self.basis), line.sign, line.payment_ore, line.cause) for line in self.lines]
        return hashlib.sha256(repr((self.municipality_id, self.basis, told)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Month:
    """A shelter's bills of a month as they could be issued now, and the nights that wait for a fact."""

    month: date
    basis: str
    bills: tuple[DraftBill, ...]
    waiting: tuple[Waiting, ...]

    @property
    def record_ids(self) -> list[int]:
        """Whom it is about, for the read log."""
        billed = {line.record for bill in self.bills for line in bill.lines}
        return sorted(billed | {one.record for one in self.waiting})


def month_of(actor: Actor, *, month: date, as_of: date) -> Month:
    """What the actor's shelter can bill for the month; nights from `as_of` on are not seen. Eight queries."""
    actor.require(Permission.MAKE_BILLS)
    return bills_of_month(actor, month=month, as_of=as_of)


def bills_of_month(actor: Actor, *, month: date, as_of: date) -> Month:
    """The same, for issuing: every night of the month and of earlier billed months, less what was billed."""
    shelter, basis = actor.organisation_id, bill_basis(actor.organisation_id, on=as_of)
    billed = billed_pieces([shelter])
    first = min([month, *(piece.month for piece in billed)])
    window = Period(first, max(first, min(next_month(month), as_of)))
    # As the house saw its records on the first day of the window: who moved on since stays on the bill.
    records = records_of_house(replace(actor, on=window.start))
    stays = house_stays(records, shelter_ids=[shelter], period=window).get(shelter, [])
    found = [one for stay in stays for one in pieces_of(stay, window=window, basis=basis)]
    right = by_municipality(joined(one for one in found if isinstance(one, Piece)))
    before = by_municipality(piece for piece in billed if piece.month <= month)
    bills = []
    for payer in sorted({*right, *before} - {None}, key=lambda one: one or 0):
        others = {piece.record for other, some in right.items() if other != payer for piece in some}
        lines = lines_of(
            right.get(payer, []), billed=before.get(payer, []), month=month, basis=basis, paid_by_other=others
        )
        if lines and payer is not None:
            bills.append(DraftBill(payer, tuple(lines), basis))
    return Month(month, basis, tuple(bills), tuple(one for one in found if isinstance(one, Waiting)))


def bill_basis(shelter_id: int, *, on: date) -> str:
    """Whether the shelter's bills are gross (the resident's payment beside) or net of it; one query."""
    return settings_of(shelter_id, on=on).bill_amount


def bills_issued(actor: Actor, *, month: date | None = None) -> list[Bill]:
    """The bills of the actor's shelter, newest first; one query."""
    actor.require(Permission.MAKE_BILLS)
    rows = Bill.objects.filter(shelter_id=actor.organisation_id)
    rows = rows if month is None else rows.filter(month=month)
    return list(rows.select_related("municipality", "issued_by").order_by("-number"))


def bill_numbered(actor: Actor, number: int) -> Bill:
    """That bill of the actor's shelter; NotVisible when there is none, or it is another's."""
    actor.require(Permission.MAKE_BILLS)
    rows = Bill.objects.filter(shelter_id=actor.organisation_id, number=number)
    found = rows.select_related("municipality", "shelter", "issued_by").first()
    if found is None:
        raise NotVisible.standard()
    return found


def lines_of_bill(bill: Bill) -> list[BillLine]:
    """Its lines in order; one query."""
    return list(bill.lines.select_related("record", "department").order_by("position"))


def bill_csv(bill: Bill, lines: Collection[BillLine]) -> str:
    """The bill as a file that names nobody. The same bill gives the same text; two queries."""
    people = record_public_ids([line.record_id for line in lines])
    head = BillHead(bill.shelter.code, bill.reference, bill.month, bill.municipality.code)
    return bill_text(
        head,
        [
            BillRow(
                people[line.record_id], line.department.code if line.department else "", line.valid_from,
                line.valid_to, line.nights, Money.of_ore(line.rate_ore), _ore(line.payment_ore),
                _ore(line.payment_ore) if bill.basis == NET else None, Money.of_ore(line.amount_ore),
                line.cause,
            )
            for line in lines
        ],
    )  # fmt: skip


def _ore(amount: int | None) -> Money | None:
    return None if amount is None else Money.of_ore(amount)


def absences_of(actor: Actor, *, record_id: int) -> list[Absence]:
    """When the person of a visible record was away, newest first; one query."""
    rows = Absence.objects.visible_to(actor).current().filter(record_id=record_id)
    return list(rows.select_related("facility", "recorded_by").order_by("-valid_from", "-pk"))


def houses_and_departments(actor: Actor, *, day: date) -> list[tuple[str, str]]:
    """What a rate can be for, as (value, name): each shelter and, under it, its departments. Three queries.

    A shelter sees its own only; whoever pays sees all.
    """
    houses = shelters(day=day)
    if any(one.id == actor.organisation_id for one in houses):
        houses = [one for one in houses if one.id == actor.organisation_id]
    rows = OrganisationParent.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), child__kind=Kind.DEPARTMENT, valid_from__lte=day
    )
    below: dict[int, list[int]] = {}
    for parent, child in rows.order_by("child_id").values_list("parent_id", "child_id"):
        below.setdefault(parent, []).append(child)
    names = names_on({child for some in below.values() for child in some}, day=day)
    return [
        pair
        for house in houses
        for pair in (
            (str(house.id), house.name),
            *((f"{house.id}/{one}", f"{house.name}: {names[one]}") for one in below.get(house.id, ())),
        )
    ]
