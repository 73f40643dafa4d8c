"""A decision stands whole or not at all, and only its own house reads it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hjemad.areas.decisions import actions, queries
from hjemad.areas.decisions.models import DecisionRecord
from hjemad.areas.decisions.tests.making import a_ban, a_decision
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.facts.actions import Basis, supersede
from hjemad.kernel.errors import AlreadyClosed
from tests.people import NOW, TODAY, a_house, ditte, karen, niels
from tests.stays import a_stay, an_admission

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


def test_somebody_without_a_record_is_kept_as_what_they_are_called_or_as_nothing() -> None:
    by = ditte(a_house())

    assert a_decision(by).called == "Ronny"
    nameless = a_decision(by, called="")
    assert (nameless.record_id, nameless.called) == (None, "")


def test_another_house_has_no_such_decision_nor_has_a_municipality() -> None:
    house, other = a_house(), a_house("Havnely", code="102")
    decision = a_decision(ditte(house))

    assert queries.decision_for(ditte(house), fact_id=decision.fact_id) == decision
    for reader in (niels(other), karen()):
        with pytest.raises(NotVisible):
            queries.decision_for(reader, fact_id=decision.fact_id)


def test_a_ban_is_seen_by_its_own_house_until_and_with_its_last_day() -> None:
    house, other = a_house(), a_house("Havnely", code="102")
    by = ditte(house)
    record_id = a_stay(by, house=house).record_id
    ban = a_ban(by, record_id=record_id, last_day=TODAY + timedelta(days=3))

    def seen(day: int, reader: object = by) -> DecisionRecord | None:
        return queries.ban_in_force(reader, record_id=record_id, on=TODAY + timedelta(days=day))  # type: ignore[arg-type]

    assert [seen(day) == ban for day in (-1, 0, 3, 4)] == [False, True, True, False]
    assert seen(1, niels(other)) is None


def test_a_target_group_decision_bars_nobody() -> None:
    house = a_house()
    by = ditte(house)
    record_id = an_admission(by, house=house).stay.record_id
    a_ban(by, record_id=record_id, last_day=TODAY + timedelta(days=3), ground="not_target_group")

    assert queries.ban_in_force(by, record_id=record_id, on=TODAY) is None


def test_the_hour_of_the_sheet_is_written_once() -> None:
    by = ditte(a_house())
    decision = a_decision(by)

    handed = actions.hand_over(decision, by=by, handed_at=LATER, read_aloud=True, at=LATER)

    assert (handed.handed_at, handed.handed_by_id, handed.read_aloud) == (LATER, by.user_id, True)
    with pytest.raises(AlreadyClosed):
        actions.hand_over(handed, by=by, handed_at=LATER, read_aloud=False, at=LATER)


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_to": None},
        {"reasons": ""},
        {"own_words": ""},
        {"handed_at": LATER},
        {"kind": "expulsion", "ground": "not_target_group"},
    ],
)
def test_the_database_itself_refuses_a_decision_without_its_parts(changes: dict[str, object]) -> None:
    by = ditte(a_house())
    decision = a_decision(by)

    with pytest.raises(IntegrityError), transaction.atomic():
        supersede(decision, basis=Basis(by=by, at=LATER, reason="", origin="entered"), **changes)


def test_the_sheet_names_nobody_and_begins_with_where_to_sleep() -> None:
    decision = a_decision(ditte(a_house()))

    assert decision.sheet["box"]["paragraphs"] == ["Natcaféen, Kajen 3. Tlf. 00 00 00 01"]
    assert "Ronny" not in str(decision.sheet)
