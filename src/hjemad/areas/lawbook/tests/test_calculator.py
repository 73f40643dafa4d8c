"""The calculators: an answer with its reasons, what is missing by name, and nothing typed is lost or left."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from hjemad.areas.lawbook.forms.calculator import CalculatorForm
from hjemad.areas.lawbook.rules.typing import typed_of
from hjemad.areas.lawbook.tests.test_pages import NIGHTS, text_of, visitor
from hjemad.law.case_files import cases_of
from hjemad.law.case_table import check_cases, read_cases
from hjemad.law.parameters_reader import load_law
from hjemad.law.rule_page import rule_page
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.settings import Settings

__all__ = ["visitor"]


def hidden_of(visitor: Client, address: str) -> dict[str, str]:
    page = visitor.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def ask(visitor: Client, address: str, **typed: str) -> str:
    answer = visitor.post(address, hidden_of(visitor, address) | typed)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_it_answers_with_its_reasons_and_the_other_readings(visitor: Client) -> None:
    typed = {"stays-0-admitted": "1. feb. 2026", "stays-0-discharged": "1/8-26"}

    page = text_of(ask(visitor, f"{NIGHTS}regn/", **typed))

    assert "90 af 181 nætter får refusion" in page
    assert "Sidste nat med 1. maj 2026" in page
    assert "Første nat uden 2. maj 2026" in page
    assert "Andre læsninger" in page
    assert "Nætter med refusion: 120" in page


@pytest.mark.django_db
def test_what_is_not_told_is_named_as_the_form_names_it(visitor: Client) -> None:
    page = ask(visitor, "/lov/notice-deadline/regn/")

    assert "Svaret kendes ikke" in text_of(page)
    assert "»Besluttet at optage« er ikke oplyst, så der er intet svar endnu" in text_of(page)
    assert "decided_on" not in text_of(page)


@pytest.mark.django_db
def test_what_cannot_be_read_is_told_and_every_typed_text_is_kept(visitor: Client) -> None:
    typed = {"stays-0-admitted": "i forgårs måske", "stays-0-shelter": "Åhuset"}

    page = ask(visitor, f"{NIGHTS}regn/", **typed)

    assert "Intet er regnet ud endnu" in text_of(page)
    assert 'value="i forgårs måske"' in page
    assert 'value="Åhuset"' in page
    assert 'href="#id_stays-0-admitted"' in page
    assert "får refusion" not in page


@pytest.mark.django_db
def test_facts_that_contradict_each_other_are_told_in_the_words_of_the_form(visitor: Client) -> None:
    typed = {"stays-0-admitted": "1. mar. 2026", "stays-0-discharged": "1. feb. 2026"}

    page = text_of(ask(visitor, f"{NIGHTS}regn/", **typed))

    assert "»Indskrevet«, »Udskrevet«" in page
    assert "stays[0]" not in page


@pytest.mark.django_db
def test_nothing_that_was_typed_stands_in_an_address_or_a_table(
    visitor: Client, django_assert_num_queries
) -> None:
    typed = {"stays-0-admitted": "1. feb. 2026", "stays-0-discharged": "1/8-26", "stays-0-shelter": "MARKED"}

    with django_assert_num_queries(0):
        page = ask(visitor, f"{NIGHTS}regn/", **typed)

    assert "MARKED" in page
    places = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    assert [place for place in places if "MARKED" in place or "2026" in place] == []


@pytest.mark.django_db
def test_a_calculation_taken_along_is_a_case_the_command_runs(visitor: Client) -> None:
    address = "/lov/municipal-discharge/regn/"
    typed = {"by": "municipality", "plan-kind": "null", "housing": "own_home", "day": "22. nov. 2026"}

    answer = visitor.post(address, hidden_of(visitor, address) | typed | {"svar": "sag"})

    assert answer["Content-Type"].startswith("application/json")
    table = json.loads(answer.content)
    result = check_cases(read_cases(table, where="x"), law=load_law(), settings=Settings.default())
    assert (result.passed, result.failed) == (1, 0)
    assert table["cases"][0]["facts"] == {"by": "municipality", "plan": None, "housing": "own_home"}


@pytest.mark.parametrize("slug", RULES)
def test_the_form_can_hold_every_case_and_asks_the_rule_the_same(slug: str) -> None:
    """What a case tells, written in the form and read again, gets the same answer."""
    schema, law, settings = rule_page(slug).schema, load_law(), Settings.default()
    for shipped in cases_of(slug):
        case = shipped.case
        unsent = CalculatorForm(schema=schema, initial=typed_of(schema.facts, case.facts))
        sent = {field.html_name: field.value() for field in unsent if field.value() is not None}
        form = CalculatorForm(sent, schema=schema)

        assert form.is_valid(), (case.id, form.errors)
        told = form.facts()
        given = {key: value for key, value in case.facts.items() if value not in (None, [])}
        lost = [key for key in given if key not in told and value_counts(given[key])]
        assert lost == [], case.id
        if all(value is not None for value in case.facts.values()) and set(told) == set(case.facts):
            asked = decide(slug, told, on=case.on, law=law, settings=settings)
            expected = decide(slug, case.facts, on=case.on, law=law, settings=settings)
            assert asked.answer == expected.answer, case.id


def value_counts(value: object) -> bool:
    """Whether a fact says something a field can hold: blanks and nothing at all do not."""
    return bool(value.strip()) if isinstance(value, str) else True


@pytest.mark.django_db
@pytest.mark.parametrize("slug", RULES)
def test_every_example_can_be_opened(visitor: Client, slug: str) -> None:
    address = reverse("lawbook:calculator", args=[slug])

    assert {visitor.get(address, {"eksempel": case}).status_code for case in rule_page(slug).examples} == {
        200
    }


@pytest.mark.django_db
def test_an_example_stands_with_its_answer_and_its_facts_in_the_form(visitor: Client) -> None:
    page = visitor.get("/lov/municipal-discharge/regn/?eksempel=DIS-02").content.decode()

    assert "Kommunen kan udskrive: nej" in text_of(page)
    assert re.search(r'value="null"[^>]*checked', page)
    assert "plan (nr. 1)" in text_of(page)
