"""What is typed about an agreement: something at an hour, or two not beside each other."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.foundation.ui.fields import DanishDateField, HourField
from hjemad.foundation.ui.forms import HjForm

_Choices = Sequence[tuple[str, str]]


def _who(label: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Select(attrs={"class": "hj-w-name"}),
    )


class AgreementForm(HjForm):
    """Something at an hour, of a resident or of the house."""

    not_saved = gettext_lazy("Nothing is agreed yet")
    who = _who(
        gettext_lazy("Which citizen?"),
        required=False,
        help_text=gettext_lazy("Empty: something of the house, for example a craftsman."),
    )
    day = DanishDateField(label=gettext_lazy("On which day?"))
    hour = HourField(label=gettext_lazy("At what hour?"))
    what = forms.CharField(
        label=gettext_lazy("What is agreed?"),
        help_text=gettext_lazy("The citizen can read it. Nobody is named where it is about the house."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    where = forms.CharField(
        label=gettext_lazy("Where?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    follows = forms.CharField(
        label=gettext_lazy("Who goes along?"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, people: _Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", gettext("The house")), *people]  # type: ignore[attr-defined]


class ApartForm(HjForm):
    """Two residents, and the last day. Never why."""

    not_saved = gettext_lazy("Nothing is agreed yet")
    one = _who(gettext_lazy("The one"))
    other = _who(gettext_lazy("The other"))
    last_day = DanishDateField(
        label=gettext_lazy("Until and with"),
        help_text=gettext_lazy("It ends by itself. The reason is not written."),
    )

    def __init__(self, *args: Any, people: _Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = [("", gettext("Choose one")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two different citizens."""
        given = super().clean() or {}
        if given.get("one") and given.get("one") == given.get("other"):
            self.add_error("other", gettext("Choose two different citizens"))
        return given
