"""An invoice compared: each difference is named once with its amount, and there may be none."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from hjemad.areas.billing.actions.bills import record_absence
from hjemad.areas.billing.actions.rates import record_rate
from hjemad.areas.billing.models import Invoice, InvoiceAnswer
from hjemad.areas.billing.reads.comparison import Comparison, comparison, invoice_for
from hjemad.areas.billing.writes.invoices import TypedLine, answer, enter, send_differences
from hjemad.areas.citizens.actions import set_identity, set_responsible_municipality
from hjemad.areas.citizens.models import RecordLink
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.facts.actions import Basis, supersede
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from tests.people import NOW, TODAY, House, a_house, an_actor, mette, municipality
from tests.stays import a_stay

pytestmark = pytest.mark.django_db
RATE = 137_800
OCTOBER = date(2026, 10, 1)


@dataclass
class Town:
    """Two houses and the economist of Horsens; people by name."""

    house: House
    other: House
    leader: Actor
    neighbour: Actor
    mette: Actor

    def person(
        self,
        name: str,
        *,
        first: int,
        end: int | None,
        code: str = "615",
        place: int = 0,
        there: bool = False,
    ) -> int:
        """A record with a stay in October, paid by the municipality."""
        by, house = (self.neighbour, self.other) if there else (self.leader, self.house)
        night = date(2026, 10, first)
        nights = None if end is None else (date(2026, 10, 1) + timedelta(days=end - 1) - night).days
        stay = a_stay(by, house=house, night=night, nights=nights, place=place)
        record = record_for(by, record_id=stay.record_id)
        set_identity(record, by=by, details=PersonDetails(full_name=name), at=NOW, reason="")
        payer = municipality(code)
        set_responsible_municipality(
            record, by=by, acts=payer, pays=payer, valid_from=date(2026, 1, 1), at=NOW, basis="test"
        )
        return record.pk

    def pays_from(self, record: int, code: str, start: date) -> None:
        payer = municipality(code)
        set_responsible_municipality(
            record_for(self.leader, record_id=record), by=self.leader, acts=payer, pays=payer,
            valid_from=start, at=NOW, basis="test",
        )  # fmt: skip

    def invoice(self, *lines: TypedLine, number: str = "10-34", there: bool = False) -> Invoice:
        shelter = (self.other if there else self.house).shelter
        return enter(by=self.mette, shelter=shelter, number=number, month=OCTOBER, lines=lines, at=NOW)

    def compared(self, invoice: Invoice) -> Comparison:
        return comparison(self.mette, invoice)


@pytest.fixture
def town() -> Town:
    house, other = a_house(places=9), a_house("Kilden", code="102", places=9)
    leader = an_actor("Lone", role="shelter_leader", organisation=house.shelter)
    neighbour = an_actor("Nora", role="shelter_leader", organisation=other.shelter)
    for by, one in ((leader, house), (neighbour, other)):
        record_rate(
            by=by, facility=one.shelter, per_day=Money.of_ore(RATE), period=Period(date(2025, 1, 1), None),
            registered=True, source_kind="tilbudsportal", source="Takstblad", at=NOW,
        )  # fmt: skip
    return Town(house, other, leader, neighbour, mette())


def line(record: int | None, first: int, end: int, *, nights: int = 0, rate: int = RATE) -> TypedLine:
    start = date(2026, 10, first)
    last = start + timedelta(days=end - first)
    count = nights or end - first
    return TypedLine(record, "" if record else "Nogen", start, last, count, rate, count * rate)


def differences(found: Comparison) -> dict[str, tuple[int, int | None]]:
    return {one.cause: (len(one.nights), one.amount_ore) for _, one in found.differences}


def test_an_invoice_that_matches_has_no_difference_and_can_be_paid_whole(town: Town) -> None:
    torben = town.person("Torben Skovfryd", first=11, end=None)

    found = town.compared(town.invoice(line(torben, 11, 32)))

    assert found.differences == []
    assert found.payable == found.total == Money.of_ore(21 * RATE)
    assert [(row.compared.known, row.compared.billed) for row in found.rows] == [(21, 21)]


def test_rate_discharge_day_absence_overlap_and_wrong_payer_are_each_named_with_their_amount(
    town: Town,
) -> None:
    torben = town.person("Torben Skovfryd", first=11, end=None)
    erik = town.person("Erik Sandholm", first=4, end=19, place=1)
    hanne = town.person("Hanne Stubkær", first=1, end=None, place=2)
    vibeke = town.person("Vibeke Holt", first=1, end=None, place=3)
    ismail = town.person("Ismail Korsdal", first=1, end=None, place=4)
    ritta = town.person("Ritta Sandbæk", first=1, end=13, place=5)
    bjarke = town.person("Bjarke Nørskov", first=1, end=None, place=6)
    town.pays_from(ritta, "461", OCTOBER)
    record_absence(
        by=town.leader, record_id=vibeke, facility=town.house.shelter, at=NOW, place_kept=False,
        period=Period(date(2026, 10, 10), date(2026, 10, 14)),
    )  # fmt: skip
    ismail_there = town.person("Ismail Korsdal", first=5, end=7, there=True)
    join(town, ismail, ismail_there)
    town.invoice(line(ismail_there, 5, 7), number="2026-1107", there=True)

    found = town.compared(
        town.invoice(
            line(torben, 11, 32), line(erik, 4, 19, nights=16), line(hanne, 1, 32, rate=RATE + 3_000),
            line(vibeke, 1, 32), line(ismail, 1, 32), line(ritta, 1, 13), line(None, 1, 3),
        )
    )  # fmt: skip

    assert differences(found) == {
        "discharge_day": (1, RATE), "rate": (31, 31 * 3_000), "absence": (4, 4 * RATE),
        "overlap": (2, 2 * RATE), "not_ours": (12, 12 * RATE), "unknown_person": (2, 2 * RATE),
        "not_billed": (31, None),
    }  # fmt: skip
    assert len(found.differences) == 7
    assert found.total - found.payable == Money.of_ore((1 + 4 + 2 + 12 + 2) * RATE + 31 * 3_000)
    assert [row.record for row, _ in found.missing] == [bjarke]


def join(town: Town, one: int, other: int) -> None:
    """The two records are about one citizen."""
    links = RecordLink.objects.everything(reason="a test joins two records").current()
    old, target = links.get(record_id=other), links.get(record_id=one)
    supersede(
        old, basis=Basis(by=town.mette, at=NOW, reason="", origin="entered"), citizen_id=target.citizen_id
    )


def test_the_shelter_is_told_its_own_lines_and_causes_and_no_other_shelter(town: Town) -> None:
    ismail = town.person("Ismail Korsdal", first=1, end=None)
    there = town.person("Ismail Korsdal", first=5, end=7, there=True)
    join(town, ismail, there)
    town.invoice(line(there, 5, 7), number="2026-1107", there=True)
    invoice = town.invoice(line(ismail, 1, 32))

    message = send_differences(by=town.mette, invoice=invoice, today=TODAY, at=NOW)

    (told,) = message.lines
    assert (told["cause"], told["nights"]) == ("overlap", ["2026-10-05", "2026-10-06"])
    assert told["person"] == str(record_for(town.mette, record_id=ismail).public_id)
    # A public id may hold any digits, those of the other house's number too.
    text = str(message.lines).replace(told["person"], "")
    assert not any(word in text for word in ("Kilden", "2026-1107", "102", "Ismail"))


def test_an_answer_stands_beside_the_difference_and_an_accepted_one_is_not_sent(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    invoice = town.invoice(line(erik, 4, 19, nights=16))
    ((row, one),) = town.compared(invoice).differences

    answer(by=town.mette, invoice=invoice, key=row.key(one), status="ask_correction", note="Se § 3", at=NOW)
    answer(by=town.mette, invoice=invoice, key=row.key(one), status="accept", note="", at=NOW)

    ((row, one),) = town.compared(invoice).differences
    assert row.answers[one.cause].status == "accept"
    assert InvoiceAnswer.objects.count() == 2
    with pytest.raises(InputRejected):
        send_differences(by=town.mette, invoice=invoice, today=TODAY, at=NOW)


def test_another_municipality_sees_no_such_invoice(town: Town) -> None:
    torben = town.person("Torben Skovfryd", first=11, end=None)
    invoice = town.invoice(line(torben, 11, 32))

    with pytest.raises(NotVisible):
        invoice_for(mette("461"), invoice_id=invoice.pk)


def test_somebody_else_s_citizen_cannot_be_typed_into_an_invoice(town: Town) -> None:
    stranger = town.person("En Anden", first=1, end=5, code="461")

    with pytest.raises(InputRejected):
        town.invoice(line(stranger, 1, 5))


@pytest.mark.parametrize("people", [1, 8])
def test_comparing_takes_the_same_queries_for_one_and_for_many(
    town: Town, people: int, django_assert_max_num_queries
) -> None:
    records = [town.person(f"Per Nr {n}", first=1, end=None, place=n) for n in range(people)]
    invoice = town.invoice(*(line(record, 1, 32) for record in records))

    with django_assert_max_num_queries(18):
        assert len(town.compared(invoice).rows) == people
