"""What views hand to components: small frozen values, already in the reader's words.

Reference with the call of each: docs/reference/components.md.
"""

from dataclasses import dataclass
from typing import Literal

# The shape decides, the word explains, the colour only repeats (screens, 1.5).
Shape = Literal["done", "ask", "both", "open", "stop", "none"]


@dataclass(frozen=True)
class Answer:
    """One fact of the answer line. Keep `value` under 16 characters; `note` is the grey line below."""

    term: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One of two to four steps; the present one is `here`."""

    title: str
    shape: Shape
    note: str = ""
    here: bool = False


@dataclass(frozen=True)
class Crumb:
    """One place on the way to this page; the last, this page itself, has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class FactLine:
    """A fact a finding rests on: what, its value, who entered it when (empty where the law computed it)."""

    term: str
    value: str
    entered: str = ""
