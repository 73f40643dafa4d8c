"""Every page of the registry, opened by roles that may: in the world of the access table, and in the demo.

The world has a real thing for every part of every address; the demo has pages as full as they are in use. A
page the demo has nothing for is asked in the world only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any

import html5lib
from django.db import transaction
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse

from benchmarks.asked_for import how_much, places_of
from benchmarks.pages import pages as of_registry
from benchmarks.prepare import prepare
from hjemad.config.demo.load import load
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.queries import actor_for
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.audit import clock
from hjemad.synthetic.denmark import denmark
from tests.guards.access_world import VISITOR, World
from tests.guards.test_access_table import ALL, Address, Reader

LANGUAGES = ("da", "en")
# Open to everybody, and another page for each role.
AS_EVERY_ROLE = {"overview:home", "overview:work", "overview:person", "citizens:person", "access:account"}
# Opening it changes who is signed in, or it is the page for those who are not.
SIGNING_IN = {"access:sign_in", "access:sign_in_code"}
HTML = "text/html"
TYPED = {"text", "search", "email", "tel", "number", "date", "password", "url", ""}


@dataclass(frozen=True)
class Spot:
    """An address as somebody asks it: the route's name, the role, the path and the cookies."""

    route: str
    role: str
    place: str
    cookies: tuple[tuple[str, str], ...]

    def browser(self, *, language: str = "da") -> Client:
        """A browser in which they are signed in."""
        browser = Client(raise_request_exception=False)
        browser.cookies = SimpleCookie(dict(self.cookies) | {"hjemad_language": language})
        return browser

    def ask(self, *, language: str = "da", sent: Any = None, content_type: str = MULTIPART_CONTENT) -> Any:
        """The answer to a GET, or to a POST of what is sent; what it wrote is taken back."""
        browser = self.browser(language=language)
        kept = transaction.savepoint()
        try:
            answer = (
                browser.get(self.place)
                if sent is None
                else browser.post(self.place, sent, content_type=content_type)
            )
            answer.getvalue()  # a file is read before all is taken back
            return answer
        finally:
            transaction.savepoint_rollback(kept)


@dataclass(frozen=True)
class Form:
    """A form of a page that is sent by POST: where to, its fields as they stand, and which one types into."""

    action: str
    values: dict[str, str]
    typed: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        """Enough to tell it from the others of its page."""
        return f"{self.action or '.'} {' '.join(sorted(set(self.values) - {'csrfmiddlewaretoken'}))}"


def spots_of_world(world: World) -> Iterator[Spot]:
    """Each address once for a role that may open it, about the reader's own; some for every role."""
    readers = {role: Reader(world, role) for role in (VISITOR, *ROLES)}
    for address in ALL:
        for role in _roles(address):
            reader = readers[role]
            try:
                place = reader.place(address, "own")
            except KeyError:
                continue
            yield Spot(address.route, role, place, tuple(reader.cookies.items()))


def _roles(address: Address) -> list[str]:
    if address.route in SIGNING_IN:
        return [VISITOR]
    return [role for role in ROLES if not address.closed_to(role)]


@dataclass(frozen=True)
class Demo:
    """The invented Denmark as `hjemad demo` loads it, with work on the desks."""

    citizens: int = 150
    years: int = 3

    @cached_property
    def actors(self) -> list[Actor]:
        """One user of each role who can sign in: whoever has most to look at. Loads the country."""
        today = clock.today()
        country = denmark(
            citizens=self.citizens, seed=1, first=date(today.year - self.years + 1, 1, 1), last=today
        )
        names = [user.username for user in load(country, at=clock.now()).users]
        by_role: dict[str, list[Actor]] = {}
        for one in Assignment.objects.filter(user__username__in=names).order_by("pk"):
            actor = actor_for(one.user_id, assignment_id=one.pk, on=today)
            if actor is not None:
                by_role.setdefault(actor.role, []).append(actor)
        return [max(some, key=how_much) for some in by_role.values()]

    def spots(self) -> Iterator[Spot]:
        """Each address the country has something for, for each role that may open it."""
        actors = self.actors
        lists = prepare(actors)
        for actor in actors:
            cookies = cookies_of(actor)
            for page in sorted(of_registry(), key=lambda one: one.route):
                if page.permission is not None and page.permission not in ROLES[actor.role].permissions:
                    continue
                places = places_of(page.route, page.parts, actor=actor, rounds=1)
                if page.parts == ("file",) and page.route.startswith("shelters:list_"):
                    places = [{"file": lists[actor.role]}] if actor.role in lists else []
                if places and page.route not in SIGNING_IN:
                    yield Spot(page.route, actor.role, reverse(page.route, kwargs=places[0]), cookies)


def cookies_of(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Those of a browser in which the actor is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    session = client.session
    session[SESSION_KEY] = actor.assignment_id
    session["signin.factor"] = True
    session.save()
    return tuple((name, one.value) for name, one in client.cookies.items())


def opened(spots: Iterable[Spot], *, language: str = "da") -> Iterator[tuple[Spot, str]]:
    """The pages among them with their text: each once, and once per role where roles see other things."""
    seen: set[tuple[str, str]] = set()
    for spot in spots:
        key = (spot.route, spot.role if spot.route in AS_EVERY_ROLE else "")
        if key in seen:
            continue
        answer = spot.ask(language=language)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:  # a form only, whoever asks
            seen.add(key)
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith(HTML):
            seen.add(key)
            yield spot, answer.content.decode()


def tree_of(text: str) -> Any:
    """The page as a browser reads it."""
    return html5lib.parse(text, namespaceHTMLElements=False)


def forms_of(text: str) -> list[Form]:
    """The forms of the page that are sent by POST, without those of every page's head and foot."""
    found = []
    for form in tree_of(text).iter("form"):
        if form.get("method", "").lower() != "post":
            continue
        values: dict[str, str] = {}
        typed, files = [], []
        for one in form.iter():
            name, kind = one.get("name"), one.get("type", "").lower()
            if not name or one.tag not in {"input", "textarea", "select", "button"}:
                continue
            if one.tag == "textarea" or (one.tag == "input" and kind in TYPED):
                typed.append(name)
            if kind == "file":
                files.append(name)
            if kind not in {"checkbox", "radio", "file"} or one.get("checked") is not None:
                values.setdefault(name, one.get("value") or _chosen(one))
        found.append(Form(form.get("action", ""), values, tuple(dict.fromkeys(typed)), tuple(files)))
    return found


def _chosen(one: Any) -> str:
    """What stands in a textarea, or is chosen in a list."""
    if one.tag == "textarea":
        return str(one.text or "")
    options = list(one.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return str(chosen[0].get("value", "")) if chosen else ""
