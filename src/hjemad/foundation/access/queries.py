"""Reads users and assignments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.organisations.queries import descendants_on, name_column, name_on


def assignments_of(user_id: int, *, on: date, at: datetime | None = None) -> QuerySet[Assignment]:
    """The user's assignments that are valid on the day, with their organisations, oldest first.

    Those that last hours hold at the moment `at`; without one they hold never. `called` is what the
    organisation is called that day, None where it has no name then.
    """
    of_hours = Q(ends_at__gt=at) if at is not None else Q(pk__in=[])
    return _valid_on(on).filter(Q(ends_at__isnull=True) | of_hours, user_id=user_id)


@lru_cache(maxsize=64)
def _valid_on(on: date) -> QuerySet[Assignment]:
    """The part of the question that is the same for everybody; never asked itself (docs/adr/0037)."""
    return (
        Assignment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
        .filter(role__in=list(ROLES))
        .select_related("organisation", "user")
        .annotate(called=name_column("organisation_id", day=on))
        .order_by("valid_from", "pk")
    )


def user_with_assignments(user_id: int, *, on: date, at: datetime) -> User | None:
    """The user while the account is active, with `held`: their assignments that are valid then.

    One query; two for somebody without an assignment.
    """
    held = list(assignments_of(user_id, on=on, at=at).filter(user__is_active=True))
    user = held[0].user if held else User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        user.held = held
    return user


def organisations_of(actor: Actor) -> set[int]:
    """Where the actor's rights hold: the own organisation, and all below it where the role says so."""
    if not ROLES[actor.role].covers_below:
        return {actor.organisation_id}
    return descendants_on(actor.organisation_id, day=actor.on)


def actor_for(
    user_id: int,
    *,
    assignment_id: int,
    on: date,
    purpose: str = "",
    language: str = "da",
    at: datetime | None = None,
    held: Sequence[Assignment] | None = None,
) -> Actor | None:
    """The actor for this assignment of the user, or None when it is not theirs or not valid on the day.

    An empty `purpose` becomes the sentence of the role: why somebody in that role reads persons at all.
    `held` is what `user_with_assignments` found for the same user, day and moment; None asks for it here.
    """
    valid = assignments_of(user_id, on=on, at=at).filter(user__is_active=True) if held is None else held
    valid = [one for one in valid if one.user_id == user_id]
    assignment = next((one for one in valid if one.pk == assignment_id), None)
    if assignment is None:
        return None
    role = ROLES[assignment.role]
    return Actor(
        user_id=user_id,
        user_name=assignment.user.full_name,
        assignment_id=assignment.pk,
        organisation_id=assignment.organisation_id,
        role=assignment.role,
        on=on,
        purpose=purpose or (role.sentence_en if language == "en" else role.sentence_da),
        may_switch=len(valid) > 1,
        at=at,
        until=assignment.ends_at,
        organisation_name=_called(assignment),
    )


def _called(assignment: Assignment) -> str:
    called: str | None = assignment.called  # type: ignore[attr-defined] # annotated by assignments_of
    return called or assignment.organisation.code


def own_name(actor: Actor) -> str:
    """What the actor's organisation is called that day; asked only where the actor does not know it."""
    return actor.organisation_name or name_on(actor.organisation_id, day=actor.on)


def somebody_may(permission: Permission, *, organisation_id: int, on: date) -> bool:
    """Some active user of the organisation holds the permission that day; one query."""
    roles = [slug for slug, role in ROLES.items() if permission in role.permissions]
    return Assignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        organisation_id=organisation_id,
        role__in=roles,
        valid_from__lte=on,
        user__is_active=True,
    ).exists()


def where_somebody_may(permission: Permission, *, on: date) -> set[int]:
    """Ids of the organisations in which some active user holds the permission that day; one query."""
    roles = [slug for slug, role in ROLES.items() if permission in role.permissions]
    rows = Assignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        role__in=roles,
        valid_from__lte=on,
        user__is_active=True,
    )
    return set(rows.values_list("organisation_id", flat=True))


def colleagues_who_may(permission: Permission, *, organisation_id: int, on: date) -> dict[int, str]:
    """User id and full name of everybody there who holds the permission that day, by name; one query."""
    roles = [slug for slug, role in ROLES.items() if permission in role.permissions]
    rows = Assignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        organisation_id=organisation_id,
        role__in=roles,
        valid_from__lte=on,
        user__is_active=True,
    ).order_by("user__full_name", "user_id")
    return dict(rows.values_list("user_id", "user__full_name"))


@dataclass(frozen=True)
class Place:
    """Where and as what somebody worked: of an assignment, for telling who looked without saying who."""

    organisation_id: int
    role: str


def places_of(assignment_ids: Iterable[int]) -> dict[int, Place]:
    """The organisation and role of each assignment, past ones too; one query."""
    rows = Assignment.objects.filter(pk__in=sorted(set(assignment_ids)))
    return {
        pk: Place(organisation, role)
        for pk, organisation, role in rows.values_list("pk", "organisation_id", "role")
    }


def assignments_at(organisation_id: int) -> dict[int, tuple[int, str]]:
    """User id and full name behind every assignment the organisation ever gave; one query."""
    rows = Assignment.objects.filter(organisation_id=organisation_id)
    return {pk: (user, name) for pk, user, name in rows.values_list("pk", "user_id", "user__full_name")}


@dataclass(frozen=True)
class EndedAssignment:
    """An assignment of the past: as what, where, and its last day."""

    role: str
    organisation_id: int
    last_day: date


def ended_assignment(user_id: int, *, assignment_id: int, on: date, at: datetime) -> EndedAssignment | None:
    """The user's assignment where it has ended by then; None where it holds, or is not theirs."""
    row = Assignment.objects.filter(
        Q(valid_to__lte=on) | Q(ends_at__lte=at), pk=assignment_id, user_id=user_id, role__in=list(ROLES)
    ).first()
    if row is None or row.valid_to is None:
        return None
    last_day = date.fromordinal(row.valid_to.toordinal() - 1)
    return EndedAssignment(row.role, row.organisation_id, last_day)


def ending_at(organisation_id: int | None, *, on: date, until: date) -> list[Assignment]:
    """Assignments that hold that day and end by `until`, the nearest first; of one organisation or all.

    One query.
    """
    rows = Assignment.objects.filter(valid_from__lte=on, valid_to__gt=on, valid_to__lte=until)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    return list(rows.filter(user__is_active=True).select_related("user").order_by("valid_to", "pk"))


def active_users() -> int:
    """How many users can sign in; one query."""
    return User.objects.filter(is_active=True).count()
