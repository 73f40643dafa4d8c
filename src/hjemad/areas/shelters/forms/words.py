"""What several forms of this area use."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language

type Choices = Sequence[tuple[str, str]]


def from_then_on(first: date) -> str:
    """The error of a day that lies too early: what can be written instead."""
    return gettext("Write a date from %(day)s onwards") % {
        "day": formats.day(first, language=reader_language())
    }


def one_line(text: str) -> str:
    """The text without line breaks or double spaces."""
    return " ".join(text.split())
