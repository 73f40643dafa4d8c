"""One process per fault: it is a copy of this one, runs what it is given, and its end is the answer."""

import os
import resource
import signal
import traceback
from collections.abc import Callable, Iterable
from typing import NoReturn

SURVIVED = 0
KILLED = 1
NOT_PUT_IN = 2
BROKEN = 3  # the runner itself failed: no answer
GIBIBYTE = 1 << 30


def run_all[T](
    things: Iterable[T],
    *,
    work: Callable[[T], int],
    jobs: int,
    ended: Callable[[T, int], None],
) -> None:
    """`work` has run for each thing in a process of its own, `jobs` of them at a time.

    `ended` is told the exit code, or less than 0 when a signal ended it (time or memory had run out).
    """
    running: dict[int, T] = {}

    def wait_for_one() -> None:
        pid, status = os.wait()
        if pid in running:
            code = os.waitstatus_to_exitcode(status)
            if code == BROKEN:
                raise RuntimeError(f"The runner failed at {running[pid]}")
            ended(running.pop(pid), code)

    for thing in things:
        while len(running) >= jobs:
            wait_for_one()
        pid = os.fork()
        if pid == 0:
            _child(work, thing)
        running[pid] = thing
    while running:
        wait_for_one()


def _child[T](work: Callable[[T], int], thing: T) -> NoReturn:
    code = BROKEN
    heard = os.dup(2)
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (3 * GIBIBYTE, 3 * GIBIBYTE))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = work(thing)
    except BaseException:  # whatever it was, somebody must be able to read it
        os.write(heard, traceback.format_exc().encode())
        raise
    finally:
        os._exit(code)


def limit(seconds: float) -> None:
    """This process ends when it has worked that long from now; 0 ends the limit."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
