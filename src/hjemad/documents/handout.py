"""A sheet for somebody's hand: one side of A4, black only, big letters, and no name on it."""

from dataclasses import dataclass

from hjemad.documents.case_document import CaseDocument


@dataclass(frozen=True)
class HandoutPart:
    """A heading, what is said under it, and short facts by name."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Handout(CaseDocument):
    """`box` stands first, in a frame; `signs` are lines filled in by hand, empty where nothing is known."""

    sender: str
    sub: str
    box: HandoutPart
    parts: tuple[HandoutPart, ...]
    signs: tuple[tuple[str, str], ...]
    foot: str
