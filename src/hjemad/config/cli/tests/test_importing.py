"""`hjemad import invoices`: as on the web, with the user and the purpose in the log."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from hjemad.areas.billing.models import Invoice, InvoiceFile
from hjemad.areas.billing.tests.test_comparison import Town
from hjemad.areas.billing.tests.test_comparison import town as town  # a fixture
from hjemad.areas.citizens.queries import record_for
from hjemad.config.cli.main import run
from hjemad.foundation.audit.models import ReadEvent
from hjemad.integrations.invoice_files.tests.test_reader import a_csv
from tests.people import NOW, an_assignment, municipality

pytestmark = pytest.mark.django_db
AS = ["--as", "mette", "--purpose", "Regning for oktober"]


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def file(town: Town, tmp_path: Path) -> str:
    erik = town.person("Erik Sandholm", first=4, end=19)
    public = str(record_for(town.leader, record_id=erik).public_id)
    path = tmp_path / "oktober.csv"
    path.write_bytes(a_csv({"person_id": public}))
    return str(path)


def test_a_dry_run_says_what_would_happen_and_writes_nothing(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "invoices", file, "--dry-run", *AS]) == 0

    assert "new: 1 (101 10-34)" in capsys.readouterr().out
    assert (Invoice.objects.count(), InvoiceFile.objects.count()) == (0, 0)


def test_a_second_import_changes_nothing_and_the_purpose_stands_in_the_log(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [run(["import", "invoices", file, *AS]) for _ in range(2)] == [0, 0]

    assert "the same: 1" in capsys.readouterr().out
    assert [one.version for one in Invoice.objects.all()] == [1]
    assert {one.purpose for one in ReadEvent.objects.filter(path_name="command:import invoices")} == {
        "Regning for oktober"
    }


def test_rejected_rows_are_named_without_their_values_and_the_code_says_so(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(a_csv({"person_id": "=1+1"}, {"facility_id": "999"}))

    assert run(["import", "invoices", str(path), *AS]) == 3

    told = capsys.readouterr().out
    assert "row 2, person_id" in told
    assert "row 3, facility_id" in told
    assert "=1+1" not in told


@pytest.mark.parametrize("user", ["ingen", "ditte", "mette/461"])
def test_nobody_acts_who_may_not(
    user: str, file: str, town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    an_assignment("Ditte", role="shelter_staff", organisation=town.house.shelter)

    assert run(["import", "invoices", file, "--as", user, "--purpose", "x"]) == 2
    assert Invoice.objects.count() == 0


def test_who_may_for_several_organisations_says_for_which(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    an_assignment("Mette", role="economist", organisation=municipality("461"))

    assert run(["import", "invoices", file, *AS]) == 2
    assert run(["import", "invoices", file, "--as", "mette/615", "--purpose", "Regning"]) == 0
    assert "USER/CODE" in capsys.readouterr().err
