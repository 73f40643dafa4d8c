"""A second process that corrects one stay again and again while the first one closes claims.

Started by test_ledger_rivals with: fact id, user, assignment, shelter, rounds.
"""

import os
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")

import django

django.setup()

from hjemad.areas.shelters import actions  # noqa: E402 - models load after set-up
from hjemad.areas.shelters.models import Stay  # noqa: E402
from hjemad.foundation.access.actor import Actor  # noqa: E402

FIRST, NIGHTS = date(2024, 1, 1), 170


def main(fact_id: str, user: str, assignment: str, shelter: str, rounds: str) -> None:
    """The stay ends on one random day after another."""
    chance = random.Random(int(rounds))  # noqa: S311 - repeatable, not secret
    by = Actor(int(user), "rival", int(assignment), int(shelter), "shelter_staff", FIRST, "test")
    at = datetime(2027, 2, 1, 12, tzinfo=UTC)
    for turn in range(int(rounds)):
        rows = Stay.objects.everything(reason="a test corrects one stay").current()
        end = FIRST + timedelta(days=chance.randrange(1, NIGHTS))
        actions.correct_stay(
            by=by, stay=rows.get(fact_id=fact_id), valid_from=FIRST, valid_to=end, reason="igen",
            at=at + timedelta(seconds=turn),
        )  # fmt: skip
        time.sleep(chance.random() / 100)


if __name__ == "__main__":
    main(*sys.argv[1:])
