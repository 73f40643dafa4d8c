"""A list judged row by row: each thing that can be wrong is named where it stands, and nothing else is."""

from datetime import date
from uuid import UUID

import pytest

from hjemad.integrations.stay_files.columns import propose
from hjemad.integrations.stay_files.judge import Bed, JudgedRow, Known, Standing, judge, read_list
from hjemad.integrations.stay_files.words import RULES, said
from hjemad.integrations.table_files.sheet import Sheet

TODAY = date(2026, 11, 23)
HEAD = (
    "Opholdsnr", "CPR-nr.", "Navn", "Fødselsdato", "Køn", "Indflytningsdato", "Udflytningsdato", "Værelse",
    "Afdeling", "Betalingskommune", "Udskrivningsmåde", "Borgernummer",
)  # fmt: skip
GOOD = {"Navn": "Anne Ø", "Indflytningsdato": "1/11-2026"}
ANNE, BENT = "610190-4000", "620291-4001"
BED = Bed(7, 3, "Stuen", "12")
FACT = UUID(int=1)


def judged(*rows: dict[str, str], known: Known | None = None, about: str = "stays") -> list[JudgedRow]:
    cells = [(n, tuple((GOOD | row).get(name, "") for name in HEAD)) for n, row in enumerate(rows, start=2)]
    read = read_list(Sheet(HEAD, tuple(cells), danish=True), propose(HEAD), today=TODAY)
    return judge(read, known=known or Known(beds=[BED]), about=about)


def rules(one: JudgedRow) -> set[str]:
    return {remark.rule for remark in one.remarks}


def test_the_headings_people_use_are_proposed() -> None:
    assert sorted(HEAD[at] for at in propose(HEAD).values()) == sorted(HEAD)
    assert propose(["stay_id", "check_in", "check_out", "cpr", "payer_code"]) == {
        "admitted": 1, "discharged": 2, "cpr": 3, "municipality": 4, "stay_number": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["1/11-2026", "2026-11-01", "1. nov. 2026", "01-11-26", "2026-11-01 08:30:00"]
)
def test_a_day_is_read_however_it_is_written_day_before_month(text: str) -> None:
    (one,) = judged({"Indflytningsdato": text})

    assert one.row is not None
    assert one.row.admitted == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"Indflytningsdato": ""}, "admitted_missing"),
        ({"Indflytningsdato": "i går"}, "date_unreadable"),
        ({"Indflytningsdato": "11/31/2026"}, "date_unreadable"),
        ({"Indflytningsdato": "1/1-0202"}, "date_too_early"),
        ({"Indflytningsdato": "24/11-2026"}, "date_in_future"),
        ({"Udflytningsdato": "31/10-2026"}, "discharged_before_admitted"),
        ({"Navn": ""}, "nobody"),
        ({"CPR-nr.": "12345"}, "cpr_not_valid"),
        ({"CPR-nr.": ANNE, "Fødselsdato": "2/1-1990"}, "birth_date_other"),
        ({"Fødselsdato": "2/11-2026"}, "born_later"),
        ({"Navn": "=1+1"}, "formula"),
        ({"Navn": "A\nB"}, "formula"),
        ({"Navn": "x" * 201}, "too_long"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(change: dict[str, str], rule: str) -> None:
    other, one = judged({"Navn": "Bent"}, change)

    assert (other.does, one.does) == ("new", "refused")
    assert rule in rules(one)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"Køn": "x"}, "sex_unknown"),
        ({"Betalingskommune": "Andeby"}, "municipality_unknown"),
        ({"Udflytningsdato": "2/11-2026", "Udskrivningsmåde": "sivet"}, "mode_unknown"),
        ({"Udflytningsdato": "2/11-2026", "Værelse": "99"}, "place_unknown"),
        ({"Værelse": "99"}, "place_new"),
        ({}, "name_only"),
    ],
)
def test_a_row_that_is_used_says_where_to_look(change: dict[str, str], rule: str) -> None:
    (one,) = judged(change)

    assert one.does == "new"
    assert rule in rules(one)


def test_the_same_stay_twice_and_two_stays_in_one_night_are_told_apart() -> None:
    first, double, overlap, later = judged(
        {"CPR-nr.": ANNE, "Udflytningsdato": "9/11-2026"},
        {"CPR-nr.": ANNE, "Udflytningsdato": "9/11-2026"},
        {"CPR-nr.": ANNE, "Indflytningsdato": "5/11-2026"},
        {"CPR-nr.": ANNE, "Indflytningsdato": "9/11-2026"},
    )

    assert (first.does, double.does, overlap.does, later.does) == ("new", "refused", "refused", "new")
    assert [(remark.rule, remark.other_row) for one in (double, overlap) for remark in one.remarks] == [
        ("double_row", 2), ("overlaps_row", 2),
    ]  # fmt: skip


def test_one_row_with_both_numbers_tells_whose_the_houses_own_number_is() -> None:
    first, second = judged(
        {"CPR-nr.": ANNE, "Borgernummer": "b1", "Udflytningsdato": "3/11-2026"},
        {"Borgernummer": "b1", "Indflytningsdato": "4/11-2026"},
    )

    assert first.person_key == second.person_key


def test_two_in_one_bed_the_second_stands_without_it() -> None:
    first, second = judged({"CPR-nr.": ANNE, "Værelse": "12"}, {"CPR-nr.": BENT, "Værelse": "12"})

    assert (first.bed, second.bed) == (BED, None)
    assert rules(second) == {"place_taken"}


def test_what_stands_already_is_the_same_is_ended_or_is_left_alone() -> None:
    def beside(end: date | None, row: dict[str, str], *, withdrawn: bool = False) -> str:
        standing = Standing(FACT, (date(2026, 11, 1), end), withdrawn)
        known = Known(numbered={"1": standing})
        return judged({"Opholdsnr": "1"} | row, known=known)[0].does

    ended = {"Udflytningsdato": "9/11-2026"}
    assert beside(None, {}) == "same"
    assert beside(date(2026, 11, 9), {}) == "same"  # more is known here than on the list
    assert beside(date(2026, 11, 9), ended) == "same"
    assert beside(None, ended) == "changed"
    assert beside(date(2026, 11, 8), ended) == "conflict"
    assert beside(None, {"Indflytningsdato": "2/11-2026"}) == "conflict"
    assert beside(None, {}, withdrawn=True) == "conflict"


def test_a_night_the_house_has_already_for_the_person_is_refused() -> None:
    key = f"cpr:{ANNE.replace('-', '')}"
    known = Known(records={key: 5}, stays={5: [Standing(FACT, (date(2026, 10, 1), date(2026, 11, 2)))]})

    (one,) = judged({"CPR-nr.": ANNE}, known=known)

    assert (one.does, rules(one)) == ("refused", {"overlaps_known"})


def test_a_municipality_that_stands_is_kept() -> None:
    key = f"cpr:{ANNE.replace('-', '')}"
    known = Known(records={key: 5}, has_municipality=frozenset({5}))

    (one,) = judged({"CPR-nr.": ANNE, "Betalingskommune": "615"}, known=known)

    assert rules(one) == {"municipality_kept"}


def test_every_rule_has_words_in_both_languages_that_repeat_no_value() -> None:
    rows = judged({"Navn": "=Hemmelig", "CPR-nr.": "99", "Indflytningsdato": "fup"})

    assert {"double_row", "place_new", "withdrawn_here"} <= RULES
    for remark in rows[0].remarks:
        words = f"{said(remark, 'da')} {said(remark, 'en')}".split()
        assert not {"Hemmelig", "99", "fup"} & set(words)
