"""What is said about moving on: by the citizen, by the house, and what is missing."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.forms.words import Choices
from hjemad.areas.shelters.models import MissingKind, MoveAnswer, WhoCan
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick, PickMany

ANSWERS = {
    MoveAnswer.YES: gettext_lazy("Wishes to move"),
    MoveAnswer.NOT_NOW: gettext_lazy("Not now"),
    MoveAnswer.UNKNOWN: gettext_lazy("Not known"),
}
MISSING = {
    MissingKind.PLAN: gettext_lazy("a plan"),
    MissingKind.DWELLING: gettext_lazy("a dwelling"),
    MissingKind.SUPPORT: gettext_lazy("a decision about support"),
    MissingKind.LEASE: gettext_lazy("a signed lease"),
    MissingKind.MONEY: gettext_lazy("money for deposit or rent"),
    MissingKind.PAPERS: gettext_lazy("MitID, CPR number or papers"),
    MissingKind.TREATMENT: gettext_lazy("an agreement on treatment"),
    MissingKind.FURNITURE: gettext_lazy("furniture"),
    MissingKind.OTHER: gettext_lazy("something else"),
}
WHO_CAN = {
    WhoCan.MUNICIPALITY: gettext_lazy("the municipality"),
    WhoCan.HOUSING: gettext_lazy("those who assign dwellings"),
    WhoCan.SHELTER: gettext_lazy("we in the house"),
    WhoCan.PERSON: gettext_lazy("the citizen"),
    WhoCan.OTHER: gettext_lazy("somebody else"),
    WhoCan.UNKNOWN: gettext_lazy("not known who"),
}


def _words(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )


class WishForm(HjForm):
    """What is left empty stays as it was. `missing` are the things that are missing now."""

    not_saved = gettext_lazy("Nothing about moving is saved yet")
    says_optional = False

    person = forms.ChoiceField(
        label=gettext_lazy("What does the citizen say?"),
        choices=list(ANSWERS.items()),
        widget=Pick,
        required=False,
    )
    person_words = _words(gettext_lazy("In the citizen's own words"))
    shelter = forms.ChoiceField(
        label=gettext_lazy("What do you say in the house?"),
        help_text=gettext_lazy("The two may differ. Then both stand."),
        choices=list(ANSWERS.items()),
        widget=Pick,
        required=False,
    )
    shelter_words = _words(gettext_lazy("Why do you think so?"))
    there = forms.MultipleChoiceField(
        label=gettext_lazy("Is any of it there now?"), widget=PickMany, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is missing?"),
        help_text=gettext_lazy("One thing at a time. Save, and write the next."),
        choices=[("", gettext_lazy("nothing new")), *MISSING.items()],
        required=False,
    )
    detail = forms.CharField(
        label=gettext_lazy("More exactly"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    who_can = forms.ChoiceField(
        label=gettext_lazy("Who can do it?"), choices=list(WHO_CAN.items()), widget=Pick, required=False
    )

    def __init__(self, *args: Any, missing: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if missing:
            self.fields["there"].choices = missing  # type: ignore[attr-defined] # a ChoiceField
        else:
            del self.fields["there"]

    def clean(self) -> dict[str, Any]:
        """Words belong to an answer; what is missing says who can do it, and *something else* what it is."""
        given = super().clean() or {}
        for name in ("person", "shelter"):
            if given.get(f"{name}_words") and not given.get(name) and name not in self.errors:
                self.add_error(name, gettext("Choose one"))
        if given.get("kind"):
            if not given.get("who_can") and "who_can" not in self.errors:
                self.add_error("who_can", gettext("Choose one"))
            if given["kind"] == MissingKind.OTHER and not given.get("detail"):
                self.add_error("detail", gettext("Write what is missing"))
        elif given.get("detail") or given.get("who_can"):
            self.add_error("kind", gettext("Choose what is missing"))
        return given
