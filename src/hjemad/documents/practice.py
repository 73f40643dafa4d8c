"""The word a training copy puts on everything that can be printed, so that no letter of it is taken for real.

Set once when the house starts (`mark_all`); a house that is no training copy never sets it.
"""

from hjemad.kernel.errors import Language

_WORDS: dict[Language, str] = {"da": "ØVELSE", "en": "PRACTICE"}
_marked: list[bool] = [False]


def mark_all(*, on: bool) -> None:
    """From here on every document carries the word, or none does."""
    _marked[0] = on


def practice_word(language: Language) -> str:
    """The word, or nothing outside a training copy."""
    return _WORDS[language] if _marked[0] else ""
