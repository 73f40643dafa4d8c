"""The pages of rates and resident payments."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from hjemad.areas.billing.actions.rates import enter_local_value
from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.areas.billing.queries import payments_of
from hjemad.areas.billing.reads.payments import PAYMENT_RATE
from hjemad.areas.citizens.queries import record_for
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from tests.people import NOW, House, a_house, an_actor, ditte, karen, mette, niels
from tests.stays import a_stay
from tests.web import signed_in

pytestmark = pytest.mark.django_db
RATE = "billing:rate"


@pytest.fixture
def house() -> House:
    return a_house()


def a_leader(house: House) -> Actor:
    return an_actor("Lone", role="shelter_leader", organisation=house.shelter)


def a_rate_form(house: House, **changes: object) -> dict[str, object]:
    return {
        "submission": str(uuid4()), "facility": str(house.shelter.pk), "per_day": "1.500,25",
        "first": "1/1-26", "after": "", "registered": "yes", "source_kind": "tilbudsportal",
        "source": "Tilbudsportalen, 3. jan. 2026",
    } | changes  # fmt: skip


def a_payment_form(**changes: object) -> dict[str, object]:
    base = {"submission": str(uuid4()), "kind": "full", "per_day": "96,71", "first": "1/2-23", "after": ""}
    return base | changes


def payment_address(by: Actor, *, house: House) -> tuple[str, int]:
    """The page for a person who stays in the house, and the record's id."""
    record = record_for(by, record_id=a_stay(by, house=house).record_id)
    return reverse("billing:payment", args=[record.public_id, house.shelter.pk]), record.pk


def count_payments() -> int:
    return ResidentPayment.objects.everything(reason="a test counts").count()


def test_a_rate_is_saved_and_stands_in_the_list(house: House) -> None:
    answer = signed_in(mette()).post(reverse(RATE), a_rate_form(house), follow=True)

    rate = Rate.objects.get()
    assert (rate.per_day_ore, rate.valid_from, rate.registered) == (150_025, date(2026, 1, 1), True)
    assert answer.redirect_chain == [(reverse("billing:rates"), 302)]
    assert "1.500,25" in answer.content.decode()


def test_the_leader_of_the_house_may_write_its_rate(house: House) -> None:
    assert signed_in(a_leader(house)).post(reverse(RATE), a_rate_form(house)).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [{"per_day": "meget"}, {"per_day": "0"}, {"per_day": ""}, {"after": "1/1-25"}, {"source": ""}],
)
def test_a_rate_that_cannot_be_is_refused_and_what_was_typed_stays(house: House, wrong: dict) -> None:
    form = a_rate_form(house, source="Brev fra huset") | wrong

    answer = signed_in(mette()).post(reverse(RATE), form)

    assert answer.status_code == 200
    kept = [str(value) for name, value in form.items() if name in ("source", "per_day") and value != "0"]
    assert all(value in answer.content.decode() for value in kept)
    assert Rate.objects.count() == 0


def test_a_rate_sent_twice_is_saved_once(house: House) -> None:
    client, form = signed_in(mette()), a_rate_form(house)

    answers = [client.post(reverse(RATE), form) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert Rate.objects.count() == 1


def test_neither_night_workers_nor_caseworkers_write_rates(house: House) -> None:
    for actor in (ditte(house), karen()):
        assert signed_in(actor).get(reverse(RATE)).status_code == 403
        assert signed_in(actor).post(reverse(RATE), a_rate_form(house)).status_code == 403
    assert Rate.objects.count() == 0


def test_the_law_s_payment_is_proposed_and_named_when_it_is_used(house: House) -> None:
    actor = ditte(house)
    address, record_id = payment_address(actor, house=house)
    client = signed_in(actor)

    page = client.get(address, {"from": "2023-02-01"}).content.decode()
    client.post(address, a_payment_form())

    assert "96,71" in page
    (payment,) = payments_of(actor, record_id=record_id)
    assert (payment.per_day_ore, payment.proposed_from, payment.mark) == (9_671, PAYMENT_RATE, "")


def test_an_invented_local_value_marks_the_payment_by_the_day_that_was_typed(house: House) -> None:
    actor = ditte(house)
    address, record_id = payment_address(actor, house=house)
    enter_local_value(
        by=actor, parameter=PAYMENT_RATE, value=Money.parse("99.00"), at=NOW, mark="invented",
        period=Period(date(2026, 1, 1), None), source="Opdigtet til en test", seen_by="Ditte",
    )  # fmt: skip
    client = signed_in(actor)

    page = client.get(address, {"from": "2026-11-01"}).content.decode()
    form = a_payment_form(per_day="99,00", first="1/11-26")
    client.post(f"{address}?from=2023-02-01", form)

    assert "99,00" in page
    assert "Værdien er opdigtet" in page
    (payment,) = payments_of(actor, record_id=record_id)
    assert (payment.mark, payment.proposed_from) == ("invented", "Opdigtet til en test")


def test_a_lapsed_payment_is_nothing_and_rests_on_no_proposal(house: House) -> None:
    actor = ditte(house)
    address, record_id = payment_address(actor, house=house)

    signed_in(actor).post(address, a_payment_form(kind="lapsed"))

    (payment,) = payments_of(actor, record_id=record_id)
    assert (payment.per_day_ore, payment.kind, payment.proposed_from) == (0, "lapsed", "")


@pytest.mark.parametrize(
    "wrong", [{"per_day": "meget"}, {"per_day": "0"}, {"per_day": ""}, {"after": "1/1-23"}]
)
def test_a_payment_that_cannot_be_is_refused(house: House, wrong: dict) -> None:
    actor = ditte(house)
    address, _ = payment_address(actor, house=house)
    form = a_payment_form(**wrong)

    answer = signed_in(actor).post(address, form)

    assert answer.status_code == 200
    assert f'value="{form["per_day"]}' in answer.content.decode() or not form["per_day"]
    assert count_payments() == 0


def test_a_payment_sent_twice_is_saved_once(house: House) -> None:
    actor = ditte(house)
    address, _ = payment_address(actor, house=house)
    client, form = signed_in(actor), a_payment_form()

    answers = [client.post(address, form) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert count_payments() == 1


def test_another_house_finds_no_such_payment_page_and_a_caseworker_may_not(house: House) -> None:
    address, _ = payment_address(ditte(house), house=house)
    stranger = niels(a_house("Havnely", code="102"))

    assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(stranger).post(address, a_payment_form()).status_code == 404
    assert signed_in(karen()).get(address).status_code == 403
    assert count_payments() == 0
