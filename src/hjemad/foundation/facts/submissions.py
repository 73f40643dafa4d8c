"""A form sent twice is written once, also when both arrive at the same time."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hjemad.foundation.facts.models import Submission
from hjemad.foundation.facts.who import Who


def answered(actor: Who, *, key: UUID) -> str | None:
    """What the form with that key was answered when it was saved; None when it was not, or not by this actor.

    For a second sending that can no longer be valid, since the first took the place or closed the day.
    """
    first = Submission.objects.filter(assignment_id=actor.assignment_id, key=key).first()
    return first.result if first else None


def once(actor: Who, *, key: UUID, at: datetime, do: Callable[[], str]) -> tuple[str, bool]:
    """What `do` answered (an address), and whether it was answered before. `do` runs at most once per key.

    The second sender waits until the first is done, and gets its answer. When `do` raises, nothing is kept:
    the form may be mended and sent again with the same key.
    """
    with transaction.atomic():
        submission = Submission(assignment_id=actor.assignment_id, key=key, result="", at=at)
        try:
            with transaction.atomic():
                submission.save(force_insert=True)
        except IntegrityError:
            first = Submission.objects.filter(assignment_id=actor.assignment_id, key=key).first()
            if first is None:
                raise
            return first.result, True
        submission.result = do()
        submission.save(update_fields=["result"])
        return submission.result, False
