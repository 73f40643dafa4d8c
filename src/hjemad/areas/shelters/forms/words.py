"""What several forms of this area use."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext

from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language

type Choices = Sequence[tuple[str, str]]

ANOTHER_DAY = "other"


def day_choices(today: date) -> Choices:
    """Today with one press, or another day, which is typed."""
    words = formats.day(today, language=reader_language())
    return [
        (today.isoformat(), gettext("Today, %(day)s") % {"day": words}),
        (ANOTHER_DAY, gettext("Another day")),
    ]


def one_day(form: forms.Form, given: dict[str, Any]) -> date | None:
    """The day pressed in `when` or typed in `day`; None, with an error at `day`, where it is not one day."""
    if "day" in form.errors or "when" in form.errors:
        return None
    typed, chosen = given.get("day"), given.get("when")
    pressed = date.fromisoformat(chosen) if chosen and chosen != ANOTHER_DAY else None
    if typed and pressed and typed != pressed:
        form.add_error("day", gettext("Two different days are given. Choose one of them"))
        return None
    if not typed and not pressed:
        form.add_error("day", gettext("Choose today, or write another day"))
        return None
    day: date | None = typed or pressed
    return day


def from_then_on(first: date) -> str:
    """The error of a day that lies too early: what can be written instead."""
    return gettext("Write a date from %(day)s onwards") % {
        "day": formats.day(first, language=reader_language())
    }


def one_line(text: str) -> str:
    """The text without line breaks or double spaces."""
    return " ".join(text.split())
