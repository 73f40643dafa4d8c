"""How long one waits after wrong tries, and whose role needs a second factor. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

# A try this long after the last wrong one begins anew.
FORGOTTEN_AFTER = timedelta(hours=1)
FIRST_WAIT_SECONDS = 5


@dataclass(frozen=True)
class Limit:
    """`free` wrong tries cost nothing; each one more doubles the wait, up to `longest` seconds."""

    free: int
    longest: int


# One name from one address: whoever guesses there waits, and nobody else.
PAIR = Limit(free=5, longest=15 * 60)
# One address with many names, and one name from many addresses. Whoever has signed in from that address
# before is not held up by these two, so that nobody can lock a colleague out.
ADDRESS = Limit(free=40, longest=5 * 60)
NAME = Limit(free=20, longest=60)
# Codes of the second factor: six digits stand against guessing only because guessing is slow.
FACTOR = Limit(free=5, longest=15 * 60)


def wait_after(wrong: int, *, limit: Limit) -> timedelta:
    """How long the next try must wait after that many wrong ones."""
    above = wrong - limit.free
    if above < 0:
        return timedelta(0)
    return timedelta(seconds=min(limit.longest, FIRST_WAIT_SECONDS * 2 ** min(above, 16)))


def seconds_left(until: datetime | None, *, at: datetime) -> int:
    """Whole seconds to wait, rounded up; 0 when one may try."""
    if until is None or until <= at:
        return 0
    left = until - at
    return left.days * 86_400 + left.seconds + (1 if left.microseconds else 0)


def needs_second_factor(role: str, *, required_for: Collection[str]) -> bool:
    """The role may only be worked in with a second factor; `all` among the names means every role."""
    return "all" in required_for or role in required_for
