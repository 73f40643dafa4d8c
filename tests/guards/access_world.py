"""The world of the access table: its people (`access_people`) with everything that hangs on them.

Start here to read what is asked; `access_parts` says what each address names.
"""

from datetime import datetime, timedelta

from tests.guards.access_parts import parts_for as parts_for
from tests.guards.access_parts import relations_of as relations_of
from tests.guards.access_people import MARKS as MARKS
from tests.guards.access_people import NOW as NOW
from tests.guards.access_people import RELATIONS as RELATIONS
from tests.guards.access_people import TODAY as TODAY
from tests.guards.access_people import World as World
from tests.guards.access_people import build_people
from tests.guards.access_things import write_things

VISITOR = "visitor"


def build_world() -> World:
    """People, then things."""
    world = build_people()
    write_things(world)
    return world


def soon() -> datetime:
    """A moment after all that was written."""
    return NOW + timedelta(minutes=1)
