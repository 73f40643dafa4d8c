"""A notice to the acting municipality: what is missing, what is told, how it goes, what shows that."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.shelters import queries, rules
from hjemad.areas.shelters.forms.notices import NOT_SENT, NoticeForm, SentForm
from hjemad.areas.shelters.models import Notice, NoticeKind, NoticeState, NoticeWay, Stay
from hjemad.areas.shelters.reads import notices as reads
from hjemad.areas.shelters.reads.letters import letter_of, rows_of
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.stays import shown
from hjemad.areas.shelters.writes import notices as writes
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import Fields, actor_of, note, saved, sent_before

KINDS = {address: kind for kind, address in words.ADDRESSES.items()}
SENT_ERRORS: Fields = {rules.ProofMissing: "proof", rules.SentOnAnotherDay: "day"}


def notice(request: HttpRequest, fact_id: UUID, about: str) -> HttpResponse:
    """The notice of one stay, however far it has come; a letter that is printed is marked as sent here."""
    if about not in KINDS:
        raise Http404
    before = sent_before(request, twice=gettext("You sent twice. The notice is saved once"))
    if before is not None:
        return before
    actor, kind = actor_of(request), KINDS[about]
    found = queries.stay_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    every = [one for one in reads.notices_of_stay(actor, stay_facts=[fact_id]) if one.kind == kind]
    ready = reads.readiness(found, on=clock.today())
    standing = reads.standing(every, kind=kind, municipality_id=ready.municipality_id)
    form, answer = _form(request, found, kind=kind, standing=standing, ready=ready)
    if answer is not None:
        return answer
    called = citizens.called(actor, record_ids=[found.record_id])[found.record_id]
    context = {
        **shown(found),
        "who": called,
        "form": form,
        "ready": ready,
        "kind": kind,
        "told": rows_of(standing.content) if standing else [],
        "standing": standing,
        "how": words.WAYS[NoticeWay(standing.way)] if standing else "",
        "returned": [one for one in every if one.state == NoticeState.RETURNED],
        "elsewhere": [one for one in every if one.sent_at and one != standing and one.state != "returned"],
        "possible": reads.day_of(found, kind=kind) is not None,
        "law": _law(found, kind=kind),
        "crumbs": _crumbs(request, found, called),
    }
    return render(request, "shelters/notice.html", context)


def letter(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The letter on paper, the same bytes each time; the file's name names nobody."""
    found = reads.notice_for(actor_of(request), fact_id=fact_id)
    note(request, "export", [found.record_id])
    return pdf_answer(found)


def pdf_answer(found: Notice) -> HttpResponse:
    """The notice's letter as a file called by its reference."""
    response = HttpResponse(pdf_of(letter_of(found.content)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="orientering-{found.reference}.pdf"'
    return response


def _form(
    request: HttpRequest, found: Stay, *, kind: str, standing: Notice | None, ready: reads.Readiness
) -> tuple[Any, HttpResponse | None]:
    """The form that fits how far the notice has come, and the answer when it was saved."""
    if standing is not None and standing.state != NoticeState.DRAFT:
        return None, None
    if standing is not None:
        sending = SentForm.for_request(request, initial={"day": clock.today()})
        return sending, _mark(request, found, sending, standing) if _sent(request, sending) else None
    if ready.missing or reads.day_of(found, kind=kind) is None:
        return None, None
    choosing = NoticeForm.for_request(request, has_inbox=ready.has_inbox)
    return choosing, _begin(request, found, choosing, kind=kind) if _sent(request, choosing) else None


def _sent(request: HttpRequest, form: Any) -> bool:
    return request.method == "POST" and bool(form.is_valid())


def _begin(request: HttpRequest, found: Stay, form: NoticeForm, *, kind: str) -> HttpResponse | None:
    actor, into_inbox = actor_of(request), form.cleaned_data["way"] == NoticeWay.INBOX

    def do() -> str:
        act = writes.send_to_inbox if into_inbox else writes.draft_letter
        act(by=actor, stay=found, kind=kind, at=clock.now())
        return _address(found, kind)

    said = (
        gettext("The notice is sent")
        if into_inbox
        else gettext("The letter can be printed. It counts only once it is marked as sent")
    )
    return saved(request, form, do=do, said=said, twice=said, fields={})


def _mark(request: HttpRequest, found: Stay, form: SentForm, standing: Notice) -> HttpResponse | None:
    actor, given = actor_of(request), form.cleaned_data
    decided_on = reads.day_of(found, kind=standing.kind) or found.decided_on

    def do() -> str:
        if given["way"] == NOT_SENT:
            writes.drop_draft(standing, by=actor, at=clock.now())
        else:
            writes.mark_sent(
                standing,
                by=actor,
                way=given["way"],
                sent_on=given["day"],
                proof=given["proof"],
                decided_on=decided_on,
                at=clock.now(),
            )
        return _address(found, standing.kind)

    said = (
        gettext("The letter is thrown away. No notice is sent")
        if given["way"] == NOT_SENT
        else gettext("The notice is marked as sent")
    )
    return saved(request, form, do=do, said=said, twice=said, fields=SENT_ERRORS)


def _address(found: Stay, kind: str) -> str:
    return reverse("shelters:notice", args=[found.fact_id, words.ADDRESSES[kind]])


def _law(found: Stay, *, kind: str) -> Any:
    if kind == NoticeKind.DISCHARGE:
        return rules.discharge_notice(found.valid_to) if found.valid_to else None
    return words.notice_law(found)


def _crumbs(request: HttpRequest, found: Stay, called: citizens.Called) -> list[Any]:
    name = named(request, called)
    way = words.crumbs(name, gettext("Notice"))
    way[1] = type(way[1])(name, reverse("shelters:stay", args=[found.fact_id]))
    return way
