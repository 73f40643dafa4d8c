"""Other rules on the municipality's own facts: what they would give, and that nothing is saved or changed."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.refunds.queries.ledger import draft_for
from hjemad.areas.refunds.queries.what_if import Effect, effect_of, rules_today
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.foundation.organisations.models import ChosenSetting
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.rules import RuleSet
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS, REFUND_SHARE
from hjemad.law.supposing import supposing
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db

FIRST, SECOND = Quarter(2024, 1), Quarter(2024, 2)
PER_NIGHT = Money.parse("700.00")


@pytest.fixture
def world() -> World:
    """One person, here from 1 January to 10 April 2024: 100 nights, each refunded with 700 kr."""
    world = small_world()
    world.person()
    world.payer("S1", "A", LONG_AGO)
    world.stay("S1", date(2024, 1, 1), date(2024, 4, 10))
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "100.00")
    return world


def today(world: World) -> RuleSet:
    return rules_today(world.actors["A"].organisation_id, on=SECOND.end)


def effect(world: World, then: RuleSet) -> Effect:
    return effect_of(world.actors["A"], then, quarter=SECOND, as_of=SECOND.end, since=FIRST)


def with_nights(world: World, nights: str, first: date) -> RuleSet:
    rules = today(world)
    return replace(rules, law=supposing(rules.law, REFUND_NIGHTS, value=nights, first=first))


def test_fewer_nights_take_from_the_quarter_in_which_they_are_used_up(world: World) -> None:
    found = effect(world, with_nights(world, "60", date(2024, 1, 1)))

    assert [(row.quarter, row.nights, row.people) for row in found.changed] == [
        (FIRST, (91, 60), 1),
        (SECOND, (9, 0), 1),
    ]
    assert [row.difference for row in found.quarters if row.people] == [
        Money.parse("-21700.00"), Money.parse("-6300.00"),
    ]  # fmt: skip
    assert (found.people, found.first) == (1, date(2024, 3, 1))


def test_what_is_reckoned_for_today_is_what_the_draft_asks_for(world: World) -> None:
    found = effect_of(world.actors["A"], today(world), quarter=SECOND, as_of=SECOND.end)
    asked = draft_for(world.actors["A"], SECOND, as_of=SECOND.end)

    assert sum((row.refund[0] for row in found.quarters), Money.zero()) == asked.total


def test_another_share_changes_every_night_from_its_day(world: World) -> None:
    rules = today(world)
    then = replace(rules, law=supposing(rules.law, REFUND_SHARE, value="25", first=date(2024, 4, 1)))

    found = effect(world, then)

    assert [row.quarter for row in found.changed] == [SECOND]
    assert found.changed[0].refund == (Money.parse("6300.00"), Money.parse("3150.00"))
    assert found.first == date(2024, 4, 1)


def test_the_same_rules_change_nothing(world: World) -> None:
    found = effect(world, today(world))

    assert (found.changed, found.people, found.first) == ((), 0, None)


def test_quarters_asked_for_are_told_apart_and_their_claims_stay(world: World) -> None:
    world.close("A", "2024Q1")
    before = list(ClaimLine.objects.values_list("pk", "refund_half_ore"))

    found = effect(world, with_nights(world, "60", date(2024, 1, 1)))

    assert found.of(asked=True) == Money.parse("-21700.00")
    assert found.of(asked=False) == Money.parse("-6300.00")
    assert list(ClaimLine.objects.values_list("pk", "refund_half_ore")) == before


def test_a_reading_that_rounds_otherwise_is_seen_though_no_citizen_differs(world: World) -> None:
    world.rate("S1", Period(date(2024, 4, 1), None), "1500.01")
    rules = today(world)
    then = replace(rules, settings=rules.settings.with_values({"claim_rounding": "down_krone"}))

    found = effect(world, then)

    assert [(row.quarter, row.people) for row in found.changed] == [(SECOND, 0)]
    assert found.changed[0].refund == (Money.parse("6300.05"), Money.parse("6300.00"))


def test_lines_that_lack_a_fact_are_counted_and_no_amount_is_guessed(world: World) -> None:
    world.stay("S2", date(2024, 5, 1), date(2024, 5, 11))
    world.payer("S2", "A", LONG_AGO)

    found = effect(world, with_nights(world, "0", date(2024, 5, 1)))

    row = next(row for row in found.quarters if row.quarter == SECOND)
    assert row.waiting[0] > row.waiting[1] == 0


def test_the_page_says_what_was_supposed_and_saves_nothing(world: World) -> None:
    client = signed_in(world.actors["A"])
    address = reverse("refunds:what_if")

    answer = client.post(
        address, hidden_fields(client, address) | {"nights": "60", "first": "1/1-2024", "since": "2024"}
    )

    page = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "60 nætter med refusion i et løbende år, fra 1. jan. 2024" in page
    assert "−21.700,00" in page
    assert "Kaj Opdigtet" not in page
    assert not ChosenSetting.objects.exists()
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Ændr mindst ét tal eller én læsning"),
        ({"nights": "60"}, "Skriv den første nat, det nye tal gælder for"),
        ({"share": "101", "first": "1/1-2024"}, "100"),
        ({"nights": "tres", "first": "1/1-2024"}, "tres"),
    ],
)
def test_what_cannot_be_reckoned_is_said_and_kept(world: World, typed: dict[str, str], said: str) -> None:
    client = signed_in(world.actors["A"])
    address = reverse("refunds:what_if")

    answer = client.post(address, hidden_fields(client, address) | typed)

    assert answer.status_code == 200
    assert "effect" not in answer.context
    assert said in answer.content.decode()


def test_a_reading_can_only_be_saved_when_what_it_changes_has_stood_on_the_page(world: World) -> None:
    world.close("A", "2024Q1")
    client = signed_in(world.actors["A"])
    address = reverse("refunds:choose_setting", args=["day_count"])
    sent = hidden_fields(client, address) | {
        "value": "both_days", "first": "1/1-2024", "source": "Råd, opdigtet",
        "reason": "Sådan", "step": "save",
    }  # fmt: skip

    for looked in ({}, {"looked": "at_least_one"}):
        answer = client.post(address, sent | looked)
        assert answer.status_code == 200
        assert answer.context["effect"].of(asked=False) == PER_NIGHT
    assert not ChosenSetting.objects.exists()

    client.post(address, sent | {"looked": "both_days"})
    assert ChosenSetting.objects.get().value == "both_days"
