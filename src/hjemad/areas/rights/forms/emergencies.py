"""What is typed to open in an emergency, and what a leader writes about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.foundation.ui.fields import CprField, DanishDateField
from hjemad.foundation.ui.forms import HjForm

_WHY = {"rows": 3}


class EmergencyForm(HjForm):
    """Who, and why it cannot wait. `by_name`: the house that had the person need not know the number."""

    not_saved = gettext_lazy("Nothing was opened")
    says_optional = False

    cpr = CprField(label=gettext_lazy("CPR number"), help_text=gettext_lazy("All 10 digits"), required=False)
    full_name = forms.CharField(
        label=gettext_lazy("Or full name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    birth_date = DanishDateField(label=gettext_lazy("Born"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Why can it not wait?"),
        help_text=gettext_lazy(
            "Your leader reads it. For example: collapsed in the hall, the ambulance asks"
        ),
        max_length=1000,
        widget=forms.Textarea(attrs=_WHY),
    )

    def __init__(self, *args: Any, by_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_name:
            del self.fields["full_name"], self.fields["birth_date"]
            self.fields["cpr"].required = True

    def clean(self) -> dict[str, Any]:
        """A number, or a name with a birth date."""
        given = super().clean() or {}
        named = given.get("full_name") and given.get("birth_date")
        if not self.errors and not given.get("cpr") and not named:
            self.add_error("cpr", gettext("Write the CPR number, or the full name and the birth date"))
        return given


class LookedForm(HjForm):
    """A sentence: why it was right, or what happens now."""

    not_saved = gettext_lazy("Nothing is noted yet")

    words = forms.CharField(
        label=gettext_lazy("What did you find?"),
        help_text=gettext_lazy("One sentence: why it was right, or what happens now"),
        max_length=1000,
        widget=forms.Textarea(attrs=_WHY),
    )
