"""A leader lets a substitute in for one shift: a right that ends by itself, a start code for who is new."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hjemad.areas.shelters import events
from hjemad.areas.shelters.reads.shift_rules import check_shift, nobody_of_that_name, works_here_already
from hjemad.areas.shelters.reads.substitutes import substitute_for, user_named
from hjemad.foundation.access import actions as access
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import assignments_of
from hjemad.foundation.audit.actions import log
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.signin.actions import give_first_password

ROLE = "shelter_staff"


@dataclass(frozen=True)
class Opened:
    """Who was let in. `start_code` is told this once, and only for somebody new."""

    user: User
    assignment: Assignment
    start_code: str


def let_in_new(by: Actor, *, username: str, full_name: str, ends_at: datetime, at: datetime) -> Opened:
    """Somebody who has never worked with Hjemad; they choose their own password at the first sign-in."""
    by.require(Permission.OPEN_SUBSTITUTE)
    check_shift(at, ends_at=ends_at)
    with transaction.atomic():
        user = access.create_user(username, full_name=full_name, password=None, at=at, by=by)
        code = give_first_password(user, at=at, by=by)
        return Opened(user, _assign(user, by=by, ends_at=ends_at, at=at), code)


def let_in_known(by: Actor, *, username: str, ends_at: datetime, at: datetime) -> Opened:
    """Somebody who signs in with the password they have."""
    by.require(Permission.OPEN_SUBSTITUTE)
    check_shift(at, ends_at=ends_at)
    user = user_named(username)
    if user is None or user.pk == by.user_id:
        raise nobody_of_that_name()
    standing = assignments_of(user.pk, on=timezone.localdate(at), at=at)
    if standing.filter(organisation_id=by.organisation_id).exists():
        raise works_here_already()
    with transaction.atomic():
        return Opened(user, _assign(user, by=by, ends_at=ends_at, at=at), "")


def end_early(by: Actor, *, assignment_id: int, at: datetime) -> None:
    """The substitute goes home before the hour; the right ends now."""
    by.require(Permission.OPEN_SUBSTITUTE)
    access.end_now(substitute_for(by, assignment_id=assignment_id), at=at, by=by)


def _assign(user: User, *, by: Actor, ends_at: datetime, at: datetime) -> Assignment:
    assignment = access.assign(
        user,
        role=ROLE,
        organisation=Organisation.objects.get(pk=by.organisation_id),
        valid_from=timezone.localdate(at),
        ends_at=ends_at,
        at=at,
        by=by,
    )
    log(
        events.SUBSTITUTE_OPENED,
        by=by,
        at=at,
        objects={"user": user.pk, "assignment": assignment.pk},
        data={"ends_at": ends_at.isoformat()},
    )
    return assignment
