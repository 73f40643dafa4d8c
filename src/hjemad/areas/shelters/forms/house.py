"""What is typed about tonight's house: a time somebody was seen, nights away, a move, who is announced."""

import re
from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.forms.words import Choices, day_choices, one_day
from hjemad.areas.shelters.models import Kept, LeaveGround, Outcome
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick

_CLOCK = re.compile(r"^(?:kl\.?\s*)?(\d{1,2})(?:[.:\s]?(\d{2}))?$", re.IGNORECASE)

GROUNDS = {
    LeaveGround.HOSPITAL: gettext_lazy("Hospital"),
    LeaveGround.TREATMENT: gettext_lazy("Treatment"),
    LeaveGround.VISIT: gettext_lazy("With family or friends"),
    LeaveGround.TRAVEL: gettext_lazy("Travelling"),
    LeaveGround.WORK: gettext_lazy("Work or school"),
    LeaveGround.AGREED: gettext_lazy("Agreed, no reason told"),
}
KEPT = {
    Kept.YES: gettext_lazy("Yes, the place waits"),
    Kept.NO: gettext_lazy("No"),
    Kept.UNKNOWN: gettext_lazy("Not known yet"),
}
OUTCOMES = {
    Outcome.NOT_COME: gettext_lazy("Did not come"),
    Outcome.ELSEWHERE: gettext_lazy("Got a place elsewhere"),
    Outcome.NO_THANKS: gettext_lazy("Said no thanks, for now"),
    Outcome.MISTAKE: gettext_lazy("Written by mistake, or twice"),
}


class ClockField(forms.Field):
    """A time of day as people write it: `22.40`, `22:40`, `2240`, `22`."""

    widget = forms.TextInput(attrs={"class": "hj-w-date", "autocomplete": "off", "inputmode": "numeric"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Write a time, for example 22.40"),
        "invalid": gettext_lazy("Write the time as 22.40"),
    }

    def to_python(self, value: Any) -> time | None:
        """The time; None for an empty field."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = _CLOCK.match(str(value).strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: a time as it is written here, or what was typed."""
        return f"{value:%H.%M}" if isinstance(value, time) else value


class SeenLaterForm(HjForm):
    """When somebody was seen, written afterwards."""

    not_saved = gettext_lazy("Nothing is written about this night")
    says_optional = False
    day = DanishDateField(label=gettext_lazy("On which day was the citizen seen?"))
    clock = ClockField(
        label=gettext_lazy("At what time?"),
        help_text=gettext_lazy("The board shows this time, and that it was written later."),
    )


class LeaveForm(HjForm):
    """The first night away, until when, whether the place waits, and what was agreed."""

    not_saved = gettext_lazy("Nothing is changed")
    first_night = DanishDateField(
        label=gettext_lazy("First night away"),
        help_text=gettext_lazy("The day on which that night begins, for example today or 1/2-26."),
    )
    expected_back = DanishDateField(
        label=gettext_lazy("Expected back"),
        help_text=gettext_lazy("Empty where nobody knows. The day ends nothing by itself."),
        required=False,
    )
    place_kept = forms.ChoiceField(
        label=gettext_lazy("Is the place kept?"), choices=list(KEPT.items()), widget=Pick
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("What is agreed?"), choices=list(GROUNDS.items()), widget=Pick(column=True)
    )

    def __init__(self, *args: Any, begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begun:
            del self.fields["first_night"]


class DayForm(HjForm):
    """One day, today with one press; another is typed."""

    not_saved = gettext_lazy("Nothing is changed")
    says_optional = False
    when = forms.ChoiceField(label=gettext_lazy("From when?"), widget=Pick, required=False)
    day = DanishDateField(
        label=gettext_lazy("Which other day?"),
        help_text=gettext_lazy("For example 1 Feb 2026, 1/2-26 or yesterday."),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].choices = day_choices(today)  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """`day` is the day, however it was given; never guessed."""
        given = super().clean() or {}
        if (day := one_day(self, given)) is not None:
            given["day"] = day
        return given


class MoveForm(DayForm):
    """To which place, and from which day."""

    not_saved = gettext_lazy("The citizen sleeps where before")
    field_order = ("place", "when", "day")
    place = forms.ChoiceField(
        label=gettext_lazy("To which place?"),
        widget=Pick,
        error_messages={
            "invalid_choice": gettext_lazy("The place is not free any more. Choose another place")
        },
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined] # a ChoiceField


class AnnounceForm(HjForm):
    """Who comes, who told, which night and about when; a name or who told is enough."""

    not_saved = gettext_lazy("Nobody is announced yet")
    says_optional = False
    called = forms.CharField(
        label=gettext_lazy("Who comes, or what is the citizen called?"),
        help_text=gettext_lazy("Fills in the admission. Gone when the citizen is admitted or taken off."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    told_by = forms.CharField(
        label=gettext_lazy("Who told?"),
        help_text=gettext_lazy("For example the street team, the hospital or the citizen."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    night = DanishDateField(label=gettext_lazy("Which night?"))
    clock = ClockField(label=gettext_lazy("About what time?"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Which place is held?"), widget=Pick, required=False)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", gettext("None yet")), *places]  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """One of the two is written."""
        given = super().clean() or {}
        if not given.get("called", "").strip() and not given.get("told_by", "").strip():
            self.add_error("called", gettext("Write what the citizen is called, or who told"))
        return given


class SettleForm(HjForm):
    """Why somebody announced is taken off."""

    not_saved = gettext_lazy("The citizen is still expected")
    outcome = forms.ChoiceField(
        label=gettext_lazy("What happened?"), choices=list(OUTCOMES.items()), widget=Pick(column=True)
    )
