"""Every page is HTML without an error: ids once, a label on every field, headings in order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import html5lib
import pytest
import time_machine
from django.db import transaction

from tests.every_page import HTML, LANGUAGES, Demo, Spot, forms_of, opened, spots_of_world
from tests.guards.access_world import build_world, soon

# What a page shows does not depend on the database: once is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

NAMED_BY = ("aria-label", "aria-labelledby", "title")
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
# A letter is in the language of whoever gets it, not of whoever sits at the screen.
OF_ITS_OWN_LANGUAGE = {"decisions:sheet"}
LEVEL = re.compile(r"h([1-6])$")


def faults_of(text: str, *, language: str) -> list[str]:
    """Everything wrong with the markup of the page; empty when nothing is."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(text)
    found = [f"line {at[0]}: {name}" for at, name, _ in parser.errors]
    if page.get("lang") != language:
        found.append(f"says it is in {page.get('lang')}")
    ids = Counter(one.get("id") for one in page.iter() if one.get("id") is not None)
    found += [f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1 or not name]
    found += _named_but_absent(page, ids)
    found += _unlabelled(page)
    found += _nameless(page)
    return [*found, *_headings(page)]


def _named_but_absent(page: Any, ids: Counter[str]) -> Iterator[str]:
    for one in page.iter():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (one.get(name) or "").split():
                if target not in ids:
                    yield f"{one.tag} {name}={target!r} names nothing"
        href = one.get("href") or ""
        if one.tag == "a" and href.startswith("#") and href[1:] not in ids:
            yield f"link to {href!r} leads nowhere"


def _unlabelled(page: Any) -> Iterator[str]:
    labels = list(page.iter("label"))
    targets = {label.get("for") for label in labels}
    inside = {id(one) for label in labels for one in label.iter()}
    for one in page.iter():
        if one.tag not in {"input", "select", "textarea"} or one.get("type") in UNLABELLED:
            continue
        labelled = id(one) in inside or (one.get("id") and one.get("id") in targets)
        if not labelled and not any(one.get(name) for name in NAMED_BY):
            yield f"{one.tag} {one.get('name')!r} has no label"


def _nameless(page: Any) -> Iterator[str]:
    for one in page.iter():
        if one.tag in {"a", "button", "summary", "legend", "th", "title"} and not _name(one):
            if one.tag == "th" and one.get("scope") is None:
                continue  # the empty corner of a table
            yield f"{one.tag} without words: {dict(one.attrib)}"
        if one.tag == "img" and one.get("alt") is None:
            yield f"picture without words: {one.get('src')}"


def _name(one: Any) -> str:
    alternatives = [picture.get("alt") or "" for picture in one.iter("img")]
    told = [one.get(name) or "" for name in NAMED_BY]
    titles = [inner.get("aria-label") or "" for inner in one.iter() if inner is not one]
    return "".join([*one.itertext(), *alternatives, *told, *titles]).strip()


def _headings(page: Any) -> Iterator[str]:
    levels = [
        int(found[1]) for one in page.iter() if isinstance(one.tag, str) and (found := LEVEL.match(one.tag))
    ]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} after one of level {before}"


def all_faults(spots: Iterable[Spot], *, language: str, failed: str) -> list[str]:
    """One line for each fault of each page in that language, its forms sent empty in that of `failed`."""
    found = []
    for spot, text in opened(spots, language=language):
        if spot.route not in OF_ITS_OWN_LANGUAGE:
            found += [f"{spot.route} {language}: {fault}" for fault in faults_of(text, language=language)]
        for page in failed_forms(spot, text, language=failed):
            found += [
                f"{spot.route} {failed}, sent empty: {fault}" for fault in faults_of(page, language=failed)
            ]
    return sorted(set(found))


def failed_forms(spot: Spot, text: str, *, language: str) -> Iterator[str]:
    """The page again after each of its own forms was sent with nothing typed."""
    for form in forms_of(text):
        if form.action not in {"", spot.place} or not form.typed:
            continue
        answer = spot.ask(language=language, sent=form.values | dict.fromkeys(form.typed, ""))
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith(HTML):
            yield answer.content.decode()


@contextmanager
def the_world() -> Iterator[list[Spot]]:
    """Its pages; gone afterwards."""
    with time_machine.travel(soon(), tick=False), transaction.atomic():
        yield list(spots_of_world(build_world()))
        transaction.set_rollback(True)


def test_every_page_is_clean_and_so_is_every_form_that_was_sent_empty() -> None:
    with the_world() as spots:
        assert all_faults(spots, language="da", failed="en") == []


@pytest.mark.slow
def test_they_are_clean_in_the_other_language_too() -> None:
    with the_world() as spots:
        assert all_faults(spots, language="en", failed="da") == []


@pytest.mark.slow
@pytest.mark.parametrize(("language", "failed"), [LANGUAGES, LANGUAGES[::-1]])
def test_every_page_is_clean_when_the_demo_has_filled_it(language: str, failed: str) -> None:
    assert all_faults(Demo().spots(), language=language, failed=failed) == []


def test_the_checker_finds_what_it_is_for() -> None:
    def page(body: str) -> str:
        head = '<!doctype html><html lang="da"><head><title>x</title></head>'
        return f"{head}<body><h1>x</h1>{body}</body></html>"

    assert faults_of(page("<p>fine</p>"), language="da") == []
    for bad in (
        "<p></div>",
        '<p id="a"></p><p id="a"></p>',
        '<input name="a">',
        '<label for="b">x</label>',
        "<h3>x</h3>",
        '<a href="/x/"> </a>',
        "<button></button>",
        '<a href="#nowhere">x</a>',
        "<ul><p>x</ul></p>",
    ):
        assert faults_of(page(bad), language="da") != [], bad
    assert faults_of(page(""), language="en") != []
