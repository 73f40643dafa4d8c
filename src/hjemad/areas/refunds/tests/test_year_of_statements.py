"""A municipality's whole year, and a program that knows nothing of the house adds it up to the same øre."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.billing.writes.invoices import read_file, receive
from hjemad.areas.refunds.actions import remarks, requests, statements
from hjemad.areas.refunds.actions.requests import Sending
from hjemad.areas.refunds.models import Claim, YearStatement
from hjemad.areas.refunds.queries import remarks as remark_queries
from hjemad.areas.refunds.queries.requests import year_figures
from hjemad.areas.refunds.tests.test_requests import another
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.models import Disclosure, ReadEvent
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.web import signed_in

pytestmark = pytest.mark.django_db

PROGRAM = Path(__file__).parents[5] / "tests" / "audit_program.py"
YEAR = 2025


@pytest.fixture
def world() -> World:
    """Anna pays a rate with half øre, Bo comes above the ceiling, Carl moves while nights are expected."""
    world = small_world()
    for shelter, amount in (("S1", "1482.33"), ("S2", "1391.07")):
        world.rate(shelter, Period(LONG_AGO, None), amount)
    for name, shelter, start, end in (
        ("Anna Opdigtet", "S1", date(2025, 1, 10), date(2025, 3, 3)),
        ("Bo Opdigtet", "S2", date(2025, 2, 1), date(2025, 8, 20)),
        ("Carl Opdigtet", "S1", date(2025, 9, 12), None),
    ):
        world.person(name)
        world.payer(shelter, "A", LONG_AGO)
        world.payment(shelter, Period(LONG_AGO, None), "104.00" if shelter == "S1" else "96.71")
        world.stay(shelter, start, end)
    return world


class Office:
    """Two economists and an auditor of the municipality."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.first = world.actors["A"]
        self.second = another(world, "A2")
        self.auditor = another(world, "R", role="auditor")

    def request(self, quarter: Quarter, today: date) -> Claim:
        """Drawn up, checked by the other and sent."""
        drawn = requests.draw_up(by=self.first, quarter=quarter, today=today, at=self.world.tick())
        claim = requests.check(
            by=self.second, quarter=quarter, at=self.world.tick(), expected=drawn.fingerprint
        )
        requests.send(claim, by=self.first, sending=self.sending(today), at=self.world.tick())
        return claim

    def statement(self, kind: str, today: date) -> YearStatement:
        """Drawn up, checked by the other and sent."""
        found = statements.draw_up(by=self.first, year=YEAR, kind=kind, today=today, at=self.world.tick())
        statements.check(found, by=self.second, today=today, at=self.world.tick())
        statements.send(found, by=self.first, sending=self.sending(today), at=self.world.tick())
        return found

    def sending(self, day: date) -> Sending:
        return Sending(how="portal", on=day, proof="Kvittering, opdigtet")


def carls_stay(world: World) -> Stay:
    stays = Stay.objects.everything(reason="a test looks at everything").current()
    found: Stay = stays.get(record_id=world.records["S1"].pk, valid_to__isnull=True)
    return found


def pack(actor: Actor, on: date, folder: Path) -> Path:
    """The evidence as the auditor downloads it on a day."""
    with time_machine.travel(on, tick=False):
        answer = signed_in(actor).get(reverse("refunds:evidence", args=[YEAR]))
    assert answer.status_code == 200
    path = folder / "bevis.zip"
    path.write_bytes(answer.content)
    return path


def added_up(path: Path) -> tuple[dict[str, Decimal], str]:
    """What the separate program finds, run by itself, and what it complains of."""
    run = subprocess.run(
        [sys.executable, "-I", str(PROGRAM), str(path)], capture_output=True, text=True, check=False
    )
    assert run.returncode == (1 if run.stderr else 0), run.stderr
    return {name: Decimal(value) for name, value in map(str.split, run.stdout.splitlines())}, run.stderr


def test_the_year_is_asked_corrected_stated_endorsed_and_added_up_again(world: World, tmp_path: Path) -> None:
    office = Office(world)
    office.request(Quarter(YEAR, 1), date(2025, 4, 1))
    second = office.request(Quarter(YEAR, 2), date(2025, 7, 1))
    line = second.lines.filter(kind="new").order_by("position").first()
    remark = remarks.remark(
        second, by=office.auditor, text="Taksten er 1.390,07 kr.", at=world.tick(), line=line
    )
    world.rate("S2", Period(LONG_AGO, None), "1390.07")
    third = office.request(Quarter(YEAR, 3), date(2025, 10, 1))
    corrections = [one for one in remark_queries.corrections_for(remark) if one.claim_id == third.pk]
    assert {one.cause for one in corrections} == {"rate"}
    remarks.answer(remark, by=office.second, text="Rettet", at=world.tick(), line=corrections[0])
    fourth = office.request(Quarter(YEAR, 4), date(2025, 11, 13))
    assert any(one.expected for one in fourth.lines.all())
    world.correct(carls_stay(world), date(2025, 9, 12), date(2025, 12, 2), "S1")
    provisional = office.statement("provisional", date(2026, 2, 10))
    next_year = office.request(Quarter(2026, 1), date(2026, 4, 1))
    assert {one.origin_quarter for one in next_year.lines.filter(kind="difference")} == {"2025Q4"}
    final = office.statement("final", date(2026, 5, 4))
    statements.endorse(final, by=office.auditor, note="Uden forbehold", at=world.tick())

    figures = year_figures(world.municipalities["A"].pk, YEAR, as_of=date(2026, 5, 5))
    found, complaints = added_up(pack(office.auditor, date(2026, 5, 5), tmp_path))

    assert complaints == ""
    assert found["right_dkk"] == Decimal(Money(final.total_half_ore).dkk())
    assert found["asked_dkk"] == found["right_dkk"] == Decimal(figures.right.dkk())
    assert provisional.total_half_ore == final.total_half_ore
    assert figures.waiting == 0
    assert remark_queries.remark_with_id(office.auditor, remark.pk).state == "corrected"


def test_the_pack_names_nobody_and_stands_in_both_logs(world: World, tmp_path: Path) -> None:
    office = Office(world)
    office.request(Quarter(YEAR, 1), date(2025, 4, 1))
    before = Disclosure.objects.count()

    path = pack(office.auditor, date(2025, 4, 2), tmp_path)

    with zipfile.ZipFile(path) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Opdigtet" not in text.replace("Kvittering, opdigtet", "")
    assert Disclosure.objects.count() == before + 1
    assert ReadEvent.objects.filter(kind="export", path_name="refunds:evidence").count() == 1


def test_the_program_finds_a_changed_rate_and_a_changed_line(world: World, tmp_path: Path) -> None:
    Office(world).request(Quarter(YEAR, 1), date(2025, 4, 1))
    path = pack(world.actors["A"], date(2025, 4, 2), tmp_path)
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            text = archive.read(name).decode()
            copy.writestr(name, text.replace("1482.33", "1482.34") if name == "rates.csv" else text)
    path.write_bytes(changed.getvalue())

    _, complaints = added_up(path)

    assert "rates.csv: another file" in complaints
    assert "2025Q1:" in complaints


def test_the_pack_holds_invoices_and_acceptances_without_names(world: World, tmp_path: Path) -> None:
    first = world.actors["A"]
    known = {
        "facility_id": "S1", "invoice_number": "17", "month": "2025-01", "person_id": "x1",
        "name": "Anna Opdigtet", "from": "2025-01-10", "to": "2025-02-01", "nights": "22",
        "rate_dkk": "1482.33", "amount_dkk": "32611.26",
    }  # fmt: skip
    raw = "\n".join([",".join(known), ",".join(known.values())]).encode() + b"\n"
    file = read_file(by=first, name="regning.csv", raw=raw, today=date(2025, 2, 3), at=world.tick())
    receive(by=first, file=file, at=world.tick())
    Office(world).request(Quarter(YEAR, 1), date(2025, 4, 1))

    with zipfile.ZipFile(pack(first, date(2025, 4, 2), tmp_path)) as archive:
        invoices = archive.read("invoices.csv").decode()
        assert "acceptances.csv" in archive.namelist()

    assert ",17,2025-01-01," in invoices
    assert "1482.33" in invoices
    assert "Anna" not in invoices


def test_the_year_reckons_as_far_as_the_next_request(world: World) -> None:
    payer, until = world.municipalities["A"].pk, Quarter(YEAR, 3)

    whole = year_figures(payer, YEAR, as_of=date(YEAR, 11, 24))
    so_far = year_figures(payer, YEAR, as_of=date(YEAR, 11, 24), next_request=until)

    assert [one.right is None for one in so_far.quarters][2:] == [False, True]
    assert whole.quarters[3].right is not None


def test_what_a_claim_remembers_of_everybody_is_read_once_and_never_beside_its_lines(world: World) -> None:
    office = Office(world)
    for quarter, day in ((1, date(2025, 4, 1)), (2, date(2025, 7, 1))):
        claim = office.request(Quarter(YEAR, quarter), day)
    line = claim.lines.order_by("position").first()
    remark = remarks.remark(claim, by=office.auditor, text="Se på den", at=world.tick(), line=line)
    remarks.answer(remark, by=office.second, text="Set", at=world.tick(), line=None)
    addresses = [
        reverse("refunds:evidence", args=[YEAR]),
        reverse("refunds:year", args=[YEAR]),
        reverse("refunds:claims"),
        reverse("refunds:remarks"),
        reverse("refunds:remark", args=[remark.pk]),
        reverse("refunds:claim", args=[claim.number]),
        reverse("refunds:since", args=[claim.number]),
        reverse("refunds:draft", args=[f"{YEAR}Q3"]),
    ]

    with time_machine.travel(date(2025, 10, 1), tick=False):
        client = signed_in(office.auditor)
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200, address
            reading = [one["sql"] for one in asked if '"seen"' in one["sql"]]
            assert len(reading) <= 1, address
            assert all("JOIN" not in sql for sql in reading), address
