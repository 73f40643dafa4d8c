"""The pages about who a person is: tomorrow's questions, and the CPR number in full."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hjemad.areas.citizens import queries, rules
from hjemad.areas.citizens.forms import IdentityForm
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.queries import IdentityShown, Responsible, Staying
from hjemad.areas.citizens.reads.own_words import own_words
from hjemad.areas.citizens.reads.register import register
from hjemad.areas.citizens.writes.answers import answer_identity, answer_municipality
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import municipalities
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.naming import named, opened
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.law.finding import Finding


def identity(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Four questions in the order of what they unblock; what is known is shown, and stays when left empty."""
    actor = actor_of(request)
    record, may_write = queries.record_and_right(actor, public_id=public_id)
    note(request, "page", [record.pk])
    known = queries.identity_of(actor, record_id=record.pk)
    staying = queries.staying(actor, record_id=record.pk)
    named = {one.id: one.name for one in municipalities(day=clock.today())}
    payers = queries.responsible_of(actor, record_id=record.pk)
    newest = payers[-1] if payers else None
    form = IdentityForm.for_request(
        request,
        known=known,
        municipalities=[(str(pk), name) for pk, name in named.items()],
        send_by=staying.notice_by if staying else None,
        initial=_initial(request, known, newest=newest, staying=staying),
    )
    if request.method == "POST" and form.is_valid():
        answer = _saved(request, record, form, newest=newest, named=named)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "may_write": may_write,
        "known": known,
        "public_id": public_id,
        "register": may_write and register() is not None and known.cpr is not None,
        "payers": [(named.get(one.acts_id, ""), named.get(one.pays_id, ""), one) for one in payers],
        "acting": _why(newest, named=named),
        "staying": staying,
        "own_words": own_words(actor, record_id=record.pk, about="identity"),
        "crumbs": _crumbs(request, record, known, staying=staying, title=gettext("Tomorrow's questions")),
    }
    return render(request, "citizens/identity.html", context)


@never_cache
@require_POST
def cpr(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The number in full, once: the showing stands in the read log under this page's name."""
    actor = actor_of(request)
    record = queries.record_for(actor, public_id=public_id)
    note(request, "page", [record.pk])
    known = queries.identity_of(actor, record_id=record.pk)
    staying = queries.staying(actor, record_id=record.pk)
    context = {
        "known": known,
        "number": known.cpr.full() if known.cpr else "",
        "at": clock.now(),
        "back": staying.address if staying else reverse("citizens:identity", args=[public_id]),
        "crumbs": _crumbs(request, record, known, staying=staying, title=gettext("CPR number")),
    }
    return render(request, "citizens/cpr.html", context)


def _saved(
    request: HttpRequest,
    record: PersonRecord,
    form: IdentityForm,
    *,
    newest: Responsible | None,
    named: dict[int, str],
) -> HttpResponse | None:
    """The same page with what is saved; None when it was refused."""
    actor = actor_of(request)

    def do() -> str:
        given, now = form.cleaned_data, clock.now()
        who = {name: given[name] for name in ("full_name", "cpr", "birth_date") if given[name]}
        answer_identity(record, by=actor, at=now, **who)
        if given["municipality"]:
            answer_municipality(
                record,
                by=actor,
                at=now,
                on=clock.today(),
                lived_in=int(given["municipality"]),
                since=given["since"],
                newest=newest,
                named=named,
            )
        return reverse("citizens:identity", args=[record.public_id])

    answer = saved(
        request,
        form,
        do=do,
        said=gettext("The answers are saved"),
        twice=gettext("You sent twice. The answers are saved once"),
        fields={rules.BornLater: "birth_date"},
    )
    if answer is not None:
        for warning in form.warnings:
            messages.warning(request, warning)
    return answer


def _initial(
    request: HttpRequest, known: IdentityShown, *, newest: Responsible | None, staying: Staying | None
) -> dict[str, Any]:
    """What is known stands in the fields; a municipality not asked about yet acts from the admission day."""
    admitted = staying.since if staying else None
    return {
        "full_name": opened(request, known.called.name),
        "birth_date": known.birth_date,
        "municipality": str(newest.acts_id) if newest else "",
        "since": newest.period.start if newest else admitted,
    }


def _why(newest: Responsible | None, *, named: dict[int, str]) -> Finding | None:
    """Why the municipality that acts now does; None while none is known."""
    if newest is None:
        return None
    return rules.acting_municipality(named.get(newest.acts_id, newest.acts_code), since=newest.period.start)


def _crumbs(
    request: HttpRequest,
    record: PersonRecord,
    known: IdentityShown,
    *,
    staying: Staying | None,
    title: str,
) -> list[Crumb]:
    person = staying.address if staying else reverse("citizens:identity", args=[record.public_id])
    return [Crumb(named(request, known.called), person), Crumb(title)]
