"""Who works in the house for one shift only."""

from datetime import datetime, timedelta

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.relation import NotVisible

_SHOWN_FOR = timedelta(days=7)


def substitutes_of(actor: Actor, *, at: datetime) -> list[Assignment]:
    """Those of the actor's house now and of the last week, the newest first; one query."""
    rows = Assignment.objects.filter(organisation_id=actor.organisation_id, ends_at__gt=at - _SHOWN_FOR)
    return list(rows.select_related("user").order_by("-ends_at", "-pk"))


def substitute_for(actor: Actor, *, assignment_id: int) -> Assignment:
    """A substitute's assignment in the actor's house, or `NotVisible`; one query."""
    found = Assignment.objects.filter(
        pk=assignment_id, organisation_id=actor.organisation_id, ends_at__isnull=False
    ).first()
    if found is None:
        raise NotVisible.standard()
    return found


def user_named(username: str) -> User | None:
    """An open account with exactly that user name; one query."""
    return User.objects.filter(username=username.strip(), is_active=True).first()
