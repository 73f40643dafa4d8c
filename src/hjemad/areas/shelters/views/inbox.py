"""What shelters have told the municipality: read, taken on, or sent back with a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.shelters.forms.notices import RETURNED, AnswerForm
from hjemad.areas.shelters.models import NoticeKind, NoticeState
from hjemad.areas.shelters.reads import notices as reads
from hjemad.areas.shelters.reads.letters import rows_of
from hjemad.areas.shelters.reads.notices import Arrived
from hjemad.areas.shelters.views.notices import pdf_answer
from hjemad.areas.shelters.writes import notices as writes
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before


def inbox(request: HttpRequest) -> HttpResponse:
    """The unanswered first. A name stands here because the municipality was told it."""
    arrived = reads.inbox(actor_of(request))
    note(request, "list", [one.notice.record_id for one in arrived])
    context = {
        "waiting": [one for one in arrived if one.notice.state == NoticeState.SENT],
        "answered": [one for one in arrived if one.notice.state != NoticeState.SENT],
    }
    return render(request, "shelters/inbox.html", context)


def arrived(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """One notice, and the answer to it."""
    before = sent_before(request, twice=gettext("You sent twice. The answer is saved once"))
    if before is not None:
        return before
    found = reads.arrived_for(actor_of(request), fact_id=fact_id)
    note(request, "page", [found.notice.record_id])
    form = None
    if found.notice.state == NoticeState.SENT:
        form = AnswerForm.for_request(request)
        if request.method == "POST" and form.is_valid():
            answer = _answer(request, form, found)
            if answer is not None:
                return answer
    context = {
        "found": found,
        "told": rows_of(found.notice.content),
        "is_admission": found.notice.kind == NoticeKind.ADMISSION,
        "form": form,
        "crumbs": [Crumb(gettext("Notices"), reverse("shelters:inbox")), Crumb(found.notice.reference)],
    }
    return render(request, "shelters/arrived.html", context)


def arrived_letter(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The same as a letter, for the municipality's own archive."""
    found = reads.arrived_for(actor_of(request), fact_id=fact_id)
    note(request, "export", [found.notice.record_id])
    return pdf_answer(found.notice)


def _answer(request: HttpRequest, form: AnswerForm, found: Arrived) -> HttpResponse | None:
    actor, given = actor_of(request), form.cleaned_data

    def do() -> str:
        if given["answer"] == RETURNED:
            writes.send_back(found.notice, by=actor, why=given["why"], at=clock.now())
        else:
            writes.receive(found.notice, by=actor, at=clock.now())
        return reverse("shelters:inbox")

    said = (
        gettext("Sent back. The shelter sees the reason, and must give notice again")
        if given["answer"] == RETURNED
        else gettext("Received. The shelter sees that you have it")
    )
    return saved(request, form, do=do, said=said, twice=said, fields={})
