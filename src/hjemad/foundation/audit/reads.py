"""What one request read about persons, gathered by the view and written by the middleware."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hjemad.foundation.audit.models import ReadKind


@dataclass
class Reads:
    """The reads of one request: `request.reads.add("list", ids)`."""

    entries: list[tuple[ReadKind, list[int]]] = field(default_factory=list)

    def add(self, kind: str, ids: Iterable[int]) -> None:
        """The page that is being built shows these records (their ids). An empty list is still a read."""
        self.entries.append((ReadKind(kind), sorted(set(ids))))
