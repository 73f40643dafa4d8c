"""What is declared about data is written in English and shown in the reader's language, by the catalogue."""

from collections.abc import Iterator

from django.utils.translation import pgettext

from hjemad.foundation.privacy.declarations import FieldClass, declared
from hjemad.foundation.privacy.retention_table import RULES

CONTEXT = "register"


def in_words(text: str) -> str:
    """A declared text in the reader's language; one the catalogue does not know stands as it is written."""
    return pgettext(CONTEXT, text)


def declared_texts() -> Iterator[str]:
    """Every text of a declaration, a rule of retention and a class of fields; some stand more than once."""
    for said in declared().values():
        yield from (said.controller, said.purpose, said.basis, said.retention)
    for rule in RULES.values():
        yield rule.why
    yield from FieldClass
