"""What residents are proposed to pay: cut at 1 January, for many at once, never for another house."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.billing.actions.rates import charge_payment, enter_local_value
from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.areas.billing.reads.payments import PAYMENT_RATE, payments_missing, proposed
from hjemad.areas.billing.writes.payments import charge_all_missing, charge_proposed
from hjemad.areas.citizens.actions import set_responsible_municipality
from hjemad.areas.citizens.queries import record_for
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.facts.queries import local_values
from hjemad.kernel.errors import AlreadyClosed
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from tests.people import NOW, TODAY, House, a_house, an_actor, mette, municipality
from tests.stays import a_stay
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house() -> House:
    return a_house(places=9)


def leader(house: House) -> Actor:
    return an_actor("Lone", role="shelter_leader", organisation=house.shelter)


def a_value(by: Actor, year: int, amount: str) -> None:
    enter_local_value(
        by=by, parameter=PAYMENT_RATE, value=Money.parse(amount), at=NOW, source=f"Takstblad {year}",
        period=Period(date(year, 1, 1), date(year + 1, 1, 1)), seen_by="M. Prøve",
    )  # fmt: skip


def payments() -> list[tuple[date, date | None, int]]:
    rows = (
        ResidentPayment.objects.everything(reason="a test looks")
        .current()
        .order_by("valid_from", "per_day_ore")
    )
    return list(rows.values_list("valid_from", "valid_to", "per_day_ore"))


def test_a_period_across_new_year_is_cut_and_each_year_has_its_own_proposal(house: House) -> None:
    actor = leader(house)
    a_value(actor, 2025, "100.00")
    a_value(actor, 2026, "104.00")
    stay = a_stay(actor, house=house, night=date(2025, 12, 20), nights=None)

    charge_proposed(
        by=actor, record_id=stay.record_id, facility=house.shelter, today=TODAY, at=NOW,
        period=Period(date(2025, 12, 20), date(2026, 1, 19)),
    )  # fmt: skip

    assert payments() == [
        (date(2025, 12, 20), date(2026, 1, 1), 10_000),
        (date(2026, 1, 1), date(2026, 1, 19), 10_400),
    ]


def test_an_open_period_ends_where_nothing_is_proposed(house: House) -> None:
    actor = leader(house)
    a_value(actor, 2026, "104.00")

    found = proposed(actor.organisation_id, period=Period(date(2026, 11, 1), None), today=TODAY)

    assert [one.period for one in found] == [Period(date(2026, 11, 1), date(2027, 1, 1))]
    assert proposed(actor.organisation_id, period=Period(date(2027, 1, 1), None), today=TODAY) == []


def test_typing_the_proposed_amount_over_new_year_writes_each_year_s_own(house: House) -> None:
    actor = leader(house)
    a_value(actor, 2025, "100.00")
    a_value(actor, 2026, "104.00")
    stay = a_stay(actor, house=house, night=date(2025, 12, 20), nights=None)
    public = record_for(actor, record_id=stay.record_id).public_id
    address = reverse("billing:payment", args=[public, house.shelter.pk])
    client = signed_in(actor)
    form = {"kind": "full", "per_day": "100,00", "first": "20/12-25", "after": "19/1-26"}

    client.post(address, hidden_fields(client, address) | form)

    assert [ore for _, _, ore in payments()] == [10_000, 10_400]


def test_nobody_is_charged_for_a_house_they_never_slept_in(house: House) -> None:
    actor, other = leader(house), a_house("Kilden", code="102")
    stay = a_stay(actor, house=house)

    with pytest.raises(NotVisible):
        charge_payment(
            by=actor, record_id=stay.record_id, facility=other.shelter, per_day=Money.parse("104.00"),
            period=Period(date(2026, 1, 1), None), kind="full", at=NOW,
        )  # fmt: skip


def test_everybody_without_a_payment_is_charged_what_is_proposed_with_one_button(house: House) -> None:
    actor = leader(house)
    a_value(actor, 2026, "104.00")
    lapsed = a_stay(actor, house=house, night=date(2026, 10, 1), nights=5)
    charge_payment(
        by=actor, record_id=lapsed.record_id, facility=house.shelter, per_day=Money.zero(), kind="lapsed",
        period=Period(date(2026, 10, 1), date(2026, 10, 3)), at=NOW,
    )  # fmt: skip
    a_stay(actor, house=house, night=date(2026, 10, 1), nights=5, place=1)
    client, address = signed_in(actor), reverse("billing:payments_to_write")

    client.post(address, hidden_fields(client, address))

    assert payments() == [
        (date(2026, 10, 1), date(2026, 10, 3), 0),
        (date(2026, 10, 1), date(2026, 10, 6), 10_400),
        (date(2026, 10, 3), date(2026, 10, 6), 10_400),
    ]
    assert payments_missing(actor, today=TODAY) == []


def test_the_page_of_missing_payments_and_its_button_ask_as_often_for_one_person_as_for_many(
    house: House,
) -> None:
    actor = leader(house)
    a_value(actor, 2026, "104.00")
    client, address = signed_in(actor), reverse("billing:payments_to_write")
    asked: list[tuple[int, int]] = []
    for places in (range(1), range(1, 9)):
        for place in places:
            a_stay(actor, house=house, night=date(2026, 10, 1), nights=5, place=place, called=f"Ib {place}")
        form = hidden_fields(client, address)
        with CaptureQueriesContext(connection) as page:
            client.get(address)
        with CaptureQueriesContext(connection) as button:
            client.post(address, form)
        asked.append((len(page), len(button)))

    assert len(payments()) == 9
    assert asked[0] == asked[1]
    assert asked[0][0] <= 15, asked


def test_a_list_that_is_not_the_one_that_was_read_charges_nobody(house: House) -> None:
    actor = leader(house)
    a_value(actor, 2026, "104.00")
    a_stay(actor, house=house, night=date(2026, 10, 1), nights=5)
    read = payments_missing(actor, today=TODAY)
    a_stay(actor, house=house, night=date(2026, 10, 1), nights=5, place=1)

    with pytest.raises(AlreadyClosed):
        charge_all_missing(by=actor, expected=read, today=TODAY, at=NOW)
    assert payments() == []


def test_a_municipality_charges_its_own_citizens_in_every_house(house: House) -> None:
    actor, economist = leader(house), mette()
    a_value(economist, 2026, "104.00")
    stay = a_stay(actor, house=house, night=date(2026, 10, 1), nights=5)
    a_stay(actor, house=house, night=date(2026, 10, 1), nights=5, place=1)
    payer = municipality()
    set_responsible_municipality(
        record_for(actor, record_id=stay.record_id), by=actor, acts=payer, pays=payer,
        valid_from=date(2026, 1, 1), at=NOW, basis="test",
    )  # fmt: skip
    client, address = signed_in(economist), reverse("billing:payments_to_write")

    client.post(address, hidden_fields(client, address))

    assert [ore for _, _, ore in payments()] == [10_400]


def test_a_value_is_entered_on_its_page_with_source_and_witness(house: House) -> None:
    economist = mette()
    client, address = signed_in(economist), reverse("billing:local_value")
    form = {"value": "104,00", "first": "1/1-26", "after": "1/1-27", "source": "Vejledning, 2. dec. 2025"}

    client.post(address, hidden_fields(client, address) | form)
    assert local_values(economist.organisation_id, parameter=PAYMENT_RATE) == []
    page = client.post(address, hidden_fields(client, address) | form | {"seen_by": "M. Prøve"}, follow=True)

    (value,) = local_values(economist.organisation_id, parameter=PAYMENT_RATE)
    assert (value.value, value.source, value.seen_by) == ("104.00", "Vejledning, 2. dec. 2025", "M. Prøve")
    assert "104,00" in page.content.decode()


def test_a_rate_of_a_department_is_typed_with_its_audit(house: House) -> None:
    client, address = signed_in(leader(house)), reverse("billing:rate")
    form = {
        "facility": f"{house.shelter.pk}/{house.department.pk}", "per_day": "1.512,00", "first": "1/1-26",
        "registered": "yes", "source_kind": "tender", "source": "Udbud 2025", "audited_first": "1/1-25",
        "audit_statement": "Revisor Prøve, 2. mar. 2026", "audited_after": "1/1-26",
    }  # fmt: skip

    page = client.post(address, hidden_fields(client, address) | form, follow=True).content.decode()

    rate = Rate.objects.get()
    assert (rate.department_id, rate.source_kind) == (house.department.pk, "tender")
    assert (rate.audited_from, rate.audited_to) == (date(2025, 1, 1), date(2026, 1, 1))
    assert "Revisor Prøve" in page
    assert "Stuen i Åhuset" in page
