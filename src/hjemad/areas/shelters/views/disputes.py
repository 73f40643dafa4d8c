"""Nights two shelters claim, for the municipality that pays: both sides, and which of them counts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.shelters.forms.disputes import DecideForm
from hjemad.areas.shelters.reads import disputes as reads
from hjemad.areas.shelters.writes.disputes import decide
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.saving import actor_of, note, saved


def to_settle(request: HttpRequest) -> HttpResponse:
    """Every dispute about nights the municipality pays for, the undecided first."""
    found = reads.to_settle(actor_of(request), on=clock.today())
    note(request, "list", [one.record_id for one in found])
    context = {
        "waiting": [one for one in found if not one.is_decided],
        "decided": [one for one in found if one.is_decided],
    }
    return render(request, "shelters/disputes.html", context)


def dispute(request: HttpRequest, reference: str) -> HttpResponse:
    """Both sides of one dispute, and the decision with its reason; what was decided before is kept."""
    actor, today = actor_of(request), clock.today()
    found = next((one for one in reads.to_settle(actor, on=today) if one.reference == reference), None)
    if found is None or found.why_closed:
        raise NotVisible.standard()
    note(request, "page", [found.record_id])
    form = DecideForm.for_request(
        request, sides=[(str(side.shelter_id), side.shelter) for side in found.sides]
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            decide(
                by=actor, reference=reference, shelter_id=int(given["counts"]), reason=given["reason"],
                at=clock.now(),
            )  # fmt: skip
            return reverse("shelters:dispute", args=[reference])

        said = gettext("Decided. The next request carries it with its reason")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    history = reads.decisions_of(reads.dispute_for(actor, reference=reference))
    names = names_on({one.shelter_id for one in history}, day=today)
    context = {
        "found": found,
        "form": form,
        "history": [(one, names[one.shelter_id]) for one in history if one.counts],
        "crumbs": [Crumb(gettext("Nights to settle"), reverse("shelters:disputes")), Crumb(reference)],
    }
    return render(request, "shelters/dispute.html", context)
