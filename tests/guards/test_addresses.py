"""Every address says on its own line who may use it, and asks the visitor before it answers."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hjemad.foundation.access.urls import Declared, declaration_of

# Something each kind of part in an address accepts; no object has these ids.
PARTS = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "0",
    "str": "none",
    "slug": "none",
    "path": "none",
}
PART = re.compile(r"<(?:(\w+):)?\w+>")


def routes(resolver: URLResolver, *, before: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, before=route)
        else:
            yield route, entry


EACH = list(routes(get_resolver(), before="/"))
ALL = dict(EACH)


def declared(route: str) -> Declared | None:
    return declaration_of(ALL[route].callback)


@pytest.mark.parametrize("route", ALL)
def test_an_address_declares_its_permission_or_why_it_needs_none(route: str) -> None:
    said = declared(route)

    assert said, "Use page(), signed_in_page() or open_page() of foundation/access/urls.py"
    assert said.permission or said.reason
    assert ALL[route].name, "Give the address a name"


def test_no_two_pages_have_one_address() -> None:
    assert len(ALL) == len(EACH), [route for route, page in EACH if ALL[route] is not page]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [route for route in ALL if (said := declared(route)) and said.signed_in])
def test_a_visitor_who_has_not_signed_in_is_sent_to_sign_in(route: str, method: str, client: Client) -> None:
    path = PART.sub(lambda part: PARTS.get(part[1] or "str", "none"), route)

    answer = getattr(client, method)(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse(settings.LOGIN_URL))
