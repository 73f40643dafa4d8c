"""Whatever happens in whatever order, all closed claims together are what today's facts give.

On a push the two databases share some of the sequences, every other one each; at night both are told all of
them, in blocks of which each meets every cause.
"""

import pytest
from django.db import connection, transaction

from hjemad.areas.refunds.queries import ledger
from hjemad.areas.refunds.tests.story import Story
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.kernel.periods import Period
from hjemad.law.parameters_reader import Law
from tests.plugins.night import AT_NIGHT

SEQUENCES, STEPS = (200 if AT_NIGHT else 60), 14
BLOCKS = 2 if AT_NIGHT else 1


def seeds(block: int) -> range:
    """The sequences of a block; on a push SQLite has the even ones and PostgreSQL the odd."""
    if AT_NIGHT:
        return range(block, SEQUENCES, BLOCKS)
    return range(0 if connection.vendor == "sqlite" else 1, SEQUENCES, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("block", range(BLOCKS))
def test_after_random_sequences_the_closed_claims_add_up_to_a_fresh_computation(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = small_world(run_by="B")
    world.person()
    for shelter, payer in (("S1", "A"), ("S2", "B")):
        world.rate(shelter, Period(LONG_AGO, None), "1500.00")
        world.payment(shelter, Period(LONG_AGO, None), "96.71")
        world.payer(shelter, payer, LONG_AGO, acts="A")
    told = [_told(world, seed, monkeypatch) for seed in seeds(block)]

    assert sum(story.closings for story in told) >= 2 * len(told)
    assert sum(story.compared for story in told) >= len(told) > 0
    assert sum(story.left_out for story in told) > 0
    assert {
        "fact", "link", "expected", "opening", "setting", "parameter", "overlap", "own_shelter_cost_basis",
    } <= {cause for story in told for cause in story.causes}  # fmt: skip


def _told(world: World, seed: int, monkeypatch: pytest.MonkeyPatch) -> Story:
    """The story of one seed, told until both have accepted today's rules and closed the last quarter."""

    def use_law(law: Law) -> None:
        monkeypatch.setattr(ledger, "load_law", lambda: law)

    with transaction.atomic():
        story = Story(world, seed, use_law=use_law)
        story.begin()
        for _ in range(STEPS):
            story.step()
        for municipality in ("A", "B"):
            story.close_last(municipality)
        transaction.set_rollback(True)
    return story
