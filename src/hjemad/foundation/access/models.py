"""Users and their dated assignments. A user has no rights; an assignment has those of its role."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FieldClass, declare


class User(AbstractBaseUser):
    """Somebody who can sign in."""

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    # The assignments valid at the moment of the request, where the sign-in asked for them; None elsewhere.
    held: "list[Assignment] | None" = None

    objects = BaseUserManager["User"]()


class Assignment(models.Model):
    """A user works in a role for an organisation in `[valid_from, valid_to)`; None is for now.

    `ends_at` is the moment at which a right that lasts hours ends by itself; its days end on the same day.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.SlugField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(valid_to__isnull=False),
                name="access_assignment_of_hours_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="access_assignment_in_order",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "organisation"],
                condition=Q(valid_to__isnull=True),
                name="access_assignment_once_at_a_time",
            ),
        ]


_STAFF = {
    "controller": "the organisation the person works for",
    "purpose": "sign-in, rights, and who entered what",
    "basis": "GDPR art. 6(1)(e) and 6(1)(c); art. 32",
    "retention": "as long as a fact or log line names the user",
}
declare(
    User,
    **_STAFF,
    fields={
        "id": FieldClass.TECHNICAL,
        "password": FieldClass.SECRET,
        "last_login": FieldClass.TECHNICAL,
        "username": FieldClass.TECHNICAL,
        "full_name": FieldClass.ORDINARY,
        "language": FieldClass.ORDINARY,
        "is_active": FieldClass.TECHNICAL,
    },
)
declare(
    Assignment,
    **_STAFF,
    fields={
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.ORDINARY,
        "role": FieldClass.ORDINARY,
        "organisation": FieldClass.ORDINARY,
        "valid_from": FieldClass.ORDINARY,
        "valid_to": FieldClass.ORDINARY,
        "ends_at": FieldClass.ORDINARY,
    },
)
