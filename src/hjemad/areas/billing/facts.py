"""Rows as what the rules take: rates and payments for the ledger, a house's stays for its bills."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from hjemad.areas.billing.models import Absence, BillLine, Rate, ResidentPayment
from hjemad.areas.billing.rules.bill import HouseStay, Payer, Piece
from hjemad.areas.citizens.queries import payer_facts, records_with_known_name
from hjemad.areas.shelters.queries import stay_facts
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
    for row in rows:
        key, ref = rate_key(row.facility_id, row.department_id), f"rate:{row.pk}"
        period, amount = Period(row.valid_from, row.valid_to), Money.of_ore(row.per_day_ore)
        found.setdefault(key, []).append(
            RateFact(key, period, amount, row.registered, refs=(ref,), changed=ref not in seen)
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
    for row in rows:
        ref = f"payment:{row.pk}"
        fact = PaymentFact(
            period=Period(row.valid_from, row.valid_to),
            per_night=Money.of_ore(row.per_day_ore),
            facility=str(row.facility_id),
            refs=(ref,),
            changed=ref not in seen.get(row.record_id, frozenset()),
            marks=(row.mark,) if row.mark else (),
        )
        found.setdefault(row.record_id, []).append(fact)
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
    records: QuerySet[Any, Any], *, shelter_ids: Collection[int], period: Period
) -> dict[int, list[HouseStay]]:
    """Shelter -> the records' stays there with a night in the period, with payers, rates and payments.

    Six queries, however many records and shelters.
    """
    wanted = [
        (record, stay)
        for record, stays in stay_facts(records).items()
        for stay in stays
        if stay.shelter_id in shelter_ids and stay.period.overlaps(period)
    ]
    rates = rate_facts(shelter_ids, seen=frozenset())
    named = records_with_known_name(records)
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


def billed_pieces(shelter_id: int) -> list[Piece]:
    """Every line of every bill the shelter has issued; one query."""
    rows: Sequence[BillLine] = list(
        BillLine.objects.filter(bill__shelter_id=shelter_id)
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
