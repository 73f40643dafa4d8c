"""The log of the house on a day: what the shifts wrote, for whoever works there."""

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters.reads.house_log import lines_of_day
from hjemad.areas.shelters.views.house_log import crumbs
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.naming import hides_names
from hjemad.foundation.ui.saving import actor_of, note
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import BadDate

ONE_DAY = timedelta(days=1)


def log(request: HttpRequest) -> HttpResponse:
    """The lines of the day in `?dag=`, of yesterday without one, newest first. Days to come have none."""
    actor, today = actor_of(request), clock.today()
    typed = request.GET.get("dag", "").strip()
    day, problem = _asked(typed, today=today)
    lines = lines_of_day(actor, begins=_midnight(day), ends=_midnight(day + ONE_DAY))
    note(request, "list", sorted({record for line in lines for record in line.record_ids}))
    context = {
        "lines": lines,
        "day": day,
        "typed": typed if problem else "",
        "problem": problem,
        "before": day - ONE_DAY,
        "after": day + ONE_DAY if day < today else None,
        "initials": hides_names(request),
        "crumbs": crumbs(gettext("Log of the house")),
    }
    return render(request, "shelters/log_days.html", context)


def _asked(typed: str, *, today: date) -> tuple[date, str]:
    """The day, and what is wrong with what was typed; then yesterday is shown."""
    yesterday = today - ONE_DAY
    try:
        day = parse_danish_date(typed, today=today) if typed else yesterday
    except BadDate as error:
        return yesterday, error.text(reader_language())
    if day > today:
        return yesterday, gettext("That day has not come yet.")
    return day, ""


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
