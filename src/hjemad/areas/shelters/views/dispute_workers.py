"""Who settles the nights of protected citizens: the reference and the nights, never a name or a place."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from hjemad.areas.shelters.forms.disputes import NameWorkerForm
from hjemad.areas.shelters.reads import dispute_workers as reads
from hjemad.areas.shelters.reads.disputes import protected_to_settle
from hjemad.areas.shelters.writes import dispute_workers as writes
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.saving import actor_of, note, saved


def workers(request: HttpRequest) -> HttpResponse:
    """Each protected citizen's disputed nights by reference, and who is named for them."""
    actor = actor_of(request)
    asked = protected_to_settle(actor)
    note(request, "list", [one.record_id for one in asked])
    named = reads.named_workers(actor, record_ids=[one.record_id for one in asked])
    context = {"asked": [(one, named.get(one.record_id, [])) for one in asked]}
    return render(request, "shelters/workers.html", context)


def name_worker(request: HttpRequest, reference: str) -> HttpResponse:
    """Who is named now, and one more with a last day and a reason."""
    actor = actor_of(request)
    asked = reads.to_name(actor, reference=reference)
    note(request, "page", [asked.record_id])
    colleagues = [(str(user), name) for user, name in reads.can_be_named(actor, on=actor.on).items()]
    form = NameWorkerForm.for_request(request, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            writes.name_worker(
                by=actor, reference=reference, worker_id=int(given["worker"]), until=given["until"],
                reason=given["reason"], at=clock.now(),
            )  # fmt: skip
            return reverse("shelters:name_worker", args=[reference])

        said = gettext("The colleague is named, and finds the nights under “Nights to settle”")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    context = {
        "asked": asked,
        "form": form,
        "colleagues": colleagues,
        "named": reads.named_workers(actor, record_ids=[asked.record_id]).get(asked.record_id, []),
        "crumbs": [Crumb(gettext("Who settles"), reverse("shelters:workers")), Crumb(reference)],
    }
    return render(request, "shelters/name_worker.html", context)


@require_POST
def end_worker(request: HttpRequest, reference: str, fact_id: UUID) -> HttpResponse:
    """The colleague sees the nights no more."""
    writes.end_worker(by=actor_of(request), reference=reference, fact_id=fact_id, at=clock.now())
    messages.success(request, gettext("It has ended. The colleague sees neither name nor place any more"))
    return redirect("shelters:name_worker", reference=reference)
