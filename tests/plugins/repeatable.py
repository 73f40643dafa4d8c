"""Chance that can be repeated: few fixed examples per property on a push, many new ones at night.

And memory that is looked through more seldom: everything collected stays until the end of the run anyway.
"""

import gc

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.plugins.night import AT_NIGHT, PROFILE

# A shared machine can be slow for a moment; a deadline per example would then report a defect that is none.
settings.register_profile("push", max_examples=40, derandomize=True, deadline=None, database=None)
settings.register_profile(
    "night", max_examples=400, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# For faults put in on purpose: whether a property notices is asked, not the smallest example that does.
settings.register_profile(
    "mutants",
    max_examples=15,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile(PROFILE)

# How often two processes meet in the same moment (decision 0035): a race is lost by chance, a rule always.
MEETINGS = 20 if AT_NIGHT else 5

# New objects before garbage is looked for; Python's own number is for programs with less to look through.
OBJECTS = 20_000


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is there now is not looked through again by the collector of unused objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 50)
