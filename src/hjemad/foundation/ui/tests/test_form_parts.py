"""A select is written at once, and reads as Django's own templates would write it."""

import re
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy, override

CHOICES: list[Any] = [
    ("", "---"),
    ("<1>", 'Kaj & "Bo"'),
    (751, gettext_lazy("Municipality")),
    ("Jylland", [("615", "Horsens"), ("<b>", "<i>")]),
    (2026, 1234.5),
]


class Marked(forms.Select):
    """Choices that may not be chosen, and say more about themselves."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["value"] == "615":
            option["attrs"] |= {"disabled": True, "data-why": 'a "b"', "hidden": False}
        return option


def written(widget: forms.Select, value: Any, renderer: Any = None) -> str:
    html = widget.render("where", value, attrs={"id": "id_where", "required": True}, renderer=renderer)
    return re.sub(r"\s*\n\s*", "", str(html)).replace(' class="form-select"', "")


def test_every_choice_is_written_as_django_writes_it() -> None:
    for value in ("", "<1>", 751, "615", "unknown"):
        for widget in (forms.Select(choices=CHOICES), Marked(choices=CHOICES)):
            with override("da"):
                ours, theirs = written(widget, value), written(widget, value, renderer=DjangoTemplates())
            assert ours == theirs
            assert ours.count("<option") == len(CHOICES) + 1


def test_many_may_be_chosen() -> None:
    widget = forms.SelectMultiple(choices=CHOICES)

    assert written(widget, ["615", 751]) == written(widget, ["615", 751], renderer=DjangoTemplates())
    assert written(widget, ["615", 751]).count(" selected") == 2


def test_a_select_keeps_the_class_of_the_design_system() -> None:
    html = forms.Select(choices=CHOICES).render("where", None, attrs={"class": "short"})

    assert html.startswith('<select name="where" class="form-select short">')
