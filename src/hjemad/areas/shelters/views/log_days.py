"""The log of the house on a day: what the shifts wrote, for whoever works there."""

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters.reads.house_log import lines_of_day
from hjemad.areas.shelters.views.house_log import crumbs
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.day_asked import DayAsked, day_asked
from hjemad.foundation.ui.naming import hides_names
from hjemad.foundation.ui.saving import actor_of, note

ONE_DAY = timedelta(days=1)


def log(request: HttpRequest) -> HttpResponse:
    """The lines of the day in `?dag=`, of yesterday without one, newest first. Days to come have none."""
    actor, today = actor_of(request), clock.today()
    asked = _asked(request, today=today)
    lines = lines_of_day(actor, begins=_midnight(asked.day), ends=_midnight(asked.day + ONE_DAY))
    note(request, "list", sorted({record for line in lines for record in line.record_ids}))
    context = {
        "lines": lines,
        "asked": asked,
        "before": asked.day - ONE_DAY,
        "after": asked.day + ONE_DAY if asked.day < today else None,
        "initials": hides_names(request),
        "crumbs": crumbs(gettext("Log of the house")),
    }
    return render(request, "shelters/log_days.html", context)


def _asked(request: HttpRequest, *, today: date) -> DayAsked:
    """The day; yesterday without one, and where it has not come yet."""
    asked = day_asked(request, otherwise=today - ONE_DAY)
    if asked.day <= today:
        return asked
    return DayAsked(asked.typed, today - ONE_DAY, gettext("That day has not come yet."))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
