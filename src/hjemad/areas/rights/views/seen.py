"""Who has seen what about a person, shown together with them; their questions and their own words."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.rights.actions import words as actions
from hjemad.areas.rights.forms.words import AskForm, ChangeWordsForm, DisagreeForm
from hjemad.areas.rights.line_words import seen_words
from hjemad.areas.rights.queries import log as queries
from hjemad.areas.rights.queries.log import LogLine
from hjemad.areas.rights.views.frame import FormPage, form_page, person_crumbs
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.components import Answer
from hjemad.foundation.ui.context import role_name
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note, saved

MOST_LINES = 200
_ONE_LOOK = timedelta(hours=1)


def who_has_seen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Day by day: when, which house, in which role, what and why. Never which worker."""
    actor = actor_of(request)
    record = citizens.record_for(actor, public_id=public_id)
    note(request, "page", [record.pk])
    log = queries.log_for(actor, record.pk)
    lines = log.lines[:MOST_LINES]
    context = {
        "public_id": public_id,
        "days": _by_day(lines),
        "more": len(log.lines) - len(lines),
        "answers": _answers(log, lines),
        "questions": [
            (one, _line(log.lines, one.read_event)) for one in queries.questions_about(actor, record.pk)
        ],
        "disagreements": queries.disagreements_about(actor, record.pk),
        "may_write": actor.may(Permission.WRITE_DISAGREEMENT),
        "may_answer": actor.may(Permission.ANSWER_ACCESS_REQUESTS),
        "crumbs": person_crumbs(request, record.pk, public_id, title=gettext("Who has seen what about you")),
    }
    return render(request, "rights/who_has_seen.html", context)


def ask(request: HttpRequest, public_id: UUID, event_id: int) -> HttpResponse:
    """A question about one look-up, which the house that looked must answer."""
    actor = actor_of(request)
    record = citizens.record_for(actor, public_id=public_id)
    note(request, "page", [record.pk])
    line = _line(queries.log_for(actor, record.pk).lines, event_id)
    if line is None:
        raise NotVisible.standard()
    form = AskForm.for_request(request)
    back = reverse("rights:who_has_seen", args=[public_id])

    def do() -> str:
        words = form.cleaned_data["words"]
        actions.ask(record.pk, by=actor, event_id=event_id, words=words, at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("The question is sent to whoever leads the house that looked")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is asked once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=gettext("Ask about this look-up"),
        lines=(
            _told(line),
            gettext("The leader there answers. That you asked is written down."),
        ),
        button=gettext("Ask"),
        back=back,
    )
    crumbs = person_crumbs(request, record.pk, public_id, title=page.title)
    return form_page(request, form, page, crumbs=crumbs)


def disagree(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The person's own words beside what is written."""
    actor = actor_of(request)
    record = citizens.record_for(actor, public_id=public_id)
    note(request, "page", [record.pk])
    form = DisagreeForm.for_request(request)
    back = reverse("rights:who_has_seen", args=[public_id])

    def do() -> str:
        given = form.cleaned_data
        actions.write_disagreement(
            record.pk,
            by=actor,
            about=given["about"],
            entry=None,
            words=given["words"],
            on=clock.today(),
            at=clock.now(),
        )
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("The words are saved, and stand beside the entry")
        answer = saved(request, form, do=do, said=said, twice=gettext("They are saved once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=gettext("Put right or disagree"),
        lines=(
            gettext("Somebody answers: the entry is put right, or it stands with these words beside it."),
        ),
        button=gettext("Save the words"),
        back=back,
    )
    crumbs = person_crumbs(request, record.pk, public_id, title=page.title)
    return form_page(request, form, page, crumbs=crumbs)


def change_words(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The person says it otherwise; every earlier version is shown below."""
    actor = actor_of(request)
    versions = queries.versions_of(actor, fact_id=fact_id)
    now = versions[0]
    record = citizens.record_for(actor, record_id=now.record_id)
    note(request, "page", [record.pk])
    form = ChangeWordsForm.for_request(request, initial={"words": now.words})
    back = reverse("rights:who_has_seen", args=[record.public_id])

    def do() -> str:
        actions.change_words(now, by=actor, words=form.cleaned_data["words"], at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("The words are saved, and stand beside the entry")
        answer = saved(request, form, do=do, said=said, twice=gettext("They are saved once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(title=gettext("Say it otherwise"), button=gettext("Save the words"), back=back)
    crumbs = person_crumbs(request, record.pk, record.public_id, title=page.title)
    return form_page(request, form, page, crumbs=crumbs, versions=versions)


@dataclass
class _Told:
    """One line as it stands on the page: the newest look, and how many like it within the hour before."""

    line: LogLine
    role: str
    what: str
    times: int = 1

    def is_like(self, other: "_Told") -> bool:
        """The same house, role, sight and purpose, on the same day and within the hour."""
        one, two = self.line, other.line
        return (
            (one.organisation_id, one.purpose, one.day) == (two.organisation_id, two.purpose, two.day)
            and (self.role, self.what) == (other.role, other.what)
            and abs(one.at - two.at) <= _ONE_LOOK
        )


def _by_day(lines: tuple[LogLine, ...]) -> list[tuple[date, list[_Told]]]:
    days: dict[date, list[_Told]] = {}
    for one in lines:
        told = _Told(one, role_name(one.role), seen_words(one.kind, one.path_name))
        shown = days.setdefault(one.day, [])
        same = next((before for before in shown if before.is_like(told)), None)
        if same is None:
            shown.append(told)
        else:
            same.times += 1
    return list(days.items())


def _answers(log: queries.Log, lines: tuple[LogLine, ...]) -> list[Answer]:
    newest = lines[0] if lines else None
    language = reader_language()
    return [
        Answer(
            gettext("Have looked"),
            formats.number(log.people, language=language),
            ngettext("people, from %(places)d place", "people, from %(places)d places", log.places)
            % {"places": log.places},
        ),
        Answer(
            gettext("Last"),
            formats.near_day(newest.day, today=clock.today(), language=language)
            if newest
            else gettext("nobody"),
            role_name(newest.role) if newest else "",
        ),
    ]


def _told(line: LogLine) -> str:
    moment = formats.moment(line.at, language=reader_language())
    what = seen_words(line.kind, line.path_name)
    return f"{moment}: {line.organisation}, {role_name(line.role)}. {what}."


def _line(lines: tuple[LogLine, ...], event_id: int) -> LogLine | None:
    return next((one for one in lines if one.event_id == event_id), None)
