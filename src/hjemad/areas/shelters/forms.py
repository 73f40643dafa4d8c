"""What is typed about a stay: who and which place, the day out, a correction."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.areas.shelters.models import DischargeMode
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick

SOMEBODY_ELSE = "new"

MODES = {
    DischargeMode.MOVED_HOME: gettext_lazy("Moved to a home of their own"),
    DischargeMode.MOVED_ELSEWHERE: gettext_lazy("Moved elsewhere"),
    DischargeMode.OTHER_SHELTER: gettext_lazy("To another shelter"),
    DischargeMode.INSTITUTION: gettext_lazy("To hospital, treatment or prison"),
    DischargeMode.LEFT: gettext_lazy("Left without saying where to"),
    DischargeMode.EXPELLED: gettext_lazy("Expelled (bortvisning)"),
    DischargeMode.DIED: gettext_lazy("Died"),
    DischargeMode.UNKNOWN: gettext_lazy("Not known"),
}


class AdmitForm(HjForm):
    """Who and which place; after midnight also which night. `match` only when the house knows one."""

    not_saved = gettext_lazy("Nobody is admitted yet")
    who = forms.CharField(
        label=gettext_lazy("Who, or what is the citizen called?"),
        help_text=gettext_lazy(
            "Name, nickname, CPR number, or a short description where the name is not known. "
            "You search only among those who live or have lived here."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    match = forms.ChoiceField(label=gettext_lazy("Is it one of them?"), widget=Pick(column=True))
    place = forms.ChoiceField(label=gettext_lazy("Which place?"), widget=Pick)
    night = forms.ChoiceField(
        label=gettext_lazy("It is past midnight. Which night is it?"), widget=Pick(column=True)
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[str, str]],
        nights: Sequence[tuple[str, str]],
        hits: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined] # a ChoiceField
        if len(nights) > 1:
            self.fields["night"].choices = nights  # type: ignore[attr-defined] # a ChoiceField
        else:
            del self.fields["night"]
        if hits:
            somebody_else = (SOMEBODY_ELSE, gettext_lazy("No, somebody else"))
            self.fields["match"].choices = [  # type: ignore[attr-defined] # a ChoiceField
                *hits,
                somebody_else,
            ]
        else:
            del self.fields["match"]


class DischargeForm(HjForm):
    """The day out and how."""

    not_saved = gettext_lazy("The stay still stands")
    day = DanishDateField(label=gettext_lazy("Discharged"))
    mode = forms.ChoiceField(
        label=gettext_lazy("How did the stay end?"), choices=list(MODES.items()), widget=Pick(column=True)
    )


class CorrectForm(HjForm):
    """The nights the stay really held, and why it was written otherwise."""

    not_saved = gettext_lazy("The stay is as before")
    start = DanishDateField(label=gettext_lazy("Admitted"))
    end = DanishDateField(label=gettext_lazy("Discharged"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why is it corrected?"), max_length=500)
