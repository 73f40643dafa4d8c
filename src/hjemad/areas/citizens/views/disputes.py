"""Who acts, when two municipalities disagree: opened, sent, settled, each step with its day."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens.forms import DisputeForm, DisputeStepForm
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.reads.disputes import DisputeShown, acts_meanwhile, dispute_for, disputes_of
from hjemad.areas.citizens.reads.register import addresses_of
from hjemad.areas.citizens.views.person import about
from hjemad.areas.citizens.writes.disputes import open_dispute, send_to_ankestyrelsen, settle
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import municipalities
from hjemad.foundation.ui.saving import actor_of, saved


def dispute(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The disagreement that is open with its next step, or a new one; and those that are settled."""
    actor = actor_of(request)
    this = about(request, public_id, title=gettext("Disagreement about who acts"))
    known = disputes_of(actor, record_id=this.record.pk)
    standing = next((one for one in known if one.is_open), None)
    named = [(str(one.id), one.name) for one in municipalities(day=actor.on)]
    form = (
        DisputeStepForm.for_request(request, municipalities=named)
        if standing
        else DisputeForm.for_request(
            request, municipalities=named, initial=_initial(actor, record_id=this.record.pk)
        )
    )
    if request.method == "POST" and form.is_valid():
        answer = _saved(request, form, this.record, standing=standing)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "about": this,
        "public_id": public_id,
        "known": this.known,
        "standing": standing,
        "settled": [one for one in known if not one.is_open],
        "meanwhile": _finding(standing),
        "crumbs": this.crumbs,
    }
    return render(request, "citizens/dispute.html", context)


def _initial(actor: Actor, *, record_id: int) -> dict[str, Any]:
    """The registered address that is known says which municipality acts meanwhile; no fixed abode too."""
    registered = next(
        (one for one in addresses_of(actor, record_id=record_id) if one.kind == "registered"), None
    )
    known = registered.municipality_id if registered else None
    return {"registered_in": str(known) if known else "", "opened_on": actor.on}


def _finding(standing: DisputeShown | None) -> Any:
    if standing is None:
        return None
    between = [standing.one, standing.other]
    return acts_meanwhile(between, registered_in=standing.meanwhile, on=standing.opened_on)


def _saved(
    request: HttpRequest, form: Any, record: PersonRecord, *, standing: DisputeShown | None
) -> HttpResponse | None:
    actor, given = actor_of(request), form.cleaned_data

    def do() -> str:
        if standing is None:
            _open(actor, record, given)
        else:
            _step(actor, standing, given)
        return reverse("citizens:dispute", args=[record.public_id])

    return saved(
        request,
        form,
        do=do,
        said=gettext("The step is saved") if standing else gettext("The disagreement is opened"),
        twice=gettext("You sent twice. It is saved once"),
        fields={},
    )


def _open(actor: Actor, record: PersonRecord, given: dict[str, Any]) -> None:
    open_dispute(
        record,
        by=actor,
        one=_municipality(given["one"]),
        other=_municipality(given["other"]),
        registered_in=_municipality(given["registered_in"]) if given["registered_in"] else None,
        opened_on=given["opened_on"],
        grounds=given["grounds"],
        at=clock.now(),
    )


def _step(actor: Actor, standing: DisputeShown, given: dict[str, Any]) -> None:
    fact = dispute_for(actor, fact_id=standing.fact_id)
    if given["step"] == "sent":
        send_to_ankestyrelsen(fact, by=actor, sent_on=given["on"], at=clock.now())
        return
    settle(
        fact,
        by=actor,
        result=_municipality(given["result"]),
        decided=given["step"] == "decided",
        settled_on=given["on"],
        acts_from=given["acts_from"],
        reason=given["reason"],
        at=clock.now(),
    )


def _municipality(pk: str) -> Organisation:
    return Organisation.objects.get(pk=int(pk))
