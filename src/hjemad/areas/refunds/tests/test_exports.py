"""A closed request leaves as CSV, XLSX or tagged PDF: the same bytes each time, logged, naming nobody."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from hjemad.areas.refunds.models import Claim
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.config.cli.main import run
from hjemad.foundation.access.models import User
from hjemad.foundation.audit.models import Disclosure, Event, ReadEvent
from hjemad.kernel.periods import Period
from tests.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = small_world()
    world.person()
    world.payer("S1", "A", LONG_AGO)
    world.stay("S1", date(2024, 1, 1), date(2024, 4, 1))
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "96.71")
    return world


@pytest.fixture
def claim(world: World) -> Claim:
    return world.close("A", "2024Q1")


def got(world: World, claim: Claim, suffix: str) -> bytes:
    answer = signed_in(world.actors["A"]).get(reverse("refunds:claim_file", args=[claim.number, suffix]))
    assert answer.status_code == 200
    return answer.content


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf"])
def test_a_file_is_the_same_each_time_and_every_download_is_logged(
    world: World, claim: Claim, suffix: str
) -> None:
    assert got(world, claim, suffix) == got(world, claim, suffix)

    assert Disclosure.objects.filter(what="refund_request_file").count() == 2
    assert Event.objects.filter(kind="refunds.claim_exported", data={"as": suffix}).count() == 2
    assert ReadEvent.objects.filter(kind="export", path_name="refunds:claim_file").count() == 2


def test_the_spreadsheet_holds_lines_as_numbers_control_totals_and_the_method(
    world: World, claim: Claim
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(got(world, claim, "xlsx")))

    lines, totals, method = book.worksheets
    asked = [row[8] for row in lines.iter_rows(min_row=2, values_only=True)]
    assert sum(asked) == pytest.approx(63849.70)
    assert claim.digest_csv in {row[1] for row in totals.iter_rows(values_only=True)}
    assert any("Kontokoder" in str(row[0]) for row in method.iter_rows(values_only=True))
    cells = [
        str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert not any("Kaj" in cell for cell in cells)


def test_the_pdf_is_tagged_and_names_nobody(world: World, claim: Claim) -> None:
    reader = PdfReader(io.BytesIO(got(world, claim, "pdf")))

    text = "".join(page.extract_text() for page in reader.pages)
    assert str(reader.root_object["/MarkInfo"]).count("'/Marked': True") == 1
    assert "63.849,70" in text
    assert "Kaj" not in text


def test_another_format_and_another_municipality_are_not_found(world: World, claim: Claim) -> None:
    client, other = signed_in(world.actors["A"]), signed_in(world.actors["B"])

    assert client.get(reverse("refunds:claim_file", args=[claim.number, "exe"])).status_code == 404
    assert other.get(reverse("refunds:claim_file", args=[claim.number, "csv"])).status_code == 404


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf"])
def test_the_command_writes_the_same_file_as_the_page(
    world: World, claim: Claim, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJEMAD_LANGUAGE", "da")
    out = tmp_path / f"krav.{suffix}"
    user = User.objects.get(pk=world.actors["A"].user_id).username

    code = run(
        ["export", "claim", str(claim.number), "--out", str(out), "--as", user, "--purpose", "Til revisor"]
    )

    assert code == 0
    assert out.read_bytes() == got(world, claim, suffix)
    assert ReadEvent.objects.filter(path_name="command:export claim", purpose="Til revisor").exists()
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_the_command_refuses_another_suffix_and_a_stranger(
    claim: Claim, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", "claim", str(claim.number), "--purpose", "x", "--as", "ukendt", "--out"]

    assert run([*words, str(tmp_path / "krav.doc")]) == 2
    assert run([*words, str(tmp_path / "krav.csv")]) == 2
    assert list(tmp_path.iterdir()) == []
    assert "no such active user" in capsys.readouterr().err
