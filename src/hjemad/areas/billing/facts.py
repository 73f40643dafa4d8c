"""Rows as what the rules take: rates and payments for the ledger, a house's stays for its bills."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from hjemad.areas.billing.models import Absence, BillLine, Invoice, InvoiceLine, Rate, ResidentPayment
from hjemad.areas.billing.rules.bill import HouseStay, Payer, Piece, next_month
from hjemad.areas.billing.rules.compare import BilledLine, Known, KnownNight
from hjemad.areas.citizens.queries import (
    citizens_and_named,
    payer_facts,
    records_paid_by,
    records_with_known_name,
    records_with_same_citizens,
)
from hjemad.areas.shelters.queries import records_staying_since, stay_facts
from hjemad.foundation.facts.id_list import id_list
from hjemad.kernel.intervals import difference, periods_of, spans_of
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.claim.facts import PaymentFact, RateFact


def rate_key(facility_id: int, department_id: int | None) -> str:
    """The name under which the ledger looks a stay's rate up: the department's own, where it has any."""
    return f"{facility_id}/{department_id}" if department_id is not None else str(facility_id)


def applying_key(facility_id: int, department_id: int | None, *, known: Collection[str]) -> str:
    """The rate key that decides a night in that department: its own where it has any rate, else the house's.

    Bills and claims both ask here, so that the most specific rate on the night counts in both.
    """
    key = rate_key(facility_id, department_id)
    return key if key in known else str(facility_id)


def rate_facts(facility_ids: Collection[int], *, seen: frozenset[str]) -> dict[str, list[RateFact]]:
    """Rate key -> current rates. A department's rates come first; the house's fill the days it has none.

    `seen` are the versions known to the payer's latest claim: a rate outside them is new since.
    """
    rows = Rate.objects.current().filter(facility_id__in=facility_ids).order_by("valid_from", "pk")
    found: dict[str, list[RateFact]] = {}
    for pk, facility, department, start, end, per_day_ore, registered in rows.values_list(
        "pk", "facility_id", "department_id", "valid_from", "valid_to", "per_day_ore", "registered"
    ):
        key, ref, amount = rate_key(facility, department), f"rate:{pk}", Money.of_ore(per_day_ore)
        found.setdefault(key, []).append(
            RateFact(key, Period(start, end), amount, registered, refs=(ref,), changed=ref not in seen)
        )
    for key in [key for key in found if "/" in key]:
        found[key] += _filled(key, found[key], house=found.get(key.split("/")[0], []))
    return found


def _filled(key: str, own: list[RateFact], *, house: list[RateFact]) -> list[RateFact]:
    """The house's rates on the days where the department has none of its own."""
    far = date.max
    taken = spans_of([rate.period for rate in own], as_of=far)
    rest: list[RateFact] = []
    for rate in house:
        for period in periods_of(difference(spans_of([rate.period], as_of=far), taken)):
            part = Period(period.start, None if period.end == far else period.end)
            rest.append(
                RateFact(key, part, rate.per_night, rate.registered, refs=rate.refs, changed=rate.changed)
            )
    return rest


def payment_facts(
    records: QuerySet[Any, Any], *, seen: Mapping[int, frozenset[str]]
) -> dict[int, list[PaymentFact]]:
    """Record id -> resident payments charged, by facility.

    `seen`: record id -> the versions the payer's latest claim knew; a payment outside them is new since.
    """
    rows = (
        ResidentPayment.objects.everything(reason="the ledger deducts what was charged, whoever may see it")
        .current()
        .filter(record_id__in=records)
        .order_by("record_id", "valid_from", "pk")
    )
    found: dict[int, list[PaymentFact]] = {}
    for pk, record, facility, start, end, per_day_ore, mark in rows.values_list(
        "pk", "record_id", "facility_id", "valid_from", "valid_to", "per_day_ore", "mark"
    ):
        ref = f"payment:{pk}"
        fact = PaymentFact(
            period=Period(start, end),
            per_night=Money.of_ore(per_day_ore),
            facility=str(facility),
            refs=(ref,),
            changed=ref not in seen.get(record, frozenset()),
            marks=(mark,) if mark else (),
        )
        found.setdefault(record, []).append(fact)
    return found


def absences_not_charged(
    records: QuerySet[Any, Any] | Collection[int],
) -> dict[tuple[int, int], list[Period]]:
    """(record, facility) -> periods in which the place was not kept, so that the nights are not charged."""
    rows = (
        Absence.objects.everything(reason="nights nobody may charge, whoever may see the person")
        .current()
        .filter(record_id__in=records, place_kept=False)
        .order_by("record_id", "valid_from", "pk")
    )
    found: dict[tuple[int, int], list[Period]] = {}
    for row in rows:
        found.setdefault((row.record_id, row.facility_id), []).append(Period(row.valid_from, row.valid_to))
    return found


def house_stays(
    records: QuerySet[Any, Any],
    *,
    shelter_ids: Collection[int],
    period: Period,
    named: Collection[int] | None = None,
) -> dict[int, list[HouseStay]]:
    """Shelter -> the records' stays there with a night in the period, with payers, rates and payments.

    Six queries, however many records and shelters; five where the caller knows who is `named`.
    """
    wanted = [
        (record, stay)
        for record, stays in stay_facts(records).items()
        for stay in stays
        if stay.shelter_id in shelter_ids and stay.period.overlaps(period)
    ]
    rates = rate_facts(shelter_ids, seen=frozenset())
    named = records_with_known_name(records) if named is None else named
    payers, payments = payer_facts(records), payment_facts(records, seen={})
    absent = absences_not_charged(records)
    found: dict[int, list[HouseStay]] = {}
    for record, stay in wanted:
        key = applying_key(stay.shelter_id, stay.department_id, known=rates)
        found.setdefault(stay.shelter_id, []).append(
            HouseStay(
                record=record, department=stay.department_id, period=stay.period, ref=stay.ref,
                named=record in named, rates=rates.get(key, ()),
                payers=[Payer(one.payer_id, one.period, one.ref) for one in payers.get(record, ())],
                payments=[
                    one for one in payments.get(record, ()) if one.facility in (None, str(stay.shelter_id))
                ],
                not_charged=absent.get((record, stay.shelter_id), ()),
            )
        )  # fmt: skip
    return found


def billed_pieces(shelters: Collection[int]) -> list[Piece]:
    """Every line of every bill these shelters have issued; one query."""
    rows: Sequence[BillLine] = list(
        BillLine.objects.filter(bill__shelter_id__in=shelters)
        .select_related("bill")
        .order_by("bill__number", "position")
    )
    return [
        Piece(
            row.bill.municipality_id, row.record_id, row.department_id, row.valid_from, row.valid_to,
            row.rate_ore, row.payment_ore, tuple(row.basis["refs"]), row.cause, 1 if row.nights > 0 else -1,
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Charged:
    """A person in a month: what invoices charge, and what is known. `record` None: only `text`.

    `here`: the invoice itself has a line about the person; else only earlier ones have, or none.
    """

    record: int | None
    text: str
    month: date
    lines: tuple[BilledLine, ...]
    known: Known | None
    here: bool


def charged_people(invoice: Invoice, *, own: Sequence[InvoiceLine]) -> list[Charged]:
    """Everybody the invoice is about, and everybody it should be about. Seven queries, however many.

    `own` are the lines of the invoice in their order.
    """
    months = {invoice.month, *(line.valid_from.replace(day=1) for line in own)}
    window = Period(min(months), max([next_month(max(months)), *(line.valid_to for line in own)]))
    others, elsewhere = _other_lines(invoice, window=window)
    house = invoice.shelter_id
    slept = records_staying_since(window.start, shelters=[house], before=window.end)
    citizens, named = citizens_and_named(
        records_with_same_citizens(
            records_paid_by(invoice.municipality_id).filter(record_id__in=slept),
            id_list(line.record_id for line in (*own, *others) if line.record_id),
        )
    )
    stays = house_stays(id_list(citizens), shelter_ids=[house], period=window, named=named).get(house, [])
    by_record: dict[int, list[HouseStay]] = {}
    for stay in stays:
        by_record.setdefault(stay.record, []).append(stay)
    found = _lines_by_person(own, others=others, months=months)
    for record, month in _expected(stays, municipality=invoice.municipality_id, months=months):
        found.setdefault((record, "", month), [])
    there = _nights_elsewhere(elsewhere, citizens=citizens)
    people = [
        Charged(
            record, text, month, tuple(_billed(line) for line in some),
            None if record is None else _known(
                by_record.get(record, []), municipality=invoice.municipality_id, window=window,
                net=any(line.payment_ore is not None for line in some),
                month=Period(month, next_month(month)),
                elsewhere=there.get(citizens.get(record, -1), set()),
            ),
            here=any(line.invoice_id == invoice.pk for line in some),
        )
        for (record, text, month), some in found.items()
    ]  # fmt: skip
    return [one for one in people if one.lines or (one.known and one.known.payable)]


def _other_lines(invoice: Invoice, *, window: Period) -> tuple[list[InvoiceLine], list[InvoiceLine]]:
    """What the house charged before for the same months or credited later; what other houses charge for.

    One query.
    """
    before_or_credit = Q(invoice__recorded_at__lt=invoice.recorded_at) | Q(nights__lt=0)
    here = Q(before_or_credit, invoice__shelter_id=invoice.shelter_id, valid_from__gte=window.start)
    there = ~Q(invoice__shelter_id=invoice.shelter_id) & Q(record__isnull=False, valid_to__gt=window.start)
    rows: list[Any] = list(
        InvoiceLine.objects.filter(
            here | there,
            invoice__municipality_id=invoice.municipality_id,
            invoice__superseded_at__isnull=True,
            valid_from__lt=window.end,
        )
        .exclude(invoice_id=invoice.pk)
        .annotate(house=F("invoice__shelter_id"))
        .order_by("invoice__recorded_at", "invoice_id", "position")
    )
    own_house = invoice.shelter_id
    return [row for row in rows if row.house == own_house], [row for row in rows if row.house != own_house]


def _lines_by_person(
    own: Sequence[InvoiceLine], *, others: Sequence[InvoiceLine], months: set[date]
) -> dict[tuple[int | None, str, date], list[InvoiceLine]]:
    """The invoice's lines, and beside them what else the house charges for the same persons and months."""
    found: dict[tuple[int | None, str, date], list[InvoiceLine]] = {}
    for line in own:
        found.setdefault(_who(line), []).append(line)
    for line in others:
        if line.record_id and line.valid_from.replace(day=1) in months:
            found.setdefault(_who(line), []).append(line)
    return found


def _expected(stays: Sequence[HouseStay], *, municipality: int, months: set[date]) -> set[tuple[int, date]]:
    """Whom the invoice should be about: whoever slept there while the municipality paid, by month."""
    return {
        (stay.record, month)
        for stay in stays
        for payer in stay.payers
        if payer.municipality == municipality
        for shared in [payer.period.intersection(stay.period)]
        for month in months
        if shared is not None and shared.overlaps(Period(month, next_month(month)))
    }


def _nights_elsewhere(lines: Sequence[InvoiceLine], *, citizens: Mapping[int, int]) -> dict[int, set[date]]:
    """Citizen -> nights that invoices of other houses charge for; a credit takes them away again."""
    counts: dict[int, dict[date, int]] = {}
    for line in lines:
        nights = counts.setdefault(citizens.get(line.record_id or 0, 0), {})
        for day in _days(line.valid_from, line.valid_to):
            nights[day] = nights.get(day, 0) + (-1 if line.nights < 0 else 1)
    return {who: {day for day, count in nights.items() if count > 0} for who, nights in counts.items()}


def _who(line: InvoiceLine) -> tuple[int | None, str, date]:
    return line.record_id, "" if line.record_id else line.person_text, line.valid_from.replace(day=1)


def _billed(line: InvoiceLine) -> BilledLine:
    return BilledLine(
        line.valid_from, line.valid_to, line.nights, line.rate_ore, line.payment_ore or 0, line.amount_ore
    )


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=day) for day in range((end - start).days)]


def _known(
    stays: Sequence[HouseStay], *, municipality: int, window: Period, net: bool, elsewhere: set[date],
    month: Period,
) -> Known:  # fmt: skip
    nights: dict[date, KnownNight] = {}
    for stay in stays:
        shared = stay.period.intersection(window)
        for day in _days(shared.start, shared.end) if shared is not None and shared.end else []:
            payer = next((one.municipality for one in stay.payers if one.period.contains(day)), None)
            nights[day] = KnownNight(
                ours=payer == municipality,
                charged=not any(period.contains(day) for period in stay.not_charged),
                rate_ore=_price(stay, day, net=net),
            )
    ends = frozenset(stay.period.end for stay in stays if stay.period.end is not None)
    return Known(nights, ends, frozenset(elsewhere), month)


def _price(stay: HouseStay, day: date, *, net: bool) -> int | None:
    """What a night costs; less the resident's payment where the invoice has taken it off."""
    rate = next((one.per_night.half_ore // 2 for one in stay.rates if one.period.contains(day)), None)
    if rate is None or not net:
        return rate
    paid = next((one.per_night.half_ore // 2 for one in stay.payments if one.period.contains(day)), None)
    return None if paid is None else rate - paid
