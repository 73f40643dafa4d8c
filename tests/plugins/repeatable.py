"""Chance that can be repeated: few fixed examples per property on a push, many new ones at night."""

import os

from hypothesis import HealthCheck, settings

# A shared machine can be slow for a moment; a deadline per example would then report a defect that is none.
settings.register_profile("push", max_examples=40, derandomize=True, deadline=None, database=None)
settings.register_profile(
    "night", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HJEMAD_HYPOTHESIS_PROFILE", "push"))
