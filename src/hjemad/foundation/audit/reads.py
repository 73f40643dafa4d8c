"""What one request read about persons, gathered by the view and written by the middleware."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from hjemad.foundation.audit.models import ReadKind


@dataclass
class Reads:
    """The reads of one request: `request.reads.add("list", ids)`.

    `opened` are records of which a name or an address was revealed, whether or not the view noted them.
    """

    entries: list[tuple[ReadKind, list[int]]] = field(default_factory=list)
    opened: set[int] = field(default_factory=set)

    def add(self, kind: str, ids: Iterable[int]) -> None:
        """The page that is being built shows these records (their ids). An empty list is still a read."""
        self.entries.append((ReadKind(kind), sorted(set(ids))))

    def complete(self) -> None:
        """What was opened and not noted is noted too: no name reaches a page without a line in the log."""
        noted = {one for _, ids in self.entries for one in ids}
        if self.opened - noted:
            self.add(ReadKind.PAGE, self.opened - noted)


_of_request: ContextVar[Reads | None] = ContextVar("reads_of_request", default=None)


def reads_of_request() -> Reads | None:
    """The reads of the request that is being answered; None outside one."""
    return _of_request.get()


@contextmanager
def answering(reads: Reads) -> Iterator[None]:
    """While a response is built, what is revealed belongs to these reads."""
    token = _of_request.set(reads)
    try:
        yield
    finally:
        _of_request.reset(token)
