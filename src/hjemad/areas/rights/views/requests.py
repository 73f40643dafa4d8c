"""Requests for a copy, questions and disagreements: what waits for an answer, and the answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.rights.actions import access_requests as actions
from hjemad.areas.rights.actions import words
from hjemad.areas.rights.forms.words import (
    RECTIFIED,
    AnswerDisagreementForm,
    AnswerForm,
    ExtendForm,
    ReceiveForm,
    ReviewForm,
)
from hjemad.areas.rights.models import RequestState
from hjemad.areas.rights.queries import log
from hjemad.areas.rights.queries.access_requests import (
    acts_for,
    answerer,
    looked_words,
    package,
    request_for,
    requests_of,
    waiting_disagreements,
)
from hjemad.areas.rights.queries.subject_data import holdings
from hjemad.areas.rights.views.frame import FormPage, form_page, person_crumbs
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note, saved


def requests(request: HttpRequest) -> HttpResponse:
    """What waits for an answer from this house: copies, questions, disagreements."""
    actor = actor_of(request)
    asked = requests_of(actor)
    questions = log.questions_for_house(actor)
    disagreements = waiting_disagreements(actor)
    records = [*(one.record_id for one in asked), *(one.record_id for one in disagreements)]
    note(request, "list", records)
    called = citizens.called(actor, record_ids=records)
    context = {
        "requests": [(one, called.get(one.record_id)) for one in asked],
        "questions": [(one, looked_words(one.read_event)) for one in questions],
        "disagreements": [(one, called.get(one.record_id)) for one in disagreements],
        "today": clock.today(),
    }
    return render(request, "rights/requests.html", context)


def receive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The person asks for a copy: the month begins on the day they asked."""
    actor = actor_of(request)
    record = citizens.record_for(actor, public_id=public_id)
    note(request, "page", [record.pk])
    form = ReceiveForm.for_request(request, initial={"received": clock.today()})

    def do() -> str:
        asked = actions.receive(record.pk, by=actor, received=form.cleaned_data["received"], at=clock.now())
        return reverse("rights:access_request", args=[asked.fact_id])

    if request.method == "POST" and form.is_valid():
        said = gettext("The request is written down")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is written down once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=gettext("The person asks for a copy of everything"),
        lines=(gettext("No reason and no form is needed. It costs nothing."),),
        button=gettext("Write it down"),
        back=reverse("rights:who_has_seen", args=[public_id]),
    )
    crumbs = person_crumbs(request, record.pk, public_id, title=page.title)
    return form_page(request, form, page, crumbs=crumbs)


def access_request(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Every text with a word that may name somebody else, for a person to decide about."""
    actor = actor_of(request)
    asked = request_for(actor, fact_id=fact_id)
    note(request, "page", [asked.record_id])
    held = holdings(asked.record_id, organisation_id=actor.organisation_id, on=actor.on)
    initial = {"seen": held.digest} | {f"text_{key}": choice for key, choice in asked.review.items()}
    form = ReviewForm.for_request(request, passages=held.to_review, initial=initial)

    def do() -> str:
        actions.review(asked, by=actor, decided=form.decided, seen=form.cleaned_data["seen"], at=clock.now())
        return reverse("rights:access_request", args=[fact_id])

    if request.method == "POST" and form.is_valid():
        said = gettext("It is looked through. The copy can be given out now")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is saved once"), fields={})
        if answer is not None:
            return answer
    title = gettext("A copy of everything")
    context = {
        "asked": asked,
        "form": form,
        "held": held,
        "ready": asked.state != RequestState.RECEIVED and asked.content_digest == held.digest,
        "reviewed_before": bool(asked.content_digest),
        "may_extend": asked.state != RequestState.RELEASED and not asked.extension_why,
        "today": clock.today(),
        "crumbs": [Crumb(gettext("Rights"), reverse("rights:requests")), Crumb(title)],
    }
    return render(request, "rights/access_request.html", context)


def extend(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Two months more, with the reason."""
    actor = actor_of(request)
    asked = request_for(actor, fact_id=fact_id)
    note(request, "page", [asked.record_id])
    form = ExtendForm.for_request(request)
    back = reverse("rights:access_request", args=[fact_id])

    def do() -> str:
        actions.extend(asked, by=actor, why=form.cleaned_data["words"], at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("There are two months more. Tell the person")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is extended once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(title=gettext("More time"), button=gettext("Extend by two months"), back=back)
    crumbs = [Crumb(gettext("Rights"), reverse("rights:requests")), Crumb(page.title)]
    return form_page(request, form, page, crumbs=crumbs)


@never_cache
@require_POST
def release(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The package, handed over now: the file's name says neither who nor where."""
    actor = actor_of(request)
    asked = request_for(actor, fact_id=fact_id)
    note(request, "export", [asked.record_id])
    at = clock.now()
    try:
        released, held = actions.release(asked, by=actor, at=at)
    except actions.NotReviewed as refused:
        messages.error(request, refused.text(reader_language()))
        return redirect("rights:access_request", fact_id=fact_id)
    content = package(
        released,
        held,
        reader=answerer(actor.organisation_id, on=actor.on),
        language=reader_language(),
        at=at,
        whole=acts_for(actor, record_id=asked.record_id),
    )
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="indsigt-{str(fact_id)[:8]}.zip"'
    return response


def answer_question(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Why somebody here looked: said to the person, without the worker's name."""
    actor = actor_of(request)
    asked = log.question(actor, fact_id=fact_id)
    form = AnswerForm.for_request(request)
    back = reverse("rights:requests")

    def do() -> str:
        words.answer_question(asked, by=actor, words=form.cleaned_data["words"], at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("The answer stands on the person's page")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is answered once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=gettext("A question about a look-up"),
        lines=tuple(line for line in (looked_words(asked.read_event), asked.words) if line),
        button=gettext("Answer"),
        back=back,
    )
    crumbs = [Crumb(gettext("Rights"), back), Crumb(page.title)]
    return form_page(request, form, page, crumbs=crumbs)


def answer_disagreement(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The entry was put right, or it stands with the person's words beside it."""
    actor = actor_of(request)
    said_before = log.versions_of(actor, fact_id=fact_id)[0]
    note(request, "page", [said_before.record_id])
    form = AnswerDisagreementForm.for_request(request)
    back = reverse("rights:requests")

    def do() -> str:
        words.answer_disagreement(
            said_before,
            by=actor,
            rectified=form.cleaned_data["outcome"] == RECTIFIED,
            words=form.cleaned_data["words"],
            at=clock.now(),
        )
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("The answer stands on the person's page")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is answered once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=gettext("Answer a disagreement"),
        lines=(said_before.words,),
        button=gettext("Answer"),
        back=back,
    )
    crumbs = [Crumb(gettext("Rights"), back), Crumb(page.title)]
    return form_page(request, form, page, crumbs=crumbs)
