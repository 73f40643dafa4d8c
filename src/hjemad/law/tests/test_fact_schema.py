"""Which facts a rule can be told, and which of some facts it does not know."""

from hjemad.law.fact_schema import NONE_SAID, Fact, FactSchema, paths_in
from hjemad.law.finding import JSON, Text
from hjemad.law.rule_page import read_rule_page, rule_pages

PAGE = """
rule: x
says: [{from: null, da: Altid, en: Always}]
facts:
  - {key: words, kind: texts, da: Ord, en: Words}
  - key: stay
    kind: group
    da: Ophold
    en: Stay
    facts: [{key: from, kind: date, da: Fra, en: From}]
  - key: costs
    kind: rows
    da: Udgifter
    en: Costs
    facts: [{key: day, kind: date, da: Dag, en: Day}]
"""
GIVEN: dict[str, JSON] = {
    "words": ["a", "b"],
    "stay": {"from": "2026-01-01", "until": "2026-02-01"},
    "costs": [{"day": "2026-01-01"}, {"date": "2026-01-02"}],
    "dog": True,
}


def schema() -> FactSchema:
    return read_rule_page(PAGE, where="pages/x.yaml").schema


def test_every_fact_has_a_path() -> None:
    assert list(schema().paths()) == ["words", "stay", "stay.from", "costs", "costs[].day"]


def test_what_the_rule_cannot_be_told_is_named_by_its_path() -> None:
    assert schema().unknown_keys(GIVEN) == ["stay.until", "costs[].date", "dog"]


def test_a_list_of_words_is_one_key_and_each_row_has_its_own() -> None:
    assert list(paths_in(GIVEN)) == [
        "words", "stay", "stay.from", "stay.until", "costs", "costs[].day", "costs[].date", "dog",
    ]  # fmt: skip


def test_a_group_has_no_fact_that_a_bare_word_stands_for_unless_the_page_says_so() -> None:
    said = PAGE.replace("    en: Stay\n", "    en: Stay\n    short: from\n")

    assert schema().paths()["stay"].short == ""
    assert read_rule_page(said, where="x").schema.paths()["stay"].short == "from"


def test_a_fact_of_which_nothing_more_is_said_has_no_hint_no_options_and_must_be_told() -> None:
    plain = Fact("day", "date", Text(da="Dag", en="Day"))

    assert (plain.hint, plain.options, plain.facts, plain.short) == (None, (), (), "")
    assert plain.may_be_left_out is False
    assert FactSchema().facts == ()


def test_the_word_for_none_at_all_is_an_option_that_pages_offer() -> None:
    facts = [fact for page in rule_pages().values() for fact in page.schema.paths().values()]

    assert any(option.value == NONE_SAID for fact in facts for option in fact.options)
