"""The page about a person: their way, who acts, who may see, who has looked, and what waits for whom."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hjemad.areas.overview.line_words.life import day_known, legend_of, story_of, title_of, words_for
from hjemad.areas.overview.line_words.printed import printed_way
from hjemad.areas.overview.line_words.seers import who_may_see
from hjemad.areas.overview.reads.way import Way, way_of
from hjemad.areas.shelters.reads.plan_duty import plan_finding
from hjemad.documents.life_list import listed
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.components import Answer, Crumb
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import BadDate
from hjemad.kernel.municipalities import MunicipalityCode

ASKED = "som_vidst"


def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One line, its text, and what follows from it. `?som_vidst=` draws it as it was known on that day."""
    actor = actor_of(request)
    asked = request.GET.get(ASKED, "")
    known_on, problem = _known_on(asked, today=actor.on)
    way = way_of(actor, public_id=public_id, known_on=known_on, at=clock.now())
    note(request, "page", way.records)
    words = words_for(way.line, known=known_on is not None)
    name = named(request, way.known.called)
    context = {
        "public_id": public_id,
        "way": way,
        "known": way.known,
        "crumbs": [_back(actor), Crumb(name)],
        "answers": _answers(way, on=known_on or actor.on),
        "words": words,
        "title": title_of(way.line),
        "story": story_of(way.line),
        "list": listed(way.line.drawn, words=words),
        "older": listed(way.line.older, words=words).entries,
        "legend": legend_of(way.line.drawn),
        "asked": asked,
        "problem": problem,
        "known_on": day_known(known_on) if known_on else "",
        "acts": _acts(way, on=known_on or actor.on),
        "seers": who_may_see(actor, way),
        "plan_law": plan_finding(actor.on)
        if any(one.period.end is None for one in way.line.strands)
        else None,
        "may_block": actor.may(Permission.WRITE_BLOCK),
    }
    return render(request, "overview/person.html", context)


def printed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same as a PDF in words, for the person to take along."""
    actor = actor_of(request)
    way = way_of(actor, public_id=public_id, at=clock.now())
    note(request, "export", way.records)
    made = printed_way(
        actor, way, called=named(request, way.known.called), at=timezone.localtime(clock.now())
    )
    answer = HttpResponse(pdf_of(made), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="vejen.pdf"'
    return answer


def _known_on(text: str, *, today: date) -> tuple[date | None, str]:
    """The day asked for, None for today; and what is wrong with what was typed."""
    if not text.strip():
        return None, ""
    try:
        day = parse_danish_date(text, today=today)
    except BadDate as error:
        return None, error.text(reader_language())
    if day > today:
        return None, gettext("Nobody knows yet what will be known then. Write today or an earlier day")
    return (None if day == today else day), ""


def _back(actor: Actor) -> Crumb:
    if actor.may(Permission.SEE_CITIZENS):
        return Crumb(gettext("Today"), reverse("overview:today"))
    return Crumb(gettext("Residents"), reverse("shelters:residents"))


def _answers(way: Way, *, on: date) -> list[Answer]:
    here = [one for one in way.line.strands if one.period.contains(on)]
    acts = way.acts_on(on)
    waits = way.waits
    since = formats.day(acts.period.start, language=reader_language()) if acts else ""
    disputed = any(mark.kind == "missing" for mark in way.line.marks)
    return [
        Answer(
            gettext("Who acts"),
            MunicipalityCode(acts.acts_code).name if acts else gettext("Not known"),
            _acts_note(since=since, disputed=disputed) if acts else gettext("find out, and write it"),
        ),
        Answer(
            gettext("Whereabouts"),
            gettext("Shelter") if here else gettext("Not known"),
            _here_note(here[-1].label, since=here[-1].period.start) if here else "",
        ),
        Answer(
            gettext("Waits"),
            ngettext("%(n)s thing", "%(n)s things", len(waits)) % {"n": len(waits)}
            if waits
            else gettext("Nothing"),
            waits[0].label if waits else "",
        ),
    ]


def _acts_note(*, since: str, disputed: bool) -> str:
    said = gettext("since %(day)s, and two municipalities disagree") if disputed else gettext("since %(day)s")
    return said % {"day": since}


def _here_note(label: str, *, since: date) -> str:
    words = {"where": label, "day": formats.day(since, language=reader_language())}
    return gettext("%(where)s, since %(day)s") % words


def _acts(way: Way, *, on: date) -> list[tuple[str, str, str, bool]]:
    """Who acts and who pays where it differs, newest first; with the period and its ground."""
    language = reader_language()
    return [
        (
            MunicipalityCode(one.acts_code).name,
            MunicipalityCode(one.pays_code).name if one.pays_code != one.acts_code else "",
            f"{formats.stay(one.period, language=language)}. {one.basis_text}",
            one.period.contains(on),
        )
        for one in reversed(way.acting)
    ]
