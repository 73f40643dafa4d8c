"""What is typed about a decision: the hour its sheet was handed over, and the steps of an appeal."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.decisions.rules import parse_clock
from hjemad.areas.decisions.tables.appeals import AppealOutcome, Reassessment
from hjemad.foundation.ui.fields import DanishDateField, refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick
from hjemad.kernel.errors import InputRejected

IN_THE_HAND, READ_ALOUD = "hand", "read_aloud"
_AREA = {"rows": 2, "class": "hj-w-area"}


class HandOverForm(HjForm):
    """When the sheet was handed over, and whether it was read aloud."""

    not_saved = gettext_lazy("The hour is not saved yet")
    says_optional = False

    clock = forms.CharField(
        label=gettext_lazy("The sheet was handed over at"),
        help_text=gettext_lazy("For example 02.35. The time to appeal runs from it."),
        max_length=12,
        widget=forms.TextInput(attrs={"class": "hj-w-date", "autocomplete": "off"}),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How?"),
        widget=Pick(column=True),
        choices=[
            (IN_THE_HAND, gettext_lazy("In the hand")),
            (READ_ALOUD, gettext_lazy("Read aloud, also where the citizen would not take it")),
        ],
    )
    day = DanishDateField(
        label=gettext_lazy("Another day than the same night"),
        help_text=gettext_lazy("Only if it was not the same night."),
        required=False,
    )

    def clean_clock(self) -> Any:
        """The time of day, as people write it."""
        try:
            return parse_clock(self.cleaned_data["clock"])
        except InputRejected as error:
            raise refusal(error) from None


class ReceiveForm(HjForm):
    """An appeal came: when, and what was said."""

    not_saved = gettext_lazy("No appeal is written yet")
    day = DanishDateField(label=gettext_lazy("The appeal came on"))
    words = forms.CharField(
        label=gettext_lazy("What the citizen says"),
        help_text=gettext_lazy("In their own words. Nobody needs to give reasons."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs=_AREA),
    )


class ReassessForm(HjForm):
    """The leader looks at the decision again."""

    not_saved = gettext_lazy("Nothing is decided again yet")
    result = forms.ChoiceField(
        label=gettext_lazy("What do you say now?"),
        widget=Pick(column=True),
        choices=[
            (Reassessment.STANDS.value, gettext_lazy("The decision stands")),
            (Reassessment.PARTLY.value, gettext_lazy("It is changed in part")),
            (Reassessment.CHANGED.value, gettext_lazy("It is changed: it no longer holds")),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The citizen gets the text."),
        max_length=4000,
        widget=forms.Textarea(attrs=_AREA),
    )
    day = DanishDateField(label=gettext_lazy("On which day?"))


class PassOnForm(HjForm):
    """The appeal went to Ankestyrelsen."""

    not_saved = gettext_lazy("The appeal is not passed on yet")
    day = DanishDateField(label=gettext_lazy("Passed on to Ankestyrelsen on"))


class AnswerForm(HjForm):
    """What came of the appeal."""

    not_saved = gettext_lazy("No answer is written yet")
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        widget=Pick(column=True),
        choices=[
            (AppealOutcome.UPHELD.value, gettext_lazy("Ankestyrelsen agrees with the decision")),
            (AppealOutcome.CHANGED.value, gettext_lazy("Ankestyrelsen changes it: it no longer holds")),
            (AppealOutcome.RETURNED.value, gettext_lazy("Sent back: it must be decided again")),
            (AppealOutcome.NOT_TAKEN.value, gettext_lazy("Ankestyrelsen cannot take it up")),
            (AppealOutcome.WITHDRAWN.value, gettext_lazy("The citizen took the appeal back")),
        ],
    )
    day = DanishDateField(label=gettext_lazy("On which day?"))


def outcome_words(code: str) -> str:
    """What came of an appeal, in the reader's words; empty while it goes on."""
    fields = dict(AnswerForm.base_fields["outcome"].choices)  # type: ignore[attr-defined] # a ChoiceField
    return str(fields[code]) if code else ""


def reassessment_words(code: str) -> str:
    """What the house said when it looked again."""
    fields = dict(ReassessForm.base_fields["result"].choices)  # type: ignore[attr-defined] # a ChoiceField
    return str(fields[code]) if code else gettext("not yet")
