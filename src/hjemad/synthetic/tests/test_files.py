"""The files: equal to the byte for equal arguments, on any run, and of the agreed form."""

import csv
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.files import write_files

NAMES = ("stays.csv", "rates.csv", "payments.csv")
PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.files import write_files
country = denmark(citizens=300, seed=int(sys.argv[1]), first=date(2022, 1, 1), last=date(2026, 11, 24))
write_files(country, Path(sys.argv[2]))
"""


def written_by_a_process(folder: Path, *, seed: int, hash_seed: str) -> list[bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", PROGRAM, str(seed), str(folder)], check=True, env=environment)
    return [(folder / name).read_bytes() for name in NAMES]


def test_the_same_seed_gives_the_same_bytes_in_every_process_and_another_seed_other_ones(
    tmp_path: Path,
) -> None:
    one = written_by_a_process(tmp_path / "one", seed=1, hash_seed="0")
    other = written_by_a_process(tmp_path / "other", seed=1, hash_seed="4242")
    third = written_by_a_process(tmp_path / "third", seed=2, hash_seed="0")
    assert one == other
    assert all(left != right for left, right in zip(one, third, strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    country = denmark(citizens=1_200, seed=9, first=date(2022, 1, 1), last=date(2026, 11, 24))
    write_files(country, folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_sorted_without_a_row_twice_and_ends_its_lines_in_one_newline(
    name: str, folder: Path
) -> None:
    content = (folder / name).read_bytes()
    header, *lines = [tuple(row) for row in csv.reader(content.decode("utf-8").splitlines())]
    assert lines == sorted(set(lines))
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert len(header) == len(set(header))


def test_the_columns_are_those_of_the_contract(folder: Path) -> None:
    required = {"person_id", "facility_id", "check_in", "check_out", "payer_code"}
    assert required <= set(rows(folder / "stays.csv")[0])
    assert list(rows(folder / "rates.csv")[0]) == ["facility_id", "from", "to", "rate_dkk", "registered"]
    assert list(rows(folder / "payments.csv")[0]) == ["person_id", "from", "to", "per_day_dkk"]


def test_a_stay_whose_payer_changed_is_rows_that_follow_on_each_other(folder: Path) -> None:
    stays = {row["stay_id"]: row for row in rows(folder / "stays.csv")}
    later = [row for row in stays.values() if row["stay_id"].endswith("-2")]
    assert later
    for row in later:
        first = stays[row["stay_id"].removesuffix("-2")]
        assert first["check_out"] == row["check_in"]
        assert (first["person_id"], first["facility_id"]) == (row["person_id"], row["facility_id"])
        assert first["payer_code"] != row["payer_code"]


def test_an_unknown_payer_is_an_empty_cell_and_an_open_stay_has_no_check_out(folder: Path) -> None:
    stays = rows(folder / "stays.csv")
    assert any(row["payer_code"] == "" for row in stays)
    assert any(row["check_out"] == "" for row in stays)
