"""Every GET page of every role, asked over HTTP on this machine, with the read log on.

The addresses come from the registry itself, so that a new page is measured the day it is written. What its
address names is found in the loaded country for whoever asks (`asked_for.py`). Seconds are those of the
server, from the request to the last byte of the answer; queries are all of them, those of the session, the
rights and the read log too.
"""

import http.client
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.db import connection
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from benchmarks.asked_for import how_much, places_of
from benchmarks.prepare import prepare
from benchmarks.steady import Machine
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.queries import actor_for
from hjemad.foundation.access.roles import role_named
from hjemad.foundation.access.urls import declaration_of
from hjemad.foundation.audit import clock

HTML = "text/html"
# Longer than any answer, so that a slow page is named by its budget and the others are asked all the same.
LONGEST_SECONDS = 1800
# A page that takes so long is asked no more than once.
ONCE = 20.0
# So many answers for each that is wanted, where the machine is not itself; then they count as they are.
PATIENCE = 4
# The table a query is about; those inside it that prove a relation have an alias and do not count.
ASKED = re.compile(r'FROM "([a-z]+)_\w+"(?! "?[A-Z]+\d+)')


@dataclass(frozen=True)
class Page:
    """A named address with the parts it takes and the permission it asks for."""

    route: str
    parts: tuple[str, ...]
    permission: Any


@dataclass
class Seen:
    """What the server noticed of one answer."""

    seconds: float = 0.0
    worked: float = 0.0  # of them by this process itself, whoever else uses the machine
    queries: int = 0
    areas: set[str] = field(default_factory=set)


def pages(resolver: URLResolver | None = None, *, space: str = "") -> Iterator[Page]:
    """Every address of the registry that asks for a permission."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages(entry, space=entry.namespace or space)
            continue
        declared = declaration_of(entry.callback)
        if declared is not None:
            name = f"{space}:{entry.name}" if space else str(entry.name)
            yield Page(name, tuple(entry.pattern.converters), declared.permission)


class Counting:
    """The house as a WSGI application that notes seconds and queries of each answer."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application, self.last = application, Seen()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        """The whole answer, made before the first byte leaves."""
        seen = Seen()

        def count(execute: Callable[..., Any], *asked: Any) -> Any:
            # SQLite is told when a transaction begins, PostgreSQL by its driver: no query on either.
            if not str(asked[0]).startswith("BEGIN"):
                seen.queries += 1
                seen.areas.update(ASKED.findall(str(asked[0])))
            return execute(*asked)

        began, worked = time.perf_counter(), time.thread_time()
        with connection.execute_wrapper(count):
            answer = self.application(environ, start_response)
            body = list(answer)
            close = getattr(answer, "close", None)
        seen.seconds, seen.worked = time.perf_counter() - began, time.thread_time() - worked
        if close is not None:
            close()
        self.last = seen
        return body


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing on the screen for a request."""


def ask_all(*, rounds: int, users: list[str]) -> list[dict[str, Any]]:
    """One row per role and page: seconds of each round, queries at most, or why it was not asked."""
    from hjemad.config.wsgi import application  # noqa: PLC0415 - loads the whole house

    logging.getLogger("django.request").setLevel(logging.ERROR)  # a form that is only sent answers 405
    counting, machine = Counting(application), Machine()
    server = make_server("127.0.0.1", 0, counting, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        actors, found = _actors(users), []
        lists = prepare(actors)
        for actor in actors:
            browser = _Browser(server.server_port, actor)
            found += [
                _asked(
                    page,
                    actor,
                    browser=browser,
                    counting=counting,
                    rounds=rounds,
                    lists=lists,
                    machine=machine,
                )
                for page in sorted(pages(), key=lambda one: one.route)
                if page.permission is None or page.permission in role_named(actor.role).permissions
            ]
        return found
    finally:
        server.shutdown()
        server.server_close()


def _actors(users: list[str]) -> list[Actor]:
    """One user of every role: whoever has most to look at of those that can sign in."""
    today = clock.today()
    by_role: dict[str, list[Actor]] = {}
    for one in Assignment.objects.filter(user__username__in=users).order_by("pk"):
        actor = actor_for(one.user_id, assignment_id=one.pk, on=today)
        if actor is not None:
            by_role.setdefault(actor.role, []).append(actor)
    return [max(some, key=how_much) for some in by_role.values()]


class _Browser:
    """Asks over HTTP as one user."""

    def __init__(self, port: int, actor: Actor) -> None:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id))
        session = client.session
        session[SESSION_KEY] = actor.assignment_id
        session["signin.factor"] = True
        session.save()
        self.cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
        self.port = port

    def get(self, address: str) -> tuple[int, str]:
        """Status and content type."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_SECONDS)
        asked.request("GET", address, headers={"Cookie": self.cookies, "Accept-Language": "da"})
        answer = asked.getresponse()
        answer.read()
        asked.close()
        return answer.status, answer.headers.get_content_type()


def _rounds(
    addresses: list[str], *, browser: _Browser, counting: Counting, rounds: int, machine: Machine
) -> tuple[list[Seen], int, set[tuple[int, str]]]:
    """What was noticed of each answer that counts, how many did not, and how the page answered."""
    seen: list[Seen] = []
    unsteady: list[Seen] = []
    answers = set()
    for number in range(-1, rounds * PATIENCE):  # the first warms up and is not counted
        steady = machine.comes_to_itself()
        answers.add(browser.get(addresses[number % len(addresses)]))
        last = counting.last
        if last.seconds > ONCE:
            return [*seen, last], len(unsteady), answers
        if number >= 0:
            (seen if steady and machine.is_itself() else unsteady).append(last)
        if len(seen) == rounds:
            break
    wanted = rounds - len(seen)
    return [*seen, *unsteady[:wanted]], max(0, len(unsteady) - wanted), answers


def _asked(
    page: Page,
    actor: Actor,
    *,
    browser: _Browser,
    counting: Counting,
    rounds: int,
    lists: dict[str, int],
    machine: Machine,
) -> dict[str, Any]:
    row: dict[str, Any] = {"route": page.route, "role": actor.role}
    places = places_of(page.route, page.parts, actor=actor, rounds=rounds)
    if page.parts == ("file",) and page.route.startswith("shelters:list_") and actor.role in lists:
        places = [{"file": lists[actor.role]}]
    if not places:
        return row | {"why_not": "nothing of the kind in the country"}
    addresses = [reverse(page.route, kwargs=parts) for parts in places]
    seen, unsteady, answers = _rounds(
        addresses, browser=browser, counting=counting, rounds=rounds, machine=machine
    )
    statuses, kinds = {status for status, _ in answers}, {kind for _, kind in answers}
    if statuses == {405}:
        return row  # a form only, which is sent and not opened
    if statuses != {200}:
        return row | {"why_not": f"answers {', '.join(map(str, sorted(statuses)))}"}
    return row | {
        "seconds": [one.seconds for one in seen],
        "worked": [one.worked for one in seen],
        "load": os.getloadavg()[0],
        "unsteady": unsteady,
        "queries": max(one.queries for one in seen),
        "areas": sorted({area for one in seen for area in one.areas}),
        "page": kinds == {HTML},
    }
