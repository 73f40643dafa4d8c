"""The order in which a house counts its places: 2 comes before 10, whatever stands before the number."""

import re

_NUMBER = re.compile(r"([0-9]+)")


def counted(label: str) -> list[tuple[int, str]]:
    """What places are ordered by; numbers in a label count as numbers, anything else as text without case."""
    parts = enumerate(_NUMBER.split(label))  # text and numbers take turns, text first
    return [(int(part), part) if at % 2 else (-1, part.casefold()) for at, part in parts if part]
