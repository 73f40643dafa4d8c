"""An appeal of one decision, step by step: the page shows the form of the step that comes next."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.decisions import queries, rules
from hjemad.areas.decisions.forms import (
    AnswerForm,
    PassOnForm,
    ReassessForm,
    ReceiveForm,
    outcome_words,
    reassessment_words,
)
from hjemad.areas.decisions.models import DecisionRecord
from hjemad.areas.decisions.reads.appeals import AppealShown, appeal_of
from hjemad.areas.decisions.views.decision import crumbs, shown
from hjemad.areas.decisions.writes import appeals as writes
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.saving import Fields, actor_of, note, saved, sent_before

ERRORS: Fields = {rules.NotThatDay: "day"}
_FORMS: dict[str, type[HjForm]] = {
    "": ReceiveForm,
    "reassess": ReassessForm,
    "pass_on": PassOnForm,
    "answer": AnswerForm,
}


def appeal(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Received by anybody in the house; looked at again, passed on and answered by the leader."""
    before = sent_before(request, twice=gettext("You sent twice. It is saved once"))
    if before is not None:
        return before
    actor = actor_of(request)
    found = queries.decision_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    standing = appeal_of(actor, found)
    step = standing.waits_for if standing else ""
    may = not standing or actor.may(Permission.ANSWER_APPEALS)
    over = standing is not None and not step
    form = None if over or not may else _FORMS[step].for_request(request, initial={"day": clock.today()})
    if form is not None and request.method == "POST" and form.is_valid():
        answer = _save(request, form, found, standing=standing, step=step)
        if answer is not None:
            return answer
    context = {
        **shown(request, found),
        "form": form,
        "step": step,
        "standing": standing,
        "law": rules.forwarding(standing.appeal.valid_from) if standing else None,
        "outcome": outcome_words(standing.appeal.outcome) if standing else "",
        "reassessment": reassessment_words(standing.appeal.reassessment) if standing else "",
        "crumbs": crumbs(found.reference, gettext("Appeal")),
    }
    return render(request, "decisions/appeal.html", context)


def _save(
    request: HttpRequest, form: HjForm, found: DecisionRecord, *, standing: AppealShown | None, step: str
) -> HttpResponse | None:
    def do() -> str:
        _act(request, form.cleaned_data, found, standing=standing, step=step)()
        return reverse("decisions:appeal", args=[found.fact_id])

    said = gettext("Saved")
    return saved(request, form, do=do, said=said, twice=said, fields=ERRORS)


def _act(
    request: HttpRequest,
    given: dict[str, Any],
    found: DecisionRecord,
    *,
    standing: AppealShown | None,
    step: str,
) -> Callable[[], object]:
    by, at, day = actor_of(request), clock.now(), given["day"]
    if standing is None:
        return lambda: writes.receive(found, by=by, on=day, words=given["words"], at=at)
    this = standing.appeal
    return {
        "reassess": lambda: writes.reassess(
            this, found, by=by, result=given["result"], words=given["words"], on=day, at=at
        ),
        "pass_on": lambda: writes.pass_on(this, found, by=by, on=day, at=at),
        "answer": lambda: writes.answer(this, found, by=by, outcome=given["outcome"], on=day, at=at),
    }[step]
