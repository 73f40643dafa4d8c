"""Decisions for tests: valid and boring unless the test says otherwise."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hjemad.areas.decisions.actions import NewDecision, write_decision
from hjemad.areas.decisions.models import DecisionRecord
from hjemad.foundation.access.actor import Actor
from tests.people import NOW, TODAY

AT_THE_DOOR = NewDecision(
    ground="safety",
    is_resident=False,
    first=TODAY,
    last_day=TODAY,
    own_words="Jeg ville bare have min taske",
    not_heard_why="",
    reasons="Kl. 23.05 løftede du en stol mod to andre.",
    decider="Birgit Prøve, telefon kl. 23.10",
    sleep_here="Natcaféen, Kajen 3. Tlf. 00 00 00 01",
    practical="Din taske står hos os.",
    language="da",
    house_line="Åhuset · tlf. 00 00 00 00",
    called="Ronny",
)


def a_decision(by: Actor, *, at: datetime = NOW, **changes: Any) -> DecisionRecord:
    """Somebody called Ronny could not stay tonight, for safety."""
    return write_decision(replace(AT_THE_DOOR, **changes), by=by, decided_at=at, at=at)


def a_ban(by: Actor, *, record_id: int, last_day: date, ground: str = "house_rules") -> DecisionRecord:
    """Somebody who lived in the house may not come back until after that day."""
    return a_decision(by, record_id=record_id, called="", is_resident=True, ground=ground, last_day=last_day)
