"""A table is read whole, from CSV or Parquet, or not at all."""

from pathlib import Path

import pytest

from hjemad.integrations.claim_files.faults import FilesRejected
from hjemad.integrations.claim_files.tables import Table, read_table
from hjemad.kernel.errors import WrongUsage
from tests.refund_files import write_parquet


def table(path: Path, content: str | bytes, *, known: tuple[str, ...] = ()) -> Table:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, required=("a", "b"), known=known)


def rules(path: Path, content: str | bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(FilesRejected) as rejected:
        table(path, content)
    return [(fault.row, fault.column, fault.rule) for fault in rejected.value.faults]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


class TestRows:
    def test_they_stand_in_the_order_asked_for_whatever_the_order_of_the_file(self, path: Path) -> None:
        assert table(path, "c,b,a\n3,2,1\n").rows == [["1", "2"]]

    def test_spaces_around_a_field_are_not_part_of_it(self, path: Path) -> None:
        assert table(path, " a , b \n 1 ,\t2 \n").rows == [["1", "2"]]

    def test_a_field_in_quotation_marks_may_hold_commas_lines_and_quotation_marks(self, path: Path) -> None:
        assert table(path, 'a,b\n"1,""x""","2\n3"\n').rows == [['1,"x"', "2\n3"]]

    def test_they_keep_the_number_a_spreadsheet_shows(self, path: Path) -> None:
        read = table(path, "a,b\n1,2\n\n,\n3,4\n")

        assert list(read.numbered()) == [(2, ["1", "2"]), (5, ["3", "4"])]

    def test_every_row_of_the_wrong_width_is_told(self, path: Path) -> None:
        assert rules(path, "a,b\n1\n1,2\n1,2,3\n") == [(2, "", "row_width"), (4, "", "row_width")]


class TestHeader:
    def test_a_column_that_is_not_known_is_warned_of(self, path: Path) -> None:
        read = table(path, "a,b,c,d,\n1,2,3,4,5\n", known=("c",))

        assert read.warnings == [
            ("table.csv: kolonner, der ikke bruges: d", "table.csv: columns not used: d")
        ]

    def test_an_unused_column_may_stand_twice(self, path: Path) -> None:
        assert table(path, "a,b,c,c\n1,2,3,4\n").rows == [["1", "2"]]

    def test_a_used_one_may_not(self, path: Path) -> None:
        assert rules(path, "a,b,a\n1,2,3\n") == [(1, "a", "column_twice")]

    def test_the_first_line_must_be_the_header(self, path: Path) -> None:
        assert rules(path, "\na,b\n1,2\n") == [(1, "a", "missing_column"), (1, "b", "missing_column")]

    def test_without_any_known_column_the_first_row_is_taken_for_data(self, path: Path) -> None:
        with pytest.raises(FilesRejected) as rejected:
            table(path, "1,2\n3,4\n")

        assert "The first row must hold the names of the columns" in rejected.value.en
        assert "Første række skal være kolonnernes navne" in rejected.value.da


class TestWholeness:
    def test_a_last_line_without_its_end_is_warned_of(self, path: Path) -> None:
        [(danish, english)] = table(path, "a,b\n1,2").warnings

        assert danish == "table.csv: sidste linje slutter uden linjeskift. Se efter, om filen er hel"
        assert english == "table.csv: the last line has no line break. Check that the file is whole"

    def test_a_header_alone_is_warned_of(self, path: Path) -> None:
        read = table(path, "a,b\n")

        assert (read.rows, len(read.warnings)) == ([], 1)

    def test_a_header_without_its_end_is_warned_of_twice(self, path: Path) -> None:
        assert len(table(path, "a,b").warnings) == 2

    def test_a_field_that_never_ends_is_found_in_a_long_file_too(self, path: Path) -> None:
        content = 'a,b\n1,"2\n' + "1,2\n" * 50_000

        assert rules(path, content) == [(2, "", "quotation")]


class TestEncoding:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_utf_8_is_read_with_and_without_its_mark(self, path: Path, encoding: str) -> None:
        assert table(path, "a,b\nÆ,Ø\n".encode(encoding)).rows == [["Æ", "Ø"]]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_wider_encodings_are_told_as_such(self, path: Path, encoding: str) -> None:
        assert rules(path, "a,b\nÆ,Ø\n".encode(encoding)) == [(0, "", "encoding")]

    def test_latin_1_is_told_with_its_row(self, path: Path) -> None:
        assert rules(path, "a,b\n1,2\nÆ,Ø\n".encode("latin-1")) == [(3, "", "encoding")]

    def test_a_character_without_meaning_is_told_with_its_row(self, path: Path) -> None:
        assert rules(path, "a,b\n1,2\n\0,4\n") == [(3, "", "nul")]


class TestParquet:
    def test_it_is_known_by_its_content_whatever_its_name(self, path: Path) -> None:
        write_parquet(path, "select 1 as a, null as b")

        assert read_table(path, required=("a", "b")).rows == [["1", ""]]

    def test_its_rows_are_numbered_as_if_there_were_a_header(self, path: Path) -> None:
        write_parquet(path, "select range as a, range as b from range(2)")

        assert list(read_table(path, required=("b",)).numbered()) == [(2, ["0"]), (3, ["1"])]

    def test_a_column_that_is_missing_is_named(self, path: Path) -> None:
        write_parquet(path, "select 1 as a, 2 as c")

        with pytest.raises(FilesRejected) as rejected:
            read_table(path, required=("a", "b"))

        [fault] = rejected.value.faults
        assert (fault.column, fault.rule) == ("b", "missing_column")

    @pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.9, 0.99])
    def test_a_file_cut_off_is_refused(self, tmp_path: Path, share: float) -> None:
        path = tmp_path / "table.parquet"
        write_parquet(path, "select range as a, range as b from range(5000)")
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

        with pytest.raises(FilesRejected) as rejected:
            read_table(path, required=("a", "b"))

        assert [fault.rule for fault in rejected.value.faults] == ["parquet"]

    def test_text_with_its_name_is_refused(self, tmp_path: Path) -> None:
        assert rules(tmp_path / "table.parquet", "a,b\n1,2\n") == [(0, "", "parquet")]


@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.parquet", "."])
def test_a_file_that_cannot_be_opened_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUsage, match="cannot be opened"):
        read_table(tmp_path / name, required=("a",))
