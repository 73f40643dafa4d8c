"""Closed lines are read back exactly as they were written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.integrations.claim_files.closed_lines import ClosedFiles
from hjemad.integrations.claim_files.faults import Fault
from hjemad.integrations.claim_files.writer import lines_text, write_lines
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import Line

Q1 = Quarter.parse("2024Q1")
DAYS = st.integers(Q1.start.toordinal(), Q1.end.toordinal())
IDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
AMOUNTS = st.integers(-(10**9), 10**9).map(Money)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line as the ledger could make it."""
    start, end = sorted((draw(DAYS), draw(DAYS)))
    stopped = draw(st.booleans())
    net, refund = (None, None) if stopped else (draw(AMOUNTS), draw(AMOUNTS))
    return Line(
        draw(st.sampled_from(["101", "751"])), Q1, draw(IDS), draw(IDS),
        draw(st.sampled_from([(start, end), None])), draw(st.integers(-92, 92)), net, refund,
        "stopped" if stopped else "difference", draw(st.sampled_from(["", "fact"])),
        draw(st.sampled_from(["rate", "rate;payer"])) if stopped else "",
    )  # fmt: skip


@given(st.lists(lines(), max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, written: list[Line]) -> None:
    path = tmp_path_factory.mktemp("lines") / "lines.csv"
    write_lines(path, written)
    faults: list[Fault] = []

    read, warnings = ClosedFiles().read(path, faults)

    assert faults == []
    assert read == [line.closed() for line in written]
    assert bool(warnings) == (not written)


def test_a_rounding_needs_no_person(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    rounding = Line("101", Q1, "", "", None, 0, None, Money(1), "rounding", "rounding")
    write_lines(path, [rounding])

    read, _ = ClosedFiles().read(path, [])

    assert read == [rounding.closed()]


def test_the_text_of_a_claim_is_the_content_of_its_file(tmp_path: Path) -> None:
    line = Line("101", Q1, "P1", "S1", None, 1, Money(2), Money(1), "new")
    write_lines(tmp_path / "lines.csv", [line])

    assert (tmp_path / "lines.csv").read_bytes() == lines_text([line]).encode()
