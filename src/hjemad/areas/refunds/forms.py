"""Forms of requests: each carries what was read, so that exactly that is drawn up, checked or sent."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.areas.refunds.rules import HOW_SENT
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.fields import DanishDateField, DanishMoneyField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick
from hjemad.law.settings import CHOICES

HOW_WORDS = {
    "portal": gettext_lazy("The State's portal"),
    "digital_post": gettext_lazy("Digital Post"),
    "letter": gettext_lazy("Letter"),
    "other": gettext_lazy("Another way"),
}

NUMBER = forms.NumberInput(attrs={"class": "hj-w-date"})


class ReadForm(HjForm):
    """`expected` is the fingerprint of what the page showed."""

    not_saved = gettext_lazy("The step is not taken")
    expected = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SendForm(HjForm):
    """How a request or statement was sent, when, and what proves it."""

    not_saved = gettext_lazy("The sending is not noted")
    how = forms.ChoiceField(
        label=gettext_lazy("How was it sent?"),
        widget=Pick,
        choices=[(code, HOW_WORDS[code]) for code in HOW_SENT],
    )
    on = DanishDateField(label=gettext_lazy("When?"))
    proof = forms.CharField(
        label=gettext_lazy("What proves it?"), max_length=200,
        help_text=gettext_lazy("For example the number of the receipt. No names"),
    )  # fmt: skip

    def clean_on(self) -> Any:
        """Nothing is sent tomorrow."""
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(gettext_lazy("The day lies ahead. Write the day it was sent"))
        return day


class EndorseForm(HjForm):
    """The auditor's words on the final statement."""

    not_saved = gettext_lazy("The statement is not endorsed")
    note = forms.CharField(
        label=gettext_lazy("Endorsement"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RemarkForm(HjForm):
    """What the auditor remarks."""

    not_saved = gettext_lazy("The remark is not saved")
    text = forms.CharField(
        label=gettext_lazy("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Write about nights, rates and amounts. The line says who it is about"),
    )  # fmt: skip


class AcceptForm(ReadForm):
    """Why what the new rules change in closed quarters may be asked for."""

    not_saved = gettext_lazy("Nothing is accepted")
    note = forms.CharField(
        label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SettingForm(HjForm):
    """An answer to a question the law leaves open, from a day on, with what it rests on."""

    not_saved = gettext_lazy("The choice is not saved")
    value = forms.ChoiceField(label=gettext_lazy("Your reading"), widget=Pick(column=True))
    first = DanishDateField(label=gettext_lazy("From"))
    source = forms.CharField(
        label=gettext_lazy("What it rests on"), max_length=500,
        help_text=gettext_lazy("A text, a decision or advice, with its date"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, readings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["value"]).choices = readings


class WhatIfForm(HjForm):
    """Other numbers from a day on, and other readings: nothing here is saved."""

    says_optional = False
    nights = forms.IntegerField(
        label=gettext_lazy("Nights with refund in a running year"),
        min_value=0,
        max_value=366,
        required=False,
        widget=NUMBER,
    )
    share = forms.IntegerField(
        label=gettext_lazy("The State's share, per cent"),
        min_value=0,
        max_value=100,
        required=False,
        widget=NUMBER,
    )
    first = DanishDateField(
        label=gettext_lazy("From which night do the numbers hold?"), required=False,
        help_text=gettext_lazy("They hold from then on, also where the law's own number changes later"),
    )  # fmt: skip
    since = forms.IntegerField(
        label=gettext_lazy("Reckon from the year"), min_value=2007, max_value=2100, required=False,
        widget=NUMBER,
        help_text=gettext_lazy("Left out: from this year, and all that is asked for already"),
    )  # fmt: skip

    def __init__(self, *args: Any, readings: Mapping[str, tuple[str, list[tuple[str, str]]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, (question, choices) in readings.items():
            self.fields[name] = forms.ChoiceField(
                label=question, choices=[("", gettext_lazy("As today")), *choices], required=False
            )

    def clean(self) -> dict[str, Any]:
        """A number holds from a day; without any change there is nothing to reckon."""
        given = super().clean() or self.cleaned_data
        numbers = given.get("nights") is not None or given.get("share") is not None
        if numbers and not given.get("first") and "first" not in self.errors:
            self.add_error("first", gettext_lazy("Write the first night the new number holds for"))
        if not self.errors and not numbers and not any(given[name] for name in self.readings):
            raise forms.ValidationError(gettext_lazy("Change at least one number or one reading"))
        return given

    @property
    def readings(self) -> list[str]:
        """The names of the fields that are readings of the law."""
        return [name for name in self.fields if name in CHOICES]


class BusinessCaseForm(HjForm):
    """Which group, how long, and what a home with support costs one person."""

    says_optional = False

    months = forms.IntegerField(
        label=gettext_lazy("How many months?"), min_value=1, max_value=24, widget=NUMBER
    )
    at_least = forms.IntegerField(
        label=gettext_lazy("Only those who have slept in a shelter for at least so many nights in a row"),
        min_value=1, max_value=9999, required=False, widget=NUMBER,
        help_text=gettext_lazy("Left out: everybody who sleeps in a shelter today and whom you pay for"),
    )  # fmt: skip
    support = DanishMoneyField(label=gettext_lazy("Support (§ 85 a) for one person in a month"))
    decided = forms.ChoiceField(
        label=gettext_lazy("Is the support decided before the discharge?"), widget=Pick,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
    )  # fmt: skip
    once = DanishMoneyField(
        label=gettext_lazy("Paid once for one person"),
        help_text=gettext_lazy("For example a deposit or furniture. Write 0 if there is nothing"),
    )
    monthly = DanishMoneyField(
        label=gettext_lazy("Paid besides for one person in a month"),
        help_text=gettext_lazy("For example a subsidy to the rent. Write 0 if there is nothing"),
    )
    source = forms.CharField(
        label=gettext_lazy("What the amounts rest on"), max_length=300,
        help_text=gettext_lazy("It stands on the page and on paper. No names"),
    )  # fmt: skip


class OpeningForm(HjForm):
    """What was claimed for a whole quarter before Hjemad."""

    not_saved = gettext_lazy("The opening balance is not saved")
    quarter = forms.RegexField(
        label=gettext_lazy("Quarter"), regex=r"^\d{4}Q[1-4]$",
        help_text=gettext_lazy("For example 2025Q4"),
        error_messages={"invalid": gettext_lazy("Write the year and the quarter, for example 2025Q4")},
    )  # fmt: skip
    nights = forms.IntegerField(label=gettext_lazy("Nights"), min_value=0)
    net = DanishMoneyField(label=gettext_lazy("Net cost"))
    refund = DanishMoneyField(label=gettext_lazy("Asked of the State"))
    source = forms.CharField(
        label=gettext_lazy("Where it stands"), max_length=500,
        help_text=gettext_lazy("The request it was part of, with its date"),
    )  # fmt: skip


class OpeningFileForm(HjForm):
    """A file of opening balances: quarter, record, facility, nights, net_dkk, refund_dkk, source."""

    not_saved = gettext_lazy("The file is not read")
    file = forms.FileField(label=gettext_lazy("File (CSV)"), max_length=200)


class OpeningConfirmForm(HjForm):
    """What the preview showed, to be written as it stands."""

    not_saved = gettext_lazy("The file is not saved")
    text = forms.CharField(widget=forms.HiddenInput, max_length=2_000_000, strip=False)


class AnswerForm(HjForm):
    """The municipality's answer; with a line, the difference that corrects it."""

    not_saved = gettext_lazy("The answer is not saved")
    text = forms.CharField(
        label=gettext_lazy("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    line = forms.ChoiceField(
        label=gettext_lazy("Corrected by"),
        required=False,
        help_text=gettext_lazy("A difference in a later request. Empty while nothing is corrected yet"),
    )

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = ("", gettext_lazy("Nothing is corrected yet"))
        cast(forms.ChoiceField, self.fields["line"]).choices = [nothing, *lines]


class WithdrawForm(HjForm):
    """Why something entered was a mistake."""

    not_saved = gettext_lazy("Nothing is withdrawn")
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)
