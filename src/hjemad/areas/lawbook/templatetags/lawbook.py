"""The step line of a rule: `{% load lawbook %}`."""

from django import template
from django.utils.safestring import SafeString

from hjemad.documents.step_line import StepLine, step_drawing

register = template.Library()


@register.simple_tag
def step_line(line: StepLine, title: str, story: str) -> SafeString:
    """Built as a tree and written by its serialiser: a text in it cannot become markup."""
    return SafeString(step_drawing(line, title=title, story=story))
