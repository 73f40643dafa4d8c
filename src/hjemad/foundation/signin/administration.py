"""What an administrator does to users: a new one, a role, its end, a first password, a closed account.

Nobody does any of it to themselves, so no administrator becomes a caseworker alone. Each stands in the log.
"""

from datetime import date, datetime

from django.db import transaction

from hjemad.foundation.access import actions as access
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.signin import actions
from hjemad.kernel.errors import InputRejected


def add_user(by: Actor, *, username: str, full_name: str, at: datetime) -> tuple[User, str]:
    """The user stands with a first password, which is returned this once."""
    by.require(Permission.MANAGE_USERS)
    with transaction.atomic():
        user = access.create_user(username, full_name=full_name, password=None, at=at, by=by)
        return user, actions.give_first_password(user, at=at, by=by)


def give_role(
    by: Actor, user: User, *, role: str, organisation: Organisation, valid_from: date, at: datetime
) -> Assignment:
    """The user works in the role from the day on."""
    _of_another(by, user)
    return access.assign(user, role=role, organisation=organisation, valid_from=valid_from, at=at, by=by)


def end_role(by: Actor, assignment: Assignment, *, last_day: date, at: datetime) -> None:
    """The user works in the role to that day and no longer."""
    _of_another(by, assignment.user)
    access.end_assignment(assignment, last_day=last_day, at=at, by=by)


def new_first_password(by: Actor, user: User, *, at: datetime) -> str:
    """A password for one sign-in; returned this once."""
    _of_another(by, user)
    return actions.give_first_password(user, at=at, by=by)


def reset_factor(by: Actor, user: User, *, at: datetime) -> None:
    """App and sheet are gone; the administrator has made sure who asked."""
    _of_another(by, user)
    actions.reset_factor(user, at=at, by=by)


def set_active(by: Actor, user: User, *, active: bool, at: datetime) -> None:
    """The account is open or closed, also for who is signed in now."""
    _of_another(by, user)
    actions.set_active(user, active=active, at=at, by=by)


def _of_another(by: Actor, user: User) -> None:
    by.require(Permission.MANAGE_USERS)
    if by.user_id == user.pk:
        raise InputRejected(
            en="Nobody changes their own access. Ask another administrator",
            da="Ingen ændrer sin egen adgang. Bed en anden administrator",
        )
