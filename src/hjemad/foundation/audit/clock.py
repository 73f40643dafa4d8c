"""The one place outside views and commands that reads the clock; Danish time."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, with its time zone."""
    return timezone.now()


def today() -> date:
    """Today's date in Copenhagen."""
    return timezone.localdate()
