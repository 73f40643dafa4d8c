"""The quarter for Statistics Denmark: which one, what to look at first, and the file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from hjemad.areas.shelters.reads.quarter import QuarterOfHouse, quarter_of_house, quarters_open
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.writes.quarter import export_quarter
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Answer, Crumb
from hjemad.foundation.ui.saving import actor_of, note
from hjemad.integrations.statistics_office import quarter as office
from hjemad.kernel.errors import BadQuarter
from hjemad.kernel.quarters import Quarter

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What to look at, and the page where it is mended.
LOOK = {
    office.NO_NUMBER: gettext_lazy(
        "No CPR number. The stay is sent with a reference and counted outside the tables of people"
    ),
    office.MODE_MISSING: gettext_lazy("How the stay ended is not known. It is sent empty"),
    office.PLACE_MISSING: gettext_lazy("Where the citizen went is not known as a code. It is sent empty"),
    office.ADJOINING: gettext_lazy(
        "Begins on the day another stay here ended. If the citizen never left, it is one stay"
    ),
    office.STILL_HERE: gettext_lazy(
        "Stands open for more than a year. Does the citizen still live here? It is not in this file"
    ),
}


def _asked(text: str) -> Quarter:
    try:
        found = Quarter.parse(text)
    except BadQuarter:
        raise Http404 from None
    if found not in quarters_open(clock.today()):
        raise Http404
    return found


def quarters(request: HttpRequest) -> HttpResponse:
    """The quarters that are over and that the house still sees everybody of, with the last day to send."""
    today = clock.today()
    rows = [(one, office.due(one), office.due(one) < today) for one in quarters_open(today)]
    return render(request, "shelters/quarters.html", {"rows": rows})


def quarter(request: HttpRequest, quarter: str) -> HttpResponse:
    """What would be sent, and what to look at first."""
    found = quarter_of_house(actor_of(request), _asked(quarter))
    note(request, "list", [one.stay.record_id for one in found.to_look_at])
    context = {
        "found": found, "facts": _facts(found), "due": office.due(found.quarter), "columns": office.COLUMNS,
        "rows": [(one, [LOOK[rule] for rule in one.rules]) for one in found.to_look_at],
        "crumbs": [Crumb(gettext("Statistics"), reverse("shelters:quarters")), Crumb(str(found.quarter))],
    }  # fmt: skip
    return render(request, "shelters/quarter.html", context)


def _facts(found: QuarterOfHouse) -> list[Answer]:
    began = sum(one.check_in >= found.quarter.start for one in found.rows)
    look = len(found.to_look_at)
    due = office.due(found.quarter)
    return [
        Answer(
            gettext("Is sent"),
            ngettext("%(n)s stay", "%(n)s stays", len(found.rows)) % {"n": len(found.rows)},
            gettext("%(n)s began in the quarter") % {"n": began},
        ),
        Answer(gettext("Look at first"), ngettext("%(n)s stay", "%(n)s stays", look) % {"n": look}, ""),
        Answer(gettext("Last day"), words.day(due), gettext("the last weekday of the month after")),
    ]


def file(request: HttpRequest, quarter: str, suffix: str) -> HttpResponse:
    """The file; everybody in it stands in the read log and as given to Statistics Denmark."""
    if suffix not in TYPES:
        raise Http404
    actor, now = actor_of(request), clock.now()
    found = quarter_of_house(actor, _asked(quarter))
    data = export_quarter(found, by=actor, suffix=suffix, at=now)
    note(request, "export", found.record_ids)
    response = HttpResponse(data, content_type=TYPES[suffix])
    name = f"{office.file_name(found.facility, found.quarter)}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
