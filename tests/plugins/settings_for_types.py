"""The settings as the type checker reads them: those of a test, whatever the environment says."""

import os

os.environ["HJEMAD_ENV"] = "test"

from hjemad.config.settings import *  # noqa: F403, TID251  (a settings module is a module of names)
