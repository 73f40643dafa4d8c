"""The economist's pages: from the draft to a closed claim and its file."""

import hashlib
import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.refunds.actions import requests
from hjemad.areas.refunds.models import Claim, RequestStep
from hjemad.areas.refunds.tests.test_requests import another
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.audit.models import ReadEvent
from hjemad.foundation.organisations.actions import choose_setting
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = small_world()
    world.person()
    world.payer("S1", "A", LONG_AGO)
    world.payer("S2", "B", LONG_AGO)
    world.stay("S1", date(2024, 1, 1), date(2024, 4, 1))
    world.stay("S2", date(2024, 4, 1), date(2024, 7, 1))
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "96.71")
    return world


def browser(world: World, key: str) -> Client:
    return signed_in(world.actors[key])


def test_the_draft_shows_the_amount_and_notes_the_reading(world: World) -> None:
    client = browser(world, "A")

    page = client.get(reverse("refunds:draft", args=["2024Q1"]))

    assert page.status_code == 200
    assert "63.849,695" in page.content.decode()
    assert "Kaj Opdigtet" in page.content.decode()
    assert ReadEvent.objects.filter(path_name="refunds:draft").count() == 1


def test_a_missing_rate_waits_with_a_way_to_mend_it(world: World) -> None:
    client = browser(world, "B")

    page = client.get(reverse("refunds:draft", args=["2024Q2"])).content.decode()

    assert "Takst mangler" in page
    assert "uden det, der venter, og som er ukendt" in page
    assert "1 linje<" in page.replace(" <", "<")
    assert "0,00\xa0kr." in page
    assert "takster/ny/" in page


def drawn_up(world: World) -> None:
    requests.draw_up(by=world.actors["A"], quarter=Quarter(2024, 1), today=date(2024, 4, 1), at=world.tick())


def test_the_first_person_draws_up_and_cannot_check_it(world: World) -> None:
    client = browser(world, "A")
    address = reverse("refunds:draw_up", args=["2024Q1"])

    answer = client.post(address, hidden_fields(client, address))

    assert answer.headers["Location"] == reverse("refunds:draft", args=["2024Q1"])
    assert "En anden kontrollerer den nu" in client.get(answer.headers["Location"]).content.decode()
    page = client.get(reverse("refunds:check", args=["2024Q1"])).content.decode()
    assert "Du har selv opstillet den" in page
    assert Claim.objects.count() == 0


def test_checking_from_the_page_and_sending_it_twice_closes_once(world: World) -> None:
    drawn_up(world)
    client = signed_in(another(world, "A2"))
    address = reverse("refunds:check", args=["2024Q1"])
    form = hidden_fields(client, address)

    first, second = client.post(address, form), client.post(address, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert Claim.objects.count() == 1
    page = client.get(first.headers["Location"]).content.decode()
    assert "63.849,70" in page
    assert "Kontrolleret" in page


def test_what_changed_while_reading_is_shown_and_nothing_is_drawn_up(world: World) -> None:
    client = browser(world, "A")
    address = reverse("refunds:draw_up", args=["2024Q1"])
    form = hidden_fields(client, address)
    world.rate("S1", Period(LONG_AGO, None), "1600.00")

    answer = client.post(address, form)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert RequestStep.objects.count() == 0
    assert "Noget blev ændret, mens du læste" in page
    assert "68.399,70" in page
    assert client.post(address, hidden_fields(client, address)).status_code == 302
    assert RequestStep.objects.count() == 1


def test_what_changed_after_the_drawing_must_be_drawn_up_again(world: World) -> None:
    drawn_up(world)
    world.rate("S1", Period(LONG_AGO, None), "1600.00")

    page = signed_in(another(world, "A2")).get(reverse("refunds:check", args=["2024Q1"])).content.decode()

    assert "Det skal opstilles igen" in page
    assert "Kontrollér og luk" not in page


def test_a_year_goes_from_requests_to_the_auditors_endorsement_by_clicks(world: World) -> None:
    drawn_up(world)
    first, second = browser(world, "A"), signed_in(another(world, "A2"))
    auditor = signed_in(another(world, "R", role="auditor"))
    checking = reverse("refunds:check", args=["2024Q1"])
    claim = second.post(checking, hidden_fields(second, checking)).headers["Location"]
    sent = {"how": "portal", "on": "1/5-2024", "proof": "Kvittering 1"}
    sending = reverse("refunds:send", args=[1])
    assert first.post(sending, hidden_fields(first, sending) | sent).status_code == 302
    assert "Kvittering 1" in first.get(claim).content.decode()

    statement = reverse("refunds:statement", args=[2024, "endelig"])
    for client, step, typed in (
        (first, "opstil/", {}),
        (second, "kontroller/", {}),
        (first, "send/", sent),
        (auditor, "paategn/", {"note": "Uden forbehold"}),
    ):
        address = statement + step
        answer = client.post(address, hidden_fields(client, address) | typed)
        assert answer.headers["Location"] == statement, step
    page = auditor.get(statement).content.decode()
    assert "Uden forbehold" in page
    assert "63.849,70" in page
    year = auditor.get(reverse("refunds:year", args=[2024])).content.decode()
    assert "15.\xa0maj 2025" in year
    assert "15.\xa0feb. 2025" in year
    assert "Påtegnet" in year


def test_the_auditor_remarks_on_a_line_and_the_economist_answers(world: World) -> None:
    claim = world.close("A", "2024Q1")
    auditor, economist = signed_in(another(world, "R", role="auditor")), browser(world, "A")
    line = claim.lines.get(kind="new").position
    writing = reverse("refunds:write_remark", args=[claim.number]) + f"?linje={line}"
    auditor.post(writing, hidden_fields(auditor, writing) | {"text": "Er taksten den aftalte?"})
    listed = economist.get(reverse("refunds:remarks")).content.decode()
    assert "Er taksten den aftalte?" in listed
    address = re.findall(r'href="(/anmodninger/bemaerkninger/\d+/)"', listed)[0]

    answer = economist.post(
        address, hidden_fields(economist, address) | {"text": "Ja, se aftalen", "line": ""}
    )

    assert answer.status_code == 302
    assert "Besvaret" in auditor.get(address).content.decode()
    assert auditor.post(address, hidden_fields(auditor, address) | {"text": "Selv"}).status_code == 403


def test_the_file_of_a_closed_claim_is_the_one_stored_and_names_nobody(world: World) -> None:
    claim = world.close("A", "2024Q1")

    answer = browser(world, "A").get(reverse("refunds:claim_file", args=[claim.number, "csv"]))

    assert hashlib.sha256(answer.content).hexdigest() == claim.digest_csv
    assert "Kaj" not in answer.content.decode()
    assert ReadEvent.objects.filter(kind="export").count() == 1


def test_a_line_opens_to_nights_parameters_and_who_entered_the_facts(world: World) -> None:
    claim = world.close("A", "2024Q1")
    position = claim.lines.get(kind="new").position

    page = browser(world, "A").get(reverse("refunds:claim_line", args=[claim.number, position]))

    text = page.content.decode()
    assert "1.500,00" in text
    assert "96,71" in text
    assert "Bruger S1" in text
    assert "§ 177, stk. 1, nr. 5" in text
    assert "nummer 91 i det løbende år" in text


def test_what_changed_elsewhere_is_a_reference_and_nothing_of_the_others(world: World) -> None:
    world.rate("S2", Period(LONG_AGO, None), "1400.00")
    world.payment("S2", Period(LONG_AGO, None), "96.71")
    claim = world.close("B", "2024Q2")

    page = browser(world, "B").get(
        reverse("refunds:claim_line", args=[claim.number, claim.lines.get(kind="new").position])
    )

    text = page.content.decode()
    assert "samme reference: K" in text
    assert "Herberg S1" not in text
    assert "jan. 2024" not in text
    assert "mar. 2024" not in text


@pytest.mark.parametrize("quarter", ["2024Q5", "x", "2024"])
def test_a_quarter_that_does_not_exist_is_not_found(world: World, quarter: str) -> None:
    assert browser(world, "A").get(f"/anmodninger/kvartal/{quarter}/").status_code == 404


def test_another_municipalitys_claim_and_citizen_are_not_found(world: World) -> None:
    claim = world.close("A", "2024Q1")
    other = browser(world, "B")

    assert other.get(reverse("refunds:claim", args=[claim.number])).status_code == 404
    assert other.get(reverse("refunds:draft_lines", args=["2024Q1", uuid4()])).status_code == 404


def test_shelter_staff_see_no_amounts(world: World) -> None:
    assert browser(world, "S1").get(reverse("refunds:claims")).status_code == 403


def stay_of(world: World) -> Stay:
    stays = Stay.objects.everything(reason="a test looks at everything").current()
    found: Stay = stays.get(record_id=world.records["S1"].pk, valid_from=date(2024, 1, 1))
    return found


def test_the_nights_are_drawn_as_text_and_other_readings_have_their_amounts(world: World) -> None:
    world.correct(stay_of(world), date(2024, 1, 1), date(2024, 3, 15), "S1")
    client = browser(world, "A")
    draft = client.get(reverse("refunds:draft", args=["2024Q1"])).content.decode()
    [address] = re.findall(r'href="(/anmodninger/kvartal/2024Q1/borger/[^"]+)"', draft)

    page = client.get(address).content.decode().replace("\xa0", " ")

    assert "1. jan.–14. mar. 2024: 74 nætter med refusion, nummer 1–74 i det løbende år" in page
    assert page.count('height="22" fill="#08519c"') == 74
    assert "Uafklaret: det, loven lader stå åbent her" in page
    assert "både første og sidste dag: 75 nætter" in page


def test_a_reading_whose_amount_is_unknown_says_so_and_is_never_0() -> None:
    world = small_world(run_by="A")
    world.person()
    world.payer("S2", "A", LONG_AGO)
    world.stay("S2", date(2024, 1, 1), date(2024, 2, 1))
    world.rate("S2", Period(LONG_AGO, None), "1500.00")
    world.payment("S2", Period(LONG_AGO, None), "96.71")
    choose_setting(
        world.municipalities["A"].pk, name="own_shelter_cost_basis", value="as_if_charged",
        period=Period(LONG_AGO, None), source="Råd, opdigtet", reason="", by=world.actors["A"],
        at=world.tick(),
    )  # fmt: skip
    client = browser(world, "A")
    draft = client.get(reverse("refunds:draft", args=["2024Q1"])).content.decode()
    [address] = re.findall(r'href="(/anmodninger/kvartal/2024Q1/borger/[^"]+)"', draft)

    page = client.get(address).content.decode().replace("\xa0", " ")

    assert "den faktiske udgift: 31 nætter, beløbet er ukendt" in page
    assert "ukendt: 0 nætter" not in page


@pytest.mark.parametrize("name", ["draft", "accept", "draw_up", "year", "settings", "openings", "claims"])
def test_a_page_asks_the_same_number_of_questions_for_one_person_and_for_three(
    world: World, name: str
) -> None:
    client = browser(world, "A")
    parts = {"year": [2024]}.get(name, ["2024Q1"] if name in {"draft", "accept", "draw_up"} else [])
    address = reverse(f"refunds:{name}", args=parts)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for who in ("Bo Opdigtet", "Carl Opdigtet"):
        world.person(who)
        world.payer("S1", "A", LONG_AGO)
        world.stay("S1", date(2024, 1, 1), date(2024, 2, 1))
        world.payment("S1", Period(LONG_AGO, None), "96.71")

    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(three) == len(one)


def test_a_closed_line_shows_the_nights_then_now_and_both(world: World) -> None:
    claim = world.close("A", "2024Q1")
    world.correct(stay_of(world), date(2024, 1, 1), date(2024, 3, 1), "S1")
    line = claim.lines.get(kind="new").position
    address = reverse("refunds:claim_line", args=[claim.number, line])
    client = browser(world, "A")

    shown = {view: client.get(f"{address}?viden={view}").content.decode() for view in ("then", "now", "both")}

    assert "91 nætter med refusion" in shown["then"].replace("\xa0", " ")
    assert "60 nætter med refusion" in shown["now"].replace("\xa0", " ")
    assert shown["both"].count('<svg viewBox="0 0 1136 68"') == 2
