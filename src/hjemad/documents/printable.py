"""What can be printed of a text: signs no font of ours has are shown as a square, and the page says so.

A letter that cannot be made because of one sign in a name would be worse than the square.
"""

import unicodedata
from collections.abc import Callable

SQUARE = "□"

# Everything below this code point is Latin, in our fonts, and needs no trial.
_FIRST_UNUSUAL = 0x250


def without_controls(text: str) -> str:
    """The text without signs that have no look: controls, direction marks, halves of signs, private ones."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in plain if sign == "\n" or unicodedata.category(sign)[0] != "C")


def unprintable(text: str, can_print: Callable[[str], bool]) -> frozenset[str]:
    """The signs of `text` that `can_print` refuses; only unusual ones are tried, each once."""
    unusual = sorted({sign for sign in text if ord(sign) >= _FIRST_UNUSUAL and sign != SQUARE})
    return frozenset(sign for sign in unusual if not can_print(sign))


def squared(text: str, signs: frozenset[str]) -> str:
    """The text with each of these signs as a square."""
    return "".join(SQUARE if sign in signs else sign for sign in text)
