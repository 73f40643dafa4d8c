"""Choices big enough for a thumb, and choices with a line of explanation; real inputs underneath."""

from typing import Any

from django import forms


class HintedLabel(str):
    """The label of a choice with a grey line below it: `(value, HintedLabel("Jonna", hint="Boede her"))`."""

    hint: str

    # The default is for copying: Django copies the choices of a form, and copying makes the text first.
    def __new__(cls, label: str, *, hint: str = "") -> "HintedLabel":
        text = super().__new__(cls, label)
        text.hint = hint
        return text


class Pick(forms.RadioSelect):
    """One of a few, as chips; `column` puts each on its own line. Preselects nothing by itself."""

    template_name = "ui/widgets/pick.html"

    def __init__(self, *, column: bool = False, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs)
        self.column = column

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "column": self.column}


class PickMany(forms.CheckboxSelectMultiple):
    """Any of a few, as chips."""

    template_name = "ui/widgets/pick.html"
