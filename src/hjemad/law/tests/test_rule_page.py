"""What a reader is told of a rule: the sentence of the day, pages by file, an empty page for lack of one."""

from datetime import date
from pathlib import Path

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.rule_page import RulePage, read_rule_page, read_rule_pages, rule_page

TWO = """
rule: x
says:
  - {from: 2020-01-01, da: Først, en: First}
  - {from: 2021-01-01, da: Siden, en: Later}
"""
ALWAYS = "rule: y\nsays: [{from: null, da: Altid, en: Always}]\n"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), "First"),
        (date(2020, 12, 31), "First"),
        (date(2021, 1, 1), "Later"),
        (date(2026, 1, 1), "Later"),
    ],
)
def test_a_sentence_holds_from_its_day_until_the_next(day: date, said: str | None) -> None:
    sentence = read_rule_page(TWO, where="x").sentence_on(day)

    assert (sentence.en if sentence else None) == said


def test_a_sentence_without_a_day_holds_as_far_back_as_one_asks() -> None:
    sentence = read_rule_page(ALWAYS, where="y").sentence_on(date.min)

    assert sentence is not None
    assert sentence.da == "Altid"


def test_a_folder_is_read_by_rule_and_what_an_editor_left_there_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(TWO)
    (tmp_path / "a.yaml").write_text(ALWAYS)
    (tmp_path / "a.yaml~").write_text("half a page")

    assert list(read_rule_pages(tmp_path)) == ["y", "x"]


def test_a_page_that_cannot_be_read_is_told_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("rule: x\n")

    with pytest.raises(InputRejected, match=r"pages/a\.yaml"):
        read_rule_pages(tmp_path)


def test_a_rule_nobody_wrote_a_page_for_has_an_empty_one() -> None:
    page = rule_page("nobody-wrote-it")

    assert page == RulePage("nobody-wrote-it")
    assert (page.sentences, page.schema.facts) == ((), ())
    assert (page.history, page.headline) == (None, None)
    assert (page.answers, page.words, page.examples) == ({}, {}, {})
