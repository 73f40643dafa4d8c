"""What every page does with its request: who asks, what is read, and a form that is saved once.

Not for deciding anything: `do` is one action of an area. Start at `saved`.
"""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.facts.submissions import answered, once
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.kernel.errors import Conflict, HjemadError, InputRejected

type Fields = Mapping[type[HjemadError], str]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; the route has seen to it that there is somebody."""
    return request.actor  # type: ignore[attr-defined, no-any-return] # set by access.middleware


def note(request: HttpRequest, kind: str, records: Iterable[int | None]) -> None:
    """The page shows these records: they stand in the read log before it is sent. None is no record."""
    known = [record for record in records if record is not None]
    request.reads.add(kind, known)  # type: ignore[attr-defined] # set by audit.middleware


def saved(
    request: HttpRequest, form: HjForm, *, do: Callable[[], str], said: str, twice: str, fields: Fields
) -> HttpResponse | None:
    """The way on after the action; None when it was refused: the form says why, and keeps what was typed.

    `said` is told the first time (empty: the next page says it itself), `twice` when the form was sent
    before. `fields` names the field an error belongs to; any other stands above the form.
    """
    try:
        address, repeated = once(
            actor_of(request), key=form.cleaned_data["submission"], at=clock.now(), do=do
        )
    except (Conflict, InputRejected) as error:
        form.add_error(fields.get(type(error)), refusal(error))
        return None
    text = twice if repeated else said
    if text:
        messages.success(request, text)
    return redirect(address)


def sent_before(request: HttpRequest, *, twice: str) -> HttpResponse | None:
    """The answer this form had the first time, whatever has changed since; None for a form that is new.

    For forms whose first sending makes the second one invalid, so that `saved` would never see it.
    """
    try:
        key = UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    address = answered(actor_of(request), key=key)
    if not address:
        return None
    messages.success(request, twice)
    return redirect(address)
