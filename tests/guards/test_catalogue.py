"""The Danish catalogue holds every text the pages show, no other, and no guess of a tool."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts import check_messages

CATALOGUES = sorted((check_messages.SOURCES / "locale").rglob("*.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale="da", abort_invalid=True)


def test_every_text_has_its_danish_and_nothing_else_is_kept() -> None:
    found = check_messages.messages() | check_messages.declared_messages()

    assert list(check_messages.problems(found, read(check_messages.CATALOGUE))) == []


def test_no_entry_is_a_guess_or_breaks_its_placeholders() -> None:
    found = [
        f"{path.name}:{message.lineno}: {message.id!r}"
        for path in CATALOGUES
        for catalogue in [read(path)]
        for message in catalogue
        if message.id and (message.fuzzy or any(True for _ in message.check(catalogue)))
    ]

    assert found == []


def test_templates_and_code_are_both_read() -> None:
    places = set(check_messages.messages().values())

    assert any(place.split(":")[0].endswith(".html") for place in places)
    assert any(place.split(":")[0].endswith(".py") for place in places)


def test_no_part_of_a_page_is_left_in_english() -> None:
    left = {
        path.name: text.count('lang="en"')
        for path in check_messages.SOURCES.rglob("templates/**/*.html")
        if 'lang="en"' in (text := path.read_text(encoding="utf-8"))
    }

    # Names of permissions are identifiers, the same in every language.
    assert left == {"register.html": 1}
