"""The handover on paper: one page for the morning, with names only as the screen shows them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters.reads.house_log import PersonHere
from hjemad.areas.shelters.views import shift_words, words
from hjemad.areas.shelters.views.house_log import shown_name
from hjemad.areas.shelters.views.shifts import Page, facts_of, page_of
from hjemad.documents.case_document import Column, Report, Section, Table
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.access.queries import own_name
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.naming import hides_names, named
from hjemad.foundation.ui.saving import actor_of, note


def handover(request: HttpRequest) -> HttpResponse:
    """A PDF; that it was made stands in the read log. On the shelf it is thrown away after the shift."""
    actor, now = actor_of(request), clock.now()
    page = page_of(actor, now)
    note(request, "export", page.record_ids)
    shift = page.state.shift
    report = Report(
        title=gettext("Handover"),
        language=reader_language(),
        reader=own_name(actor),
        purpose=gettext("For the next shift. Destroy it when the shift is over"),
        reference=f"V-{shift.pk if shift else 0}",
        made_at=timezone.localtime(now),
        facts=tuple((one.term, f"{one.value} {one.note}".strip()) for one in facts_of(page)),
        sections=tuple(_sections(request, page)),
    )
    response = HttpResponse(pdf_of(report), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="overlevering.pdf"'
    return response


def _sections(request: HttpRequest, page: Page) -> Iterable[Section]:
    house, quiet = page.handover, hides_names(request)
    messages = [
        (
            _who(request, one) if one.about_person else "",
            one.by,
            "" if one.about_person and quiet else one.words,
        )
        for one in page.handed
    ]
    yield _section(gettext("Messages"), ("", gettext("From"), gettext("Message")), messages)
    people = [
        *((gettext("New"), one, words.day(timezone.localdate(one.decided_at))) for one in house.new),
        *((gettext("Moved on"), one, words.day(one.valid_to)) for one in house.left if one.valid_to),
        *((gettext("Away"), one, words.day(one.away.since)) for one in house.away if one.away),
        *((gettext("Not seen"), one, "") for one in house.missed),
        *((gettext("Look in on"), one, "" if quiet else said) for one, said, _ in house.look_in),
    ]
    rows = [(what, one.place_label, shown_name(request, one), said) for what, one, said in people]
    heads = ("", gettext("Place"), gettext("Who"), gettext("What"))
    yield _section(gettext("Who is new, away or to be looked in on"), heads, rows)
    apart = [
        (_place_and_name(request, pair.one), _place_and_name(request, pair.other), words.day(pair.last_day))
        for pair in page.apart
    ]
    yield _section(gettext("Not beside each other"), ("", "", gettext("Until and with")), apart)
    agreed = [
        (
            shift_words.hour(one.starts_at),
            _place_and_name(request, one.who) if one.who else "",
            "" if one.who and quiet else one.what,
        )
        for one in page.tomorrow
    ]
    yield _section(gettext("Agreed tomorrow"), ("", gettext("Who"), gettext("What")), agreed)
    incidents = [
        (shift_words.hour(one.happened_at), shift_words.incident_title(one), one.missing)
        for one in page.incidents
    ]
    yield _section(gettext("Follow-up is missing"), ("", gettext("What"), gettext("Missing")), incidents)


def _place_and_name(request: HttpRequest, who: PersonHere) -> str:
    return f"{who.place_label} {shown_name(request, who)}".strip()


def _who(request: HttpRequest, message: Any) -> str:
    if message.is_protected:
        return gettext("Name protected")
    return named(request, message.who) if message.who is not None else gettext("a citizen")


def _section(heading: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Section:
    if not rows:
        return Section(heading, paragraphs=(gettext("Nothing."),))
    return Section(heading, tables=(Table(columns=tuple(Column(one) for one in heads), rows=tuple(rows)),))
