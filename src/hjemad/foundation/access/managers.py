"""Managers of person models: they refuse a query that does not say for whom it is."""

from typing import Any, NoReturn

from django.db import models

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NoActor, read_only, visible
from hjemad.foundation.facts.models import FactQuerySet


class RecordManager(models.Manager[Any]):
    """For records: `visible_to(actor)` or `everything(reason=…)`; anything else raises `NoActor`."""

    def get_queryset(self) -> NoReturn:
        """Refused: a query of persons says for whom it is."""
        raise NoActor.asked_of(self.model._meta.label)

    def visible_to(self, actor: Actor) -> models.QuerySet[Any]:
        """The records the actor may see."""
        return super().get_queryset().filter(visible(actor))

    def read_only_for(self, actor: Actor) -> models.QuerySet[Any]:
        """The records the actor may see and not write about."""
        return super().get_queryset().filter(read_only(actor))

    def everything(self, *, reason: str) -> models.QuerySet[Any]:
        """All rows, for a decision the house itself makes; the reason is for the reader of the code."""
        if not reason.strip():
            raise NoActor.asked_of(self.model._meta.label)
        return super().get_queryset()


class PersonFactManager(models.Manager[Any]):
    """For versioned facts that hang on a record: the same two ways in, and no other."""

    def get_queryset(self) -> NoReturn:
        """Refused: a query of persons says for whom it is."""
        raise NoActor.asked_of(self.model._meta.label)

    def current(self) -> NoReturn:
        """Refused: say for whom first."""
        raise NoActor.asked_of(self.model._meta.label)

    def visible_to(self, actor: Actor) -> FactQuerySet:
        """The versions whose record the actor may see."""
        return self._all().filter(visible(actor, field="record_id", own=_written_by(self.model, actor)))

    def everything(self, *, reason: str) -> FactQuerySet:
        """All versions, for a decision the house itself makes; the reason is for the reader of the code."""
        if not reason.strip():
            raise NoActor.asked_of(self.model._meta.label)
        return self._all()

    def _all(self) -> FactQuerySet:
        return FactQuerySet(model=self.model, using=self._db)


def _written_by(model: type[models.Model], actor: Actor) -> models.Q:
    """The actor's organisation wrote the row; nothing where rows do not say who did.

    By the assignments it ever had and not by a join: a condition over two tables is asked twice for a row.
    """
    under: Any = {field.name: field for field in model._meta.fields}.get("recorded_under")
    if under is None:
        return models.Q(pk__in=[])
    assignments = under.related_model._default_manager.filter(organisation_id=actor.organisation_id)
    return models.Q(recorded_under_id__in=assignments.values("pk"))
