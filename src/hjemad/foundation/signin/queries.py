"""Reads of sign-in: what a user has as second factor, what is asked of them, which computers are approved."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.signin import rules
from hjemad.foundation.signin.models import (
    Account,
    AppFactor,
    HeldText,
    PaperCode,
    Seat,
    ShortCode,
    Workplace,
)
from hjemad.foundation.signin.secrets_kept import short_code_is, token_hash

HELD_FOR = timedelta(days=2)


@dataclass(frozen=True)
class Factor:
    """What the user has: an app, a sheet of paper with so many codes left, or neither."""

    app: bool
    sheet: bool
    codes_left: int

    @property
    def exists(self) -> bool:
        """A code is asked for at sign-in, also when the sheet is used up: then an administrator helps."""
        return self.app or self.sheet


def factor_of(user_id: int) -> Factor:
    """The second factor of the user; two queries."""
    app = AppFactor.objects.filter(user_id=user_id, confirmed_at__isnull=False).exists()
    codes = list(PaperCode.objects.filter(user_id=user_id).values_list("used_at", flat=True))
    return Factor(app=app, sheet=bool(codes), codes_left=codes.count(None))


def roles_on(user_ids: list[int], *, on: date) -> dict[int, list[Assignment]]:
    """User -> the assignments valid on the day, oldest first; one query."""
    found: dict[int, list[Assignment]] = {}
    valid = Assignment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    for one in valid.filter(user__in=user_ids, role__in=list(ROLES)).order_by("valid_from", "pk"):
        found.setdefault(one.user_id, []).append(one)
    return found


def unconfirmed_app(user_id: int) -> AppFactor | None:
    """The app the user is about to set up."""
    return AppFactor.objects.filter(user_id=user_id, confirmed_at__isnull=True).first()


def must_change_password(user_id: int) -> bool:
    """The password was given by somebody else, and counts for one sign-in only."""
    return Account.objects.filter(user_id=user_id, must_change_password=True).exists()


def factor_missing(actor: Actor) -> bool:
    """The role needs a second factor; who has none may not work in it once the days of grace are over."""
    return rules.needs_second_factor(actor.role, required_for=settings.SECOND_FACTOR_ROLES)


def grace_ends(user_id: int) -> datetime | None:
    """When the second factor can no longer be put off; None before it was asked for."""
    asked = Account.objects.filter(user_id=user_id).values_list("factor_asked_at", flat=True).first()
    return asked + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS) if asked else None


def workplace_for(token: str, *, on: date) -> Workplace | None:
    """The approved computer with that cookie, as long as it is approved."""
    if not token:
        return None
    return (
        Workplace.objects.filter(token_hash=token_hash(token), ended_at__isnull=True, valid_to__gt=on)
        .select_related("organisation")
        .first()
    )


def workplaces_of(organisation_id: int, *, on: date) -> QuerySet[Workplace]:
    """The organisation's approved computers, newest first."""
    return (
        Workplace.objects.filter(Q(valid_to__gt=on), organisation_id=organisation_id, ended_at__isnull=True)
        .select_related("approved_by")
        .order_by("-approved_at")
    )


def has_short_code(user_id: int) -> bool:
    """The user has set six digits; one query."""
    return ShortCode.objects.filter(user_id=user_id).exists()


def short_code_fits(user_id: int, *, code: str) -> bool:
    """The digits are the user's; one query."""
    found = ShortCode.objects.filter(user_id=user_id).first()
    return found is not None and short_code_is(code, stored=found.code_hash)


def seats_at(workplace: Workplace, *, at: datetime) -> list[User]:
    """Who showed the password at the computer within a session's hours and works there now; one query."""
    since = at - timedelta(hours=settings.SESSION_HOURS)
    today = timezone.localdate(at)
    works = Assignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today),
        Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        organisation_id=workplace.organisation_id,
        user_id=OuterRef("user_id"),
        role__in=list(ROLES),
        valid_from__lte=today,
    )
    rows = Seat.objects.filter(
        Exists(works), workplace=workplace, password_at__gt=since, user__is_active=True
    )
    return [row.user for row in rows.select_related("user").order_by("user__full_name", "pk")]


def held_text(user_id: int, *, at: datetime) -> str:
    """What waits for the user since a colleague took over the computer, sealed; empty when nothing does."""
    held = HeldText.objects.filter(user_id=user_id, at__gt=at - HELD_FOR).first()
    return held.sealed if held else ""
