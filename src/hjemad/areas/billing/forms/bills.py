"""Which of the month's bills are issued, and when a resident was away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.areas.billing.forms.rates import DatedForm
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick


class IssueForm(HjForm):
    """The bills that are issued, each as it was read: municipality and fingerprint."""

    not_saved = gettext_lazy("No bill is issued")
    bills = forms.MultipleChoiceField(
        label=gettext_lazy("Bills to issue"), widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, drafts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts
        self.fields["bills"].choices = drafts  # type: ignore[attr-defined] # a MultipleChoiceField
        self.fields["bills"].error_messages["invalid_choice"] = gettext_lazy(
            "A bill is not as you read it: something has changed. Read it again, and choose it again"
        )

    @property
    def expected(self) -> dict[int, str]:
        """Municipality -> the fingerprint that was read."""
        pairs = (value.split(":", 1) for value in self.cleaned_data["bills"])
        return {int(municipality): fingerprint for municipality, fingerprint in pairs}


class AbsenceForm(DatedForm):
    """The nights a resident slept elsewhere, and whether the place was kept for them."""

    not_saved = gettext_lazy("The absence is not saved")
    place_kept = forms.ChoiceField(
        label=gettext_lazy("Was the place kept?"), widget=Pick(column=True),
        choices=[
            ("yes", gettext_lazy("Yes, the nights stand on the bill")),
            ("no", gettext_lazy("No, the nights are not charged")),
        ],
    )  # fmt: skip
