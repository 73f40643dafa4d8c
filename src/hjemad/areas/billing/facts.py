"""Rates and resident payments as the ledger's facts."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.kernel.intervals import difference, periods_of, spans_of
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.claim.facts import PaymentFact, RateFact


def rate_key(facility_id: int, department_id: int | None) -> str:
    """The name under which the ledger looks a stay's rate up: the department's own, where it has any."""
    return f"{facility_id}/{department_id}" if department_id is not None else str(facility_id)


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
