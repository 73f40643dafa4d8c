"""Forms of own cases: a table as text or as a file, and taking its answers over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.foundation.ui.forms import HjForm

_MOST_BYTES = 500_000


class CasesForm(HjForm):
    """A table with a title; the file wins where both are given. `cleaned_data["cases"]` is the text."""

    not_saved = gettext_lazy("The cases are not saved")
    says_optional = False

    title = forms.CharField(label=gettext_lazy("What is the table called?"), max_length=100)
    file = forms.FileField(
        label=gettext_lazy("File (JSON)"), required=False, max_length=200,
        help_text=gettext_lazy("The same form as “hjemad law check”. Or write it below"),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("The cases"), required=False, max_length=_MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 18, "class": "hj-w-area", "spellcheck": "false"}),
        help_text=gettext_lazy("Invented situations only. No names and no CPR numbers"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The text of the file, else what was written."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None and file.size > _MOST_BYTES:
            self.add_error("file", gettext_lazy("The file is larger than half a megabyte. Split it"))
            return given
        try:
            given["cases"] = file.read().decode("utf-8-sig") if file is not None else given.get("text", "")
        except UnicodeDecodeError:
            self.add_error("file", gettext_lazy("The file is not UTF-8. Save it as UTF-8 and try again"))
            return given
        if not self.errors and not given["cases"].strip():
            self.add_error("text", gettext_lazy("Choose a file, or write the cases"))
        return given


class AcceptCasesForm(HjForm):
    """The answers on the page are taken over. `expected` is the version of the law they came from."""

    not_saved = gettext_lazy("Nothing is accepted")
    says_optional = False

    expected = forms.CharField(widget=forms.HiddenInput, max_length=200)
    note = forms.CharField(
        label=gettext_lazy("Remark"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class PutAwayForm(HjForm):
    """One button."""

    not_saved = gettext_lazy("The cases are still kept")
