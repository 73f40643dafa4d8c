"""Codes of the house log as a reader's words: `{% load shifts %}`."""

from datetime import datetime

from django import template
from django.utils import timezone

from hjemad.areas.shelters.views import shift_words, words

register = template.Library()


@register.filter
def incident_words(kind: str) -> str:
    return shift_words.incident(kind)


@register.filter
def who_can_words(code: str) -> str:
    return shift_words.who_can(code)


@register.filter
def day_of(moment: datetime) -> str:
    """The Danish day of a moment, with its weekday where it is near."""
    return words.day(timezone.localdate(moment))
