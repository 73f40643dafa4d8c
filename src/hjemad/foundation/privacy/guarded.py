"""`Guarded`: a name or an address that does not show itself. Only `reveal(value, actor)` opens it, and logs.

Whatever prints it by accident (a log line, an error, JSON, a template without the tag) gets the mask. Start
at `reveal`; templates use `{% called %}` of the ui, views its `named(request, …)`.
"""

from typing import NoReturn, Self

from hjemad.foundation.audit import clock
from hjemad.foundation.audit.actions import log_reads
from hjemad.foundation.audit.models import ReadKind
from hjemad.foundation.audit.reads import Reads, reads_of_request
from hjemad.foundation.facts.who import Reader

MASK = "••••"
# Under which name a read stands in the log that no page asked for: a command, a job, a message.
OUTSIDE = "outside_a_request"
_MOST_INITIALS = 4


class Guarded:
    """Text about the person of a record. Its `str`, `repr` and `format` are the mask; equal only to itself.

    Truth says whether there is a text at all. `withheld`: what even `reveal` gives, where a person's name is
    protected from this reader; the caller that made the value decided so.
    """

    __slots__ = ("__text", "record_id", "withheld")

    def __init__(self, text: str, *, record_id: int, withheld: str = "") -> None:
        self.__text = text
        self.record_id = record_id
        self.withheld = withheld

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __str__(self) -> str:
        return MASK if self.__text else ""

    def __repr__(self) -> str:
        return f"Guarded({MASK})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        # Caches, sessions and job rows pickle or serialise what they are given.
        raise TypeError("a guarded value is not stored; reveal it where it is needed")

    def _opened(self) -> str:
        return (self.withheld or self.__text) if self.__text else ""


class SortKey:
    """The order of names without the names: compares with its like, shows nothing."""

    __slots__ = ("__key",)

    def __init__(self, key: str) -> None:
        self.__key = key

    def __lt__(self, other: "SortKey") -> bool:
        return self.__key < other.__key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SortKey) and self.__key == other.__key

    def __hash__(self) -> int:
        return hash(self.__key)

    def __repr__(self) -> str:
        return "SortKey()"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("the order of names is not stored")


def reveal(value: Guarded, actor: Reader) -> str:
    """The text. That the actor read this record stands in the read log: of the request, or of its own.

    A value that holds nothing gives nothing, and nothing is logged.
    """
    if not value:
        return ""
    _note(value.record_id, actor)
    return value._opened()


def initials(value: Guarded, actor: Reader) -> str:
    """`T. S.`: the first letters of the first words, for a screen others can see; logged like the text."""
    if not value:
        return ""
    _note(value.record_id, actor)
    if value.withheld:
        return MASK
    words = [word for word in value._opened().replace("-", " ").split() if word[0].isalpha()]
    return " ".join(f"{word[0].upper()}." for word in words[:_MOST_INITIALS])


def _note(record_id: int, actor: Reader) -> None:
    reads = reads_of_request()
    if reads is not None:
        reads.opened.add(record_id)
        return
    log_reads(Reads([(ReadKind.PAGE, [record_id])]), by=actor, at=clock.now(), path_name=OUTSIDE)
