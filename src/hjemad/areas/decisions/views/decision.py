"""The house's decisions: the list, one decision, and its sheet as a page and as a file."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.decisions import actions, queries, rules
from hjemad.areas.decisions.forms import READ_ALOUD, HandOverForm
from hjemad.areas.decisions.models import DecisionRecord
from hjemad.areas.decisions.reads.appeals import appeal_of, appeals_of, last_day_to_appeal
from hjemad.areas.decisions.reads.sheet import Handed, ground_word, handout_of
from hjemad.areas.decisions.reads.timeline import label_of
from hjemad.documents.handout import Handout
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import name_on
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.components import Answer, Crumb
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import Fields, actor_of, note, saved, sent_before

ERRORS: Fields = {rules.HandedAtAnotherTime: "clock"}
# The list holds what ended at most this long ago: an appeal may still come.
SHOWN_AFTER = timedelta(days=60)


def decisions(request: HttpRequest) -> HttpResponse:
    """What the house decided lately: those with something missing or an appeal that waits come first."""
    actor, today = actor_of(request), clock.today()
    rows = queries.decisions_of_house(actor, since=today - SHOWN_AFTER)
    note(request, "list", [row.record_id for row in rows])
    appeals = appeals_of(actor, rows)
    called = citizens.called(actor, record_ids=[row.record_id for row in rows if row.record_id])
    lines = [
        {
            "decision": row,
            "label": label_of(row.kind),
            "ground": ground_word(row.ground),
            "who": called.get(row.record_id) if row.record_id else None,
            "appeal": appeals.get(row.fact_id),
            "holds": row.valid_to is not None and row.valid_to > today and not _lifted(row),
        }
        for row in rows
    ]
    return render(
        request, "decisions/decisions.html", {"rows": lines, "crumbs": crumbs(gettext("Decisions"))}
    )


def decision(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """One decision: what it says, which way an appeal goes, and the hour the sheet was handed over."""
    twice = gettext("You sent twice. The hour is saved once")
    before = sent_before(request, twice=twice)
    if before is not None:
        return before
    actor = actor_of(request)
    found = queries.decision_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    form = HandOverForm.for_request(request) if found.handed_at is None else None
    if form is not None and request.method == "POST" and form.is_valid():
        answer = _handed(request, form, found, twice=twice)
        if answer is not None:
            return answer
    context = {**shown(request, found), "form": form, "crumbs": crumbs(found.reference)}
    return render(request, "decisions/decision.html", context)


def sheet(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The paper as a page to print."""
    found = queries.decision_for(actor_of(request), fact_id=fact_id)
    note(request, "export", [found.record_id])
    context = {"sheet": _handout(request, found), "back": reverse("decisions:decision", args=[fact_id])}
    return render(request, "decisions/sheet.html", context)


def sheet_pdf(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The paper as a file; its name names nobody."""
    found = queries.decision_for(actor_of(request), fact_id=fact_id)
    note(request, "export", [found.record_id])
    response = HttpResponse(pdf_of(_handout(request, found)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ark-{found.reference}.pdf"'
    return response


def shown(request: HttpRequest, found: DecisionRecord) -> dict[str, Any]:
    """What every page about one decision shows."""
    actor = actor_of(request)
    who = None
    if found.record_id is not None:
        who = citizens.called(actor, record_ids=[found.record_id]).get(found.record_id)
    on = timezone.localtime(found.decided_at).date()
    guidance = rules.guidance(found.kind, ground=found.ground, on=on)
    last = last_day_to_appeal(found)
    return {
        "decision": found,
        "who": who,
        "label": label_of(found.kind),
        "ground": ground_word(found.ground),
        "guidance": guidance,
        "last_to_appeal": last,
        "weeks": rules.weeks_to_appeal(on),
        "appeal": appeal_of(actor, found),
        "deadline": _deadline(found),
        "one_night": found.last_day == found.valid_from,
        "in_force": found.valid_from <= clock.today() <= found.last_day and not _lifted(found),
        "house": name_on(found.organisation_id, day=actor.on),
        "facts": [
            Answer(gettext("Is it a decision?"), gettext("Yes"), gettext("the leader's, § 110, stk. 4")),
            _can_appeal(guidance, last, weeks=rules.weeks_to_appeal(on)),
            Answer(gettext("How long"), *_how_long(found)),
            _missing(found),
        ],
    }


def crumbs(*titles: str) -> list[Crumb]:
    """The way here."""
    way = [Crumb(gettext("Tonight"), reverse("shelters:tonight"))]
    if len(titles) > 1 or titles[0] != gettext("Decisions"):
        way.append(Crumb(gettext("Decisions"), reverse("decisions:decisions")))
    return [*way, *(Crumb(title) for title in titles)]


def _handed(
    request: HttpRequest, form: HandOverForm, found: DecisionRecord, *, twice: str
) -> HttpResponse | None:
    actor, given, at = actor_of(request), form.cleaned_data, clock.now()

    def do() -> str:
        decided = timezone.localtime(found.decided_at)
        moment = rules.handed_moment(given["clock"], day=given["day"], decided_at=decided)
        actions.hand_over(found, by=actor, handed_at=moment, read_aloud=given["how"] == READ_ALOUD, at=at)
        return reverse("decisions:decision", args=[found.fact_id])

    said = gettext("The hour is saved. The time to appeal runs from it")
    return saved(request, form, do=do, said=said, twice=twice, fields=ERRORS)


def _handout(request: HttpRequest, found: DecisionRecord) -> Handout:
    handed = None
    if found.handed_at is not None and found.handed_by is not None:
        handed = Handed(
            timezone.localtime(found.handed_at), found.handed_by.full_name, bool(found.read_aloud)
        )
    return handout_of(
        found.sheet,
        reference=found.reference,
        reader=name_on(found.organisation_id, day=actor_of(request).on),
        made_at=timezone.localtime(found.decided_at),
        handed=handed,
    )


def _lifted(found: DecisionRecord) -> bool:
    return found.lifted_on is not None and found.lifted_on <= clock.today()


def _deadline(found: DecisionRecord) -> Any:
    if found.handed_at is None or found.guidance == rules.NOT_ANKESTYRELSEN:
        return None
    day = timezone.localtime(found.handed_at).date()
    return rules.appeal_deadline(day, read_aloud=bool(found.read_aloud))


def _can_appeal(guidance: rules.Guidance, last: Any, *, weeks: int | None) -> Answer:
    term = gettext("Can it be appealed?")
    if guidance.route == rules.NOT_ANKESTYRELSEN:
        return Answer(term, gettext("Not there"), gettext("not to Ankestyrelsen, as the law is read"))
    if guidance.route == rules.UNSETTLED:
        return Answer(term, gettext("Not settled"), gettext("the Ombudsman held that it can"))
    if last is None and weeks is not None:
        value = ngettext("Yes, %(weeks)d week", "Yes, %(weeks)d weeks", weeks) % {"weeks": weeks}
        return Answer(term, value, gettext("from the hour the sheet is handed over"))
    words = formats.day(last, language=reader_language())
    return Answer(term, gettext("Yes"), gettext("at the latest %(day)s") % {"day": words})


def _how_long(found: DecisionRecord) -> tuple[str, str]:
    if _lifted(found):
        return gettext("Over"), gettext("lifted %(day)s") % {"day": _day(found.lifted_on)}
    if found.last_day == found.valid_from:
        return gettext("One night"), _day(found.valid_from)
    return _day(found.last_day), gettext("the last day; it ends by itself")


def _missing(found: DecisionRecord) -> Answer:
    lacks = rules.missing(handed=found.handed_at is not None, sleep_here=found.sleep_here)
    words = {
        "sleep_here": (gettext("Where to sleep"), gettext("the sheet says that you call")),
        "handed_at": (gettext("The hour"), gettext("when the sheet was handed over")),
    }
    if not lacks:
        return Answer(gettext("Missing"), gettext("Nothing"))
    return Answer(gettext("Missing"), *words[lacks[-1]])


def _day(value: Any) -> str:
    return formats.day(value, language=reader_language())
