"""Managers of person models: they refuse a query that does not say for whom it is."""

from typing import Any, Self

from django.db import models

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NoActor, visible
from hjemad.foundation.facts.models import FactQuerySet


class _Scoped(models.Manager[Any]):
    """`visible_to(actor)` or `everything(reason=…)`; anything else raises `NoActor`."""

    record_field = "pk"

    def get_queryset(self) -> Any:
        """Refused: a query of persons says for whom it is."""
        raise NoActor.asked_of(self.model._meta.label)

    def visible_to(self, actor: Actor) -> Any:
        """The rows whose record the actor may see."""
        return super().get_queryset().filter(visible(actor, field=self.record_field))

    def everything(self, *, reason: str) -> Any:
        """All rows, for a decision the house itself makes; the reason is for the reader of the code."""
        if not reason.strip():
            raise NoActor.asked_of(self.model._meta.label)
        return super().get_queryset()


class RecordManager(_Scoped):
    """For the record itself."""


class PersonFactManager(_Scoped.from_queryset(FactQuerySet)):  # type: ignore[misc] # built by Django at run time
    """For versioned facts that hang on a record."""

    record_field = "record_id"

    def current(self) -> Self:
        """Refused: say for whom first."""
        raise NoActor.asked_of(self.model._meta.label)

    def as_of(self, moment: object) -> Self:
        """Refused: say for whom first."""
        raise NoActor.asked_of(self.model._meta.label)
