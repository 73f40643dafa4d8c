"""Words a person would not want read aloud at the counter do not stand in the interface.

Statutory and statistical terms stay on law pages and official tables, which do not come from the catalogue.
"""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.guards.house import PACKAGE, nodes, shown

CATALOGUES = sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/*.po"))

# The word to avoid as a whole word, and what to write.
DANISH = {
    r"hjemløse?": "borger, person i hjemløshed",
    r"klient(en|er|erne|ens)?": "borger",
    r"genganger(e|en|ne)?": "person med flere ophold",
    r"\w*misbrug\w*": "rusmidler",
    r"udeblev\w*|udeblivelse\w*": "vi mødtes ikke",
    r"afviste": "sagde nej tak, for nu",
    r"udflytningsparat\w*": "ønsker at flytte; mangler kun …",
    r"afvist": "kunne ikke få plads",
    r"dublet\w*": "måske samme person",
    r"inaktiv\w*": "ingen kontakt siden …",
    r"deadline\w*": "skal ske i dag",
    r"krav|kravet|kravene|krævet": "anmodning",
    r"venligst|beklager|desværre": "sig, hvad der skete, og hvad man gør nu",
}


def danish_texts(path: Path) -> list[tuple[int, str]]:
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    texts = []
    for message in catalogue:
        strings = message.string if isinstance(message.string, list | tuple) else [message.string]
        texts += [(message.lineno or 0, text) for text in strings if text and message.id]
    return texts


def spoken_texts() -> list[tuple[str, str]]:
    """Danish beside its English in code: errors, roles and permissions, outside the law's floor."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] in {"law", "synthetic"} or {"tests", "migrations"} & set(inside.parts):
            continue
        for node in nodes(path):
            if isinstance(node, ast.Call):
                given = [one.value for one in node.keywords if one.arg in {"da", "name_da", "sentence_da"}]
            elif isinstance(node, ast.Tuple) and path.stem == "permissions" and len(node.elts) == 2:
                given = node.elts[:1]
            else:
                continue
            found += [
                (f"{inside}:{node.lineno}", str(part.value))
                for one in given
                for part in ast.walk(one)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
    return found


def words_to_avoid(text: str) -> list[str]:
    return [instead for word, instead in DANISH.items() if re.search(rf"\b({word})\b", text, re.IGNORECASE)]


@pytest.mark.parametrize("path", CATALOGUES, ids=shown)
def test_the_catalogue_holds_no_word_to_avoid(path: Path) -> None:
    found = [
        f"line {line}: {text!r}; write: {instead}"
        for line, text in danish_texts(path)
        for instead in words_to_avoid(text)
    ]

    assert found == []


def test_what_is_said_from_code_holds_no_word_to_avoid() -> None:
    texts = spoken_texts()
    found = [
        f"{where}: {text!r}; write: {instead}" for where, text in texts for instead in words_to_avoid(text)
    ]

    assert len(texts) > 200
    assert found == []


def test_there_is_a_danish_catalogue() -> None:
    assert any("/da/" in path.as_posix() for path in CATALOGUES)


@pytest.mark.parametrize("text", ["Den hjemløse kom", "Dubletter", "Frist: deadline i dag"])
def test_the_guard_finds_a_word_to_avoid(text: str) -> None:
    assert words_to_avoid(text)


@pytest.mark.parametrize("text", ["Personer i hjemløshed", "Vi mødtes ikke"])
def test_the_guard_leaves_kind_words_alone(text: str) -> None:
    assert words_to_avoid(text) == []
