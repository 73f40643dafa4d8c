"""What the frame of every page shows: who works where as what, the menu, the language. Read when drawn."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import own_name
from hjemad.foundation.access.roles import role_named
from hjemad.foundation.ui import menu, session_rules
from hjemad.foundation.ui.languages import CALL, other_language, reader_language
from hjemad.foundation.ui.menu import MenuLink
from hjemad.foundation.ui.naming import hides_names


def role_name(slug: str) -> str:
    """The role in the reader's language."""
    role = role_named(slug)
    return role.name_en if reader_language() == "en" else role.name_da


@dataclass(frozen=True)
class Shell:
    """The frame around one response."""

    request: HttpRequest

    @property
    def actor(self) -> Actor | None:
        """Who works here; None when nobody is signed in or no assignment is chosen."""
        return getattr(self.request, "actor", None)

    @property
    def signed_in(self) -> bool:
        """Somebody is signed in, with or without a chosen assignment."""
        user = getattr(self.request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @property
    def user_name(self) -> str:
        """The user's own name."""
        return self.actor.user_name if self.actor else ""

    @property
    def role(self) -> str:
        """The role of the chosen assignment."""
        return role_name(self.actor.role) if self.actor else ""

    @property
    def until(self) -> datetime | None:
        """When the assignment ends by itself, where it lasts hours."""
        return self.actor.until if self.actor else None

    @cached_property
    def organisation(self) -> str:
        """What the organisation is called today."""
        return own_name(self.actor) if self.actor else ""

    @property
    def may_switch(self) -> bool:
        """The user has another assignment that is valid today."""
        return bool(self.actor and self.actor.may_switch)

    @cached_property
    def menu(self) -> list[MenuLink]:
        """The pages this role may open."""
        return menu.links_for(self.actor, path=self.request.path) if self.actor else []

    @cached_property
    def open_pages(self) -> list[MenuLink]:
        """The pages anybody may open, also without signing in."""
        return menu.open_links()

    @cached_property
    def menu_line(self) -> list[MenuLink]:
        """Those that stand in the line of the menu."""
        return menu.folded(self.menu)[0]

    @cached_property
    def menu_more(self) -> list[MenuLink]:
        """Those folded under *More*; empty where all of them stand in the line."""
        return menu.folded(self.menu)[1]

    @property
    def search(self) -> MenuLink | None:
        """The page the header searches on, for those who may; what is searched stands in no address."""
        return next((link for link in self.menu if link.search), None)

    @property
    def is_in_more(self) -> bool:
        """The reader is on a page folded under *More*."""
        return any(link.here for link in self.menu_more)

    @property
    def lock_seconds(self) -> int:
        """A page left alone this long locks itself."""
        return session_rules.lock_seconds(self.request)

    @property
    def hides_names(self) -> bool:
        """The session shows initials instead of names."""
        return hides_names(self.request)

    @property
    def invented(self) -> bool:
        """Everything on the page is made up."""
        return bool(settings.HJEMAD_ENV == "demo")

    @property
    def training(self) -> bool:
        """This is a training copy: every page says so."""
        return bool(settings.TRAINING)

    @property
    def may_reset_training(self) -> bool:
        """The reader may set the training copy back to its start."""
        return self.training and self.actor is not None and self.actor.may(Permission.RESET_TRAINING)

    @property
    def here(self) -> str:
        """This page, for coming back to it in another language."""
        return self.request.get_full_path()

    @property
    def other_language(self) -> str:
        """The code of the language the page can be switched to."""
        return other_language()

    @property
    def other_language_name(self) -> str:
        """The switch, in that language."""
        return CALL[other_language()]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context: `shell`."""
    return {"shell": Shell(request)}
