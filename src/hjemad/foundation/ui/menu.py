"""The main menu: each area names its pages once, in `apps.py`; a reader sees those their role may open."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission


@dataclass(frozen=True)
class MenuEntry:
    """A page in the main menu. `label` is a lazy translation; what is used most has the lowest `order`.

    `permission` None: everybody, whatever their role; it stands at the foot of every page too.
    `search` names the field by which the page searches among one's own: it then stands in the header too.
    """

    label: Any
    route: str
    permission: Permission | None
    order: int
    search: str = ""


@dataclass(frozen=True)
class MenuLink:
    """An entry as this reader sees it; `here` is the section the page belongs to."""

    label: str
    url: str
    here: bool
    search: str = ""


# What stands in one line beside each other; where a role has more, the rest is folded under *More*.
MOST_IN_A_LINE = 7
BEFORE_MORE = 6

_entries: dict[str, MenuEntry] = {}


def register(entry: MenuEntry) -> None:
    """The page stands in the menu of everybody with the permission. Twice the same route replaces it."""
    _entries[entry.route] = entry


def links_for(actor: Actor, *, path: str) -> list[MenuLink]:
    """The menu in order; the reader is at the entry whose address is the longest beginning of `path`."""
    everything = (e for e in _entries.values() if e.permission is None or actor.may(e.permission))
    may_open = sorted(everything, key=lambda e: e.order)
    known = [(entry, _address(entry)) for entry in may_open]
    allowed = [entry for entry, url in known if url]
    urls = [url for _, url in known if url]
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    return [
        MenuLink(label=str(entry.label), url=url, here=url == here, search=entry.search)
        for entry, url in zip(allowed, urls, strict=True)
    ]


def open_links() -> list[MenuLink]:
    """The pages that ask for no permission, for the foot of every page, signed in or not."""
    return [
        MenuLink(label=str(entry.label), url=url, here=False)
        for entry in _entries.values()
        if entry.permission is None and (url := _address(entry))
    ]


def folded(links: list[MenuLink]) -> tuple[list[MenuLink], list[MenuLink]]:
    """What stands in the line, and what is under *More*; a menu that fits is not folded."""
    if len(links) <= MOST_IN_A_LINE:
        return links, []
    return links[:BEFORE_MORE], links[BEFORE_MORE:]


def entries() -> list[MenuEntry]:
    """Every page in any menu; a guard checks that each has an address."""
    return list(_entries.values())


def _address(entry: MenuEntry) -> str:
    """Where the page lies; empty where the addresses in use do not have it (a test's few pages)."""
    return _reversed(entry.route, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=1024)
def _reversed(route: str, addresses: str, prefix: str) -> str:  # noqa: ARG001 - `reverse` reads the prefix
    """By the addresses in use and where the house is mounted."""
    try:
        found: str = reverse(route, urlconf=addresses)
    except NoReverseMatch:
        return ""
    return found
