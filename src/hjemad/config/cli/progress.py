"""How far a long run has come, told on stderr now and then."""

import time
from collections.abc import Callable
from typing import TextIO

from hjemad.kernel.errors import Language

SECONDS = 2.0


class Progress:
    """Counts what is done; a line at most every two seconds, so that a short run says nothing."""

    def __init__(
        self, total: int, *, language: Language, out: TextIO, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.done, self.total = 0, total
        self._language, self._out, self._clock = language, out, clock
        self._told = clock()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self._clock() - self._told >= SECONDS:
            self._told = self._clock()
            print(self.text, file=self._out, flush=True)

    @property
    def text(self) -> str:
        """How far, in words."""
        if self._language == "da":
            return f"{self.done} af {self.total} borgere"
        return f"{self.done} of {self.total} citizens"
