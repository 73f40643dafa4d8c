"""A setting moves no money until it is accepted; what was claimed before Hjemad stays claimed."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hjemad.areas.citizens.writes.protection import hide_from
from hjemad.areas.refunds.models import Acceptance, OpeningBalance
from hjemad.areas.refunds.queries.ledger import draft_for
from hjemad.areas.refunds.tests.test_requests import another
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.foundation.access.models import User
from hjemad.foundation.organisations.models import ChosenSetting
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db

FIRST, SECOND = Quarter(2024, 1), Quarter(2024, 2)
HEADER = "quarter,record,facility,nights,net_dkk,refund_dkk,source\n"


@pytest.fixture
def world() -> World:
    world = small_world()
    world.person()
    world.payer("S1", "A", LONG_AGO)
    world.stay("S1", date(2024, 1, 1), date(2024, 2, 1))
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "100.00")
    return world


def chosen(client: Client, name: str, value: str) -> None:
    address = reverse("refunds:choose_setting", args=[name])
    typed = {"value": value, "first": "1/1-2024", "source": "Råd, opdigtet", "reason": "Vi læser den sådan"}
    sent = hidden_fields(client, address) | typed
    looked = client.post(address, sent | {"step": "look"})
    assert looked.status_code == 200
    assert "effect" in looked.context
    answer = client.post(address, sent | {"step": "save", "looked": value})
    assert answer.status_code == 302, answer.content.decode()


def test_a_chosen_setting_changes_no_amount_before_it_is_accepted(world: World) -> None:
    world.close("A", "2024Q1")
    client = signed_in(world.actors["A"])
    chosen(client, "day_count", "both_days")
    assert (
        "begge" in client.get(reverse("refunds:settings")).content.decode() or ChosenSetting.objects.exists()
    )
    assert draft_for(world.actors["A"], SECOND, as_of=SECOND.end).total.half_ore == 0

    address = reverse("refunds:accept", args=["2024Q2"])
    page = client.get(address).content.decode()
    assert "700,00" in page
    answer = client.post(address, hidden_fields(client, address) | {"note": "Afgjort med revisor"})

    assert answer.status_code == 302
    assert Acceptance.objects.get().note == "Afgjort med revisor"
    assert draft_for(world.actors["A"], SECOND, as_of=SECOND.end).total.half_ore == 700_00 * 2


def test_the_auditor_sees_the_change_and_cannot_accept_it(world: World) -> None:
    world.close("A", "2024Q1")
    chosen(signed_in(world.actors["A"]), "day_count", "both_days")
    auditor = signed_in(another(world, "R", role="auditor"))
    address = reverse("refunds:accept", args=["2024Q2"])

    page = auditor.get(address)

    assert page.status_code == 200
    assert "Godkend, og anmod om det" not in page.content.decode()
    assert auditor.post(address, hidden_fields(auditor, address)).status_code == 403
    assert auditor.get(reverse("refunds:choose_setting", args=["day_count"])).status_code == 403


def upload(client: Client, text: str) -> str:
    page = client.get(reverse("refunds:openings"))
    assert page.status_code == 200
    sent = hidden_fields(client, reverse("refunds:openings"))
    file = SimpleUploadedFile("før.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("refunds:opening_file"), {**sent, "file": file}).content.decode()


def confirmed(client: Client, text: str) -> None:
    """Presses the preview's button: its hidden text is the file's."""
    sent = hidden_fields(client, reverse("refunds:openings"))
    answer = client.post(
        reverse("refunds:confirm_openings"), {"submission": sent["submission"], "text": text}
    )
    assert answer.status_code == 302


def test_a_file_is_shown_before_it_is_saved_and_a_second_time_changes_nothing(world: World) -> None:
    client, record = signed_in(world.actors["A"]), world.records["S1"]
    text = f"{HEADER}2023Q4,{record.public_id},S1,10,14000.00,7000.00,Krav 4/2023\n"

    preview = upload(client, text)
    assert "Gem 1 række" in preview
    assert OpeningBalance.objects.count() == 0
    confirmed(client, text)

    assert OpeningBalance.objects.current().get().refund_half_ore == 7000_00 * 2
    assert "Filen ændrer intet" in upload(client, text)
    assert "Kaj Opdigtet" in client.get(reverse("refunds:openings")).content.decode()


def test_rows_that_cannot_be_used_are_named_by_row_and_column(world: World) -> None:
    client = signed_in(world.actors["A"])
    other = "00000000-0000-4000-8000-000000000000"
    text = (
        f"{HEADER}2023Q5,,,1,1.00,0.50,x\n2023Q4,{other},S1,1,1.00,0.50,x\n2023Q4,,,1,=1+1,0.50,x\n"
        "2023Q4,,S9,1,1.00,0.50,x\n2023Q4,,,1,1.00,0.50,\n"
    )

    preview = upload(client, text)

    for row, column in ((2, "quarter"), (3, "record"), (4, "net_dkk"), (5, "facility"), (6, "source")):
        assert f"Række {row}, {column}" in preview
    assert "=1+1" not in preview


@pytest.mark.parametrize("text", ["", "quarter,nights\n", "\x00"])
def test_a_file_without_its_columns_is_refused_with_their_names(world: World, text: str) -> None:
    assert "Filen mangler kolonnen" in upload(signed_in(world.actors["A"]), text or "\n")


def test_a_quarter_entered_by_hand_can_be_withdrawn_and_keeps_its_history(world: World) -> None:
    client, entering = signed_in(world.actors["A"]), reverse("refunds:enter_opening")
    typed = {"quarter": "2023Q4", "nights": "10", "net": "14.000,00", "refund": "7.000,00", "source": "Krav"}
    client.post(entering, hidden_fields(client, entering) | typed)
    found = OpeningBalance.objects.current().get()
    address = reverse("refunds:withdraw_opening", args=[found.pk])

    answer = client.post(address, hidden_fields(client, address) | {"reason": "Forkert kvartal"})

    assert answer.status_code == 302
    assert not OpeningBalance.objects.current().exists()
    assert OpeningBalance.objects.exists()
    other = signed_in(world.actors["B"])
    assert other.get(address).status_code == 404


def test_the_opening_of_somebody_who_said_no_is_not_called_the_whole_quarter(world: World) -> None:
    client, record = signed_in(world.actors["A"]), world.records["S1"]
    confirmed(client, f"{HEADER}2023Q4,{record.public_id},S1,10,14000.00,7000.00,Krav 4/2023\n")
    address = reverse("refunds:withdraw_opening", args=[OpeningBalance.objects.current().get().pk])
    assert address in client.get(reverse("refunds:openings")).content.decode()
    economist = User.objects.get(pk=world.actors["A"].user_id)
    hide_from(record, by=world.actors["S1"], user=economist, at=world.tick())

    page = client.get(reverse("refunds:openings")).content.decode()

    assert "En, du ikke kan se" in page
    assert "Hele kvartalet" not in page
    assert address not in page
    assert client.get(address).status_code == 404
