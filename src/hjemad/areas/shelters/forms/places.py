"""What is typed about a place: its number, what it is fit for, when it is closed or no more."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.forms.words import Choices
from hjemad.areas.shelters.models import ClosedGround, Trait
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick, PickMany

TRAITS = {
    Trait.WOMEN: gettext_lazy("women"),
    Trait.COUPLE: gettext_lazy("couple"),
    Trait.DOG: gettext_lazy("dog"),
    Trait.WHEELCHAIR: gettext_lazy("wheelchair"),
    Trait.QUIET: gettext_lazy("quiet"),
    Trait.CHILD: gettext_lazy("child"),
}
CLOSED = {
    ClosedGround.WATER: gettext_lazy("Water damage"),
    ClosedGround.REPAIR: gettext_lazy("Repair"),
    ClosedGround.CLEANING: gettext_lazy("Cleaning"),
    ClosedGround.STAFFING: gettext_lazy("Too few at work"),
    ClosedGround.OTHER: gettext_lazy("Another reason"),
}


class PlaceForm(HjForm):
    """A place: its department where it is new, its number, what it is fit for."""

    not_saved = gettext_lazy("The place is not saved")
    department = forms.ChoiceField(label=gettext_lazy("Department"), widget=Pick)
    label = forms.CharField(
        label=gettext_lazy("Number or name of the place"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "hj-w-date", "autocomplete": "off"}),
    )
    traits = forms.MultipleChoiceField(
        label=gettext_lazy("What is the place fit for?"),
        help_text=gettext_lazy("Words about the place, never about a person."),
        choices=list(TRAITS.items()),
        widget=PickMany,
        required=False,
    )
    opens = DanishDateField(label=gettext_lazy("Can be given from"))

    def __init__(self, *args: Any, departments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = departments  # type: ignore[attr-defined] # a ChoiceField
        if not departments:
            del self.fields["department"], self.fields["opens"]


class CloseForm(HjForm):
    """From when until when a place is closed, and why."""

    not_saved = gettext_lazy("The place is as before")
    starts = DanishDateField(
        label=gettext_lazy("Closed from"), help_text=gettext_lazy("The first night nobody can sleep there.")
    )
    ends = DanishDateField(
        label=gettext_lazy("Can be used again from"),
        help_text=gettext_lazy("Empty: until further notice."),
        required=False,
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Why?"), choices=list(CLOSED.items()), widget=Pick(column=True)
    )

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", gettext("Write a later day than the first"))
        return given


class EndForm(HjForm):
    """The day from which the place is no more."""

    not_saved = gettext_lazy("The place is still there")
    day = DanishDateField(label=gettext_lazy("No more from"))
