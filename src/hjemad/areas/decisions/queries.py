"""Reads of a house's own decisions. Nobody reads another house's, and a ban is seen by its own house only."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from hjemad.areas.citizens.queries import records_with_same_citizens
from hjemad.areas.decisions.models import DecisionRecord as DecisionRecord
from hjemad.areas.decisions.models import Ground as Ground
from hjemad.areas.decisions.models import Kind as Kind
from hjemad.areas.decisions.rules import HOUSE_RULES, SAFETY
from hjemad.areas.decisions.rules import DeciderMissing as DeciderMissing
from hjemad.areas.decisions.rules import Guidance as Guidance
from hjemad.areas.decisions.rules import LastDayMissing as LastDayMissing
from hjemad.areas.decisions.rules import NotHeard as NotHeard
from hjemad.areas.decisions.rules import ReasonsMissing as ReasonsMissing
from hjemad.areas.decisions.rules import bars as bars
from hjemad.areas.decisions.rules import guidance as guidance
from hjemad.areas.decisions.rules import kind_of as kind_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible, visible

# How long after its last day a decision keeps the person's record open to the house: appeals come late.
_DAYS_IN_A_MONTH = 31


def decisions_of_house(actor: Actor, *, since: date) -> list[DecisionRecord]:
    """The house's decisions that held on or after the day, newest first; one query."""
    rows = _own(actor).filter(valid_to__gt=since).select_related("record", "recorded_by", "handed_by")
    return list(rows.order_by("-decided_at", "-pk"))


def decision_for(actor: Actor, *, fact_id: UUID) -> DecisionRecord:
    """The current version of a decision of the actor's house, or `NotVisible`; one query."""
    found = _own(actor).filter(fact_id=fact_id).select_related("record", "recorded_by", "handed_by").first()
    if not isinstance(found, DecisionRecord):
        raise NotVisible.standard()
    return found


def decisions_of_record(actor: Actor, *, record_id: int) -> list[DecisionRecord]:
    """The house's decisions about a visible record, newest first; one query."""
    return list(_own(actor).filter(record_id=record_id).order_by("-decided_at", "-pk"))


def ban_in_force(actor: Actor, *, record_id: int, on: date) -> DecisionRecord | None:
    """The decision of the actor's own house that keeps this person from being let in that day; two queries.

    Never another house's: whoever admits elsewhere is told nothing.
    """
    same = records_with_same_citizens([record_id])
    found = (
        _own(actor)
        .filter(
            Q(lifted_on__isnull=True) | Q(lifted_on__gt=on),
            record_id__in=same,
            ground__in=[SAFETY, HOUSE_RULES],
            valid_from__lte=on,
            valid_to__gt=on,
        )
        .order_by("-valid_to", "-pk")
        .first()
    )
    return found if isinstance(found, DecisionRecord) else None


def records_of_decisions(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of records with a decision of the actor's house that holds, or held not long ago."""
    oldest = actor.on - timedelta(days=_DAYS_IN_A_MONTH * settings.FORMER_RESIDENT_MONTHS)
    return (
        DecisionRecord.objects.everything(reason="proves that the house decided about the person")
        .current()
        .filter(organisation_id=actor.organisation_id, valid_to__gte=oldest, record__isnull=False)
        .values("record_id")
    )


def _own(actor: Actor) -> Any:
    """Current decisions of the actor's organisation: about visible records, or about nobody's record."""
    return (
        DecisionRecord.objects.everything(reason="the house's own, narrowed to what the actor may see")
        .current()
        .filter(
            Q(record__isnull=True) | visible(actor, field="record_id"), organisation_id=actor.organisation_id
        )
    )
