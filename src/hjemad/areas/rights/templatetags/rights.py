"""A text with the words marked that may name somebody else: `{% load rights %}`."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hjemad.areas.rights.queries.subject_data import Passage

register = template.Library()


@register.simple_tag
def passage_marked(passage: Passage) -> SafeString:
    """The text as it stands, each marked word in `mark`."""
    parts: list[tuple[str, str]] = []
    end = 0
    for mark in sorted(passage.marks, key=lambda one: one.start):
        parts.append((passage.text[end : mark.start], passage.text[mark.start : mark.end]))
        end = mark.end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), passage.text[end:])
