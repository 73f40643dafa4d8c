"""An exact look-up answers one word: by no text, no query and no time does it tell more.

The test of time, at night: for each kind of person 200 answers, all kinds in turn so that a busy machine
slows each as much, compared with those about an unknown number by the Mann-Whitney test. Equal times fall
below the limit once in a hundred thousand comparisons. On a push the statements are compared.
"""

import math
import re
import time
from collections.abc import Iterator, Sequence
from random import Random
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.actions import NewRecord, create_records
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.areas.shelters.actions import KnownStay, import_stays
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.guards.access_world import NOW, TODAY, soon
from tests.traces.marked_world import BORN
from tests.web import signed_in

pytestmark = pytest.mark.django_db

ANSWERS = 200
LIMIT = 1e-5
NUMBERS = {
    kind: PersonNumber.invented(n, birth_date=BORN)
    for n, kind in enumerate(["unknown", "known", "protected", "hidden"], start=20)
}
VALUES = re.compile(r"'[^']*'|\"s\d+_x\d+\"|\b(\d+|NULL|true|false)\b")
CHANGES_EACH_TIME = re.compile(
    r'value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|\d+ af \d+|'
    + "|".join(number.full() for number in NUMBERS.values())
)


@pytest.fixture
def asker(settings) -> Iterator[Client]:
    """A night worker of another house, who asks about people of Åhuset."""
    settings.LOOK_UPS_PER_HOUR = 100_000
    with time_machine.travel(soon(), tick=False):
        other = people.a_house("Natherberget", code="102")
        worker = people.an_actor("Spoerger", role="shelter_staff", organisation=other.shelter, on=TODAY)
        here = people.a_house()
        leader = people.an_actor("Lene", role="shelter_leader", organisation=here.shelter, on=TODAY)
        _known_to(leader, hidden_from=worker)
        yield signed_in(worker)


def _known_to(writer: Actor, *, hidden_from: Actor) -> None:
    for kind in ("known", "protected", "hidden"):
        details = PersonDetails(full_name=f"Spurgt {kind.title()}", cpr=NUMBERS[kind])
        [record] = create_records(by=writer, new=[NewRecord(details, TODAY)], at=NOW, origin="entered")
        here = KnownStay(record_id=record.pk, period=Period(TODAY, None), decided_at=NOW)
        import_stays(by=writer, shelter_id=writer.organisation_id, stays=[here], at=NOW, origin="entered")
        if kind == "protected":
            protect(record, by=writer, kind="cpr_special", since=TODAY, at=NOW)
        if kind == "hidden":
            hide_from(record, by=writer, at=NOW, user=User.objects.get(pk=hidden_from.user_id))


def ask(client: Client, kind: str) -> str:
    answer = client.post(
        reverse("citizens:find"),
        {"ask": "exact", "cpr": NUMBERS[kind].full(), "purpose": "indskrivning", "submission": str(uuid4())},
    )
    assert answer.context["found"] is not None, "The look-up was refused"
    return answer.content.decode()


def words(client: Client, kind: str) -> str:
    return CHANGES_EACH_TIME.sub("", ask(client, kind))


def test_a_protected_person_is_known_in_the_same_words_as_any_other(asker: Client) -> None:
    assert words(asker, "protected") == words(asker, "known")


def test_a_person_who_said_no_to_the_asker_is_not_known_in_the_same_words_as_nobody(asker: Client) -> None:
    assert words(asker, "hidden") == words(asker, "unknown")


def test_known_and_not_known_are_two_answers(asker: Client) -> None:
    assert words(asker, "known") != words(asker, "unknown")


def test_no_answer_names_a_house_a_day_or_a_person(asker: Client) -> None:
    told = "".join(ask(asker, kind) for kind in NUMBERS)

    assert not [name for name in ("Åhuset", "Horsens", "Odense", "Spurgt") if name in told]


def test_the_same_queries_are_asked_whoever_it_is_about(asker: Client) -> None:
    ask(asker, "unknown")
    asked = {}
    for kind in NUMBERS:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(asker, kind)
        asked[kind] = [VALUES.sub("?", query["sql"]) for query in queries]

    assert asked["known"] == asked["unknown"]
    assert asked["protected"] == asked["unknown"]
    assert asked["hidden"] == asked["unknown"]


# On the database that is meant for real people; the statements are compared on both.
@pytest.mark.slow
@pytest.mark.postgresql
def test_no_answer_takes_longer_than_another(asker: Client) -> None:
    order = [kind for kind in NUMBERS for _ in range(ANSWERS)]
    Random(7).shuffle(order)  # noqa: S311 - an order that repeats, nothing secret
    taken: dict[str, list[int]] = {kind: [] for kind in NUMBERS}
    for kind in NUMBERS:
        ask(asker, kind)
    for kind in order:
        began = time.perf_counter_ns()
        ask(asker, kind)
        taken[kind].append(time.perf_counter_ns() - began)

    likely = {kind: same_distribution(taken["unknown"], taken[kind]) for kind in NUMBERS if kind != "unknown"}

    assert min(likely.values()) > LIMIT, likely


def same_distribution(one: Sequence[float], other: Sequence[float]) -> float:
    """How likely so large a difference in ranks is when both come from one distribution (two-sided)."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_, which) in enumerate(ranked, start=1) if which == 0)
    n, m = len(one), len(other)
    mean, deviation = n * (n + m + 1) / 2, math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(ranks - mean) / deviation / math.sqrt(2))


def test_the_test_of_time_sees_a_tenth_of_difference() -> None:
    chance = Random(3)  # noqa: S311 - figures that repeat, nothing secret
    quick = [chance.gauss(100, 15) for _ in range(ANSWERS)]
    slow = [chance.gauss(110, 15) for _ in range(ANSWERS)]
    again = [chance.gauss(100, 15) for _ in range(ANSWERS)]

    assert same_distribution(quick, slow) < LIMIT < same_distribution(quick, again)
