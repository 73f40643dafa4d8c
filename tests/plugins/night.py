"""Whether this run is the night's, which invents more and asks again on the other database."""

import os

PROFILE = os.environ.get("HJEMAD_HYPOTHESIS_PROFILE", "push")
AT_NIGHT = PROFILE == "night"
