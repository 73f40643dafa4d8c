"""Stays that stood open end as a list says, many at once."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens.actions import refresh_clocks
from hjemad.areas.shelters import events
from hjemad.areas.shelters.actions import check_may_import
from hjemad.areas.shelters.models import DischargeMode, Stay
from hjemad.areas.shelters.rules import check_discharge
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, supersede


def discharge_known(
    *, by: Actor, shelter_id: int, ends: Mapping[UUID, tuple[date, str, str]], at: datetime, origin: str
) -> int:
    """The open stays of one house end: fact id -> day, mode and where to. For imports; how many."""
    check_may_import(by, shelter_id=shelter_id)
    with transaction.atomic():
        stays = list(
            Stay.objects.everything(reason="the house's own list says how its stays ended")
            .current()
            .filter(fact_id__in=list(ends), shelter_id=shelter_id, valid_to__isnull=True)
        )
        for stay in stays:
            day, mode, left_to = ends[stay.fact_id]
            check_discharge(stay.valid_from, day=day, today=timezone.localdate(at))
            supersede(
                stay,
                basis=Basis(by=by, at=at, reason="", origin=origin),
                valid_to=day,
                discharged_at=at,
                discharge_mode=DischargeMode(mode or DischargeMode.UNKNOWN).value,
                left_to=left_to,
            )
        refresh_clocks([stay.record_id for stay in stays])
        log(events.DISCHARGED, by=by, at=at, objects={}, data={"stays": len(stays), "origin": origin})
    return len(stays)
