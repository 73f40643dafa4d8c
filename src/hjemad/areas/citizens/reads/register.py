"""Which CPR register this installation asks, and what it told that somebody must look at."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext

from hjemad.areas.citizens.facts import withheld_names
from hjemad.areas.citizens.models import Address, RegisterNote
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.privacy.guarded import Guarded
from hjemad.integrations.cpr_register.fake import FakeRegister
from hjemad.integrations.cpr_register.register import CprRegister

_ADAPTERS = {"fake": FakeRegister}


@dataclass(frozen=True)
class AddressShown:
    """An address of a visible record; the text does not show itself."""

    fact_id: UUID
    kind: str
    text: Guarded
    no_fixed_abode: bool
    municipality: str
    municipality_id: int | None
    since: date
    origin: str


@dataclass(frozen=True)
class Told:
    """What the register told about a visible record: died or new_number, and the day where it gave one."""

    fact_id: UUID
    kind: str
    day: date | None


def register() -> CprRegister | None:
    """The register of this installation, by `HJEMAD_CPR_REGISTER`; None where it is off."""
    adapter = _ADAPTERS.get(settings.CPR_REGISTER)
    return adapter() if adapter else None


def addresses_of(actor: Actor, *, record_id: int) -> list[AddressShown]:
    """The addresses of a visible record as they are now, withheld as its name is; three queries."""
    rows = list(
        Address.objects.visible_to(actor)
        .current()
        .filter(record_id=record_id, valid_to__isnull=True)
        .order_by("kind", "pk")
    )
    names = names_on([row.municipality_id for row in rows if row.municipality_id], day=actor.on)
    hidden = bool(rows) and record_id in withheld_names(actor, record_ids=[record_id])
    instead = gettext("Address protected") if hidden else ""
    return [
        AddressShown(
            row.fact_id,
            row.kind,
            Guarded(row.text, record_id=record_id, withheld=instead),
            row.no_fixed_abode,
            # The municipality of a protected address tells where to look.
            "" if hidden else names.get(row.municipality_id, ""),
            None if hidden else row.municipality_id,
            row.valid_from,
            row.origin,
        )
        for row in rows
    ]


def told_by_register(actor: Actor, *, record_id: int) -> list[Told]:
    """What the register told and nobody has looked at yet; one query."""
    rows = RegisterNote.objects.visible_to(actor).current().filter(record_id=record_id, valid_to__isnull=True)
    return [Told(row.fact_id, row.kind, row.told_day) for row in rows.order_by("pk")]
