"""All reads of rates and resident payments."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from hjemad.areas.billing.facts import (  # the ledger's way in
    payment_facts as payment_facts,
)
from hjemad.areas.billing.facts import (
    rate_facts as rate_facts,
)
from hjemad.areas.billing.facts import (
    rate_key as rate_key,
)
from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.periods import Period


def rates_for(facility_ids: Iterable[int], *, period: Period) -> list[Rate]:
    """Current rates of the facilities with a night in the period, by facility and day; one query.

    Rates are public: no actor. Departments' own rates are among them.
    """
    return list(
        _with_night_in(Rate.objects.current(), period=period)
        .filter(facility_id__in=set(facility_ids))
        .select_related("facility", "department", "recorded_by")
        .order_by("facility_id", "department_id", "valid_from")
    )


def payments_of(actor: Actor, *, record_id: int) -> list[ResidentPayment]:
    """What the person of a visible record was charged, newest first; one query."""
    rows = ResidentPayment.objects.visible_to(actor).current()
    return list(
        rows.filter(record_id=record_id)
        .select_related("facility", "recorded_by")
        .order_by("-valid_from", "-pk")
    )


def _with_night_in(rows: Any, *, period: Period) -> Any:
    after = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=period.start))
    return after if period.end is None else after.filter(valid_from__lt=period.end)
