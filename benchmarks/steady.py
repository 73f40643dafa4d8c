"""Whether the machine is itself right now: what others do on it slows it, and no page is to blame."""

from bisect import insort
from time import perf_counter, sleep

SLOWED = 1.2
_TURNS = 60_000
# Others' work comes and goes within seconds; a whole run waits no longer than this for it to go.
PATIENCE_SECONDS = 300.0
_NAP = 0.25


def _spin() -> float:
    """Seconds of a little work that is always the same."""
    began, total = perf_counter(), 0
    for one in range(_TURNS):
        total += one & 7
    return perf_counter() - began


class Machine:
    """Knows how quick it is in the better quarter of its moments; unsteady where that takes a fifth more."""

    def __init__(self) -> None:
        self._seen = sorted(_spin() for _ in range(200))
        self._patience = PATIENCE_SECONDS

    def is_itself(self) -> bool:
        """Right now; some milliseconds."""
        now = min(_spin(), _spin())
        insort(self._seen, now)
        return now <= SLOWED * self._seen[len(self._seen) // 4]

    def comes_to_itself(self) -> bool:
        """As `is_itself`, after waiting for it while there is patience left."""
        while not self.is_itself():
            if self._patience <= 0:
                return False
            sleep(_NAP)
            self._patience -= _NAP
        return True
