import re

import pytest
from django.utils import translation

from hjemad.foundation.ui import why_words
from hjemad.law.settings import CHOICES


@pytest.mark.parametrize(
    ("unit", "value", "danish", "english"),
    [
        ("weekdays", "3", "3 hverdage", "3 weekdays"),
        ("weeks", "1", "1 uge", "1 week"),
        ("months", "12", "12 måneder", "12 months"),
        ("years", "1", "1 år", "1 year"),
        ("years", "5", "5 år", "5 years"),
        ("word", "must_make", "must_make", "must_make"),
    ],
)
def test_a_number_of_the_law_is_read_with_its_unit(unit: str, value: str, danish: str, english: str) -> None:
    with translation.override("da"):
        assert why_words.quantity(value, unit=unit, language="da") == danish
    with translation.override("en"):
        assert why_words.quantity(value, unit=unit, language="en") == english


def test_the_task_of_a_house_and_the_readings_of_an_appeal_have_words() -> None:
    with translation.override("da"):
        assert why_words.answer_key("task_due") == "Opgavens sidste dag"
        assert why_words.reading("suspensive", language="da") == "afgørelsen venter, til klagen er afgjort"


COUNT_OR_DAY = re.compile(r"\d{1,3}|\d{4}-\d\d-\d\d")


@pytest.mark.parametrize("name", CHOICES)
def test_every_reading_of_an_open_question_has_words(name: str) -> None:
    for code in CHOICES[name].alternatives:
        assert code in why_words.READINGS or COUNT_OR_DAY.fullmatch(code), code
