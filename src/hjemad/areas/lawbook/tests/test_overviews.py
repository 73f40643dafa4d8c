"""The law across its rules: numbers on a day, what changed when, what is not settled."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from hjemad.areas.lawbook.queries import rules_by_part
from hjemad.areas.lawbook.rules.changes import changed_days, held_on, number_changes
from hjemad.areas.lawbook.views.words import Words
from hjemad.kernel.errors import Language
from hjemad.law.coverage import load_coverage
from hjemad.law.parameters_reader import Gap, ParameterValue, load_law
from hjemad.law.rule_page import rule_page
from hjemad.law.settings import CHOICES

NUMBERS, CHANGES, UNSETTLED = (reverse(f"lawbook:{name}") for name in ("numbers", "changes", "unsettled"))
NIGHTS = "sel.177.refund_nights"
RATE = "sel.163.resident_payment_110"
# A code: small letters and digits joined by underscores, which no sentence has.
CODE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in, in Danish."""
    return Client(headers={"accept-language": "da"})


def shown(visitor: Client, url: str, day: str = "") -> str:
    """What a reader sees below the head of the page, on one line."""
    page = visitor.get(url, {"dag": day} if day else {})
    assert page.status_code == 200
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split()).replace("\u00a0", " ")


@pytest.mark.django_db
def test_every_number_stands_once_with_where_it_was_read(visitor: Client) -> None:
    page = shown(visitor, NUMBERS, "1. dec. 2026")

    for parameter in load_law().parameters.values():
        assert parameter.title.da in page
        held = held_on(parameter, date(2026, 12, 1))
        assert held is not None
        assert held.source.da in page
        assert held.checked_by_means.da in page
    assert page.count("Efterprøvet") == len(load_law().parameters)


@pytest.mark.django_db
def test_a_number_is_that_of_the_day_asked_for(visitor: Client) -> None:
    assert "90 nætter" in shown(visitor, NUMBERS, "1. apr. 2026")
    before = shown(visitor, NUMBERS, "31. mar. 2026")
    assert "120 nætter" in before
    assert "90 nætter" not in before
    assert "Som de var 31. mar. 2026" in before


@pytest.mark.django_db
def test_a_day_before_all_that_is_known_is_unknown_and_never_nothing(visitor: Client) -> None:
    page = shown(visitor, NUMBERS, "31. dec. 2006")

    every = len(load_law().parameters)
    assert f"{every} kendes ikke" in page
    assert page.count("ukendt") >= every
    assert "0 nætter" not in page


@pytest.mark.django_db
def test_a_day_that_is_no_day_is_told_and_stays_in_the_field(visitor: Client) -> None:
    page = visitor.get(NUMBERS, {"dag": "31. feb. 2026"}).content.decode()

    assert 'value="31. feb. 2026"' in page
    assert 'id="dag-e"' in page


def test_a_change_names_what_held_before_also_across_a_gap() -> None:
    rate = load_law().parameter(RATE)
    changes = {change.day: change for change in number_changes(rate)}

    first = changes[min(changes)]
    assert first.before is None
    gap = changes[date(2022, 1, 1)]
    assert isinstance(gap.before, ParameterValue)
    assert (gap.before.value, isinstance(gap.after, Gap)) == ("93", True)
    again = changes[date(2023, 1, 1)]
    assert isinstance(again.after, ParameterValue)
    assert (again.after.value, isinstance(again.before, Gap)) == ("96.71", True)


def test_every_value_gap_and_known_day_of_a_provision_is_a_change() -> None:
    law = load_law()
    days = changed_days(law.parameters.values(), law.coverage.values())

    assert [one.day for one in days] == sorted({one.day for one in days}, reverse=True)
    assert sum(len(one.numbers) for one in days) == sum(
        len(one.values) + len(one.gaps) for one in law.parameters.values()
    )
    known = [
        day
        for rule in law.coverage.values()
        for one in rule.provisions
        for day in (one.in_force_from, one.in_force_to)
        if day is not None
    ]
    assert sum(len(one.provisions) for one in days) == len(known)


@pytest.mark.django_db
def test_changes_are_told_newest_first_with_old_and_new(visitor: Client) -> None:
    page = shown(visitor, CHANGES)

    assert "90 nætter (før: 120 nætter)" in page
    assert page.index("1. apr. 2026") < page.index("1. okt. 2023")
    assert "ukendt (før: 93,00 kr. pr. døgn)" in page
    assert "bopælen før opholdet (som før, fra en anden kilde)" in page


@pytest.mark.django_db
def test_every_open_question_and_every_gap_and_unread_rule_is_named(visitor: Client) -> None:
    page = shown(visitor, UNSETTLED)

    assert all(choice.question.da in page for choice in CHOICES.values())
    for parameter in load_law().parameters.values():
        assert all(gap.source.da in page for gap in parameter.gaps)
    for rule in load_coverage().values():
        assert (rule.title.da in page.split("Regler, hvis tekster")[1]) == (rule.certainty != "sourced")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("url", [NUMBERS, CHANGES, UNSETTLED])
def test_no_code_stands_on_the_page(visitor: Client, url: str, language: Language) -> None:
    visitor.cookies["hjemad_language"] = language

    found = set(CODE.findall(shown(visitor, url)))

    # Sources name a setting, since that is how it is told on the command line.
    assert found <= set(CHOICES)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_value_of_the_law_is_in_words_wherever_a_rule_shows_it(language: Language) -> None:
    for parameter in load_law().parameters.values():
        for rule in rules_by_part()[parameter.id]:
            words = Words(rule_page(rule.slug), language)
            for value in parameter.values:
                told = words.quantity(value.value, unit=parameter.unit)
                assert not CODE.search(told), parameter.id
                if language == "da" and parameter.unit in {"word", "words"}:
                    assert told != ", ".join(value.value.split()), parameter.id
