"""What is agreed: something at an hour, two not beside each other; and the end of either."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hjemad.areas.shelters.forms.agreements import AgreementForm, ApartForm
from hjemad.areas.shelters.reads import shift_rules
from hjemad.areas.shelters.reads.agreements import appointment_for, pair_for
from hjemad.areas.shelters.views.house_log import crumbs, people_to_choose
from hjemad.areas.shelters.writes import agreements as writes
from hjemad.areas.shelters.writes.house_log import plan_in_house
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before


def agree(request: HttpRequest) -> HttpResponse:
    """Something at an hour to come."""
    before = sent_before(request, twice=gettext("You sent twice. It is written once"))
    if before is not None:
        return before
    actor, now = actor_of(request), clock.now()
    people = people_to_choose(request, actor)
    form = AgreementForm.for_request(request, people=people)
    if request.method == "POST" and form.is_valid():
        said = gettext("Agreed. It stands on the page of the shift the day before")
        answer = saved(
            request,
            form,
            do=lambda: _agree(actor, form, at=now),
            said=said,
            twice=said,
            fields={shift_rules.PastAlready: "hour"},
        )
        if answer is not None:
            return answer
    note(request, "list", [int(record) for record, _ in people])
    context = {"form": form, "title": gettext("Write what is agreed"), "crumbs": crumbs(gettext("Agreement"))}
    return render(request, "shelters/agreement.html", context)


def keep_apart(request: HttpRequest) -> HttpResponse:
    """Two residents who are not to have places beside each other."""
    before = sent_before(request, twice=gettext("You sent twice. It is written once"))
    if before is not None:
        return before
    actor, now = actor_of(request), clock.now()
    people = people_to_choose(request, actor)
    form = ApartForm.for_request(request, people=people)

    def do() -> str:
        given = form.cleaned_data
        two = (int(given["one"]), int(given["other"]))
        writes.keep_apart(by=actor, record_ids=two, last_day=given["last_day"], at=now)
        return reverse("shelters:shift")

    if request.method == "POST" and form.is_valid():
        said = gettext("Written. It stands on the page of the shift and ends by itself")
        answer = saved(
            request, form, do=do, said=said, twice=said, fields={shift_rules.PastAlready: "last_day"}
        )
        if answer is not None:
            return answer
    note(request, "list", [int(record) for record, _ in people])
    context = {
        "form": form,
        "title": gettext("Two not beside each other"),
        "crumbs": crumbs(gettext("Agreement")),
    }
    return render(request, "shelters/agreement.html", context)


@require_http_methods(["GET", "POST"])
def end_apart(request: HttpRequest, pair: UUID) -> HttpResponse:
    """It holds no longer; who ended it stays in both files."""
    actor = actor_of(request)
    rows = pair_for(actor, pair=pair)
    note(request, "page", [row.record_id for row in rows])
    if request.method == "POST":
        writes.end_apart(rows, by=actor, at=clock.now())
        messages.success(request, gettext("They may have places beside each other again"))
        return redirect("shelters:shift")
    return render(request, "shelters/end_apart.html", {"crumbs": crumbs(gettext("Agreement"))})


def _agree(actor: Actor, form: AgreementForm, *, at: datetime) -> str:
    given = form.cleaned_data
    starts_at = timezone.make_aware(datetime.combine(given["day"], given["hour"]))
    if given["who"]:
        writes.agree(
            by=actor,
            record_id=int(given["who"]),
            starts_at=starts_at,
            what=given["what"],
            where=given["where"],
            follows=given["follows"],
            at=at,
        )
    else:
        words = ". ".join(part for part in (given["what"], given["where"], given["follows"]) if part)
        plan_in_house(by=actor, words=words, when=starts_at, at=at)
    return reverse("shelters:shift")


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """It is not to be after all; that it was agreed stays in the file."""
    actor = actor_of(request)
    found = appointment_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    if request.method == "POST":
        writes.drop(found, by=actor, at=clock.now())
        messages.success(request, gettext("The agreement is dropped"))
        return redirect("shelters:shift")
    context = {"one": found, "crumbs": crumbs(gettext("Agreement"))}
    return render(request, "shelters/drop_appointment.html", context)
