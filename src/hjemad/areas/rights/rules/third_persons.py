"""Pure: which words of a free text may name somebody else, so that somebody looks before it is given out.

It marks too much rather than too little, and decides nothing: a marked word is masked until a person says
otherwise.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

MASK = "▇▇▇"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_ENDS = ".!?:\n"
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Mark:
    """A word at `[start, end)`; `known` when somebody the house knows is called so, else it only looks so."""

    start: int
    end: int
    known: bool


def marks_in(
    text: str, *, own: Collection[str], known: Collection[str], key: Callable[[str], str]
) -> tuple[Mark, ...]:
    """Words that name, or may name, somebody else than the person.

    `own` and `known` are keys of single words; `key` makes the key of a word. A word that begins a sentence
    is marked only when it is known; any other with a capital letter is marked unless it is the person's own.
    """
    found = []
    for word in _WORD.finditer(text):
        its_key = key(word.group())
        if not its_key or its_key in own:
            continue
        is_known = its_key in known and len(its_key) >= _SHORTEST_NAME
        looks_so = len(its_key) > 1 and word.group()[0].isupper() and not _begins(text, word.start())
        if is_known or looks_so:
            found.append(Mark(start=word.start(), end=word.end(), known=is_known))
    return tuple(found)


def masked(text: str, marks: Collection[Mark]) -> str:
    """The text with every marked word hidden; nothing tells how long a word was."""
    for mark in sorted(marks, key=lambda one: one.start, reverse=True):
        text = text[: mark.start] + MASK + text[mark.end :]
    return text


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'«»“”(-–")
    return not before or before[-1] in _SENTENCE_ENDS
