"""Find a person: among one's own by anything; elsewhere exact, and the answer is one word."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from hjemad.areas.citizens import queries, rules
from hjemad.areas.citizens.actions import PersonDetails
from hjemad.areas.citizens.forms import FindForm, OwnSearchForm
from hjemad.areas.citizens.queries import Hit
from hjemad.areas.citizens.reads.finding import Asked, look_ups_left
from hjemad.areas.citizens.reads.links import groups
from hjemad.areas.citizens.reads.protection import to_look_at_again
from hjemad.areas.citizens.writes.finding import Answer, attach_record, look_up
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.kernel.errors import Conflict, InputRejected

_MOST = 20


def find(request: HttpRequest) -> HttpResponse:
    """The whole page: who is one's own, and the look-up elsewhere. What was asked stands in no address."""
    actor, now = actor_of(request), clock.now()
    asks = request.POST.get("ask", "")
    own = OwnSearchForm(request.POST if asks == "own" else None, prefix="own")
    form = FindForm(request.POST if asks in {"exact", "attach"} else None)
    hits: list[tuple[Hit, int]] = []
    limits: dict[str, Any] = {"today": actor.on, "limit": _MOST}
    if asks == "own" and own.is_valid():
        hits = _people(actor, queries.search_visible(actor, text=own.cleaned_data["who"], **limits))
        note(request, "search", [hit.record_id for hit, _ in hits])
    if asks == "attach" and form.is_valid():
        answer = _attached(request, form)
        if answer is not None:
            return answer
    found = _asked(request, form) if asks == "exact" and form.is_valid() else None
    again = to_look_at_again(actor) if actor.may(Permission.WRITE_PROTECTION) else []
    note(request, "list", [record for record, _, _ in again])
    context = {
        "own": own,
        "form": form,
        "hits": hits,
        "searched": asks == "own" and own.is_valid(),
        "found": found,
        "left": look_ups_left(actor, at=now),
        "limit": settings.LOOK_UPS_PER_HOUR,
        "again": [(public_id, shown) for _, public_id, shown in again],
        "admits": actor.may(Permission.ADMIT),
        "attaches": actor.may(Permission.SEE_CITIZENS),
    }
    return render(request, "citizens/find.html", context)


def _people(actor: Actor, hits: list[Hit]) -> list[tuple[Hit, int]]:
    """One line for each person, and how many records of theirs fit; the first of them is opened."""
    together = groups(actor, *[hit.record_id for hit in hits])
    citizen_of = {record: citizen for citizen, records in together.items() for record in records}
    first: dict[int, list[Hit]] = {}
    for hit in hits:
        first.setdefault(citizen_of[hit.record_id], []).append(hit)
    return [(some[0], len(some)) for some in first.values()]


def _asked(request: HttpRequest, form: FindForm) -> Answer | None:
    """The one word; None where it was refused, and the form says why."""
    given = form.cleaned_data
    asked = Asked(given["cpr"], given["full_name"], given["birth_date"], given["sex"])
    try:
        answer = look_up(by=actor_of(request), asked=asked, purpose=given["purpose"], at=clock.now())
    except (Conflict, InputRejected) as error:
        form.add_error(None, refusal(error))
        return None
    # A search is a reading that opened nobody's record; about whom it was stands in the look-up itself.
    note(request, "search", [])
    return answer


def _attached(request: HttpRequest, form: FindForm) -> HttpResponse | None:
    """The page of a record of one's own about the person who was found."""
    actor, given = actor_of(request), form.cleaned_data
    details = PersonDetails(
        full_name=given["full_name"],
        alias="" if given["full_name"] else rules.NAME_NOT_KNOWN,
        cpr=given["cpr"],
        birth_date=given["birth_date"],
        sex="" if given["cpr"] else given["sex"],
    )
    number = request.POST.get("look_up", "")

    def do() -> str:
        record = attach_record(
            by=actor,
            look_up_id=int(number) if number.isascii() and number.isdigit() else 0,
            details=details,
            valid_from=actor.on,
            at=clock.now(),
        )
        return redirect("citizens:person", public_id=record.public_id)["Location"]

    return saved(
        request,
        form,
        do=do,
        said=gettext("You have a record of your own now. What others wrote stays with them"),
        twice=gettext("You sent twice. The record is made once"),
        fields={},
    )
