"""What is typed about a substitute: who, and until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.foundation.ui.fields import HourField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick

NEW, KNOWN = "new", "known"


class SubstituteForm(HjForm):
    """Somebody new has a name; somebody known is found by the exact user name."""

    not_saved = gettext_lazy("Nobody is let in yet")
    says_optional = False
    which = forms.ChoiceField(
        label=gettext_lazy("Has the substitute worked with Hjemad before?"),
        widget=Pick(column=True),
        choices=[
            (NEW, gettext_lazy("No. Make a user with a start code")),
            (KNOWN, gettext_lazy("Yes. They sign in with the password they have")),
        ],
    )
    username = forms.CharField(
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("New: choose one. Known: exactly as they write it."),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    full_name = forms.CharField(
        label=gettext_lazy("Name, for somebody new"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    ends = HourField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("For example 7.30. At most 16 hours from now."),
    )

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name."""
        given = super().clean() or {}
        if given.get("which") == NEW and not given.get("full_name", "").strip():
            self.add_error("full_name", gettext("Write the name"))
        return given
