"""Whether the machine is itself right now: what others do on it slows it, and no page is to blame."""

from time import perf_counter

SLOWED = 1.2
_TURNS = 60_000


def _spin() -> float:
    """Seconds of a little work that is always the same."""
    began, total = perf_counter(), 0
    for one in range(_TURNS):
        total += one & 7
    return perf_counter() - began


class Machine:
    """Knows how quick it can be from the quickest it was; unsteady where the same work takes a fifth more."""

    def __init__(self) -> None:
        self._best = min(_spin() for _ in range(50))

    def is_itself(self) -> bool:
        """Right now; some milliseconds."""
        taken = min(_spin(), _spin())
        self._best = min(self._best, taken)
        return taken <= SLOWED * self._best
