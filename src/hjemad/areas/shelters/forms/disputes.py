"""What is typed about nights that two shelters have written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.areas.shelters.forms.words import Choices
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick


class DecideForm(HjForm):
    """In which shelter the nights count, and why."""

    not_saved = gettext_lazy("Nothing is decided yet")
    counts = forms.ChoiceField(label=gettext_lazy("Where do the nights count?"), widget=Pick(column=True))
    reason = forms.CharField(
        label=gettext_lazy("Why there?"),
        help_text=gettext_lazy("Kept with your name. The request to the State rests on it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )

    def __init__(self, *args: Any, sides: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counts"].choices = sides  # type: ignore[attr-defined] # a ChoiceField


class NameWorkerForm(HjForm):
    """Which colleague settles the nights of a protected citizen, until when, and why."""

    not_saved = gettext_lazy("Nobody is named yet")
    worker = forms.ChoiceField(label=gettext_lazy("Who settles these nights?"), widget=Pick(column=True))
    until = DanishDateField(
        label=gettext_lazy("Until and with which day?"),
        help_text=gettext_lazy("It ends by itself. At most a year from now."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why that colleague?"),
        help_text=gettext_lazy("Kept with your name. The citizen can read it."),
        max_length=200,
    )

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = colleagues  # type: ignore[attr-defined] # a ChoiceField
