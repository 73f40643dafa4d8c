"""What the leader writes about free places: whom they are shown, where else people go, the house's phone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick

KEEP, REMOVE = "keep", "remove"
_NAME = {"class": "hj-w-name", "autocomplete": "off"}

type Choices = Sequence[tuple[str, str]]


class ContactForm(HjForm):
    """The telephone and address that stand above the house's sheets."""

    not_saved = gettext_lazy("The telephone is not saved yet")
    phone = forms.CharField(
        label=gettext_lazy("Telephone, day and night"), max_length=30, widget=forms.TextInput(attrs=_NAME)
    )
    address = forms.CharField(
        label=gettext_lazy("Address"), required=False, max_length=200, widget=forms.TextInput(attrs=_NAME)
    )


class ShareForm(HjForm):
    """Whom the house shows its free places, from when, and what was agreed."""

    not_saved = gettext_lazy("Nothing is shown yet")
    house = forms.ChoiceField(label=gettext_lazy("Which house is shown how many places are free here?"))
    since = DanishDateField(label=gettext_lazy("From"))
    agreement = forms.CharField(
        label=gettext_lazy("What was agreed, and with whom?"),
        help_text=gettext_lazy("For example: the leaders agreed on 3 Nov 2026."),
        max_length=200,
        widget=forms.TextInput(attrs=_NAME),
    )

    def __init__(self, *args: Any, houses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["house"].choices = [("", "–"), *houses]  # type: ignore[attr-defined] # a ChoiceField


class StopForm(HjForm):
    """Nothing is typed: the page says what happens."""

    not_saved = gettext_lazy("The places are still shown")


class NearbyForm(HjForm):
    """A line of the list of places to go to instead."""

    not_saved = gettext_lazy("The list is as before")
    house = forms.ChoiceField(
        label=gettext_lazy("Is it a house in Hjemad?"),
        help_text=gettext_lazy("Then it can show you how many places are free, if its leader has said so."),
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("What is it called?"), max_length=100, widget=forms.TextInput(attrs=_NAME)
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone at night"), max_length=30, widget=forms.TextInput(attrs=_NAME)
    )
    address = forms.CharField(
        label=gettext_lazy("Address"), required=False, max_length=200, widget=forms.TextInput(attrs=_NAME)
    )
    way = forms.CharField(
        label=gettext_lazy("How to get there, and until when it is open"),
        help_text=gettext_lazy("Stands on the sheet: 15 minutes on foot, left at the water. Open until 8."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=_NAME),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Where in the list? 1 is the first"),
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"class": "hj-w-date", "inputmode": "numeric"}),
    )
    keep = forms.ChoiceField(
        label=gettext_lazy("Does it stay in the list?"),
        widget=Pick,
        choices=[(KEEP, gettext_lazy("Yes")), (REMOVE, gettext_lazy("No, take it out"))],
    )

    def __init__(self, *args: Any, houses: Choices, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("No")), *houses]
        self.fields["house"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        if is_new:
            del self.fields["keep"]
