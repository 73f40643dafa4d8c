"""How a command that runs once and ends treats what it builds."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def everything_kept() -> Iterator[None]:
    """What a run builds it needs until its end; looking for something to throw away would double its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
