"""Tomorrow's questions: who the person is, and where they lived before the stay. Nothing is required."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.foundation.ui.fields import CprField, DanishDateField
from hjemad.foundation.ui.forms import HjForm


class IdentityForm(HjForm):
    """What is left empty stays as it is: not asked is an answer."""

    not_saved = gettext_lazy("Nothing about the person is saved")
    full_name = forms.CharField(label=gettext_lazy("Full name"), max_length=200, required=False)
    cpr = CprField(label=gettext_lazy("CPR number"), required=False)
    municipality = forms.ChoiceField(
        label=gettext_lazy("Municipality before the stay, as the person says"), required=False
    )
    since = DanishDateField(label=gettext_lazy("From which day it pays"), required=False)

    def __init__(self, *args: Any, municipalities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [("", "–"), *municipalities]  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """A municipality needs a first day."""
        given = super().clean() or {}
        if given.get("municipality") and not given.get("since") and "since" not in self.errors:
            self.add_error("since", gettext_lazy("Write from which day the municipality pays"))
        return given
