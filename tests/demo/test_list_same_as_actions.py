"""A stay read from a list or written one by one through the actions: the same facts, field by field."""

from datetime import date, datetime, time

import pytest
from django.db import transaction

from hjemad.areas.citizens.actions import set_responsible_municipality
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.actions import admit, discharge
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.writes.incoming import LIVED_THERE_BEFORE, keep_list, save
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.person_number import PersonNumber
from tests.demo.test_same_as_actions import written
from tests.people import COPENHAGEN, NOW, House, a_house, an_actor, municipality

pytestmark = pytest.mark.django_db
# Day + 60: numbers that can be nobody's.
ANNE, BENT = PersonNumber.parse("610190-4000"), PersonNumber.parse("620291-4001")
STAYS = (
    (ANNE, "Anne Ø", date(2026, 7, 1), date(2026, 8, 1), "left"),
    (ANNE, "Anne Ø", date(2026, 9, 1), None, ""),
    (BENT, "Bent", date(2026, 9, 3), None, ""),
)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), COPENHAGEN)


def from_a_list(leader: Actor, house: House) -> None:
    rows = [
        f"{cpr.full()};{name};{first};{last or ''};{house.places[number == 2].label};615;{mode}"
        for number, (cpr, name, first, last, mode) in enumerate(STAYS)
    ]
    raw = "\n".join(["CPR;Navn;Indskrevet;Udskrevet;Plads;Kommune;Måde", *rows]).encode()
    file = keep_list(by=leader, name="liste.csv", raw=raw, about="stays", at=NOW)
    save(by=leader, file=file, at=NOW)


def one_by_one(leader: Actor, house: House) -> None:
    known: dict[PersonNumber, int] = {}
    for number, (cpr, name, first, last, mode) in enumerate(STAYS):
        done = admit(
            by=leader,
            place=house.places[number == 2],
            night=first,
            decided_at=noon(first),
            at=NOW,
            record_id=known.get(cpr),
            person=None if cpr in known else PersonDetails(full_name=name, cpr=cpr),
        )
        if cpr not in known:
            set_responsible_municipality(
                done.stay.record, by=leader, acts=municipality(), pays=municipality(), valid_from=first,
                at=NOW, basis=LIVED_THERE_BEFORE,
            )  # fmt: skip
        known[cpr] = done.stay.record_id
        if last is not None:
            discharge(by=leader, stay=done.stay, day=last, mode=mode, at=noon(last))


def test_a_list_writes_what_the_actions_write_one_by_one() -> None:
    municipality()
    house = a_house()
    leader = an_actor("Lone", role="shelter_leader", organisation=house.shelter)
    with transaction.atomic():
        from_a_list(leader, house)
        read = written()
        transaction.set_rollback(True)
    assert not Stay.objects.everything(reason="a test").exists()

    one_by_one(leader, house)

    typed = written()
    for label, facts in read.items():
        assert facts == typed[label], label
    assert read["shelters.Stay"]
