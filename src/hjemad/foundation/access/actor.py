"""Who acts: a user under one assignment, on a day, for a purpose. Every action and query takes one."""

from dataclasses import dataclass
from datetime import date, datetime

from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.roles import ROLES
from hjemad.kernel.errors import HjemadError


class NotAllowed(HjemadError):
    """The role of this assignment may not do that."""

    code = "not_allowed"
    exit_code = 3


class ReadOnly(NotAllowed):
    """The record may be read, and nothing is written about it."""

    code = "read_only"

    @classmethod
    def standard(cls) -> "ReadOnly":
        """The same words whatever the reason is."""
        return cls(
            en="You can read this and change nothing. Ask whoever acts for the citizen now",
            da="Du kan læse dette og intet ændre. Spørg den, der er handlekommune nu",
        )


@dataclass(frozen=True)
class Actor:
    """The acting user. `role` is a slug, `on` the day rights are judged on, `purpose` why one reads.

    `at` is the moment, for rights that last hours; None holds none of those.
    `until` is when the assignment ends by itself, where it lasts hours.
    `organisation_name`: what the organisation is called on the day; empty where nobody asked.
    `may_switch`: the user has another assignment that day; it gives no right, the header offers the way.
    """

    user_id: int
    user_name: str
    assignment_id: int
    organisation_id: int
    role: str
    on: date
    purpose: str
    may_switch: bool = False
    at: datetime | None = None
    until: datetime | None = None
    organisation_name: str = ""

    def may(self, permission: Permission) -> bool:
        """The role of this assignment holds the permission."""
        role = ROLES.get(self.role)
        return role is not None and permission in role.permissions

    def require(self, permission: Permission) -> None:
        """Raises `NotAllowed` unless the role holds the permission."""
        if not self.may(permission):
            raise NotAllowed(
                en="Your present role cannot do this. Switch to another of your roles, or ask your leader",
                da="Din rolle nu kan ikke dette. Skift til en anden af dine roller, eller spørg din leder",
                role=self.role,
                permission=permission.value,
            )
