"""An hour as people write it, and the moment that is meant by it: the last one, or the next one."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hjemad.kernel.errors import InputRejected

_DANISH_TIME = ZoneInfo("Europe/Copenhagen")
_TYPED = re.compile(r"(?:kl\.? ?)?([0-9]{1,2})(?:[.:, ]?([0-9]{2}))?")
_ONE_DAY = timedelta(days=1)


class BadHour(InputRejected):
    """What was typed is no hour of a day."""

    code = "bad_hour"


def parse_hour(text: str) -> time:
    """`7.30`, `07:30`, `0730`, `kl. 7`. Raises `BadHour`."""
    parts = _TYPED.fullmatch(" ".join(text.lower().split()))
    hour, minute = (int(parts[1]), int(parts[2] or 0)) if parts else (99, 0)
    if hour > 23 or minute > 59:
        raise BadHour(
            en="The hour cannot be read. Write it as hour and minutes, for example 7.30",
            da="Klokkeslættet kan ikke læses. Skriv det som time og minutter, for eksempel 7.30",
        )
    return time(hour, minute)


def last_time(hour: time, *, before: datetime) -> datetime:
    """The latest moment with that Danish hour, not after `before`: at 01.00, 23.30 is yesterday's."""
    local = before.astimezone(_DANISH_TIME)
    found = datetime.combine(local.date(), hour, _DANISH_TIME)
    return found if found <= before else datetime.combine(local.date() - _ONE_DAY, hour, _DANISH_TIME)


def next_time(hour: time, *, after: datetime) -> datetime:
    """The first moment with that Danish hour after `after`: at 23.00, 7.30 is tomorrow's."""
    local = after.astimezone(_DANISH_TIME)
    found = datetime.combine(local.date(), hour, _DANISH_TIME)
    return found if found > after else datetime.combine(local.date() + _ONE_DAY, hour, _DANISH_TIME)
