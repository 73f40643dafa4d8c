"""`hjemad import stays|residents` and `hjemad export quarter`: the code of the web, and as well noted."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import time_machine

from hjemad.areas.citizens.queries import records_paid_by
from hjemad.areas.shelters.models import Stay, StayFile
from hjemad.areas.shelters.tests.test_incoming import ANNE, BENT, a_list, leader
from hjemad.config.cli.main import run
from hjemad.foundation.audit.models import ReadEvent
from tests.people import NOW, House, a_house, mette, municipality

pytestmark = pytest.mark.django_db
AS = ["--as", "lone", "--purpose", "Huset begynder"]


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house() -> House:
    house = a_house()
    leader(house)
    return house


def file_with(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "liste.csv"
    path.write_bytes(a_list(*rows))
    return str(path)


def stays() -> int:
    return Stay.objects.everything(reason="a test counts").current().count()


def test_a_dry_run_writes_nothing_and_a_second_import_changes_nothing(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_with(tmp_path, f"1;{ANNE};Anne;1/8-26;9/8-26;;")

    assert run(["import", "stays", file, "--dry-run", *AS]) == 0
    assert stays() == 0
    assert [run(["import", "stays", file, *AS]) for _ in range(2)] == [0, 0]

    assert (stays(), StayFile.objects.count()) == (1, 0)
    assert "the same: 1" in capsys.readouterr().out
    assert {one.purpose for one in ReadEvent.objects.filter(path_name="command:import stays")} <= {AS[3]}


def test_refused_rows_are_named_without_their_values_and_come_back_as_a_file(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "afviste.xlsx"
    file = file_with(tmp_path, f"1;{ANNE};Anne;aldrig;;Loftet;", f"2;{BENT};Bent;1/11-26;;Loftet;")

    code = run(["import", "residents", file, "--open-places", "101-1", "--refused", str(out), *AS])

    said = capsys.readouterr().out
    assert code == 3
    assert "row 2: Admitted: The date cannot be read" in said
    assert "aldrig" not in said
    assert openpyxl.load_workbook(out).active["E2"].value == "Anne"
    assert [one.place and one.place.label for one in Stay.objects.everything(reason="a test").current()] == [
        "Loftet"
    ]


def test_a_column_can_be_named_and_one_that_is_not_there_is_refused(house: House, tmp_path: Path) -> None:
    file = file_with(tmp_path, f"1;{ANNE};Anne;aldrig;1/8-26;;")

    assert run(["import", "stays", file, "--column", "admitted=Udskrevet", *AS]) == 0
    assert run(["import", "stays", file, "--column", "admitted=Andet", *AS]) == 2


def test_the_quarter_is_written_and_noted(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["import", "stays", file_with(tmp_path, f"1;{ANNE};Anne;1/8-26;9/8-26;;"), *AS])
    out = tmp_path / "q.csv"

    command = ["export", "dst-quarter", "--facility", "101", "--out", str(out), *AS]
    assert run([*command, "--quarter", "2026Q3"]) == 0
    assert out.read_text().startswith("facility_id;cpr;")
    assert "mode_missing" in capsys.readouterr().err
    assert [run([*command, "--quarter", "2026Q4"]), run(command)] == [3, 2]
    assert ReadEvent.objects.filter(path_name="command:export quarter", kind="export").exists()


def test_a_municipality_reads_in_a_shelter_that_is_not_here_and_pays_where_nothing_else_is_said(
    house: House, tmp_path: Path
) -> None:
    mette()
    other = a_house("Havnely", code="102")
    file = file_with(tmp_path, f"1;{ANNE};Anne;1/8-26;9/8-26;;")
    command = ["import", "stays", file, "--as", "mette", "--purpose", "Regning fra Havnely"]

    assert run([*command, "--shelter", "102", "--origin", "invoice"]) == 0
    assert run([*command, "--shelter", "102", "--origin", "invoice"]) == 0

    (stay,) = Stay.objects.everything(reason="a test").current()
    assert (stay.shelter_id, stay.origin) == (other.shelter.pk, "invoice")
    assert set(records_paid_by(municipality().pk).values_list("record_id", flat=True)) == {stay.record_id}
    assert [run([*command, "--shelter", code]) for code in ("101", "999")] == [3, 2]
