"""Shifts, incidents and hours, in the reader's words."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters.forms.house_log import DONE, INCIDENTS, WHO_CAN
from hjemad.areas.shelters.models import IncidentKind, Shift, WhoFollows
from hjemad.areas.shelters.reads.house_log import Line
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language

_DAY, _EVENING, _NIGHT = 5, 14, 21


def name_of(moment: datetime) -> str:
    """What the shift that begins then is called."""
    began = timezone.localtime(moment).hour
    if began >= _NIGHT or began < _DAY:
        return gettext("Night shift")
    return gettext("Evening shift") if began >= _EVENING else gettext("Day shift")


def span_of(shift: Shift) -> str:
    """`Mandag 23. nov. kl. 23.00 til tirsdag 24. nov. 2026 kl. 7.30`; on one day the day is said once."""
    first, last = timezone.localtime(shift.began_at), timezone.localtime(shift.ends_at)
    if first.date() == last.date():
        text = gettext("%(day)s %(first)s to %(last)s") % {
            "day": _day(last, year=True),
            "first": hour(first),
            "last": hour(last),
        }
    else:
        text = gettext("%(day)s %(first)s to %(next)s %(last)s") % {
            "day": _day(first, year=first.year != last.year),
            "first": hour(first),
            "next": _day(last, year=True),
            "last": hour(last),
        }
    return text[:1].upper() + text[1:]


def hour(moment: datetime) -> str:
    """`kl. 7.30`."""
    return formats.clock(timezone.localtime(moment), language=reader_language())


def incident(kind: str) -> str:
    """What kind of incident."""
    return str(INCIDENTS[IncidentKind(kind)]) if kind else ""


def who_can(code: str) -> str:
    """Who can do what is missing."""
    return str(WHO_CAN[WhoFollows(code)]) if code else ""


def done(codes: Sequence[str]) -> list[str]:
    """What was done, in the order of the list."""
    return [str(word) for code, word in DONE.items() if code in codes]


def incident_title(line: Line) -> str:
    """`Trussel, opholdsstuen`."""
    return ", ".join(part for part in (incident(line.incident_kind), line.where) if part)


def incident_note(incidents: Sequence[Line]) -> str:
    """When the newest was, and that something is missing."""
    if not incidents:
        return ""
    return gettext("%(hour)s, follow-up is missing") % {"hour": hour(incidents[-1].happened_at)}


def count(number: int) -> str:
    """A number, or that there is none."""
    return str(number) if number else gettext("None")


def _day(moment: datetime, *, year: bool) -> str:
    day = moment.date()
    weekday = formats.WEEKDAYS[reader_language()][day.weekday()]
    return f"{weekday} {formats.day(day, language=reader_language(), year=year)}"
