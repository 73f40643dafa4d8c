"""Parts of a form that Django makes with a template for each; a list of municipalities has a hundred."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def options_of(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> SafeString:
    """The choices of a select, by group where they have one, as Django's own templates write them."""
    return format_html_join("", "{}", ((_group(name, options),) for name, options, _ in groups))


def _group(name: Any, options: list[dict[str, Any]]) -> SafeString:
    lines = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(one["value"]), _attributes(one["attrs"]), localize(one["label"])) for one in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, lines) if name else lines


def _attributes(attrs: Mapping[str, Any]) -> SafeString | str:
    """As `django/forms/widgets/attrs.html`: what is False is left out, and what is True has a name alone."""
    if not attrs:
        return ""
    kept = ((name, value) for name, value in attrs.items() if name != "class" and value is not False)
    written = (
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in kept
    )
    return format_html_join("", "{}", ((one,) for one in written))
