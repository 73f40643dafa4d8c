"""The pages: a sheet without a name, the hour written once, an appeal step by step."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.decisions import queries
from hjemad.areas.decisions.models import DecisionRecord
from hjemad.areas.decisions.reads.appeals import appeal_of
from hjemad.areas.decisions.tests.making import a_ban, a_decision
from tests.people import NOW, TODAY, House, a_house, an_actor, ditte, niels
from tests.stays import a_stay
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=50)


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
def decision(house: House) -> DecisionRecord:
    return a_decision(ditte(house))


def page_of(decision: DecisionRecord, page: str = "decision") -> str:
    return reverse(f"decisions:{page}", args=[decision.fact_id])


@time_machine.travel(LATER, tick=False)
def test_the_hour_after_midnight_is_the_next_day_and_gives_the_last_day_to_appeal(
    house: House, decision: DecisionRecord
) -> None:
    client, address = signed_in(ditte(house)), page_of(decision)
    form = {**hidden_fields(client, address), "clock": "0.05", "how": "hand"}

    for _ in range(2):
        assert client.post(address, form).status_code == 302

    handed = queries.decision_for(ditte(house), fact_id=decision.fact_id)
    assert handed.handed_at is not None
    assert handed.handed_at.astimezone(NOW.tzinfo).date() == TODAY + timedelta(days=1)
    assert "22. dec. 2026" in client.get(address).content.decode().replace("\xa0", " ")


@time_machine.travel(LATER, tick=False)
def test_an_hour_that_is_none_is_told_at_its_field(house: House, decision: DecisionRecord) -> None:
    client, address = signed_in(ditte(house)), page_of(decision)

    answer = client.post(address, {**hidden_fields(client, address), "clock": "straks", "how": "hand"})

    assert answer.status_code == 200
    assert "Skriv et klokkeslæt" in answer.content.decode()


@time_machine.travel(LATER, tick=False)
def test_the_sheet_is_a_page_and_a_file_and_names_nobody(house: House) -> None:
    by = ditte(house)
    record_id = a_stay(by, house=house, called="Jonna").record_id
    ban = a_ban(by, record_id=record_id, last_day=TODAY + timedelta(days=2))
    client = signed_in(by)

    page = client.get(page_of(ban, "sheet")).content.decode()
    file = client.get(page_of(ban, "sheet_pdf"))

    assert "Jonna" not in page
    assert page.index("Her kan du sove") < page.index("Hvorfor")
    assert file.content.startswith(b"%PDF")
    assert "Jonna" not in file["Content-Disposition"]


@time_machine.travel(LATER, tick=False)
def test_another_house_finds_no_page(decision: DecisionRecord) -> None:
    other = signed_in(niels(a_house("Havnely", code="102")))

    for page in ("decision", "sheet", "sheet_pdf", "appeal"):
        assert other.get(page_of(decision, page)).status_code == 404


@time_machine.travel(LATER, tick=False)
def test_an_appeal_goes_step_by_step_to_its_end(house: House, decision: DecisionRecord) -> None:
    leader = an_actor("Birgit", role="shelter_leader", organisation=house.shelter)
    client, address = signed_in(leader), page_of(decision, "appeal")
    for step in (
        {"day": "i dag", "words": "Det var ikke mig"},
        {"day": "i dag", "words": "Vi siger det samme", "result": "stands"},
        {"day": "i dag"},
        {"day": "i dag", "outcome": "upheld"},
    ):
        assert client.post(address, {**hidden_fields(client, address), **step}).status_code == 302, step

    shown = appeal_of(leader, decision)
    assert shown is not None
    assert (shown.appeal.outcome, shown.waits_for) == ("upheld", "")


@time_machine.travel(LATER, tick=False)
def test_the_list_costs_the_same_for_one_and_many(house: House) -> None:
    client = signed_in(ditte(house))

    def queries_of_the_list() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(reverse("decisions:decisions")).status_code == 200
        return len(captured)

    a_decision(ditte(house))
    one = queries_of_the_list()
    for _ in range(4):
        a_decision(ditte(house))
    assert queries_of_the_list() == one <= 12
