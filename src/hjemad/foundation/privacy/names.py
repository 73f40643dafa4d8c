"""Keys by which names are found and put in order, so that no query relies on a database's collation."""

import unicodedata

# How a name is also spelt: somebody who types oe, ae or aa finds ø, æ and å, and the other way round.
_FOUND_AS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"}
)
# The Danish alphabet ends …z, æ, ø, å, and aa stands with å.
_ORDERED_AS = str.maketrans({"æ": "zza", "ø": "zzb", "å": "zzc"})
_WORD_END = "0"  # before every letter, and of weight in every collation (a blank is not)


def search_key(name: str) -> str:
    """The name as it is searched for: letters a to z and digits, single blanks, accents off, ø as oe."""
    return " ".join(_plain(name.casefold().translate(_FOUND_AS)).split())


def sort_key(name: str) -> str:
    """The name as it is ordered: æ, ø and å (and aa) last, accents off, no blanks."""
    ordered = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_ORDERED_AS)
    return _WORD_END.join(_plain(ordered.translate(_FOUND_AS)).split())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    letters = (char for char in decomposed if not unicodedata.combining(char))
    return "".join(char if char.isalnum() and char.isascii() else " " for char in letters)
