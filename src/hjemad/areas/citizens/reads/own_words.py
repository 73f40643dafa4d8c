"""The person's own words beside what is written about them, as a later area keeps them (ADR 0011)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from hjemad.foundation.access.actor import Actor


class OwnWords(Protocol):
    """What the person says about an entry.

    `about` is stay, identity, municipality or other; `answer` is waits, rectified or stands, and
    `answer_words` is empty while it waits.
    """

    about: str
    words: str
    recorded_at: datetime
    answer: str
    answer_words: str


type Source = Callable[[Actor, int], Sequence[OwnWords]]

_sources: list[Source] = []


def register_own_words(source: Source) -> None:
    """A later area tells from here on what the person of a visible record has said."""
    _sources[:] = [source]


def own_words(actor: Actor, *, record_id: int, about: str = "") -> list[OwnWords]:
    """The person's words, newest first; about one thing, or about everything. One query."""
    return [
        said for source in _sources for said in source(actor, record_id) if not about or said.about == about
    ]
