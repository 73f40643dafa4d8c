"""Each test runs on one piece of Python's stack.

CPython keeps frames in pieces of 16 kB: a call that no longer fits is given a new piece by the system, which
goes back when it returns. A test stands deep in pytest, and a loop at the end of a piece asks anew at every
turn: opening each page as each role asked half a million times and took a third longer. A frame that says it
needs much is given one large piece, and what it calls stands in the rest of it.
"""

from collections.abc import Callable

import pytest
from _pytest import runner

# What the frame says it may need, in words of 8 bytes: its piece is a megabyte, and half is left for others.
WORDS = 70_000


def with_room[**P, R](call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What the call returns or raises."""
    return call(*args, **kwargs)


with_room.__code__ = with_room.__code__.replace(co_stacksize=WORDS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """The test with its setup and teardown, as pytest itself runs it."""
    return with_room(runner.pytest_runtest_protocol, item, nextitem)
