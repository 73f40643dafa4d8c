"""Which reading leader and officer are asked about, and which not: each limit from both sides."""

from datetime import date, datetime, timedelta

import pytest

from hjemad.areas.rights.rules.unusual import (
    MANY_AT_NIGHT,
    MANY_LOOK_UPS,
    MANY_READERS,
    Known,
    Read,
    Unusual,
    unusual,
)
from tests import people

DAY = date(2026, 3, 3)
NIGHT = datetime(2026, 3, 3, 2, 0, tzinfo=people.COPENHAGEN)
NOBODY = Known(user_surnames={}, record_surnames={}, protected=frozenset(), left={})


def opened(event: int, *, user: int = 1, record: int = 7, at: datetime = NIGHT) -> Read:
    return Read(event_id=event, user_id=user, record_id=record, at=at)


def looked_up(event: int, *, at: datetime = NIGHT) -> Read:
    return Read(event_id=event, user_id=1, record_id=None, at=at, look_up=True)


def many_at_night(people: int, *, hour: int = 2) -> list[Read]:
    return [opened(one, record=one, at=NIGHT.replace(hour=hour)) for one in range(people)]


def test_many_people_opened_at_night() -> None:
    found = unusual(many_at_night(MANY_AT_NIGHT), known=NOBODY)

    assert found == [Unusual("many_at_night", DAY, 1, None, MANY_AT_NIGHT)]


@pytest.mark.parametrize(
    "reads",
    [
        many_at_night(MANY_AT_NIGHT - 1),
        many_at_night(MANY_AT_NIGHT, hour=5),
        [opened(one) for one in range(MANY_AT_NIGHT)],
        [opened(one, record=one, user=one % 2) for one in range(MANY_AT_NIGHT)],
    ],
    ids=["one too few", "at five it is morning", "the same person again and again", "two workers"],
)
def test_what_is_not_many_at_night(reads: list[Read]) -> None:
    assert unusual(reads, known=NOBODY) == []


def test_many_look_ups_in_one_day() -> None:
    asked = [looked_up(one) for one in range(MANY_LOOK_UPS)]

    assert unusual(asked, known=NOBODY) == [Unusual("many_look_ups", DAY, 1, None, MANY_LOOK_UPS)]
    assert unusual(asked[:-1], known=NOBODY) == []
    assert unusual([*asked[:-1], looked_up(99, at=NIGHT + timedelta(days=1))], known=NOBODY) == []


def test_a_person_of_the_workers_own_surname() -> None:
    known = Known(
        user_surnames={1: "prove", 2: ""}, record_surnames={7: "prove", 8: ""}, protected=frozenset(), left={}
    )

    assert unusual([opened(1), opened(2)], known=known) == [Unusual("same_surname", DAY, 1, 7, 2)]
    assert unusual([opened(1, user=2, record=8)], known=known) == []


def test_many_readers_of_somebody_protected() -> None:
    known = Known(user_surnames={}, record_surnames={}, protected=frozenset({7}), left={})
    reads = [opened(one, user=one) for one in range(MANY_READERS)]

    assert unusual(reads, known=known) == [Unusual("many_readers", DAY, None, 7, MANY_READERS)]
    assert unusual(reads[:-1], known=known) == []
    assert unusual(reads, known=NOBODY) == []


def test_somebody_opened_after_leaving() -> None:
    known = Known(user_surnames={}, record_surnames={}, protected=frozenset(), left={7: DAY})

    assert unusual([opened(1)], known=known) == []
    later = opened(1, at=NIGHT + timedelta(days=1))
    assert unusual([later, opened(2, record=8, at=later.at)], known=known) == [
        Unusual("after_leaving", DAY + timedelta(days=1), 1, 7, 1)
    ]


def test_the_newest_stands_first() -> None:
    known = Known(user_surnames={}, record_surnames={}, protected=frozenset(), left={7: DAY})
    reads = [opened(day, at=NIGHT + timedelta(days=day)) for day in range(1, 4)]

    assert [one.day.day for one in unusual(reads, known=known)] == [6, 5, 4]
