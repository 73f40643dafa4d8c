"""Whoever a person says no to finds nothing: no page, no row, no count, no hit."""

from datetime import timedelta

import pytest
import time_machine

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.models import Identity, PersonRecord
from hjemad.areas.shelters import queries as shelters
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads import house as house_reads
from hjemad.areas.shelters.reads.residents import search_residents
from hjemad.foundation.access import relation
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import BlockSource, NotVisible
from tests.people import NOW, TODAY, House, a_house, an_actor, ditte
from tests.stays import a_stay
from tests.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
def stay(house: House) -> Stay:
    return a_stay(ditte(house), house=house, nights=None)


@pytest.fixture
def blocked(house: House, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> Actor:
    """Ebbe works in the house; Kaj says no to him."""
    ebbe = an_actor("Ebbe", role="shelter_staff", organisation=house.shelter)

    def said_no(actor: Actor) -> object:
        records = PersonRecord.objects.everything(reason="test")
        return records.filter(pk=stay.record_id if actor.user_id == ebbe.user_id else 0).values("pk")

    monkeypatch.setitem(
        relation._blocks,
        "test",
        BlockSource(name="test", area="citizens", records=said_no),  # type: ignore[arg-type]
    )
    return ebbe


@pytest.mark.parametrize("model", [PersonRecord, Identity, Stay])
def test_no_model_answers_for_a_blocked_record(blocked: Actor, model) -> None:
    assert not model.objects.visible_to(blocked).exists()


def test_the_colleague_sees_the_record_as_before(house: House, blocked: Actor) -> None:
    actor = an_actor("Asta", role="shelter_staff", organisation=house.shelter)

    assert PersonRecord.objects.visible_to(actor).count() == 1
    assert len(shelters.residents(actor, on=TODAY)) == 1


def test_a_blocked_record_is_not_found_by_name_or_address(blocked: Actor, stay: Stay) -> None:
    assert citizens.search_visible(blocked, text="Kaj", today=TODAY, limit=5) == []
    assert search_residents(blocked, text="Kaj", on=TODAY) == []
    with pytest.raises(NotVisible):
        citizens.record_for(blocked, record_id=stay.record_id)
    with pytest.raises(NotVisible):
        shelters.stay_for(blocked, fact_id=stay.fact_id)


def test_nobody_writes_to_a_record_that_is_blocked_for_them(blocked: Actor, stay: Stay) -> None:
    assert not citizens.own_or_visible(blocked, record_ids=[stay.record_id])


def test_the_house_counts_one_less_and_the_place_is_not_offered(blocked: Actor, stay: Stay) -> None:
    tonight = house_reads.tonight(blocked, night=TODAY)

    assert tonight.record_ids == []
    assert tonight.sleeping == 0
    assert stay.place_id not in {place.id for place in tonight.free}
    assert len(tonight.places) == 2
    assert shelters.residents(blocked, on=TODAY) == []


def test_somebody_who_left_lately_is_gone_too(house: House, blocked: Actor, stay: Stay) -> None:
    later = house_reads.tonight(blocked, night=TODAY + timedelta(days=1))

    assert later.left_lately == ()


def test_the_page_and_the_board_say_nothing(blocked: Actor, stay: Stay) -> None:
    with time_machine.travel(NOW, tick=False):
        browser = signed_in(blocked)
        page = browser.get(f"/ophold/{stay.fact_id}/")
        board, residents = browser.get("/i-nat/"), browser.get("/beboere/")

    assert page.status_code == 404
    assert "Kaj" not in board.content.decode()
    assert "Kaj" not in residents.content.decode()
