"""What is typed about a stay: the day out, a correction, a withdrawal; and whom one looks for."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.forms.late import HourField, why_late
from hjemad.areas.shelters.forms.questions import SLEPT_WORDS
from hjemad.areas.shelters.forms.words import day_choices, from_then_on, one_day
from hjemad.areas.shelters.models import Agreed
from hjemad.areas.shelters.reads.leaving import MODES
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick


class DischargeForm(HjForm):
    """The day out, how, and where to. `today` is one click; another day is typed."""

    not_saved = gettext_lazy("The stay still stands")

    when = forms.ChoiceField(label=gettext_lazy("Discharged"), widget=Pick, required=False)
    day = DanishDateField(
        label=gettext_lazy("Which other day?"),
        help_text=gettext_lazy(
            "For example 1 Feb 2026, 1/2-26 or yesterday. The night before it is the last one."
        ),
        required=False,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How did the stay end?"), choices=list(MODES.items()), widget=Pick(column=True)
    )
    hour = HourField(
        label=gettext_lazy("At what hour?"),
        help_text=gettext_lazy("Only if you know it. For example 9.30"),
        required=False,
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Where does the citizen sleep from now on?"),
        help_text=gettext_lazy("Counts in the country's figures, without a name."),
        choices=[
            ("", gettext_lazy("not asked")),
            *SLEPT_WORDS.items(),
            ("unknown", gettext_lazy("Not known")),
        ],
        required=False,
    )
    agreed = forms.ChoiceField(
        label=gettext_lazy("Was it agreed?"),
        choices=[
            (Agreed.YES, gettext_lazy("Agreed with the citizen")),
            (Agreed.NO, gettext_lazy("Not agreed")),
            (Agreed.UNKNOWN, gettext_lazy("Not known")),
        ],
        widget=Pick,
        required=False,
    )
    late_why = why_late()
    where = forms.CharField(
        label=gettext_lazy("Where to?"),
        help_text=gettext_lazy("Stands in the history of the stay."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    says_optional = False

    def __init__(self, *args: Any, today: date, admitted: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._admitted, self._today = admitted, today
        self.fields["when"].choices = day_choices(today)  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """`day` is the day out, however it was given; never guessed."""
        given = super().clean() or {}
        day = one_day(self, given)
        if day is None:
            return given
        given["day"] = day
        if day < self._admitted:
            self.add_error("day", from_then_on(self._admitted))
        elif given.get("late_why") and day == self._today:
            self.add_error(
                "late_why", gettext("Today is not late. Choose another day, or take the reason away")
            )
        return given

    @property
    def left_at(self) -> datetime | None:
        """The hour the citizen left, where it is known."""
        given = self.cleaned_data
        if given.get("hour") is None:
            return None
        return timezone.make_aware(datetime.combine(given["day"], given["hour"]))


class CorrectForm(HjForm):
    """The nights the stay really held, how it ended, and why it was written otherwise."""

    not_saved = gettext_lazy("The stay is as before")

    start = DanishDateField(label=gettext_lazy("Admitted"))
    end = DanishDateField(
        label=gettext_lazy("Discharged"), help_text=gettext_lazy("Empty: still here"), required=False
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How did the stay end?"),
        choices=[("", "–"), *MODES.items()],
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is it corrected?"),
        help_text=gettext_lazy("Stands in the history with your name. What stood before is kept."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", from_then_on(start))
        return given


class WithdrawForm(HjForm):
    """Why the stay never was."""

    not_saved = gettext_lazy("The stay still stands")
    reason = forms.CharField(
        label=gettext_lazy("Why was it a mistake?"),
        help_text=gettext_lazy("Stands in the history with your name."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )


class SearchForm(HjForm):
    """Somebody the house knows. Sent by POST: what is typed never stands in an address."""

    not_saved = gettext_lazy("Nobody was searched for")
    who = forms.CharField(
        label=gettext_lazy("Find a citizen among your own"),
        help_text=gettext_lazy("Name, nickname, birth date or whole CPR number"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
