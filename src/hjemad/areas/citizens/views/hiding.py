"""*Del ikke med …*: from whom a person wants to be hidden; and protection with its reminder."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from hjemad.areas.citizens.forms import HideForm, ProtectForm, ReasonForm
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.reads.protection import (
    block_for,
    blocks_of,
    protection_for,
    protections_of,
    who_is_called,
)
from hjemad.areas.citizens.views.person import about
from hjemad.areas.citizens.writes.protection import end_protection, hide_from, protect, stop_hiding
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.ui.saving import actor_of, saved


def hide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who is kept away now, and one more by name; several of one name are told apart."""
    actor, this = actor_of(request), about(request, public_id, title=gettext("Do not share with …"))
    form = HideForm.for_request(request)
    if request.method == "POST" and form.is_valid():
        answer = _hidden(request, form, this.record)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "about": this,
        "public_id": public_id,
        "known": this.known,
        "blocks": blocks_of(actor, record_id=this.record.pk),
        "crumbs": this.crumbs,
    }
    return render(request, "citizens/hide.html", context)


@require_POST
def stop(request: HttpRequest, public_id: UUID, fact_id: UUID) -> HttpResponse:
    """The citizen says stop: that one is not kept away any more."""
    actor, this = actor_of(request), about(request, public_id)
    block = block_for(actor, fact_id=fact_id)
    if block is None or block.record_id != this.record.pk:
        raise NotVisible.standard()
    if block.valid_to is None:
        stop_hiding(block, by=actor, at=clock.now())
    messages.success(request, gettext("They are not kept away any more"))
    return redirect("citizens:hide", public_id=public_id)


def protection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which protection stands, and a new one."""
    actor, this = actor_of(request), about(request, public_id, title=gettext("Protection"))
    form = ProtectForm.for_request(request, initial={"since": actor.on})
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "submission"}

        def do() -> str:
            protect(this.record, by=actor, at=clock.now(), **given)
            return reverse("citizens:protection", args=[public_id])

        answer = saved(
            request,
            form,
            do=do,
            said=gettext("The protection stands from now on"),
            twice=gettext("You sent twice. The protection is saved once"),
            fields={},
        )
        if answer is not None:
            return answer
    context = {
        "form": form,
        "about": this,
        "public_id": public_id,
        "known": this.known,
        "protections": protections_of(actor, record_id=this.record.pk),
        "crumbs": this.crumbs,
    }
    return render(request, "citizens/protection.html", context)


def end(request: HttpRequest, public_id: UUID, fact_id: UUID) -> HttpResponse:
    """End a protection: somebody says why."""
    actor, this = actor_of(request), about(request, public_id, title=gettext("End the protection"))
    fact = protection_for(actor, fact_id=fact_id)
    if fact is None or fact.record_id != this.record.pk:
        raise NotVisible.standard()
    form = ReasonForm.for_request(request)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            reason = form.cleaned_data["reason"]
            end_protection(fact, by=actor, day=actor.on, reason=reason, at=clock.now())
            return reverse("citizens:protection", args=[public_id])

        answer = saved(
            request,
            form,
            do=do,
            said=gettext("The protection is ended"),
            twice=gettext("You sent twice. The protection is ended once"),
            fields={},
        )
        if answer is not None:
            return answer
    context = {"form": form, "known": this.known, "public_id": public_id, "kind": fact.kind}
    return render(request, "citizens/protection_end.html", {**context, "crumbs": this.crumbs})


def _hidden(request: HttpRequest, form: HideForm, record: PersonRecord) -> HttpResponse | None:
    """The page again with the new one on it; None while nobody or several have that name."""
    actor, kind = actor_of(request), form.cleaned_data["kind"]
    some = who_is_called(form.cleaned_data["name"], kind=kind, on=actor.on)
    chosen = request.POST.get("which", "")
    fitting = [one for one in some if str(one[0]) == chosen] if len(some) > 1 else some
    if not some:
        form.add_error("name", _nobody(kind))
        return None
    if len(fitting) != 1:
        form.ask_which([(str(pk), label) for pk, label in some])
        form.add_error(None, gettext("More than one has that name. Choose which, and send again"))
        return None
    pk = fitting[0][0]
    caveat: list[str] = []

    def do() -> str:
        done = hide_from(
            record,
            by=actor,
            at=clock.now(),
            user=User.objects.get(pk=pk) if kind == "person" else None,
            organisation=Organisation.objects.get(pk=pk) if kind == "place" else None,
        )
        if not done.wholly:
            caveat.append(_cannot_promise())
        return _next(actor, record, hidden_user=pk if kind == "person" else None)

    answer = saved(
        request,
        form,
        do=do,
        said=gettext("It is saved. Whoever it is about is not told"),
        twice=gettext("You sent twice. It is saved once"),
        fields={},
    )
    for sentence in caveat:
        messages.warning(request, sentence)
    return answer


def _next(actor: Actor, record: PersonRecord, *, hidden_user: int | None) -> str:
    """Whoever writes themselves out cannot come back to the page."""
    return "/" if hidden_user == actor.user_id else reverse("citizens:hide", args=[record.public_id])


def _cannot_promise() -> str:
    return gettext(
        "This place acts or pays by law and must be able to see something. It cannot be kept out wholly. "
        "Name a worker there instead: a named worker can always be kept away."
    )


def _nobody(kind: str) -> str:
    if kind == "person":
        return gettext("Nobody by that whole name uses Hjemad. Check how it is spelt")
    return gettext("No place has that name. Check how it is spelt")
