"""The drawing of a life line and its small pictures: `{% load life %}`."""

from django import template
from django.utils.safestring import SafeString

from hjemad.documents.life_drawing import drawing, legend_shape
from hjemad.documents.life_line import Form, LifeLine, MarkKind
from hjemad.documents.life_list import Entry
from hjemad.documents.life_words import LifeWords

register = template.Library()


@register.simple_tag
def life_drawing(line: LifeLine, words: LifeWords, title: str, story: str) -> SafeString:
    """Built as a tree and written by its serialiser: a text in it cannot become markup."""
    return SafeString(drawing(line, words=words, title=title, story=story))


@register.simple_tag
def life_shape(kind: Form | MarkKind | None) -> SafeString:
    return SafeString(legend_shape(kind))


@register.simple_tag
def life_entry_shape(entry: Entry) -> SafeString:
    return SafeString(legend_shape(entry.mark or entry.form))
