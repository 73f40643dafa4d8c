"""The law on screen: open to everybody, and true to the law's own files."""

import json
import re
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from hjemad.areas.lawbook.queries import rests_on
from hjemad.areas.lawbook.rules.uses import USES
from hjemad.config.cli.law import run as command
from hjemad.kernel.errors import Language
from hjemad.law.coverage import CoveredRule, load_coverage
from hjemad.law.finding import Text
from hjemad.law.parameters_reader import Gap, ParameterValue
from hjemad.law.rules_registry import RULES
from tests.guards.house import ROOT

INDEX = "/lov/"
NIGHTS = "/lov/shelter-refund-nights/"
# What a rule is called where its slug is not written.
NAMES = {"shelter-refund-nights": "NIGHTS_RULE", "shelter-refund-amount": "AMOUNT_RULE"}


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in, in Danish."""
    return Client(headers={"accept-language": "da"})


def text_of(page: str) -> str:
    """What a reader sees, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.django_db
def test_every_rule_of_the_register_stands_in_the_list_with_how_sure_it_is(visitor: Client) -> None:
    page = visitor.get(INDEX).content.decode()

    words = {"sourced": "Kilde læst", "inferred": "Udledt", "unknown": "Uafklaret"}
    for rule in load_coverage().values():
        [found] = re.findall(rf'<tr id="{rule.slug}">(.*?)</tr>', page, re.DOTALL)
        row = text_of(found)
        assert rule.title.da in row
        assert words[rule.certainty] in row
        assert ("Ja" if rule.slug in RULES else "Ikke bygget") in row
        assert all(" ".join(one.text_read.da.split()) in row for one in rule.provisions)


@pytest.mark.django_db
def test_page_reference_and_command_name_the_same_rules(visitor: Client, capsys) -> None:
    page = re.findall(r'<tr id="([^"]+)">', visitor.get(INDEX).content.decode())
    reference = (ROOT / "docs" / "reference" / "law.md").read_text(encoding="utf-8")
    rules = reference.split("## Rules")[1].split("\n## ")[0]

    assert command(["list", "--json"]) == 0
    listed = [one["slug"] for one in json.loads(capsys.readouterr().out)["provisions"]]
    assert listed == re.findall(r"^\| `([a-z0-9-]+)` \|", rules, re.MULTILINE)
    assert sorted(page) == sorted(listed)


@pytest.mark.django_db
def test_one_act_alone_can_be_shown(visitor: Client) -> None:
    page = visitor.get(INDEX, {"lov": "almenboligloven"}).content.decode()

    shown = re.findall(r'<tr id="([^"]+)">', page)
    expected = [rule.slug for rule in load_coverage().values() if rule.provisions[0].act == "almenboligloven"]
    assert shown == expected != []


@pytest.mark.django_db
def test_each_of_the_five_questions_is_one_click_from_its_calculator(visitor: Client) -> None:
    page = visitor.get(INDEX).content.decode()

    links = re.findall(r'<li><div><a href="(/lov/[^"]+/regn/)">', page)
    assert len(links) == 5
    assert {visitor.get(link).status_code for link in links} == {200}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", load_coverage())
@pytest.mark.parametrize("day", ["", "1. jan. 1990", "30. sep. 2023", "1. okt. 2023", "1. jan. 2040"])
def test_every_rule_has_a_page_on_every_day(visitor: Client, slug: str, day: str) -> None:
    answer = visitor.get(reverse("lawbook:rule", args=[slug]), {"dag": day})

    assert answer.status_code == 200
    page = text_of(answer.content.decode())
    assert load_coverage()[slug].title.da in page
    assert ("Denne regel er ikke bygget" in page) == (slug not in RULES)


@pytest.mark.django_db
def test_the_sentence_holds_the_number_of_the_day(visitor: Client) -> None:
    today = text_of(visitor.get(NIGHTS, {"dag": "1. apr. 2026"}).content.decode())
    before = text_of(visitor.get(NIGHTS, {"dag": "31. mar. 2026"}).content.decode())
    old = text_of(visitor.get(NIGHTS, {"dag": "30. sep. 2023"}).content.decode())
    unread = text_of(visitor.get(NIGHTS, {"dag": "31. dec. 2006"}).content.decode())

    assert "de første 90 nætter i et løbende år" in today
    assert "de første 120 nætter i et løbende år" in before
    assert "hver nat på boformen, uden loft" in old
    assert "Ukendt: intet, der er læst, siger, hvad der gjaldt den dag." in unread


@pytest.mark.django_db
def test_a_day_that_is_no_day_is_told_and_stays_in_the_field(visitor: Client) -> None:
    page = visitor.get(NIGHTS, {"dag": "31. feb. 2026"}).content.decode()

    assert 'value="31. feb. 2026"' in page
    assert 'id="dag-e"' in page


@pytest.mark.django_db
def test_the_step_line_and_the_list_beside_it_tell_the_same(visitor: Client) -> None:
    page = visitor.get(NIGHTS).content.decode()

    [story] = re.findall(r'<desc id="step-d">(.*?)</desc>', page)
    listed = re.findall(r"<li data-lives=.*?<b>(.*?)</b></li>", page, re.DOTALL)
    assert story.replace("\u00a0", " ") == (
        "til 30. sep. 2023: hver nat, intet loft. 1. okt. 2023–31. mar. 2026: 120 nætter. "
        "fra 1. apr. 2026: 90 nætter."
    )
    assert listed == ["hver nat, intet loft", "120 nætter", "90 nætter"]


@pytest.mark.django_db
def test_english_readers_get_all_of_it_in_english(visitor: Client) -> None:
    visitor.cookies["hjemad_language"] = "en"

    page = text_of(visitor.get(NIGHTS).content.decode())

    assert "Nights at a § 110 shelter with state refund" in page
    assert "the first 90 nights in a running year" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_was_read_stands_in_the_readers_language(visitor: Client, language: Language) -> None:
    visitor.cookies["hjemad_language"] = language
    other: Language = "en" if language == "da" else "da"

    for rule in load_coverage().values():
        page = text_of(visitor.get(f"/lov/{rule.slug}/").content.decode())
        for text in read_for(rule):
            assert text.in_language(language) in page
            assert text.da == text.en or text.in_language(other) not in page


def read_for(rule: CoveredRule) -> set[Text]:
    """What was read of the rule's provisions and of every value and gap of its numbers."""
    resting = rests_on(rule.slug)
    entries: list[ParameterValue | Gap] = []
    for one in resting.parameters:
        entries += [*one.values, *one.gaps]
    numbers = {text for entry in entries for text in (entry.source, entry.checked_by_means)}
    return numbers | {one.text_read for one in rule.provisions}


@pytest.mark.django_db
def test_a_rule_nobody_has_heard_of_is_not_found(visitor: Client) -> None:
    assert visitor.get("/lov/findes-ikke/").status_code == 404
    assert visitor.get("/lov/findes-ikke/regn/").status_code == 404
    unbuilt = [slug for slug in load_coverage() if slug not in RULES]
    assert {visitor.get(f"/lov/{slug}/regn/").status_code for slug in unbuilt} <= {404}


@pytest.mark.django_db
def test_a_visitor_needs_no_database(visitor: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert {visitor.get(place).status_code for place in (INDEX, NIGHTS, f"{NIGHTS}regn/")} == {200}


@pytest.mark.parametrize("slug", USES)
def test_where_a_rule_is_used_is_true(slug: str) -> None:
    for use in USES[slug]:
        source = Path(import_module(use.module).__file__ or "").read_text(encoding="utf-8")

        assert f'"{slug}"' in source or NAMES.get(slug, slug) in source, f"{use.module} does not ask {slug}"
