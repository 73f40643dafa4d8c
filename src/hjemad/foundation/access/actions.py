"""The only writer of users and assignments."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.facts.who import Who
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.errors import AlreadyClosed, InputRejected

_ONE_DAY = timedelta(days=1)


def create_user(
    username: str, *, full_name: str, password: str | None, at: datetime, by: Who | None, language: str = "da"
) -> User:
    """The user can sign in, with no rights yet. `password` None: by another way than a password."""
    if not username.strip() or not full_name.strip():
        raise InputRejected(
            en="A user needs a user name and a name. Write both",
            da="En bruger skal have et brugernavn og et navn. Skriv begge",
        )
    with translated({"access_user": _username_taken}):
        user = User(username=username.strip(), full_name=full_name.strip(), language=language)
        user.set_password(password)
        user.save(force_insert=True)
        log("access.user_created", by=by, at=at, objects={"user": user.pk})
    return user


def assign(
    user: User,
    *,
    role: str,
    organisation: Organisation,
    valid_from: date,
    at: datetime,
    by: Who | None,
    ends_at: datetime | None = None,
) -> Assignment:
    """The user works in the role for the organisation from the day on, until it is ended.

    `ends_at`: it ends by itself at that moment.
    """
    known = ROLES.get(role)
    if known is None or organisation.kind not in known.kinds:
        raise InputRejected(
            en="That role does not exist in an organisation of this kind. Choose another role",
            da="Den rolle findes ikke i en organisation af denne art. Vælg en anden rolle",
            role=role,
        )
    with translated({"access_assignment": _assigned_already}):
        assignment = Assignment(
            user=user,
            role=role,
            organisation=organisation,
            valid_from=valid_from,
            valid_to=timezone.localdate(ends_at) + _ONE_DAY if ends_at else None,
            ends_at=ends_at,
        )
        assignment.save(force_insert=True)
        log("access.assigned", by=by, at=at, objects={"user": user.pk, "assignment": assignment.pk})
    return assignment


def end_now(assignment: Assignment, *, at: datetime, by: Who | None) -> None:
    """An assignment that lasts hours ends at once."""
    with transaction.atomic():
        locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if locked.ends_at is None or locked.ends_at <= at:
            raise AlreadyClosed(
                en="The right has ended already. Nothing was changed",
                da="Adgangen er allerede slut. Intet blev ændret",
            )
        locked.ends_at = at
        locked.save(update_fields=["ends_at"])
        log("access.assignment_ended", by=by, at=at, objects={"assignment": locked.pk})


def end_assignment(assignment: Assignment, *, last_day: date, at: datetime, by: Who | None) -> None:
    """The assignment ends after that day; rights that rest on it end with it."""
    with transaction.atomic():
        locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if locked.valid_to is not None:
            raise AlreadyClosed(
                en="The assignment has an end already. Nothing was changed",
                da="Opgaven har allerede en slutdato. Intet blev ændret",
            )
        if last_day < locked.valid_from:
            raise InputRejected(
                en="The last day is before the first. Choose a later day",
                da="Sidste dag ligger før første dag. Vælg en senere dag",
            )
        locked.valid_to = date.fromordinal(last_day.toordinal() + 1)
        locked.save(update_fields=["valid_to"])
        log("access.assignment_ended", by=by, at=at, objects={"assignment": locked.pk})


def note_switch(actor: Actor, *, at: datetime) -> None:
    """The log says that the user now works under this assignment."""
    log("access.assignment_chosen", by=actor, at=at, objects={"assignment": actor.assignment_id})


def choose_language(user_id: int, *, language: str) -> None:
    """The user's pages come in this language from the next sign-in on."""
    User.objects.filter(pk=user_id).update(language=language)


def _username_taken() -> AlreadyClosed:
    return AlreadyClosed(
        en="That user name is taken. Choose another", da="Det brugernavn er optaget. Vælg et andet"
    )


def _assigned_already() -> AlreadyClosed:
    return AlreadyClosed(
        en="The user has that role there already. Nothing was changed",
        da="Brugeren har allerede den rolle dér. Intet blev ændret",
    )
