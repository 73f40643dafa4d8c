"""The page about who a person is."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens import actions, queries
from hjemad.areas.citizens.actions import PersonDetails
from hjemad.areas.citizens.forms import IdentityForm
from hjemad.areas.citizens.models import PersonRecord
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.facts.submissions import once
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import municipalities
from hjemad.foundation.ui.fields import refusal
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import BadDate, Conflict, InputRejected

BASIS = "retssikkerhedsloven § 9: bopæl før opholdet"


def _day(text: str) -> date | None:
    try:
        return parse_iso_date(text)
    except BadDate:
        return None


def identity(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name, CPR number and the municipality before the stay; what is known is shown, not asked again."""
    actor: Actor = request.actor  # type: ignore[attr-defined] # set by access.middleware
    record = queries.record_for(actor, public_id=public_id)
    request.reads.add("page", [record.pk])  # type: ignore[attr-defined] # set by audit.middleware
    known = queries.identity_of(actor, record_id=record.pk)
    named = municipalities(day=clock.today())
    form = IdentityForm.for_request(
        request, municipalities=[(str(one.id), one.name) for one in named],
        initial={"full_name": known.called.name, "since": _day(request.GET.get("from", ""))},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["submission"]
            address, _ = once(actor, key=key, at=clock.now(), do=lambda: _write(actor, record, form, known))
        except (Conflict, InputRejected) as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("It is saved"))
            for warning in form.warnings:
                messages.warning(request, warning)
            return redirect(address)
    names = {one.id: one.name for one in named}
    payers = [(names[one.pays_id], one.period) for one in queries.responsible_of(actor, record_id=record.pk)]
    return render(request, "citizens/identity.html", {"form": form, "known": known, "payers": payers})


def _write(actor: Actor, record: PersonRecord, form: IdentityForm, known: queries.IdentityShown) -> str:
    given, at = form.cleaned_data, clock.now()
    details = PersonDetails(
        full_name=given["full_name"] or known.called.name, alias=known.called.alias,
        cpr=given["cpr"] or known.cpr, birth_date=None if given["cpr"] else known.birth_date,
        sex="" if given["cpr"] else known.sex,
    )  # fmt: skip
    if given["cpr"] or given["full_name"] not in {"", known.called.name}:
        actions.set_identity(record, by=actor, details=details, at=at, reason="")
    if given["municipality"]:
        pays = Organisation.objects.get(pk=given["municipality"])
        actions.set_responsible_municipality(
            record, by=actor, acts=pays, pays=pays, valid_from=given["since"], at=at, basis=BASIS,
            evidence=f"{clock.today().isoformat()}: own statement",
        )  # fmt: skip
    return reverse("citizens:identity", args=[record.public_id])
