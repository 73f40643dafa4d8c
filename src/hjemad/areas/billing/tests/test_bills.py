"""A shelter's bill of a month: what stands on it, what waits, and what a later bill corrects."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from hjemad.areas.billing.actions.bills import issue, record_absence
from hjemad.areas.billing.actions.rates import charge_payment, record_rate
from hjemad.areas.billing.models import Bill, Invoice, InvoiceLine
from hjemad.areas.billing.queries import Month, bill_csv, lines_of_bill, month_of
from hjemad.areas.citizens.actions import set_identity, set_responsible_municipality
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.actions import correct_stay
from hjemad.areas.shelters.queries import stays_of_record
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.models import Event
from hjemad.foundation.organisations.actions import choose_setting
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from hjemad.kernel.money import Money
from hjemad.kernel.municipalities import all_municipalities
from hjemad.kernel.periods import Period
from tests.people import NOW, House, a_house, an_actor, municipality
from tests.stays import a_stay

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
IN_NOVEMBER, IN_DECEMBER = date(2026, 11, 4), date(2026, 12, 2)
SINCE = Period(date(2020, 1, 1), None)


@pytest.fixture
def house() -> House:
    return a_house(places=40)


def lone(house: House) -> Actor:
    """Leader of the house."""
    return an_actor("Lone", role="shelter_leader", organisation=house.shelter)


def pays(actor: Actor, *, record_id: int, code: str, start: date = date(2020, 1, 1)) -> Organisation:
    payer = municipality(code)
    set_responsible_municipality(
        record_for(actor, record_id=record_id), by=actor, acts=payer, pays=payer, valid_from=start,
        at=NOW, basis="test",
    )  # fmt: skip
    return payer


def a_rate(
    actor: Actor, house: House, *, amount: str = "1482.00", period: Period = SINCE, own: bool = False
) -> None:
    record_rate(
        by=actor, facility=house.shelter, per_day=Money.parse(amount), period=period, registered=True,
        source_kind="tilbudsportal", source="Takstblad", at=NOW,
        department=house.department if own else None, audit_statement="Revisor Prøve, 2. mar. 2026",
        audited=Period(date(2025, 1, 1), date(2026, 1, 1)),
    )  # fmt: skip


def october(actor: Actor, *, as_of: date = IN_NOVEMBER) -> Month:
    return month_of(actor, month=OCTOBER, as_of=as_of)


def issue_all(actor: Actor, month: date = OCTOBER, *, today: date = IN_NOVEMBER) -> list[Bill]:
    found = month_of(actor, month=month, as_of=today)
    expected = {one.municipality_id: one.fingerprint for one in found.bills}
    return issue(by=actor, month=month, expected=expected, today=today, at=NOW)


def test_nights_are_billed_at_the_most_specific_rate_of_each_night_and_not_on_the_day_of_discharge(
    house: House,
) -> None:
    actor = lone(house)
    a_rate(actor, house, amount="1000.00")
    a_rate(actor, house, amount="1500.00", period=Period(date(2026, 10, 11), None), own=True)
    record = named(actor, house, night=date(2026, 10, 4), nights=15)
    payer = pays(actor, record_id=record, code="615")

    (bill,) = october(actor).bills

    assert bill.municipality_id == payer.pk
    assert [(line.start.day, line.nights, line.rate_ore) for line in bill.lines] == [
        (4, 7, 100_000), (11, 8, 150_000),
    ]  # fmt: skip
    assert bill.amount == Money.parse("19000.00")
    assert bill.payment is None


def test_what_cannot_be_billed_stands_apart_with_what_is_missing_and_is_never_nothing(house: House) -> None:
    actor = lone(house)
    without_payer = a_stay(actor, house=house, night=date(2026, 10, 4), nights=2, called="A")
    without_rate = a_stay(actor, house=house, night=date(2026, 10, 4), nights=3, place=1, called="B")
    pays(actor, record_id=without_rate.record_id, code="615")

    found = october(actor)

    assert found.bills == ()
    missing = {one.record: (one.nights, one.missing) for one in found.waiting}
    assert missing == {
        without_payer.record_id: (2, ("payer", "identity", "rate")),
        without_rate.record_id: (3, ("identity", "rate")),
    }


def named(actor: Actor, house: House, *, night: date, nights: int | None, place: int = 0) -> int:
    """The record of somebody with a name."""
    stay = a_stay(actor, house=house, night=night, nights=nights, place=place)
    record = record_for(actor, record_id=stay.record_id)
    details = PersonDetails(full_name="Kaj Opdigtet")
    set_identity(record, by=actor, details=details, at=NOW, reason="")
    return record.pk


def test_a_later_change_becomes_a_credit_and_a_new_line_with_one_cause_on_the_next_bill(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    record = named(actor, house, night=date(2026, 10, 4), nights=None)
    pays(actor, record_id=record, code="615")
    (first,) = issue_all(actor)

    a_rate(actor, house, amount="1400.00", period=Period(date(2026, 10, 1), date(2026, 11, 1)))
    (second,) = issue_all(actor, NOVEMBER, today=IN_DECEMBER)

    lines = [(one.valid_from.month, one.nights, one.rate_ore, one.cause) for one in lines_of_bill(second)]
    assert lines == [(10, -28, 148_200, "rate"), (10, 28, 140_000, "rate"), (11, 30, 148_200, "")]
    assert (first.number, second.number) == (1, 2)
    assert first.amount_ore + second.amount_ore == 28 * 140_000 + 30 * 148_200


def test_a_changed_payer_is_credited_here_and_billed_there(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    record = named(actor, house, night=date(2026, 10, 4), nights=5)
    pays(actor, record_id=record, code="615")
    (first,) = issue_all(actor)
    pays(actor, record_id=record, code="461")

    bills = {one.municipality.code: one for one in issue_all(actor, NOVEMBER, today=IN_DECEMBER)}

    assert bills["615"].amount_ore == -first.amount_ore
    assert bills["461"].amount_ore == first.amount_ore
    assert [one.cause for one in lines_of_bill(bills["615"])] == ["payer"]
    assert [one.cause for one in lines_of_bill(bills["461"])] == ["late"]


def test_nothing_is_billed_twice(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    record = named(actor, house, night=date(2026, 10, 4), nights=5)
    pays(actor, record_id=record, code="615")
    issue_all(actor)

    assert october(actor).bills == ()
    with pytest.raises(AlreadyClosed):
        issue(by=actor, month=OCTOBER, expected={1: "x"}, today=IN_NOVEMBER, at=NOW)


def test_nights_away_without_the_place_kept_are_not_charged(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    record = named(actor, house, night=date(2026, 10, 1), nights=None)
    pays(actor, record_id=record, code="615")
    record_absence(
        by=actor, record_id=record, facility=house.shelter, at=NOW, place_kept=False,
        period=Period(date(2026, 10, 10), date(2026, 10, 14)),
    )  # fmt: skip

    (bill,) = october(actor).bills

    assert bill.nights == 27


def test_a_net_bill_takes_the_payment_off_once_and_waits_where_it_is_not_known(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    one = named(actor, house, night=date(2026, 10, 1), nights=10)
    other = named(actor, house, night=date(2026, 10, 1), nights=10, place=1)
    for record in (one, other):
        pays(actor, record_id=record, code="615")
    charge_payment(
        by=actor, record_id=one, facility=house.shelter, per_day=Money.parse("104.00"), period=SINCE,
        kind="full", at=NOW,
    )  # fmt: skip
    gross = october(actor).bills[0]
    choose_setting(
        house.shelter.pk, name="bill_amount", value="net", period=SINCE, source="Brev, 2. jan. 2026",
        reason="", by=actor, at=NOW,
    )  # fmt: skip

    found = october(actor)

    assert gross.amount == Money.parse("29640.00")
    assert found.bills[0].amount == Money.parse("13780.00")
    assert [(one.record, one.missing) for one in found.waiting] == [(other, ("payment",))]


def test_a_month_that_is_not_over_is_not_billed(house: House) -> None:
    actor = lone(house)

    with pytest.raises(InputRejected):
        issue(by=actor, month=NOVEMBER, expected={1: "x"}, today=IN_NOVEMBER, at=NOW)


def test_a_bill_keeps_the_rate_s_source_and_audit_and_never_changes(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    pays(actor, record_id=named(actor, house, night=date(2026, 10, 1), nights=3), code="615")
    (bill,) = issue_all(actor)
    (line,) = lines_of_bill(bill)

    assert line.basis["rates"] == [
        {
            "source_kind": "tilbudsportal", "source": "Takstblad", "registered": True,
            "audit_statement": "Revisor Prøve, 2. mar. 2026", "audited": ["2025-01-01", "2026-01-01"],
        }
    ]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Bill.objects.update(amount_ore=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        bill.lines.all().delete()


def test_a_bill_arrives_in_the_municipality_s_list_by_itself(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    record = named(actor, house, night=date(2026, 10, 1), nights=3)
    payer = pays(actor, record_id=record, code="615")
    (bill,) = issue_all(actor)

    (invoice,) = Invoice.objects.all()

    assert (invoice.municipality_id, invoice.number, invoice.bill) == (payer.pk, "2026-10-1", bill)
    assert [(one.record_id, one.nights) for one in InvoiceLine.objects.all()] == [(record, 3)]
    assert Event.objects.filter(kind="billing.bill_issued").count() == 1


def a_bill_for_each(house: House, *, codes: list[str]) -> Actor:
    """Every municipality pays for one person in October, from another day on each."""
    actor = lone(house)
    a_rate(actor, house, amount="1482.00")
    a_rate(actor, house, amount="1512.50", period=Period(date(2026, 10, 16), None), own=True)
    for place, code in enumerate(codes):
        record = named(actor, house, night=date(2026, 9, 20 + place % 10), nights=8 + place, place=place)
        pays(actor, record_id=record, code=code)
    return actor


def test_thirty_four_municipalities_are_billed_as_another_way_of_counting_says(house: House) -> None:
    codes = [one.code for one in all_municipalities()][:34]
    actor = a_bill_for_each(house, codes=codes)

    bills = issue_all(actor)

    # Counted again here, night by night, from nothing but the dates above.
    expected = {}
    for place, code in enumerate(codes):
        first = date(2026, 9, 20 + place % 10).toordinal()
        nights = [date.fromordinal(day) for day in range(first, first + 8 + place)]
        amounts = [151_250 if night.day >= 16 else 148_200 for night in nights if night.month == 10]
        if amounts:
            expected[code] = sum(amounts)
    assert {one.municipality.code: one.amount_ore for one in bills} == expected
    assert [one.number for one in bills] == list(range(1, len(expected) + 1))
    assert len(expected) >= 30


@pytest.mark.parametrize("payers", [1, 30])
def test_the_bills_of_a_month_take_the_same_queries_for_one_and_for_many(
    house: House, payers: int, django_assert_max_num_queries
) -> None:
    actor = a_bill_for_each(house, codes=[one.code for one in all_municipalities()][:payers])

    with django_assert_max_num_queries(9):
        month_of(actor, month=date(2026, 9, 1), as_of=IN_NOVEMBER)


def test_the_file_of_a_bill_names_nobody_and_is_the_one_stored(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    record = named(actor, house, night=date(2026, 10, 1), nights=3)
    pays(actor, record_id=record, code="615")
    (bill,) = issue_all(actor)

    text = bill_csv(bill, lines_of_bill(bill))

    assert "Kaj" not in text
    assert str(record_for(actor, record_id=record).public_id) in text
    assert hashlib.sha256(text.encode()).hexdigest() == bill.digest_csv


def test_a_stay_that_was_corrected_is_billed_again_from_its_right_day(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    record = named(actor, house, night=date(2026, 10, 1), nights=3)
    pays(actor, record_id=record, code="615")
    issue_all(actor)
    (stay,) = stays_of_record(actor, record_id=record)
    correct_stay(
        by=actor, stay=stay, valid_from=date(2026, 10, 2), valid_to=stay.valid_to, reason="fejl", at=NOW
    )

    (draft,) = october(actor).bills

    assert [(line.nights, line.cause) for line in draft.lines] == [(-3, "nights"), (2, "nights")]


def test_a_bill_stands_when_the_house_may_no_longer_see_who_lived_there(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    stay = a_stay(actor, house=house, night=date(2026, 10, 5), nights=4)
    pays(actor, record_id=stay.record_id, code="615")
    set_identity(
        record_for(actor, record_id=stay.record_id), by=actor, details=PersonDetails(full_name="Kaj Prøve"),
        at=NOW, reason="",
    )  # fmt: skip
    issued = issue_all(actor)
    years_on = date(2028, 3, 1)

    later = month_of(replace(actor, on=years_on), month=date(2028, 2, 1), as_of=years_on)

    assert len(issued) == 1
    assert later.bills == ()
