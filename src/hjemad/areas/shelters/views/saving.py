"""What every page of the shelter does with its request: who asks, what is read, a form saved once."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.facts.submissions import answered, once
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.kernel.errors import Conflict, HjemadError, InputRejected

TWICE = gettext_lazy("You sent twice. The stay is saved once")


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; the route has seen to it that there is somebody."""
    return request.actor  # type: ignore[attr-defined, no-any-return] # set by access.middleware


def note(request: HttpRequest, kind: str, records: Iterable[int]) -> None:
    """The page shows these records: they stand in the read log before it is sent."""
    request.reads.add(kind, records)  # type: ignore[attr-defined] # set by audit.middleware


def saved(
    request: HttpRequest,
    form: HjForm,
    *,
    do: Callable[[], str],
    said: str,
    fields: Mapping[type[HjemadError], str],
) -> HttpResponse | None:
    """The way on after the action; None when it was refused: the form says why, and keeps what was typed.

    `fields` names the field an error belongs to; another stands above the form.
    """
    try:
        address, repeated = once(
            actor_of(request), key=form.cleaned_data["submission"], at=clock.now(), do=do
        )
    except (Conflict, InputRejected) as error:
        form.add_error(fields.get(type(error)), refusal(error))
        return None
    messages.success(request, TWICE if repeated else said)
    return redirect(address)


def sent_before(request: HttpRequest) -> HttpResponse | None:
    """The answer this form had the first time, whatever has changed since; None for a form that is new."""
    try:
        key = UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    address = answered(actor_of(request), key=key)
    if not address:
        return None
    messages.success(request, TWICE)
    return redirect(address)


def crumbs(*titles: str) -> list[Crumb]:
    """The way here from tonight's house."""
    return [Crumb(gettext("Tonight"), reverse("shelters:tonight")), *(Crumb(title) for title in titles)]
