"""A line opened: its nights drawn, then and now, what it rests on, and what other readings would give."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hjemad.areas.refunds.line_words.lines import line_details
from hjemad.areas.refunds.line_words.nights import DrawnNights, ReadingWords, drawn, readings_words
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.refunds.queries import ledger as queries
from hjemad.areas.refunds.queries.nights import readings_of, strip_now, strip_then
from hjemad.areas.refunds.views.ledger import asked_quarter, crumbs_to
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note
from hjemad.kernel.quarters import Quarter

VIEWS = ("then", "now", "both")


def draft_lines(request: HttpRequest, quarter: str, citizen: UUID) -> HttpResponse:
    """One citizen's lines of the draft, each opened to its nights and everything it rests on."""
    actor = actor_of(request)
    found = queries.draft_for(actor, asked_quarter(quarter), as_of=clock.today())
    lines = queries.lines_for_citizen(found, citizen)
    rows = queries.stored_shape(found, lines)
    note(request, "page", [row.record_id for row in rows])
    person = lines[0].person
    origins = sorted({line.origin for line in lines}, reverse=True)
    drawings = [drawn(strip_now(found, person, origin), key=str(origin), heading="") for origin in origins]
    context = {
        "lines": [line_details(row, settings=found.settings.as_mapping()) for row in rows],
        "who": (who := queries.name_of(rows[0], actor=actor)), "drawings": drawings,
        "readings": _readings(found, person, origins), "crumbs": crumbs_to(named(request, who)),
    }  # fmt: skip
    return render(request, "refunds/lines.html", context)


def _readings(found: queries.Draft, person: str, origins: Iterable[Quarter]) -> list[ReadingWords]:
    words: list[ReadingWords] = []
    for origin in origins:
        used, others = readings_of(found, person, origin)
        words += readings_words(used, others, chosen=found.settings.as_mapping())
    return words


def claim_line(request: HttpRequest, number: int, position: int) -> HttpResponse:
    """One stored line opened: nights, provision, parameters, settings, facts and who entered them."""
    actor = actor_of(request)
    found = queries.claim_numbered(actor, number)
    line = queries.line_numbered(found, position)
    note(request, "page", [line.record_id] if line.record_id else [])
    who = queries.name_of(line, actor=actor)
    view = request.GET.get("viden", "then")
    context = {
        "lines": [line_details(line, settings=found.settings)], "number": number, "position": position,
        "may_remark": actor.may(Permission.ENDORSE_CLAIMS), "who": who, "claim": found,
        "view": view if view in VIEWS else "then", "drawings": _then_and_now(request, found, line),
        "crumbs": crumbs_to(named(request, who) if who else gettext("Rounding")),
    }  # fmt: skip
    return render(request, "refunds/lines.html", context)


def _then_and_now(request: HttpRequest, claim: Claim, line: ClaimLine) -> list[DrawnNights]:
    """The nights of the quarter as they stood asked for at closing, as we know them now, or both."""
    if line.citizen_id is None:
        return []
    view = request.GET.get("viden", "then")
    quarter = Quarter.parse(line.origin_quarter)
    drawings: list[DrawnNights] = []
    if view != "now":
        day = formats.day(claim.closed_at.date(), language=reader_language())
        heading = gettext("As we knew it %(day)s") % {"day": day}
        strip = strip_then(claim, line.citizen_id, quarter)
        drawings.append(drawn(strip, key="then", heading=heading))
    if view in {"now", "both"}:
        today = clock.today()
        latest = max(quarter, Quarter.of(today))
        found = queries.draft_for(actor_of(request), latest, as_of=today)
        strip = strip_now(found, str(line.citizen_id), quarter)
        drawings.append(drawn(strip, key="now", heading=gettext("As we know it now")))
    return drawings
