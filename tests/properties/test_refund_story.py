"""Must hold whatever happens in whatever order: see `refund_story`."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.refund_story import LAST, Story

STEPS = 40


def told(random: Random) -> Story:
    story = Story(random)
    story.open_before()
    for _ in range(STEPS):
        story.step()
    for one in story.municipalities.values():
        story.accept(one)
        story.close_for(one, LAST, as_of=LAST.end)
    return story


@given(st.integers(0, 2**32))
def test_all_closed_claims_are_what_the_facts_give_under_accepted_rules(seed: int) -> None:
    told(Random(seed))  # noqa: S311 - repeatable, not secret


def test_the_sequences_meet_every_cause_and_compare_much() -> None:
    stories = [told(Random(seed)) for seed in range(150)]  # noqa: S311 - repeatable, not secret

    causes = {cause for story in stories for cause in story.causes}
    assert {
        "fact", "link", "payer", "rate", "payment", "overlap", "expected", "opening", "setting", "parameter",
        "law_version", "changed_elsewhere", "acceptance:setting", "acceptance:parameter",
        "acceptance:law_version", "own_shelter_cost_basis", "opening_nights",
    } <= causes  # fmt: skip
    assert sum(story.compared for story in stories) > 300


@pytest.mark.slow
@settings(max_examples=1_000)
@given(st.integers(0, 2**32))
def test_so_they_are_after_a_thousand_sequences(seed: int) -> None:
    told(Random(seed))  # noqa: S311 - repeatable, not secret
