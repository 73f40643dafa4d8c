"""What sign-in keeps. Nothing here says what a user may do; only a sealed text may be about a citizen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.models import User
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FieldClass, declare


class Account(models.Model):
    """What is asked of the user at the next sign-in. A user without one has nothing to do first."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    must_change_password = models.BooleanField(default=False)
    password_set_at = models.DateTimeField(null=True)
    factor_asked_at = models.DateTimeField(null=True)


class AppFactor(models.Model):
    """A code app: its secret, encrypted with the installation's keys. Counts once `confirmed_at` stands."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    secret_encrypted = models.TextField()
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # A code counts once: the step of time of the last one that did.
    last_step = models.BigIntegerField(default=-1)


class PaperCode(models.Model):
    """One code of the sheet of paper: for who has no phone at work, and for who has lost it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "code_hash"], name="signin_paper_code_once"),
        ]


class Tries(models.Model):
    """Wrong tries of one name, address or pair, known by a hash only. Kept while they still count."""

    key = models.CharField(max_length=64, unique=True)
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    wait_until = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)


class Workplace(models.Model):
    """A computer a leader has approved: in that house, no second factor is asked for on it until the day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    valid_to = models.DateField()
    ended_at = models.DateTimeField(null=True)
    lock_minutes = models.PositiveSmallIntegerField(default=2)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(label=""), name="signin_workplace_has_a_label"),
            models.CheckConstraint(
                condition=Q(lock_minutes__gte=1, lock_minutes__lte=60), name="signin_workplace_locks_itself"
            ),
        ]


class ShortCode(models.Model):
    """Six digits of one user, for coming back to an approved computer; never enough for a first sign-in."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=200)
    set_at = models.DateTimeField()


class Seat(models.Model):
    """Somebody showed the password at an approved computer: for hours the short code is enough there."""

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    password_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workplace", "user"], name="signin_seat_once"),
        ]


class HeldText(models.Model):
    """What somebody was writing when a colleague took over the computer; sealed, and only theirs."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()
    at = models.DateTimeField()


_STAFF = {
    "controller": "the organisation the person works for",
    "purpose": "knowing that the one who signs in is the one they say",
    "basis": "GDPR art. 6(1)(e) and 6(1)(c); art. 32",
}
declare(
    Account,
    **_STAFF,
    retention="as long as the user",
    fields={
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.ORDINARY,
        "must_change_password": FieldClass.TECHNICAL,
        "password_set_at": FieldClass.TECHNICAL,
        "factor_asked_at": FieldClass.TECHNICAL,
    },
)
declare(
    AppFactor,
    **_STAFF,
    retention="until it is replaced or reset",
    fields={
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.ORDINARY,
        "secret_encrypted": FieldClass.SECRET,
        "made_at": FieldClass.TECHNICAL,
        "confirmed_at": FieldClass.TECHNICAL,
        "last_step": FieldClass.TECHNICAL,
    },
)
declare(
    PaperCode,
    **_STAFF,
    retention="until a new sheet is made or the factor is reset",
    fields={
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.ORDINARY,
        "code_hash": FieldClass.SECRET,
        "made_at": FieldClass.TECHNICAL,
        "used_at": FieldClass.TECHNICAL,
    },
)
declare(
    Tries,
    **_STAFF,
    retention="ninety days after the last try; names and addresses are hashes",
    fields={
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.SECRET,
        "wrong": FieldClass.TECHNICAL,
        "last_at": FieldClass.TECHNICAL,
        "wait_until": FieldClass.TECHNICAL,
        "succeeded_at": FieldClass.TECHNICAL,
    },
)
declare(
    Workplace,
    **_STAFF,
    retention="five years after it ended, as the log that names it",
    fields={
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORDINARY,
        "label": FieldClass.ORDINARY,
        "token_hash": FieldClass.SECRET,
        "approved_by": FieldClass.ORDINARY,
        "approved_at": FieldClass.TECHNICAL,
        "valid_to": FieldClass.ORDINARY,
        "ended_at": FieldClass.TECHNICAL,
        "lock_minutes": FieldClass.ORDINARY,
    },
)
declare(
    ShortCode,
    **_STAFF,
    retention="until it is replaced or taken away",
    fields={
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.ORDINARY,
        "code_hash": FieldClass.SECRET,
        "set_at": FieldClass.TECHNICAL,
    },
)
declare(
    Seat,
    **_STAFF,
    retention="days: it counts for one shift",
    fields={
        "id": FieldClass.TECHNICAL,
        "workplace": FieldClass.TECHNICAL,
        "user": FieldClass.ORDINARY,
        "password_at": FieldClass.TECHNICAL,
    },
)
declare(
    HeldText,
    controller="the organisation the person works for",
    purpose="what was typed is not lost when a colleague takes over a shared computer",
    basis="GDPR art. 6(1)(e); encrypted, and handed only to the one who wrote it",
    retention="two days, or until it is handed out",
    fields={
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.ORDINARY,
        "sealed": FieldClass.SECRET,
        "at": FieldClass.TECHNICAL,
    },
)
