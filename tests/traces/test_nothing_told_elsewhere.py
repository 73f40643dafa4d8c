"""As another house and another municipality: nothing tells that the marked citizen is, or was, at Åhuset."""

import re

import pytest
import time_machine

from hjemad.foundation.access.actor import Actor
from tests.guards.access_world import World, build_world, soon
from tests.traces.marked_world import marked_citizen, marks_in, others
from tests.traces.walking import WholeReader, walk

# On the stricter of the two: an order that is not asked for shows there first.
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

CHANGES_EACH_TIME = re.compile(
    r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"'
    r"|Content-Length: \d+|(csrf|session)[a-z_]*=[^;\s]+"
    r"|[0-9a-f]{8}-[0-9a-f-]{27}"
)
# A new secret each time it is asked.
NEVER_TWICE_THE_SAME = {"access:app"}


def told_to(reader: WholeReader) -> dict[tuple[str, str], str]:
    return {
        (address.route, method): CHANGES_EACH_TIME.sub("", text)
        for address, method, text in walk(reader)
        if address.route not in NEVER_TWICE_THE_SAME
    }


@pytest.mark.parametrize("n", range(2))
@time_machine.travel(soon(), tick=False)
def test_every_answer_is_the_same_to_the_letter_with_and_without_the_citizen(n: int) -> None:
    world = build_world()
    elsewhere = [_reader(world, name, actor) for name, actor in list(others(world).items())[n::2]]
    before = [told_to(reader) for reader in elsewhere]
    was_own = world.records["own"], world.stays["own"]
    marked_citizen(world)
    world.records["marked"], world.stays["marked"] = world.records["own"], world.stays["own"]
    world.records["own"], world.stays["own"] = was_own
    after = [told_to(reader) for reader in elsewhere]

    different = {
        key: next(
            pair
            for pair in zip(was[key].splitlines(), now[key].splitlines(), strict=False)
            if pair[0] != pair[1]
        )
        for was, now in zip(before, after, strict=True)
        for key in was
        if was[key] != now[key]
    }
    assert different == {}
    told = "".join(text for reader in elsewhere for _, _, text in walk(reader, "marked", only_records=True))
    assert not marks_in(told + "".join(text for answers in after for text in answers.values()))


def _reader(world: World, name: str, actor: Actor) -> WholeReader:
    world.readers[name] = actor
    return WholeReader(world, name)
