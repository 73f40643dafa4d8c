"""Who gets what answer where: every address, asked by every role for every kind of record, as reviewed.

The reviewed answers stand in `access_table.csv`. After a change of addresses, roles or relations run
`HJEMAD_WRITE_ACCESS_TABLE=1 .venv/bin/pytest -q tests/guards/test_access_table.py -n 0`, then read the
difference line by line (CONTRIBUTING, "The access table").
"""

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.models import User
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.access.urls import declaration_of
from tests.guards.access_parts import PARTS, part_of, parts_for, relations_of
from tests.guards.access_world import MARKS, RELATIONS, VISITOR, World, build_world, soon
from tests.guards.access_writes import ASKED, NAMING, Naming, Write, rows
from tests.guards.access_writes import WRITES as DANGEROUS

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
    "rights:look_at_emergency": "who opened and why is looked at whoever it was; the page says no name",
}
# Opened by nobody in this world, and why that must be.
NOT_HERE = {"access:training": "there is such a page only where people practise, which is not here"}
# Where there is nothing to ask about: the address does not differ so, or `access_parts` says why.
SAME = "-"
NEW_EACH_TIME = r'value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}'
HIDDEN = r'<input type="hidden" name="([^"]+)" value="([^"]*)"'
# What a form must hold to be answered otherwise than as an address of nothing.
SENT = {
    "access:change_user": {"change": "close"},
    "access:language": {"language": "en"},
    "access:names": {"show": "initials"},
    "shelters:join": {"change": "join"},
}
WRITES = bool(os.environ.get("HJEMAD_WRITE_ACCESS_TABLE"))

# Whose names no answer to anybody of this house or this municipality may hold.
NEVER = ("other", "linked", "blocked")

# The tables of the business areas.
OF_AREAS = [
    model._meta.db_table for model in apps.get_models() if model.__module__.startswith("hjemad.areas.")
]


@dataclass(frozen=True)
class Address:
    """A named route with the parts it takes."""

    route: str
    parts: tuple[str, ...]
    permission: Permission | None

    @property
    def relations(self) -> tuple[str, ...]:
        return relations_of(self.route, self.parts)

    @property
    def about_a_record(self) -> bool:
        return len(self.relations) > 1

    def closed_to(self, role: str) -> bool:
        """Whether that role is sent away whatever the record."""
        return self.permission is not None and (
            role == VISITOR or (role in ROLES and self.permission not in ROLES[role].permissions)
        )


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
        self.role = role
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

    def place(self, address: Address, relation: str, **parts: object) -> str:
        """The address as it is for this reader and that relation; `parts` instead of the usual ones."""
        found = parts_for(address.route, address.parts, world=self.world, relation=relation, role=self.role)
        return reverse(address.route, kwargs=found | parts)

    def ask_for_nothing(self, address: Address, method: str, relation: str) -> tuple[int, str]:
        """As `ask`, where the address is closed: the answer comes before any record is looked for."""
        place = self.place(address, relation)
        with CaptureQueriesContext(connection) as asked:
            answer = self.answer(place, method, SENT.get(address.route))
        looked = [one["sql"] for one in asked.captured_queries if any(t in one["sql"] for t in OF_AREAS)]
        assert not looked, f"{address.route} looks for something before it refuses {self.role}"
        return answer

    def ask(self, address: Address, method: str, relation: str) -> tuple[int, str]:
        """The status of the answer, and its text."""
        return self.answer(self.place(address, relation), method, SENT.get(address.route))

    def answer(
        self, place: str, method: str, sent: dict[str, str] | None, *, keep: bool = False
    ) -> tuple[int, str]:
        """The answer; what was written is taken back, or with `keep` is for the caller to look at."""
        self.browser.cookies = SimpleCookie(self.cookies)
        kept = transaction.savepoint()
        try:
            answer = self.browser.post(place, sent) if method == "POST" else self.browser.get(place)
            body = answer.getvalue()
        finally:
            if not keep:
                transaction.savepoint_rollback(kept)
        return answer.status_code, body.decode(errors="replace")


def answers(world: World, role: str) -> Iterator[tuple[Address, str, dict[str, str]]]:
    """The line of the table for each address and method; it fails at once when a name goes astray."""
    reader = Reader(world, role)
    for address in ALL:
        for method in METHODS:
            line = {}
            closed = address.closed_to(role)
            ask = reader.ask_for_nothing if closed else reader.ask
            for relation in address.relations[:1] if closed else address.relations:
                status, text = ask(address, method, relation)
                line[relation] = str(status)
                seen = [name for name in NEVER if MARKS[name] in text]
                assert not seen, f"{address.route} tells {role} about {seen}"
            if closed:  # One was asked for, and the answer is the same for every other.
                line = dict.fromkeys(address.relations, *line.values())
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


@pytest.mark.skipif(WRITES, reason="the table is being written")
@pytest.mark.django_db
@pytest.mark.parametrize("write", DANGEROUS, ids=lambda write: write.route)
def test_what_is_valid_for_the_own_record_writes_nothing_on_any_other(world: World, write: Write) -> None:
    reader = Reader(world, write.role)
    [address] = [one for one in ALL if one.route == write.route]
    line = reviewed()[write.route, "POST", write.role]
    refused = [relation for relation in address.relations if line[relation] == "404"]

    def place(relation: str) -> str:
        named = {part: world.things[kind, relation] for part, kind in write.parts.items()}
        return reader.place(address, relation, **named)

    hidden = re.findall(HIDDEN, reader.answer(place("own"), "GET", None)[1])
    sent = dict(hidden) | write.sent(world)

    assert reader.answer(place("own"), "POST", sent)[0] == 302, "The body is to be valid"
    assert "other" in refused
    before = rows()
    for relation in refused:
        with transaction.atomic():
            status, _ = reader.answer(place(relation), "POST", sent, keep=True)
            assert (relation, status) == (relation, 404)
            assert rows() == before
            transaction.set_rollback(True)


@pytest.mark.skipif(WRITES, reason="the table is being written")
@pytest.mark.django_db
@pytest.mark.parametrize("form", NAMING, ids=lambda form: f"{form.route} {form.named}")
def test_a_form_that_names_somebody_else_opens_and_writes_nothing(
    world: World, form: Naming, settings: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings.ARCHIVE = tmp_path  # type: ignore[attr-defined] # a run of deletion writes there first
    reader, place = Reader(world, form.role), reverse(form.route)
    hidden = {"submission": str(uuid4())} | dict(re.findall(HIDDEN, reader.answer(place, "GET", None)[1]))

    assert reader.answer(place, "POST", hidden | form.allowed(world))[0] == 302, "The body is to be valid"
    before = rows()
    with transaction.atomic():
        status, text = reader.answer(place, "POST", hidden | form.refused(world), keep=True)
        assert status == 200
        assert not [name for name in NEVER if f"{MARKS[name]} Prøve</" in text]
        written = {table for table, count in rows().items() if count != before[table]}
        transaction.set_rollback(True)
    assert written <= ASKED


@pytest.mark.django_db
def test_the_page_of_a_hold_is_the_same_to_the_letter_whoever_it_is_about(world: World) -> None:
    reader = Reader(world, "dpo")
    [address] = [one for one in ALL if one.route == "rights:end_hold"]

    own, blocked = (reader.ask(address, "GET", relation) for relation in ("own", "blocked"))

    assert own[0] == blocked[0] == 200
    assert re.sub(NEW_EACH_TIME, "", own[1]) == re.sub(NEW_EACH_TIME, "", blocked[1])


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
        address.route: [name for name in address.parts if part_of(address.route, name) is None]
        for address in ALL
    }

    assert {route: names for route, names in unknown.items() if names} == {}, (
        "Say in tests/guards/access_parts.py how it is made"
    )


def test_no_part_is_left_out_or_names_nothing_without_its_reason() -> None:
    silent = [key for key, part in PARTS.items() if part.lacks_something and not part.without.strip()]
    used = {key for address in ALL for name in address.parts for key in (f"{address.route}:{name}", name)}

    assert silent == []
    assert set(PARTS) <= used, "A part no address has"


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
            allowed = {"302", SAME} if role == VISITOR else {"403", "404", "405", SAME}
            # An address about the citizen is about own and linked alike: it shows what is paid for.
            never = set(NEVER) - ({"linked"} if "citizen" in about[route].parts else set())
            assert {line[relation] for relation in never} <= allowed, (route, method, role)


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_every_address_of_the_table_is_opened_by_somebody() -> None:
    """An address that is 404 for all who may ask names nothing: refusing it to others would prove nothing."""
    found = {
        route
        for (route, _, role), line in reviewed().items()
        if role != VISITOR and {"200", "302"} & set(line.values())
    }

    assert {address.route for address in ALL} - found == set(NOT_HERE)
