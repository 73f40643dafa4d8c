"""Who is who: what is joined, what may be the same person, and a look at what a change would mean."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens import queries
from hjemad.areas.citizens.forms import SamePersonForm
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.reads.links import (
    Groups,
    consequences,
    groups,
    joined_with,
    proposals,
    refused,
    refused_with,
)
from hjemad.areas.citizens.views.person import about
from hjemad.areas.citizens.writes.links import join, say_not_same, separate, take_back_not_same
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.saving import actor_of, note, saved


def same_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is believed to be the same person, and what may be; only among what one may see."""
    actor, this = actor_of(request), about(request, public_id, title=gettext("Same person?"))
    joined = joined_with(actor, record_id=this.record.pk)
    maybe = proposals(actor, record_id=this.record.pk, own=this.identity, joined=joined)
    said_not = refused(actor, record_id=this.record.pk)
    others = [
        *(one.record_id for one in joined),
        *(one.record_id for one in maybe),
        *(pk for pk, _ in said_not),
    ]
    note(request, "list", others)
    called = queries.called(actor, record_ids=others)
    context = {
        "about": this,
        "public_id": public_id,
        "known": this.known,
        "joined": [(one, called[one.record_id]) for one in joined if one.record_id in called],
        "maybe": [(one, called[one.record_id]) for one in maybe if one.record_id in called],
        "said_not": [(other, called[pk]) for pk, other in said_not if pk in called],
        "crumbs": this.crumbs,
    }
    return render(request, "citizens/same_person.html", context)


def change(request: HttpRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    """The two beside each other, what would change, and the form that joins, separates or turns down."""
    actor, this = actor_of(request), about(request, public_id, title=gettext("Same person?"))
    other = queries.record_for(actor, public_id=other_id)
    note(request, "page", [other.pk])
    before = groups(actor, this.record.pk, other.pk)
    is_joined = len(before) == 1
    is_refused = bool(refused_with(this.record.pk, [other.pk]))
    form = SamePersonForm.for_request(request)
    if request.method == "POST" and form.is_valid():
        change_asked = _asked(request, is_joined=is_joined, is_refused=is_refused)
        answer = _changed(request, form, this.record, other, change=change_asked)
        if answer is not None:
            return answer
    lines = consequences(actor, before=before, after=_after(before, this.record.pk, is_joined=is_joined))
    context = {
        "form": form,
        "about": this,
        "public_id": public_id,
        "known": this.known,
        "other": queries.identity_of(actor, record_id=other.pk),
        "is_joined": is_joined,
        "is_refused": is_refused,
        "lines": [] if is_refused else lines,
        "crumbs": this.crumbs,
    }
    return render(request, "citizens/same_person_change.html", context)


def _after(before: Groups, record_id: int, *, is_joined: bool) -> dict[int, frozenset[int]]:
    """The visible records by citizen as they would be: 0 stands for a citizen that would be made."""
    everything = frozenset(record for some in before.values() for record in some)
    if is_joined:
        (citizen,) = before
        return {citizen: everything - {record_id}, 0: frozenset({record_id})}
    kept = next(citizen for citizen, records in before.items() if record_id not in records)
    return {kept: everything}


def _asked(request: HttpRequest, *, is_joined: bool, is_refused: bool) -> str:
    """What the form asks for, as far as it can be asked of these two now."""
    if is_refused:
        return "take_back"
    if is_joined:
        return "separate"
    return "not_same" if request.POST.get("answer") == "not_same" else "join"


def _changed(
    request: HttpRequest, form: SamePersonForm, one: PersonRecord, other: PersonRecord, *, change: str
) -> HttpResponse | None:
    actor, given = actor_of(request), form.cleaned_data
    said = {
        "join": gettext("They are one person now"),
        "separate": gettext("They are two people again"),
        "not_same": gettext("It is remembered that they are not the same person"),
        "take_back": gettext("They may be joined again"),
    }

    def do() -> str:
        if change in {"join", "separate"}:
            act = join if change == "join" else separate
            act(one, other, by=actor, at=clock.now(), evidence=given["evidence"], reason=given["reason"])
        else:
            turn = say_not_same if change == "not_same" else take_back_not_same
            turn(one, other, by=actor, at=clock.now(), reason=given["reason"])
        return reverse("citizens:same_person", args=[one.public_id])

    twice = gettext("You sent twice. The change is made once")
    return saved(request, form, do=do, said=said[change], twice=twice, fields={})
