"""Whether the machine is itself right now: what others do on it slows it, and no page is to blame."""

from statistics import median
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
    """Knows how quick it usually is; unsteady where the same work takes a fifth more."""

    def __init__(self) -> None:
        self._usual = median(_spin() for _ in range(200))

    def is_itself(self) -> bool:
        """Right now; some milliseconds."""
        return min(_spin(), _spin()) <= SLOWED * self._usual
