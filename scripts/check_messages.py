"""Every English text a page or form can show has its Danish in the catalogue, which holds no other.

Reads Python sources and Django templates below src/ and what is declared about data; needs no system gettext.
An entry that translates a text of Django itself carries the extracted comment `Django`, since no source of
ours holds it.
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "hjemad"
CATALOGUE = SOURCES / "locale" / "da" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
OF_DJANGO = "Django"

Key = tuple[str | None, str]


def sources() -> Iterator[tuple[Path, str]]:
    """Each source with its text in the form the Python extractor reads."""
    for path in sorted(SOURCES.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path, path.read_text(encoding="utf-8")
    for path in sorted([*SOURCES.rglob("templates/**/*.html"), *SOURCES.rglob("templates/**/*.txt")]):
        text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # What is left of the page's own text is no Python; only its indentation would disturb.
        yield path, "\n".join(line.strip() for line in text.splitlines())


def messages() -> dict[Key, str]:
    """Context and text of every message, with the first place that shows it."""
    found: dict[Key, str] = {}
    for path, text in sources():
        stream = io.BytesIO(text.encode("utf-8"))
        for line, message, _, context in extract("python", stream, KEYWORDS, [], {"encoding": "utf-8"}):
            singular = message[0] if isinstance(message, tuple) else message
            found.setdefault((context, singular), f"{path.relative_to(ROOT)}:{line}")
    return found


def declared_messages() -> dict[Key, str]:
    """What is declared beside the models about their data, which is shown through the catalogue."""
    from hjemad.foundation.privacy.register_words import CONTEXT, declared_texts  # noqa: PLC0415 - needs Django started

    return {(CONTEXT, text): "declared beside a model" for text in declared_texts()}


def key_of(message: Message) -> Key:
    """Context and text of a catalogue entry; of a plural, the singular."""
    return message.context, str(message.id if isinstance(message.id, str) else message.id[0])


def problems(found: dict[Key, str], catalogue: Catalog) -> Iterator[str]:
    """One line for each text without Danish and for each entry nobody shows."""
    entries = {key_of(message): message for message in catalogue if message.id}
    for key, place in found.items():
        entry = entries.get(key)
        strings = (entry.string if isinstance(entry.string, tuple) else (entry.string,)) if entry else ("",)
        if not all(strings):
            yield f"{place}: no Danish for {key[1]!r}"
    for key, entry in entries.items():
        if key not in found and OF_DJANGO not in entry.auto_comments:
            yield f"{CATALOGUE.relative_to(ROOT)}:{entry.lineno}: nobody shows {key[1]!r}"


def main() -> int:
    """Exit code 1 when something is missing, with each on a line."""
    os.environ.setdefault("HJEMAD_ENV", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    django.setup()
    found = messages() | declared_messages()
    catalogue = Catalog(locale="da")
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as stream:
            catalogue = read_po(stream, locale="da", abort_invalid=True)
    wrong = list(problems(found, catalogue))
    print("\n".join([*wrong, f"{len(found)} texts, {len(wrong)} problems"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
