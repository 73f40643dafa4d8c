"""Who gets what answer where: every address, asked by every role for every kind of record, as reviewed.

The reviewed answers stand in `access_table.csv`. After a change of addresses, roles or relations run
`HJEMAD_WRITE_ACCESS_TABLE=1 .venv/bin/pytest -q tests/guards/test_access_table.py -n 0`, then read the
difference line by line (CONTRIBUTING, "The access table").
"""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.models import User
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.access.urls import declaration_of
from tests.guards.access_world import (
    MARKS,
    RELATIONS,
    VISITOR,
    World,
    build_world,
    is_about_a_record,
    parts_for,
    soon,
    unknown_parts,
)

# Rights are decided by the same code on both databases: once is enough, and the marked citizen walks both.
pytestmark = pytest.mark.sqlite

TABLE = Path(__file__).with_name("access_table.csv")
METHODS = ("GET", "POST")
HEAD = ["route", "method", "role", *RELATIONS]
READERS = [VISITOR, *ROLES]
# About a record of one's own organisation by its reference; the answer holds nobody.
NO_PERSON = {
    "rights:hold": "the DPO keeps a record from deletion without seeing whose it is",
    "rights:end_hold": "and lets it go again as blindly",
}
# Under the other kinds of record, where an address is about none.
SAME = "-"
WRITES = bool(os.environ.get("HJEMAD_WRITE_ACCESS_TABLE"))

# Whose names no answer to anybody of this house or this municipality may hold.
NEVER = ("other", "linked", "blocked")


@dataclass(frozen=True)
class Address:
    """A named route with the parts it takes."""

    route: str
    parts: tuple[str, ...]
    permission: Permission | None

    @property
    def about_a_record(self) -> bool:
        return is_about_a_record(self.route, list(self.parts))


def addresses(resolver: URLResolver, *, space: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, space=entry.namespace or space)
        elif isinstance(entry, URLPattern):
            name = f"{space}:{entry.name}" if space else str(entry.name)
            declared = declaration_of(entry.callback)
            yield Address(name, tuple(entry.pattern.converters), declared.permission if declared else None)


ALL = sorted(addresses(get_resolver()), key=lambda one: one.route)


def reviewed() -> dict[tuple[str, str, str], dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["route"], row["method"], row["role"]): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:
    """Written once; each request is rolled back to it."""
    with django_db_blocker.unblock(), time_machine.travel(soon(), tick=False), transaction.atomic():  # type: ignore[attr-defined]
        yield build_world()
        transaction.set_rollback(True)


class Reader:
    """Somebody of that role at a browser; each request is the first one after signing in."""

    def __init__(self, world: World, role: str) -> None:
        self.world = world
        self.browser = Client(raise_request_exception=False)
        self.cookies: dict[str, str] = {}
        if role != VISITOR:
            actor = world.readers[role]
            browser = Client()
            browser.force_login(User.objects.get(pk=actor.user_id))
            session = browser.session
            session[SESSION_KEY] = actor.assignment_id
            session["signin.factor"] = True
            session.save()
            self.cookies = {name: one.value for name, one in browser.cookies.items()}

    def ask(self, address: Address, method: str, relation: str) -> tuple[int, str]:
        """The status of the answer, and its text."""
        parts = parts_for(address.route, list(address.parts), world=self.world, relation=relation)
        self.browser.cookies = SimpleCookie(self.cookies)
        kept = transaction.savepoint()
        try:
            send = self.browser.post if method == "POST" else self.browser.get
            answer = send(reverse(address.route, kwargs=parts))
            body = answer.getvalue()
        finally:
            transaction.savepoint_rollback(kept)
        return answer.status_code, body.decode(errors="replace")


def answers(world: World, role: str) -> Iterator[tuple[Address, str, dict[str, str]]]:
    """The line of the table for each address and method; it fails at once when a name goes astray."""
    reader = Reader(world, role)
    for address in ALL:
        for method in METHODS:
            line = {}
            for relation in RELATIONS if address.about_a_record else ["own"]:
                status, text = reader.ask(address, method, relation)
                line[relation] = str(status)
                seen = [name for name in NEVER if MARKS[name] in text]
                assert not seen, f"{address.route} tells {role} about {seen}"
            yield address, method, dict.fromkeys(RELATIONS, SAME) | line


@pytest.mark.skipif(WRITES, reason="the table is being written")
@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_every_address_answers_as_the_reviewed_table_says(world: World, role: str) -> None:
    table = reviewed()
    wrong = []
    for address, method, line in answers(world, role):
        said = table.get((address.route, method, role))
        if said is None:
            wrong.append(f"{address.route} {method} {role}: no line in the table")
            continue
        wrong += [
            f"{address.route} {method} {role} {relation}: {said[relation]} in the table, {status} now"
            for relation, status in line.items()
            if said[relation] != status
        ]

    assert wrong == [], "Is the change meant? Write the table again and read the difference (see above)"


@pytest.mark.django_db
@pytest.mark.skipif(not WRITES, reason="only when HJEMAD_WRITE_ACCESS_TABLE is set")
def test_the_table_is_written_again(world: World) -> None:
    rows: list[list[str]] = [
        [address.route, method, role, *line.values()]
        for role in READERS
        for address, method, line in answers(world, role)
    ]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        rows.sort(key=lambda row: (row[0], row[1], READERS.index(row[2])))
        writer.writerows(rows)


def test_every_part_of_an_address_is_made_by_somebody() -> None:
    unknown = {
        address.route: found
        for address in ALL
        if (found := unknown_parts(address.route, list(address.parts)))
    }

    assert unknown == {}, "Say in tests/guards/access_world.py how it is made"


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_no_line_of_the_table_is_stale() -> None:
    asked = {(address.route, method, role) for address in ALL for method in METHODS for role in READERS}

    assert set(reviewed()) == asked


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_the_reviewed_answers_keep_the_rules_of_the_house() -> None:
    """Whatever the code does today, the table itself may never say this."""
    needs = {address.route: address.permission for address in ALL if address.permission}
    about = {address.route: address for address in ALL if address.about_a_record}
    for (route, method, role), line in reviewed().items():
        told = [line[relation] for relation in RELATIONS if line[relation] != SAME]
        assert not any(status.startswith("5") for status in told), (route, method, role)
        if role != VISITOR and route in needs and needs[route] not in ROLES[role].permissions:
            assert set(told) == {"403"}, (route, method, role)
        if role == VISITOR and route in needs:
            assert set(told) == {"302"}, (route, method, role)
        if route in about and route not in NO_PERSON:
            allowed = {"302"} if role == VISITOR else {"403", "404", "405"}
            # An address about the citizen is about own and linked alike: it shows what is paid for.
            never = set(NEVER) - ({"linked"} if "citizen" in about[route].parts else set())
            assert {line[relation] for relation in never} <= allowed, (route, method, role)
