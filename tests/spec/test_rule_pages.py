"""Every rule that can be asked is told in plain words: its facts, its answers, its examples."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.case_files import cases_of
from hjemad.law.fact_schema import Fact
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import load_law
from hjemad.law.rule_page import read_rule_page, rule_page, rule_pages
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.settings import Settings

PLACE = re.compile(r"\{([\w.]+)\}")
NO_CODE = re.compile(r"\d{4}-\d\d-\d\d|-?\d+\.\d+")
# Answers whose text is what was typed, or stands in the law as it is.
SAYS = "rule: x\nsays: [{from: 2020-01-01, da: a, en: b}]\n"
FREE = {"acts", "pays", "reimbursed_by", "acts_meanwhile", "provision"}


def answers(slug: str) -> Iterator[Mapping[str, JSON]]:
    for shipped in cases_of(slug):
        case = shipped.case
        yield decide(slug, case.facts, on=case.on, law=load_law(), settings=Settings.default()).answer


def keys_and_texts(value: JSON, *, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inside in value.items():
            yield name, ""
            yield from keys_and_texts(inside, key=name)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from keys_and_texts(inside, key=key)
    elif isinstance(value, str):
        yield key, value


def test_every_modelled_rule_has_a_page_and_no_page_is_left_over() -> None:
    assert set(rule_pages()) == set(RULES)


@pytest.mark.parametrize("slug", RULES)
def test_every_key_of_its_cases_is_a_fact_of_the_rule(slug: str) -> None:
    schema = rule_page(slug).schema

    unknown = {key for shipped in cases_of(slug) for key in schema.unknown_keys(shipped.case.facts)}

    assert unknown == set(), "Declare the fact in src/hjemad/law/pages"


@pytest.mark.parametrize("slug", RULES)
def test_every_answer_has_words(slug: str) -> None:
    page = rule_page(slug)

    found = [pair for answer in answers(slug) for pair in keys_and_texts(answer)]

    assert {key for key, _ in found} - set(page.answers) == set()
    texts = {text for key, text in found if text and key not in FREE and not NO_CODE.fullmatch(text)}
    assert texts - set(page.words) == set()


@pytest.mark.parametrize("slug", RULES)
def test_its_examples_are_cases_of_the_rule(slug: str) -> None:
    ids = {shipped.case.id for shipped in cases_of(slug)}

    assert rule_page(slug).examples
    assert set(rule_page(slug).examples) <= ids


@pytest.mark.parametrize("slug", RULES)
def test_numbers_in_a_sentence_are_the_laws_own(slug: str) -> None:
    page, law = rule_page(slug), load_law()
    sentences = [one.text for one in page.sentences]

    named = {name for text in sentences for said in (text.da, text.en) for name in PLACE.findall(said)}
    assert named <= set(law.parameters)
    assert all(PLACE.findall(text.da) == PLACE.findall(text.en) for text in sentences)
    assert page.history is None or page.history.parameter in law.parameters
    days = [one.since or date.min for one in page.sentences]
    assert days == sorted(days)


@pytest.mark.parametrize("slug", RULES)
def test_the_first_sentence_begins_with_the_first_known_number_of_its_history(slug: str) -> None:
    """A day of the law that moves in a parameter must not stay behind in a sentence."""
    page = rule_page(slug)
    if page.history is None:
        return
    parameter = load_law().parameter(page.history.parameter)
    changes = {value.in_force_from for value in parameter.values} | {gap.start for gap in parameter.gaps}
    changes |= {day for one in load_law().coverage[slug].provisions if (day := one.in_force_from)}
    begins = {one.since for one in page.sentences[1:]}

    assert begins <= changes | others_of(slug)


def others_of(slug: str) -> set[date | None]:
    """First days of the other numbers its cases use."""
    law = load_law()
    uses = {
        use.id
        for shipped in cases_of(slug)
        for use in decide(
            slug, shipped.case.facts, on=shipped.case.on, law=law, settings=Settings.default()
        ).parameters
        if use.id in law.parameters
    }
    return {value.in_force_from for name in uses for value in law.parameters[name].values}


@pytest.mark.parametrize("slug", RULES)
def test_words_stand_in_both_languages(slug: str) -> None:
    def labels(facts: tuple[Fact, ...]) -> Iterator[str]:
        for fact in facts:
            yield from (fact.label.da, fact.label.en)
            yield from (part for option in fact.options for part in (option.label.da, option.label.en))
            yield from labels(fact.facts)

    assert all(text.strip() for text in labels(rule_page(slug).schema.facts))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("rule: x\nsays: []\n", "says"),
        (SAYS + "factz: []\n", "factz"),
        (SAYS + "facts: [{key: k, kind: date, da: a}]\n", "en"),
        (
            SAYS + "facts: [{key: k, kind: what, da: a, en: b}]\n",
            "kind",
        ),
    ],
)
def test_a_page_that_cannot_be_read_is_told_by_file_and_key(text: str, key: str) -> None:
    with pytest.raises(InputRejected) as told:
        read_rule_page(text, where="pages/x.yaml")

    assert "pages/x.yaml" in told.value.en
    assert key in told.value.en
