from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hjemad.areas.billing.actions.rates import charge_payment, enter_local_value, import_payments, record_rate
from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.areas.billing.queries import payments_of, rates_for
from hjemad.areas.billing.rules.amounts import RateTwice
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.facts.queries import local_values, provenance
from hjemad.kernel.errors import BadAmount, InputRejected
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from tests.people import NOW, TODAY, a_house, ditte, mette, niels
from tests.stays import a_stay

pytestmark = pytest.mark.django_db
Y2025, Y2026 = Period(date(2025, 1, 1), date(2026, 1, 1)), Period(date(2026, 1, 1), date(2027, 1, 1))
BOTH = Period(date(2025, 1, 1), date(2027, 1, 1))


def a_rate(
    by, *, house, per_day: str = "1500.00", period: Period = Y2026, department=None, **changes
) -> Rate:
    values: dict[str, Any] = {
        "registered": True,
        "source_kind": "tilbudsportal",
        "source": "Tilbudsportalen, 3 Jan 2026",
    } | changes
    return record_rate(
        by=by,
        facility=house.shelter,
        department=department,
        per_day=Money.parse(per_day),
        period=period,
        at=NOW,
        **values,
    )


def a_payment(
    by, *, house, record_id: int, per_day: str = "96.71", kind: str = "full", period: Period = Y2026
):
    return charge_payment(
        by=by,
        record_id=record_id,
        facility=house.shelter,
        per_day=Money.parse(per_day),
        period=period,
        kind=kind,
        at=NOW,
    )


def test_a_rate_holds_in_its_period_and_nowhere_else() -> None:
    house = a_house()
    a_rate(ditte(house), house=house)

    (rate,) = rates_for([house.shelter.pk], period=BOTH)

    assert (rate.per_day_ore, rate.valid_from, rate.valid_to) == (150_000, Y2026.start, Y2026.end)
    assert rates_for([house.shelter.pk], period=Y2025) == []


def test_a_new_rate_takes_its_period_from_the_one_that_stood_there() -> None:
    house = a_house()
    actor = ditte(house)
    a_rate(actor, house=house, period=Period(date(2025, 1, 1), None))

    a_rate(actor, house=house, per_day="1600.00")

    rates = rates_for([house.shelter.pk], period=Period(date(2025, 1, 1), None))
    assert [
        (rate.per_day_ore, rate.valid_from.year, rate.valid_to and rate.valid_to.year) for rate in rates
    ] == [
        (150_000, 2025, 2026),
        (160_000, 2026, 2027),
        (150_000, 2027, None),
    ]


def test_a_department_may_have_a_rate_beside_the_house_s_own() -> None:
    house = a_house()
    actor = ditte(house)

    a_rate(actor, house=house)
    a_rate(actor, house=house, per_day="1700.00", department=house.department)

    assert len(rates_for([house.shelter.pk], period=Y2026)) == 2


def test_two_rates_of_one_house_in_one_night_are_refused_by_the_database() -> None:
    house = a_house()
    rate = a_rate(ditte(house), house=house)
    fields = {field.attname: getattr(rate, field.attname) for field in Rate._meta.concrete_fields}
    fields |= {"id": None, "fact_id": uuid4(), "valid_from": date(2026, 12, 31), "valid_to": None}

    with pytest.raises(IntegrityError, match="billing_one_rate_at_a_time"), transaction.atomic():
        Rate(**fields).save(force_insert=True)


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "1500.005"])
def test_a_rate_is_more_than_nothing_and_whole_ore(amount: str) -> None:
    house = a_house()

    with pytest.raises(BadAmount):
        a_rate(ditte(house), house=house, per_day=amount)


def test_a_rate_says_where_it_is_printed() -> None:
    house = a_house()

    with pytest.raises(InputRejected):
        a_rate(ditte(house), house=house, source=" ")


def test_a_payment_is_charged_for_a_period_and_replaced_for_part_of_it() -> None:
    house = a_house()
    actor = ditte(house)
    record_id = a_stay(actor, house=house).record_id
    a_payment(actor, house=house, record_id=record_id)

    a_payment(
        actor,
        house=house,
        record_id=record_id,
        per_day="0.00",
        kind="lapsed",
        period=Period(TODAY, Y2026.end),
    )

    assert [
        (one.kind, one.per_day_ore, one.valid_from) for one in payments_of(actor, record_id=record_id)
    ] == [
        ("lapsed", 0, TODAY),
        ("full", 9_671, Y2026.start),
    ]


@pytest.mark.parametrize(
    ("amount", "kind"),
    [("0.00", "full"), ("0.00", "reduced"), ("1.00", "lapsed"), ("-1.00", "full"), ("1.005", "full")],
)
def test_nothing_is_charged_exactly_when_the_payment_lapsed(amount: str, kind: str) -> None:
    house = a_house()
    actor = ditte(house)
    record_id = a_stay(actor, house=house).record_id

    with pytest.raises(BadAmount):
        a_payment(actor, house=house, record_id=record_id, per_day=amount, kind=kind)


def test_nobody_charges_a_person_they_may_not_see() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    record_id = a_stay(niels(theirs), house=theirs).record_id
    actor = ditte(ours)

    with pytest.raises(NotVisible):
        a_payment(actor, house=ours, record_id=record_id)
    assert payments_of(actor, record_id=record_id) == []


def test_imported_payments_stand_all_or_none() -> None:
    house = a_house()
    actor = ditte(house)
    record_id = a_stay(actor, house=house).record_id
    rows = [
        (record_id, Period(date(2026, 1, 1), date(2026, 2, 1)), Money.parse("98.00"), "full"),
        (record_id, Period(date(2026, 1, 31), None), Money.parse("98.00"), "full"),
    ]

    with pytest.raises(RateTwice):
        import_payments(by=actor, facility=house.shelter, rows=rows, at=NOW, origin="import")
    assert payments_of(actor, record_id=record_id) == []

    import_payments(by=actor, facility=house.shelter, rows=rows[:1], at=NOW, origin="import", mark="invented")
    assert [one.mark for one in payments_of(actor, record_id=record_id)] == ["invented"]


@pytest.mark.parametrize("houses", [1, 30])
def test_rates_of_many_houses_take_one_query(houses: int, django_assert_num_queries) -> None:
    made = [a_house(f"Hus {n}", code=f"3{n:02}", places=0) for n in range(houses)]
    actor = mette()
    for house in made:
        a_rate(actor, house=house)

    with django_assert_num_queries(1):
        rates = rates_for([house.shelter.pk for house in made], period=Y2026)
        assert {rate.facility.code for rate in rates} == {house.shelter.code for house in made}


def test_the_database_refuses_a_payment_of_nothing_that_did_not_lapse() -> None:
    house = a_house()
    actor = ditte(house)
    payment = a_payment(actor, house=house, record_id=a_stay(actor, house=house).record_id)
    fields = {
        field.attname: getattr(payment, field.attname) for field in ResidentPayment._meta.concrete_fields
    }
    fields |= {"id": None, "version": 2, "superseded_at": NOW + timedelta(1), "per_day_ore": 0}

    with pytest.raises(IntegrityError, match="zero_only_lapsed"), transaction.atomic():
        ResidentPayment(**fields).save(force_insert=True)


def test_a_local_value_stands_with_its_source_and_who_saw_it() -> None:
    economist = mette()

    enter_local_value(
        by=economist, parameter="sel.163.resident_payment_110", value=Money.parse("98.00"), period=Y2026,
        source="Kommunens takstblad 2026", seen_by="M. Prøve", at=NOW,
    )  # fmt: skip
    (value,) = local_values(economist.organisation_id, parameter="sel.163.resident_payment_110")

    assert (value.value, value.source, value.seen_by, value.marked) == (
        "98.00", "Kommunens takstblad 2026", "M. Prøve", "",
    )  # fmt: skip
    assert (
        provenance("facts.LocalValue", ids=[value.version_id])[value.version_id].recorded_by == "Mette Prøve"
    )


@pytest.mark.parametrize(("source", "seen_by"), [("", "M"), ("brev", " ")])
def test_a_local_value_without_source_or_witness_is_refused(source: str, seen_by: str) -> None:
    with pytest.raises(InputRejected):
        enter_local_value(
            by=mette(), parameter="p", value=Money.parse("98.00"), period=Y2026,
            source=source, seen_by=seen_by, at=NOW,
        )  # fmt: skip
