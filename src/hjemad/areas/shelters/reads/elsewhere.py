"""Shelters that are not here: nobody works for them in Hjemad, so a municipality may read their stays in."""

from datetime import date

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import where_somebody_may
from hjemad.foundation.organisations.queries import Named, shelters


def shelters_not_here(actor: Actor, *, day: date) -> list[Named]:
    """Those the actor may read stays in for, in the Danish order of their names; two queries."""
    actor.require(Permission.IMPORT_STAYS_ELSEWHERE)
    here = where_somebody_may(Permission.SEE_HOUSE, on=day)
    return [one for one in shelters(day=day) if one.id not in here]
