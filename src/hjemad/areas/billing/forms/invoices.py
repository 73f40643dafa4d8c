"""A file of invoices, an invoice typed from paper, and an answer to a difference."""

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from hjemad.foundation.audit import clock
from hjemad.foundation.ui.fields import DanishDateField, DanishMoneyField, refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick
from hjemad.integrations.invoice_files.sheet import MAX_BYTES, too_big
from hjemad.kernel.person_number import looks_like_holding_one

LINES = 12
FIRST_MONTH = date(2000, 1, 1)


class FileForm(HjForm):
    """One file, CSV or XLSX."""

    not_saved = gettext_lazy("The file is not read")
    file = forms.FileField(
        label=gettext_lazy("File from the shelter"),
        help_text=gettext_lazy("CSV or XLSX, at most 5 MB. Nothing is written before you have seen it"),
        error_messages={"empty": gettext_lazy("The file is empty. Choose another")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A file that is too big is refused before anything of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise refusal(too_big())
        return file


class ReceiveForm(HjForm):
    """The preview is taken as it is."""

    not_saved = gettext_lazy("No invoice is received")


class WhichBillForm(HjForm):
    """Whose bill lies here and for which month: it says whom its lines can be about."""

    shelter = forms.ChoiceField(label=gettext_lazy("Shelter"))
    month = DanishDateField(
        label=gettext_lazy("Month"), help_text=gettext_lazy("Any day in it, for example 1/10-26")
    )

    def __init__(self, *args: Any, shelters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext_lazy("Choose")), *shelters]
        self.fields["shelter"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def clean_month(self) -> date:
        """A month that has begun: nobody has slept in a later one."""
        day: date = self.cleaned_data["month"]
        if not FIRST_MONTH <= day <= clock.today():
            raise forms.ValidationError(gettext_lazy("Write a day from 2000 up to today"), code="no_month")
        return day.replace(day=1)


class InvoiceForm(HjForm):
    """An invoice on paper: its number, and up to twelve lines about citizens the municipality pays for."""

    not_saved = gettext_lazy("The invoice is not saved")
    number = forms.CharField(label=gettext_lazy("Number on the invoice"), max_length=40)


class PeopleToChoose:
    """Whom a line can be about, as (value, name). A large house has hundreds: options are written once."""

    def __init__(self, people: list[tuple[str, str]]) -> None:
        self.choices = [("", gettext_lazy("No line")), *people]

    @cached_property
    def options(self) -> SafeString:
        """All options of a select, none of them chosen."""
        return format_html_join("", '<option value="{}">{}</option>', self.choices)

    def with_chosen(self, value: str) -> SafeString:
        """The options with that one chosen."""
        marks = ((one, " selected" if one == value else "", name) for one, name in self.choices)
        return format_html_join("", '<option value="{}"{}>{}</option>', marks)


class PeopleSelect(forms.Select):
    """The select of one line; it shares its options with the others."""

    def __init__(self, people: PeopleToChoose) -> None:
        super().__init__()
        self.people = people

    def render(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002 - Django's signature
    ) -> SafeString:
        """As Django's own, with the chosen one marked."""
        final = self.build_attrs(self.attrs, {**(attrs or {}), "name": name, "class": "form-select"})
        options = self.people.with_chosen(str(value)) if value else self.people.options
        return format_html("<select{}>{}</select>", flatatt(final), options)


class LineForm(forms.Form):
    """One line. An empty one is left out."""

    use_required_attribute = False
    person = forms.ChoiceField(label=gettext_lazy("Citizen"), required=False)
    person_text = forms.CharField(
        label=gettext_lazy("Not in the list: the name on the paper"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    first = DanishDateField(label=gettext_lazy("First night"), required=False)
    after = DanishDateField(label=gettext_lazy("Day of discharge"), required=False)
    nights = forms.IntegerField(
        label=gettext_lazy("Days charged"), required=False, min_value=1, max_value=400
    )
    rate = DanishMoneyField(label=gettext_lazy("Rate per day"), required=False)
    amount = DanishMoneyField(label=gettext_lazy("Amount"), required=False)

    def __init__(self, *args: Any, people: PeopleToChoose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].widget = PeopleSelect(people)
        self.fields["person"].choices = people.choices  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """A line about somebody has everything; the last day lies after the first."""
        given = super().clean() or {}
        if given.get("person") and given.get("person_text"):
            self.add_error(
                "person_text",
                gettext_lazy("Choose the citizen or write the name, not both. Empty one"),
            )
        if given.get("person") or given.get("person_text"):
            for name in ("first", "after", "nights", "rate", "amount"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, gettext_lazy("The field is empty. Fill it in"))
            first, after = given.get("first"), given.get("after")
            if first and after and after <= first:
                self.add_error(
                    "after", gettext_lazy("The last day lies before the first. Correct one of them")
                )
        return given

    def clean_person_text(self) -> str:
        """A name; a CPR number is never kept as text."""
        text: str = self.cleaned_data["person_text"]
        if looks_like_holding_one(text):
            raise forms.ValidationError(
                gettext_lazy("Write the name alone: a CPR number is not kept here"), code="cpr"
            )
        return text

    @property
    def is_used(self) -> bool:
        """It is about somebody."""
        return bool(self.cleaned_data.get("person") or self.cleaned_data.get("person_text"))


class AnswerForm(HjForm):
    """What the municipality does about one difference."""

    not_saved = gettext_lazy("The answer is not saved")
    status = forms.ChoiceField(label=gettext_lazy("What do you do?"), widget=Pick(column=True))
    note = forms.CharField(
        label=gettext_lazy("Note to the shelter"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Goes with the line. Write nothing about where else the citizen was"),
    )  # fmt: skip

    def __init__(self, *args: Any, statuses: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = statuses  # type: ignore[attr-defined] # a ChoiceField


class SendForm(HjForm):
    """The differences go to the shelter."""

    not_saved = gettext_lazy("Nothing is sent")
