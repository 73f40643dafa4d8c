"""A person, as one's own work gives it: who it is, what stands, and the ways to each change."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from hjemad.areas.citizens import queries
from hjemad.areas.citizens.models import Identity, PersonRecord
from hjemad.areas.citizens.queries import IdentityShown
from hjemad.areas.citizens.reads.disputes import disputes_of
from hjemad.areas.citizens.reads.links import joined_with, proposals
from hjemad.areas.citizens.reads.own_words import own_words
from hjemad.areas.citizens.reads.protection import blocks_of, protections_of
from hjemad.areas.citizens.reads.register import addresses_of, register, told_by_register
from hjemad.areas.citizens.writes.register import note_seen
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note


@dataclass(frozen=True)
class About:
    """The person a page is about: the record, who it is, and the crumbs to the page.

    `may_write`: the reader may also write about the record, as far as their role does.
    """

    record: PersonRecord
    known: IdentityShown
    crumbs: list[Crumb]
    may_write: bool
    identity: Identity


def about(request: HttpRequest, public_id: UUID, *, title: str = "") -> About:
    """The record the address names, read for this actor; reading it is noted. `NotVisible` otherwise."""
    actor = actor_of(request)
    record, may_write = queries.record_and_right(actor, public_id=public_id)
    note(request, "page", [record.pk])
    identity = queries.identity_row(actor, record_id=record.pk)
    known = queries.identity_shown(actor, identity)
    name = named(request, known.called)
    # The page about a person lies above: it gathers what every area knows. This one is where it is changed.
    whole = Crumb(name, reverse("overview:person", args=[record.public_id]))
    if not title:
        return About(record, known, [whole, Crumb(gettext("Details"))], may_write, identity)
    details = Crumb(gettext("Details"), reverse("citizens:person", args=[record.public_id]))
    return About(record, known, [whole, details, Crumb(title)], may_write, identity)


def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything of this record one may see, each with the way to change it."""
    actor, this = actor_of(request), about(request, public_id)
    record_id = this.record.pk
    payers = queries.responsible_of(actor, record_id=record_id)
    joined, may_write = joined_with(actor, record_id=record_id), this.may_write
    context = {
        "about": this,
        "public_id": public_id,
        "known": this.known,
        "crumbs": this.crumbs,
        "payers": [(one.acts_name, one.pays_name, one) for one in payers],
        "staying": queries.staying(actor, record_id=record_id),
        "protections": protections_of(actor, record_id=record_id),
        "blocks": blocks_of(actor, record_id=record_id),
        "addresses": addresses_of(actor, record_id=record_id),
        "told": told_by_register(actor, record_id=record_id),
        "joined": joined,
        "proposals": proposals(actor, record_id=record_id, own=this.identity, joined=joined),
        "own_words": own_words(actor, record_id=record_id),
        "disputes": disputes_of(actor, record_id=record_id),
        "may_write": may_write,
        "register": may_write and register() is not None and this.known.cpr is not None,
        **{name: may_write and may for name, may in _may(actor).items()},
    }
    return render(request, "citizens/person.html", context)


@require_POST
def seen(request: HttpRequest, public_id: UUID, fact_id: UUID) -> HttpResponse:
    """What the register told has been looked at."""
    this = about(request, public_id)
    note_seen(fact_id, by=actor_of(request), at=clock.now())
    return redirect("citizens:person", public_id=this.record.public_id)


def _may(actor: Actor) -> dict[str, bool]:
    return {
        "may_link": actor.may(Permission.LINK_RECORDS),
        "may_protect": actor.may(Permission.WRITE_PROTECTION),
        "may_block": actor.may(Permission.WRITE_BLOCK),
        "may_dispute": actor.may(Permission.WRITE_RESPONSIBLE_MUNICIPALITY),
    }
