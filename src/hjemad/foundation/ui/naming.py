"""What a reader's screen calls somebody: the name, or initials while the session hides names. One place.

Templates: `{% called person %}`; views, for titles, messages and crumbs: `named(request, person)`.
`opened` gives the text whatever the screen hides, for the field in which it is written.
"""

from typing import Protocol

from django.http import HttpRequest

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.privacy.guarded import Guarded, initials, reveal

INITIALS_KEY = "ui.initials"


class Person(Protocol):
    """Something that knows what a person is called."""

    @property
    def shown(self) -> Guarded:
        """The name, or what the person is called instead."""


type Called = Person | Guarded | None


def hides_names(request: HttpRequest) -> bool:
    """The session shows initials: others can see the screen."""
    session = getattr(request, "session", None)
    return bool(session is not None and session.get(INITIALS_KEY))


def hide_names(request: HttpRequest, *, hide: bool) -> None:
    """From now on, and until it is chosen again or the session ends."""
    request.session[INITIALS_KEY] = hide


def named(request: HttpRequest, person: Called) -> str:
    """The name for this reader and this screen; the mask for a reader without an assignment."""
    value = person if isinstance(person, Guarded) or person is None else person.shown
    actor: Actor | None = getattr(request, "actor", None)
    if value is None:
        return ""
    if actor is None:
        return str(value)
    return initials(value, actor) if hides_names(request) else reveal(value, actor)


def opened(request: HttpRequest, value: Guarded) -> str:
    """The text, for this reader."""
    actor: Actor | None = getattr(request, "actor", None)
    return str(value) if actor is None else reveal(value, actor)
