"""An invoice typed from paper: first whose bill it is, then its lines about those it can be about."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.billing.forms.invoices import (
    LINES,
    InvoiceForm,
    LineForm,
    PeopleToChoose,
    WhichBillForm,
)
from hjemad.areas.billing.reads.written_names import meant_by
from hjemad.areas.billing.rules.bill import next_month
from hjemad.areas.billing.views import words
from hjemad.areas.billing.views.asked import asked_month
from hjemad.areas.billing.views.invoices import crumbs_to
from hjemad.areas.billing.writes import invoices as writes
from hjemad.areas.citizens.queries import called, records_paid_by
from hjemad.areas.shelters.queries import records_staying_since
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.facts.id_list import IdList
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import names_on, shelters
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note, saved

# A bill on paper is about nights of the last half year. This narrows a list and decides nothing.
LATELY = timedelta(days=185)


def invoice_new(request: HttpRequest) -> HttpResponse:
    """Whose bill, and for which month."""
    houses = [(str(one.id), one.name) for one in shelters(day=clock.today())]
    form = WhichBillForm.for_request(request, shelters=houses)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        parts = [given["shelter"], f"{given['month']:%Y-%m}"]
        return HttpResponseRedirect(reverse("billing:invoice_lines", args=parts))
    context = {"form": form, "crumbs": crumbs_to(Crumb(gettext("From paper")))}
    return render(request, "billing/invoice_new.html", context)


def invoice_lines(request: HttpRequest, facility: int, month: str) -> HttpResponse:
    """Its number and lines; the next page compares it with what is known."""
    actor, asked = actor_of(request), asked_month(month)
    house = Organisation.objects.filter(pk=facility, kind=Kind.SHELTER).first()
    if house is None:
        raise Http404
    people = _people(request, house=facility, month=asked)
    form = InvoiceForm.for_request(request)
    data = request.POST if request.method == "POST" else None
    lines = [LineForm(data, prefix=f"line{place}", people=people) for place in range(LINES)]
    if request.method == "POST" and all([form.is_valid(), *(line.is_valid() for line in lines)]):

        def do() -> str:
            written = writes.enter(
                by=actor, number=form.cleaned_data["number"], month=asked, shelter=house, at=clock.now(),
                lines=[_typed(line.cleaned_data, actor=actor, month=asked) for line in lines if line.is_used],
            )  # fmt: skip
            return reverse("billing:invoice", args=[written.pk])

        said, twice = gettext("The invoice is saved"), gettext("You sent twice. It is saved once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    title = f"{names_on([facility], day=clock.today())[facility]}, {words.month_words(asked)}"
    paper = Crumb(gettext("From paper"), reverse("billing:invoice_new"))
    context = {"form": form, "lines": lines, "title": title, "crumbs": crumbs_to(paper, Crumb(title))}
    return render(request, "billing/invoice_lines.html", context)


def _people(request: HttpRequest, *, house: int, month: date) -> PeopleToChoose:
    """Whom the municipality pays for that stayed in the house lately.

    Whoever is billed by one house for nights in another is written by name, and found by it.
    """
    actor = actor_of(request)
    here = records_staying_since(month - LATELY, shelters=[house], before=next_month(month))
    lately = IdList(here.values_list("record_id", flat=True))
    paid = records_paid_by(actor.organisation_id).filter(record_id__in=lately)
    names = called(actor, record_ids=set(paid.values_list("record_id", flat=True)))
    note(request, "list", names)
    ordered = sorted(names.items(), key=lambda item: item[1].sort_key)
    return PeopleToChoose([(str(record), named(request, one)) for record, one in ordered])


def _typed(given: dict[str, Any], *, actor: Actor, month: date) -> writes.TypedLine:
    written = given["person_text"]
    record = meant_by(actor, written, month=month) if written else int(given["person"])
    return writes.TypedLine(
        record, "" if record else written, given["first"], given["after"], given["nights"],
        given["rate"].half_ore // 2, given["amount"].half_ore // 2,
    )  # fmt: skip
