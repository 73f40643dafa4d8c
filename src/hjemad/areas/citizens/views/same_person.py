"""Who is who: what is joined, what may be the same person, and a look at what a change would mean."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens import queries
from hjemad.areas.citizens.forms import SamePersonForm
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.reads.links import Groups, consequences, groups, joined_with, proposals
from hjemad.areas.citizens.views.person import about
from hjemad.areas.citizens.writes.links import join, say_not_same, separate
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.saving import actor_of, note, saved


def same_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is believed to be the same person, and what may be; only among what one may see."""
    actor, this = actor_of(request), about(request, public_id, title=gettext("Same person?"))
    joined = joined_with(actor, record_id=this.record.pk)
    maybe = proposals(actor, record_id=this.record.pk)
    others = [*(one.record_id for one in joined), *(one.record_id for one in maybe)]
    note(request, "list", others)
    called = queries.called(actor, record_ids=others)
    context = {
        "about": this,
        "public_id": public_id,
        "known": this.known,
        "joined": [(one, called[one.record_id]) for one in joined if one.record_id in called],
        "maybe": [(one, called[one.record_id]) for one in maybe if one.record_id in called],
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
    form = SamePersonForm.for_request(request)
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, form, this.record, other, is_joined=is_joined)
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
        "lines": lines,
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


def _changed(
    request: HttpRequest, form: SamePersonForm, one: PersonRecord, other: PersonRecord, *, is_joined: bool
) -> HttpResponse | None:
    actor, given = actor_of(request), form.cleaned_data
    act: Any = separate if is_joined else join
    said = gettext("They are two people again") if is_joined else gettext("They are one person now")
    turned_down = not is_joined and request.POST.get("answer") == "not_same"
    if turned_down:
        said = gettext("It is remembered that they are not the same person")

    def do() -> str:
        _act(actor, one, other, given=given, act=None if turned_down else act)
        return reverse("citizens:same_person", args=[one.public_id])

    twice = gettext("You sent twice. The change is made once")
    return saved(request, form, do=do, said=said, twice=twice, fields={})


def _act(actor: Actor, one: PersonRecord, other: PersonRecord, *, given: dict[str, Any], act: Any) -> None:
    if act is None:
        say_not_same(one, other, by=actor, at=clock.now(), reason=given["reason"])
        return
    act(one, other, by=actor, at=clock.now(), evidence=given["evidence"], reason=given["reason"])
