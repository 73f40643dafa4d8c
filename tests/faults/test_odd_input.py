"""Whatever is typed or sent, no page fails: NUL, endless text, half characters, files nobody asked for."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hjemad.areas.citizens.queries import record_for
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.organisations.models import Kind
from tests import people
from tests.guards.test_addresses import ALL, PART, declared
from tests.guards.test_answers import client_of
from tests.plugins.night import AT_NIGHT
from tests.stays import a_stay
from tests.web import signed_in

# On the stricter of the two databases (it refuses NUL and long numbers); twice would say nothing new.
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

LONG = "ø" * 200_000
ODD = {
    "nul": "a\0b \u202e gnp.exe \t\r\n \u2028 ../../etc/passwd",
    "html": "<script>alert(1)</script> ' OR 1=1; -- %s%n{0.__class__}",
    "number": "9" * 400,
    "date": "31-02-99999",
}
# What an address may be asked with, in any area.
ASKED = ("q", "side", "next", "plads", "facility", "from", "day", "quarter", "dag", "nat", "aar", "fil", "to")
PARTS = {
    "int": ("0", "999999999999999999999999999"),
    "uuid": ("00000000-0000-4000-8000-000000000000",),
    "str": ("none", "%00", "x" * 500),
    "slug": ("none", "x" * 500),
    "path": ("../..", "%00"),
}


def known_client(role: str) -> Client:
    """Somebody in the role; where it is a shelter, with a resident and one who has left."""
    if Kind.SHELTER not in ROLES[role].kinds:
        return client_of(role)
    house = people.a_house()
    actor = people.ditte(house)
    stay = a_stay(actor, house=house, nights=None, called="Jonna", night=people.TODAY - timedelta(days=20))
    a_stay(actor, house=house, nights=3, called="Kaj", place=1)
    client = signed_in(people.an_actor("Ada", role=role, organisation=house.shelter))
    client.known = {"uuid": [str(stay.fact_id), str(record_for(actor, record_id=stay.record_id).public_id)]}  # type: ignore[attr-defined]
    return client


def addresses(route: str, client: Client) -> Iterator[str]:
    """The route with odd parts, and with parts that exist."""
    if not PART.search(route):
        yield route
        return
    for choice in range(2):
        odd = {kind: values[choice % len(values)] for kind, values in PARTS.items()}
        yield filled(route, odd)
    for one in getattr(client, "known", {}).get("uuid", []):
        yield filled(route, {kind: values[0] for kind, values in PARTS.items()} | {"uuid": one})


def filled(route: str, parts: dict[str, str]) -> str:
    return PART.sub(lambda part: parts[part[1] or "str"], route)


# The staff may do nothing the leader may not; the roles of later areas open nothing yet.
WHO = [None, "shelter_leader", "caseworker", "economist", "auditor", "dpo", "system_administrator"]


def shared_out(route: str, role: str | None) -> dict[str, str]:
    """What somebody in the role sends there: those who may open it share it, each half of it or less.

    At night each sends all.
    """
    said = declared(route)
    permission = said.permission if said else ""
    open_to = [one for one in WHO if not permission or (one and permission in ROLES[one].permissions)]
    if AT_NIGHT or role not in open_to:
        return ODD
    turn = open_to.index(role) + list(ALL).index(route)
    many = min(max(len(open_to), 2), len(ODD))
    return {name: odd for at, (name, odd) in enumerate(ODD.items()) if at % many == turn % many}


@pytest.mark.parametrize("role", WHO)
def test_no_odd_question_and_no_odd_answer_makes_a_page_fail(role: str | None) -> None:
    client = known_client(role) if role else Client()
    client.raise_request_exception = False
    failed: list[tuple[str, ...]] = []
    for route in ALL:
        for address in addresses(route, client):
            page = client.get(address)
            if page.status_code in {302, 403, 405}:
                continue  # the same whatever is asked
            share = list(shared_out(route, role).items())
            for name, odd in share if AT_NIGHT or page.status_code != 404 else share[:1]:
                if client.get(address, dict.fromkeys(ASKED, odd)).status_code >= 500:
                    failed.append((route, name))
                for fields in forms_at(page, address):
                    kept = {"submission", "form_token"}
                    sent = {field: value if field in kept else odd for field, value in fields.items()}
                    if client.post(address, sent).status_code >= 500:
                        failed.append((route, name, *fields))

    assert failed == []


def forms_at(page: Any, address: str) -> Iterator[dict[str, str]]:
    """The fields of each form of the page that is sent to the page itself."""
    if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
        return
    for attributes, inside in re.findall(r"<form([^>]*)>(.*?)</form>", page.content.decode(), re.DOTALL):
        if "post" not in attributes.lower() or ("action=" in attributes and address not in attributes):
            continue
        names = re.findall(r'<(?:input|textarea|select)[^>]*\bname="([^"]+)"', inside)
        values = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', inside))
        yield {name: html.unescape(values.get(name, "")) for name in names}


def test_ten_megabytes_in_a_field_are_refused_clearly_and_a_file_nobody_asked_for_is_not_kept() -> None:
    client = known_client("shelter_staff")
    [fields] = [one for one in forms_at(client.get("/i-nat/indskriv/"), "/i-nat/indskriv/") if "who" in one]

    long = client.post("/i-nat/indskriv/", {**fields, "who": "x" * 10_000_000})
    hostile = SimpleUploadedFile("../../<b>\0.html", b"x" * 1000)
    with_file = client.post("/i-nat/indskriv/", {**fields, "who": "Bo", "file": hostile})

    assert long.status_code in {200, 400, 413}
    assert "er længere, end vi kan gemme" in long.content.decode()
    assert with_file.status_code in {200, 302}
    assert "&lt;b&gt;" not in with_file.content.decode()


def test_an_endless_address_is_answered() -> None:
    client = known_client("shelter_staff")
    client.raise_request_exception = False

    assert client.get("/i-nat/", {"q": LONG}).status_code < 500
    assert client.get(f"/{'x' * 20_000}/").status_code == 404
