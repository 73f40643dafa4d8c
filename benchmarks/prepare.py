"""Work on somebody's desk in the loaded country, so that its pages have something to show: by the actions."""

from collections.abc import Iterable
from datetime import timedelta

from hjemad.areas.billing import queries as billing
from hjemad.areas.billing.actions.bills import issue
from hjemad.areas.refunds.actions.ledger import close
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.writes.incoming import keep_list
from hjemad.areas.shelters.writes.notices import draft_letter
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.kernel.errors import HjemadError
from hjemad.kernel.quarters import Quarter

LETTERS = 3


def prepare(actors: Iterable[Actor]) -> dict[str, int]:
    """A month's bills, some letters, a list on its way in and a closed claim; returns the list by role."""
    lists = {}
    for actor in actors:
        if actor.role == "shelter_leader":
            lists[actor.role] = _list(actor)
            _bills(actor)
            _letters(actor)
        if actor.role == "economist":
            close(by=actor, quarter=Quarter.of(actor.on).previous(), today=actor.on, at=clock.now())
    return lists


def _list(actor: Actor) -> int:
    rows = [f"Person {number};1970-01-{number % 28 + 1:02};2026-01-01;2026-01-09" for number in range(500)]
    raw = "\n".join(["Navn;Fødselsdato;Indskrevet;Udskrevet", *rows]).encode()
    return keep_list(by=actor, name="liste.csv", raw=raw, about="stays", at=clock.now()).pk


def _bills(actor: Actor) -> None:
    month = (actor.on.replace(day=1) - timedelta(days=1)).replace(day=1)
    found = billing.bills_of_month(actor, month=month, as_of=actor.on)
    expected = {draft.municipality_id: draft.fingerprint for draft in found.bills}
    if expected:
        issue(by=actor, month=month, expected=expected, today=actor.on, at=clock.now())


def _letters(actor: Actor) -> None:
    own = Stay.objects.everything(reason="a benchmark needs letters").current()
    for stay in own.filter(shelter_id=actor.organisation_id, valid_to__isnull=True).order_by("-pk")[:LETTERS]:
        try:
            draft_letter(by=actor, stay=stay, kind="admission", at=clock.now())
        except HjemadError:
            continue  # nobody acts for this one, or the name is not known
