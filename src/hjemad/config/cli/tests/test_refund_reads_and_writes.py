"""`hjemad refund` reads Parquet as it reads CSV, and writes its lines whole or not at all."""

from pathlib import Path

import duckdb
import pytest

from tests.refund_files import RefundFolder, write_parquet

JANUARY = "P1,S1,2024-01-01,2024-02-01,101"


@pytest.fixture
def folder(tmp_path: Path) -> RefundFolder:
    folder = RefundFolder(tmp_path)
    folder.stays(JANUARY)
    return folder


class TestParquet:
    def test_the_same_tables_give_the_same_lines(self, folder: RefundFolder) -> None:
        folder.stays(JANUARY, "P2,S2,2024-03-01,,751")
        from_csv = folder.run("2024Q1").text

        for name in ("stays", "rates", "payments"):
            as_parquet(folder, name)

        ran = folder.run("2024Q1", stays="stays.parquet", rates="rates.parquet", payments="payments.parquet")
        assert ran.text == from_csv

    def test_typed_columns_are_read_as_they_are_written(self, folder: RefundFolder) -> None:
        from_csv = folder.run("2024Q1").text
        write_parquet(
            folder.path("stays.parquet"),
            "select 'P1' as person_id, 'S1' as facility_id, timestamp '2024-01-01' as check_in,"
            " date '2024-02-01' as check_out, 101 as payer_code",
        )
        write_parquet(
            folder.path("rates.parquet"),
            "select 'S1' as facility_id, date '2000-01-01' as \"from\", null::date as \"to\","
            " 1000.0::double as rate_dkk, true as registered",
        )
        write_parquet(
            folder.path("payments.parquet"),
            "select 'P1' as person_id, date '2000-01-01' as \"from\", null::date as \"to\","
            " 100.00::decimal(9,2) as per_day_dkk",
        )

        ran = folder.run("2024Q1", stays="stays.parquet", rates="rates.parquet", payments="payments.parquet")

        assert ran.text == from_csv

    def test_closed_lines_may_be_parquet_too(self, folder: RefundFolder) -> None:
        folder.run("2024Q1")
        as_parquet(folder, "lines")

        assert folder.run("2024Q1", closed=["lines.parquet"], out="again.csv").lines == []


def as_parquet(folder: RefundFolder, name: str) -> None:
    duckdb.read_csv(str(folder.path(f"{name}.csv")), all_varchar=True).write_parquet(
        str(folder.path(f"{name}.parquet"))
    )


class TestWriting:
    @pytest.mark.parametrize("name", ["stays.csv", "rates.csv", "payments.csv", "closed.csv"])
    def test_a_file_that_is_read_is_never_written_over(self, folder: RefundFolder, name: str) -> None:
        folder.closed()
        before = folder.path(name).read_bytes()

        ran = folder.run("2024Q1", closed=["closed.csv"], out=name)

        assert ran.code == 2
        assert "--out" in ran.err
        assert folder.path(name).read_bytes() == before

    def test_not_by_another_name_either(self, folder: RefundFolder) -> None:
        folder.path("another.csv").symlink_to(folder.path("stays.csv"))

        assert folder.run("2024Q1", out="another.csv").code == 2
        assert folder.run("2024Q1", out="./stays.csv").code == 2

    def test_the_same_closed_file_cannot_be_given_twice(self, folder: RefundFolder) -> None:
        folder.closed()

        ran = folder.run("2024Q1", closed=["closed.csv", "./closed.csv"])

        assert (ran.code, ran.text) == (2, None)
        assert "twice" in ran.err

    @pytest.mark.parametrize("out", ["nowhere/lines.csv", "stays.csv/lines.csv", "a-folder"])
    def test_a_place_that_cannot_be_written_is_wrong_usage(self, folder: RefundFolder, out: str) -> None:
        folder.path("a-folder").mkdir()
        before = sorted(folder.folder.iterdir())

        ran = folder.run("2024Q1", out=out)

        assert ran.code == 2
        assert "Choose another --out" in ran.err
        assert sorted(folder.folder.iterdir()) == before

    def test_a_run_that_fails_leaves_the_old_file_as_it_was(self, folder: RefundFolder) -> None:
        first = folder.run("2024Q1")
        folder.stays("P1,S1,2024-01-01,2023-02-01,101")

        again = folder.run("2024Q1")

        assert again.code == 3
        assert again.text == first.text

    def test_a_disk_that_fills_up_leaves_the_old_file_and_no_other(
        self, folder: RefundFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = folder.run("2024Q1")
        folder.stays(JANUARY, "P2,S1,2024-01-01,2024-01-11,751")

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        again = folder.run("2024Q1")

        assert (again.code, again.text) == (2, first.text)
        assert "No space left on device" in again.err
        assert [path.name for path in folder.folder.iterdir() if path.name.startswith(".")] == []

    def test_a_new_run_takes_the_place_of_the_old_file(self, folder: RefundFolder) -> None:
        folder.run("2024Q1")
        folder.stays("P1,S1,2024-01-01,2024-01-11,101")

        assert folder.run("2024Q1").lines == ["101 2024Q1 P1 S1 2024-01-01/2024-01-11 10 9000.00 4500.00 new"]
