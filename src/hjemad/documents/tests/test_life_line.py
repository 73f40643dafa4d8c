"""One line, two forms: the drawing and the text hold the same things, and nothing crosses."""

import re
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.documents import life_list
from hjemad.documents.life_drawing import drawing, legend_shape
from hjemad.documents.life_labels import Placed, Wanted, places
from hjemad.documents.life_layout import MOST_ROWS, laid_out
from hjemad.documents.life_line import FORMS, MARKS, LifeLine, Part, line_of
from hjemad.documents.life_list import listed
from hjemad.documents.tests.lives import TODAY, WORDS, busy, mark, sanne, strand

CSS = Path(__file__).parents[2] / "foundation" / "ui" / "static" / "hjemad" / "hjemad.css"


def drawn(line: LifeLine) -> ElementTree.Element:
    svg = drawing(line, words=WORDS, title="The way", story="One. Two. Three.")
    return ElementTree.fromstring(svg)  # noqa: S314 # our own text, made a line above


def told_in_drawing(line: LifeLine) -> set[str]:
    groups = drawn(line).iter("g")
    return {told for group in groups for told in (group.findtext("title") or "").split("\n")}


def told_in_list(line: LifeLine) -> set[str]:
    text = listed(line, words=WORDS)
    return {f"{one.label}, {one.when}" for one in (*text.entries, *text.phases) if not one.now}


@pytest.mark.parametrize(
    "line", [sanne(), busy(60, days=700), busy(3, days=5)], ids=["sanne", "busy", "short"]
)
def test_drawing_and_text_hold_the_same_things(line: LifeLine) -> None:
    assert told_in_drawing(line) == told_in_list(line)


def test_what_is_older_than_three_years_stands_in_the_list_above_and_only_there() -> None:
    old, new = strand("guest", date(2021, 1, 1), date(2022, 1, 1)), strand("shelter", date(2026, 1, 1), None)
    line = line_of([Part((old, new))], today=TODAY)

    assert line.older.strands == (old,)
    assert told_in_drawing(line) | told_in_list(line.older) == told_in_list(line)
    assert told_in_drawing(line) & told_in_list(line.older) == set()


def crossings(found: list[Placed]) -> list[tuple[Placed, Placed]]:
    def crosses(one: Placed, other: Placed) -> bool:
        if one.row == other.row:
            return one.start < other.end and other.start < one.end
        upper, lower = (one, other) if one.row > other.row else (other, one)
        return lower.start < upper.x < lower.end

    return [pair for pair in combinations(found, 2) if crosses(*pair)]


@given(
    st.lists(st.tuples(st.integers(10, 1120), st.integers(30, 220)), min_size=1, max_size=14),
    st.one_of(st.none(), st.integers(0, 1136)),
)
def test_no_label_crosses_a_label_or_a_leader(marks: list[tuple[int, int]], wall: int | None) -> None:
    wanted = [Wanted(float(x), float(width)) for x, width in sorted(marks)]

    found = places(wanted, width=1136, rows=MOST_ROWS, wall=wall)

    if found is not None:
        assert crossings(found) == []
        assert all(place.start >= 0 and place.end <= 1136 for place in found)
        assert wall is None or not any(place.start < wall < place.end for place in found)


def test_labels_that_have_room_stand_in_one_row() -> None:
    found = places([Wanted(100, 80), Wanted(400, 80), Wanted(800, 80)], width=1136, rows=8, wall=None)

    assert found is not None
    assert {place.row for place in found} == {0}


def test_more_than_eight_rows_become_months_with_a_number() -> None:
    layout = laid_out(busy(60, days=300), words=WORDS)

    assert layout.rows <= MOST_ROWS
    assert sum(len(point.marks) for point, _, _ in layout.points) == 60
    assert any(len(point.marks) > 1 for point, _, _ in layout.points)


@given(st.integers(1, 120), st.integers(1, 1000))
def test_every_number_of_marks_can_be_drawn(count: int, days: int) -> None:
    layout = laid_out(busy(count, days=days), words=WORDS)

    assert sum(len(point.marks) for point, _, _ in layout.points) == count
    assert layout.rows <= MOST_ROWS


def test_two_things_at_once_are_two_strands_and_a_leave_lies_on_its_stay() -> None:
    home = strand("home", date(2026, 1, 1), None)
    stay = strand("shelter", date(2026, 3, 1), date(2026, 6, 1))
    leave = strand("leave", date(2026, 4, 1), date(2026, 4, 5))

    lanes = dict(laid_out(line_of([Part((home, stay, leave))], today=TODAY), words=WORDS).strands)

    assert lanes[home] != lanes[stay]
    assert lanes[leave] == lanes[stay]


def test_nights_of_which_nothing_is_known_are_a_gap_and_never_joined() -> None:
    line = line_of(
        [
            Part(
                (
                    strand("shelter", date(2026, 1, 1), date(2026, 2, 1)),
                    strand("shelter", date(2026, 5, 1), None),
                )
            )
        ],
        today=TODAY,
    )

    gap = laid_out(line, words=WORDS).gaps

    assert [(one.start, one.end) for one in gap] == [(date(2026, 2, 1), date(2026, 5, 1))]
    assert "?" in "".join(drawn(line).itertext())


def test_the_same_fact_told_by_two_records_is_drawn_once() -> None:
    notice = mark("notice", TODAY)

    assert line_of([Part(marks=(notice,)), Part(marks=(notice,))], today=TODAY).marks == (notice,)


def test_the_text_has_a_line_of_today_between_what_was_and_what_comes() -> None:
    entries = listed(sanne(), words=WORDS).entries
    now = next(index for index, one in enumerate(entries) if one.now)

    assert entries[now].label == "Shelter"
    assert [one.label for one in entries[now + 1 :]][:2] == [
        "Lease is missing",
        "Decision of support is missing",
    ]
    assert entries[now].lives == "shelter"


def test_nothing_known_draws_only_the_line_of_today() -> None:
    line = line_of([], today=TODAY)

    assert line.is_empty
    assert told_in_drawing(line) == set()
    assert listed(line, words=WORDS).entries == ()


def test_a_text_of_a_person_cannot_become_markup() -> None:
    line = line_of([Part(marks=(mark("notice", TODAY, "</svg><script>alert(1)</script>"),))], today=TODAY)

    svg = drawing(line, words=WORDS, title="<b>", story="&")

    assert "<script" not in svg
    assert "<b>" not in svg


def test_the_drawing_has_no_style_of_its_own_and_every_class_stands_in_the_stylesheet() -> None:
    svg = drawing(sanne(), words=WORDS, title="t", story="s") + "".join(
        map(legend_shape, (*FORMS, *MARKS, None))
    )
    used = {one for names in re.findall(r'class="([^"]*)"', svg) for one in names.split()}

    assert not re.search(r'\s(style|fill|stroke|onclick)="', svg)
    assert used - set(re.findall(r"\.(life-[a-z-]+)", CSS.read_text(encoding="utf-8"))) == set()


def test_every_form_and_mark_has_a_shape() -> None:
    shapes = [legend_shape(kind) for kind in (*FORMS, *MARKS)]

    assert len(set(shapes)) == len(FORMS) + len(MARKS)


def test_days_are_true_across_the_drawing() -> None:
    scale = laid_out(sanne(), words=WORDS).scale
    days = [TODAY + timedelta(days=7 * n) for n in range(3)]

    assert scale.x(days[2]) - scale.x(days[1]) == pytest.approx(scale.x(days[1]) - scale.x(days[0]), abs=0.2)
    assert life_list.when(mark("notice", TODAY), words=WORDS) == "23 Nov 2026"
