"""What is typed by a data protection officer or a leader: a hold, a deletion, a breach, a note."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.rights.actions.breaches import BreachDetails
from hjemad.areas.rights.forms.words import words_field
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm


class HoldForm(HjForm):
    """Why the record must stay, and until when."""

    ground = words_field(gettext_lazy("Why must it stay?"), required=True, rows=3)
    until = DanishDateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("Left empty, it stays until somebody ends the hold."),
        required=False,
    )


class EndHoldForm(HjForm):
    """Why it may go again."""

    words = words_field(gettext_lazy("Why may it be deleted again?"), required=True, rows=3)


class RunForm(HjForm):
    """The deletion that was previewed."""

    not_saved = gettext_lazy("Nothing is deleted")
    expected = forms.CharField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=gettext_lazy("I have read what will be deleted, and what is held"),
        error_messages={"required": gettext_lazy("Say that you have read it")},
    )


class NoteForm(HjForm):
    """What somebody found who looked at an unusual reading."""

    words = words_field(gettext_lazy("What did you find?"), required=True, rows=3)


class BreachForm(HjForm):
    """What is known of a breach now. No names: the log outlives the case."""

    says_optional = False
    known_day = DanishDateField(label=gettext_lazy("Which day did it become known?"))
    known_time = forms.TimeField(
        label=gettext_lazy("At what time?"),
        input_formats=["%H.%M", "%H:%M", "%H"],
        widget=forms.TimeInput(format="%H.%M", attrs={"class": "hj-w-date", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Write a time, for example 14.05")},
    )
    happened = words_field(
        gettext_lazy("What happened?"),
        hint=gettext_lazy("Without names. What leaked, was lost or changed, and how."),
        required=True,
    )
    affected = forms.CharField(
        label=gettext_lazy("Whom does it touch, and about how many?"),
        help_text=gettext_lazy("Kinds of people and of data, not names."),
        max_length=200,
        required=False,
    )
    done = words_field(gettext_lazy("What has been done?"), required=False, rows=4)
    reported_day = DanishDateField(label=gettext_lazy("Which day was Datatilsynet told?"), required=False)
    reported_time = forms.TimeField(
        label=gettext_lazy("At what time?"),
        required=False,
        input_formats=["%H.%M", "%H:%M", "%H"],
        widget=forms.TimeInput(format="%H.%M", attrs={"class": "hj-w-date", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Write a time, for example 14.05")},
    )
    not_reported_why = words_field(
        gettext_lazy("Or why not?"),
        hint=gettext_lazy("Only when it is unlikely that anybody's rights are at risk (art. 33)."),
        required=False,
        rows=3,
    )
    people_told = words_field(gettext_lazy("What were the people told?"), required=False, rows=3)

    def clean(self) -> dict[str, Any]:
        """A report has day and time, or neither."""
        given = super().clean() or {}
        if (
            given.get("reported_day")
            and not given.get("reported_time")
            and "reported_time" not in self.errors
        ):
            self.add_error("reported_time", gettext("Write a time, for example 14.05"))
        return given

    @property
    def details(self) -> BreachDetails:
        """What was typed; a valid form only."""
        given = self.cleaned_data
        return BreachDetails(
            known_at=_moment(given["known_day"], given["known_time"]),
            happened=given["happened"].strip(),
            affected=given["affected"].strip(),
            done=given["done"].strip(),
            reported_at=_moment(given["reported_day"], given["reported_time"])
            if given["reported_day"]
            else None,
            not_reported_why=given["not_reported_why"].strip(),
            people_told=given["people_told"].strip(),
        )


def _moment(day: Any, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
