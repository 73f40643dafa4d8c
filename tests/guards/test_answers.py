"""Every answer tells the browser to keep nothing and run nothing foreign, and no template asks for more."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.ui.response_headers import HEADERS
from tests import people
from tests.guards.house import product_files, shown, templates
from tests.guards.test_addresses import ALL, PART, PARTS
from tests.web import signed_in

POLICY = (
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
INLINE = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|\|\s*safe\b|autoescape\s+off",
    re.IGNORECASE,
)
# Markup that is made in Python, with the reason why no text of a person comes in unescaped.
MARKED_SAFE = {
    "src/hjemad/areas/lawbook/templatetags/lawbook.py": "a tree of elements, written by its serialiser",
    "src/hjemad/areas/overview/templatetags/life.py": "a tree of elements, written by its serialiser",
    "src/hjemad/foundation/ui/account_views.py": "segno's drawing of our own address",
}


def assert_safe(answer) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert [part for part in POLICY if part not in policy] == []
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    missing = {name for name in HEADERS if name not in answer.headers}
    assert missing == set()
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def path(route: str) -> str:
    return PART.sub(lambda part: PARTS.get(part[1] or "str", "none"), route)


def client_of(role: str) -> Client:
    kind = sorted(ROLES[role].kinds)[0]
    if kind == Kind.SHELTER:
        place = people.a_house().shelter
    elif kind == Kind.MUNICIPALITY:
        place = people.municipality()
    else:
        place = create_organisation(
            kind, code="x", name="Et sted", valid_from=people.LONG_AGO, at=people.NOW, by=None
        )
    return signed_in(people.an_actor("Ada", role=role, organisation=place))


@pytest.mark.django_db
# Between them they open every page; what a role may open at all is the access table's.
@pytest.mark.parametrize("role", [None, "shelter_leader", "caseworker", "economist", "system_administrator"])
def test_every_kind_of_answer_carries_every_header(role: str | None) -> None:
    client = client_of(role) if role else Client()
    client.raise_request_exception = False
    seen = set()
    for route in ALL:
        for method in (client.get, client.post):
            answer = method(path(route))
            assert_safe(answer)
            seen.add(answer.status_code)

    assert {302, 404 if role else 200} <= seen
    assert_safe(client.get("/findes-ikke/"))


@pytest.mark.django_db
def test_a_page_that_fails_and_a_form_that_was_forged_carry_them_too(settings, rf) -> None:
    settings.ROOT_URLCONF = "hjemad.foundation.ui.tests.pages"
    client = Client(enforce_csrf_checks=True)
    client.raise_request_exception = False

    failed, forged = client.get("/fejl/"), client.post(reverse("access:sign_in"))

    assert (failed.status_code, forged.status_code) == (500, 403)
    assert_safe(failed)
    assert_safe(forged)


@pytest.mark.parametrize("template", list(templates()), ids=shown)
def test_no_template_writes_style_or_script_into_the_page(template: Path) -> None:
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []


def test_markup_made_in_python_is_listed_with_its_reason() -> None:
    making = re.compile(r"\bmark_safe\b|SafeString\(")
    found = {shown(file) for file in product_files() if making.search(file.read_text(encoding="utf-8"))}

    assert found == set(MARKED_SAFE)


def test_the_search_for_inline_code_finds_it() -> None:
    for bad in (
        '<p style="x">', "<script>x</script>", '<a onclick="x">', "{{ x|safe }}", '<a href="javascript:x">',
    ):  # fmt: skip
        assert INLINE.search(bad)
    assert not INLINE.search('<script src="x.js" defer></script>')
