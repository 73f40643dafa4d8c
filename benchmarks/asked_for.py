"""What the parts of an address name in the loaded country, for whoever asks: their own people, stays, houses.

A part nobody knows here leaves its page out of the measurement, and the benchmark says so.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Count

from hjemad.areas.billing.models import Bill, Invoice
from hjemad.areas.citizens.models import Citizen, PersonRecord, RecordLink
from hjemad.areas.citizens.queries import records_paid_by
from hjemad.areas.refunds.models import Claim
from hjemad.areas.shelters.models import Notice, Stay
from hjemad.areas.shelters.reads.quarter import quarters_open
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.kernel.quarters import Quarter
from hjemad.law.rules_registry import RULES
from hjemad.law.settings import CHOICES

WHY = "a benchmark asks for what is there"

type Finder = Callable[[Actor, int], Sequence[Any]]


def _records(actor: Actor, most: int) -> Sequence[Any]:
    return list(
        PersonRecord.objects.visible_to(actor).order_by("-pk").values_list("public_id", flat=True)[:most]
    )


def _stays(actor: Actor, most: int) -> Sequence[Any]:
    own = Stay.objects.everything(reason=WHY).current().filter(shelter_id=actor.organisation_id)
    running = own.filter(valid_to__isnull=True).order_by("-pk")
    return list(running.values_list("fact_id", flat=True)[:most])


def _citizens(actor: Actor, most: int) -> Sequence[Any]:
    """Those the municipality pays for with most records: the heaviest page first."""
    paid = records_paid_by(actor.organisation_id)
    links = RecordLink.objects.everything(reason=WHY).current().filter(record_id__in=paid)
    ids = list(links.order_by("-citizen_id").values_list("citizen_id", flat=True)[:most])
    return list(Citizen.objects.filter(pk__in=ids).values_list("public_id", flat=True))


def _houses(actor: Actor, most: int) -> Sequence[Any]:
    del actor
    return list(Organisation.objects.filter(kind=Kind.SHELTER).values_list("pk", flat=True)[:most])


def _municipalities(actor: Actor, most: int) -> Sequence[Any]:
    del actor
    return list(Organisation.objects.filter(kind=Kind.MUNICIPALITY).values_list("pk", flat=True)[:most])


def _own_house(actor: Actor, most: int) -> Sequence[Any]:
    return [actor.organisation_id] if _kind(actor) == Kind.SHELTER else _houses(actor, most)


def _house_most_stay_in(actor: Actor, most: int) -> Sequence[Any]:
    """Where most of those the municipality pays for have stayed."""
    del most
    paid = Stay.objects.everything(reason=WHY).current()
    houses = paid.filter(record_id__in=records_paid_by(actor.organisation_id)).values("shelter_id")
    found = houses.annotate(stays=Count("pk")).order_by("-stays").first()
    return [found["shelter_id"]] if found else []


def _kind(actor: Actor) -> str:
    return str(Organisation.objects.values_list("kind", flat=True).get(pk=actor.organisation_id))


def _quarters(actor: Actor, most: int) -> Sequence[Any]:
    return [str(one) for one in quarters_open(actor.on)[:most]]


def _months(actor: Actor, most: int) -> Sequence[Any]:
    del most
    before = Quarter.of(actor.on).previous()
    return [f"{before.start:%Y-%m}"]


def _invoices(actor: Actor, most: int) -> Sequence[Any]:
    rows = Invoice.objects.filter(municipality_id=actor.organisation_id)
    return list(rows.values_list("pk", flat=True)[:most])


def _bills(actor: Actor, most: int) -> Sequence[Any]:
    return list(Bill.objects.filter(shelter_id=actor.organisation_id).values_list("number", flat=True)[:most])


def _notices(actor: Actor, most: int) -> Sequence[Any]:
    rows = Notice.objects.everything(reason=WHY).current()
    return list(rows.filter(shelter_id=actor.organisation_id).values_list("fact_id", flat=True)[:most])


def _claims(actor: Actor, most: int) -> Sequence[Any]:
    rows = Claim.objects.filter(municipality_id=actor.organisation_id)
    return list(rows.values_list("number", flat=True)[:most])


def _citizens_claimed(actor: Actor, most: int) -> Sequence[Any]:
    """Citizens with lines in the draft: those with a stay now."""
    running = Stay.objects.everything(reason=WHY).current().filter(valid_to__isnull=True).values("record_id")
    links = RecordLink.objects.everything(reason=WHY).current().filter(record_id__in=running)
    paid = links.filter(record_id__in=records_paid_by(actor.organisation_id))
    ids = list(paid.values_list("citizen_id", flat=True)[:most])
    return list(Citizen.objects.filter(pk__in=ids).values_list("public_id", flat=True))


def _users(actor: Actor, most: int) -> Sequence[Any]:
    del actor
    return list(User.objects.order_by("-pk").values_list("pk", flat=True)[:most])


def _assignments(actor: Actor, most: int) -> Sequence[Any]:
    del actor
    return list(Assignment.objects.order_by("-pk").values_list("pk", flat=True)[:most])


FINDERS: dict[str, Finder] = {
    "public_id": _records,
    "record": _records,
    "shelters:fact_id": _stays,
    "citizen": _citizens,
    "facility": _own_house,
    "billing:invoice_lines:facility": _house_most_stay_in,
    "municipality": _municipalities,
    "quarter": _quarters,
    "year": lambda actor, _: [actor.on.year],
    "month": _months,
    "invoice": _invoices,
    "billing:number": _bills,
    "refunds:number": _claims,
    "refunds:position": lambda *_: [1],
    "refunds:citizen": _citizens_claimed,
    "user": _users,
    "assignment": _assignments,
    "shelters:notice_letter:fact_id": _notices,
    "rule": lambda _, most: list(RULES)[:most],
    "name": lambda *_: [next(iter(CHOICES))],
    "suffix": lambda *_: ["xlsx"],
    "about": lambda *_: ["optagelse"],
}


def how_much(actor: Actor) -> int:
    """How many people run through this actor's hands: in the house now, or paid for."""
    if _kind(actor) == Kind.SHELTER:
        own = Stay.objects.everything(reason=WHY).current()
        return own.filter(shelter_id=actor.organisation_id, valid_to__isnull=True).count()
    return records_paid_by(actor.organisation_id).count()


def places_of(route: str, parts: Sequence[str], *, actor: Actor, rounds: int) -> list[dict[str, Any]]:
    """The parts of up to `rounds` addresses of that route; none where the country has nothing of the kind."""
    if not parts:
        return [{}]
    columns = []
    for part in parts:
        space = route.split(":", maxsplit=1)[0]
        finder = FINDERS.get(f"{route}:{part}") or FINDERS.get(f"{space}:{part}") or FINDERS.get(part)
        found = list(finder(actor, rounds)) if finder else []
        if not found:
            return []
        columns.append(found)
    longest = max(len(column) for column in columns)
    return [
        {part: column[at % len(column)] for part, column in zip(parts, columns, strict=True)}
        for at in range(longest)
    ]
