"""What the floors below `access` need to know of the one who acts. `access.actor.Actor` fits both."""

from typing import Protocol


class Who(Protocol):
    """Somebody who acts under an assignment."""

    @property
    def user_id(self) -> int:
        """The user."""

    @property
    def assignment_id(self) -> int:
        """The assignment the user works under now."""


class Reader(Who, Protocol):
    """Somebody who reads persons, for a purpose."""

    @property
    def purpose(self) -> str:
        """Why persons are read."""
