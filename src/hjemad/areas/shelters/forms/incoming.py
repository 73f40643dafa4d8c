"""A house's own list: the file, which column means what, and the yes to its beds and to saving."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.widgets import Pick
from hjemad.integrations.stay_files.columns import FIELDS, LIMITS
from hjemad.integrations.stay_files.words import field_name
from hjemad.integrations.table_files.sheet import too_big

NOWHERE = ""


class FileForm(HjForm):
    """One file, not too big."""

    not_saved = gettext_lazy("The file is not read")
    file = forms.FileField(
        label=gettext_lazy("Your list"),
        help_text=gettext_lazy(
            "CSV or XLSX, at most 10 MB. The first row must hold the names of the columns, whatever they "
            "are. Nothing is written before you have seen it"
        ),
        error_messages={"empty": gettext_lazy("The file is empty. Choose another")},
    )

    def clean_file(self) -> Any:
        """A file that is too big is refused before anything of it is read."""
        file = self.cleaned_data["file"]
        if file.size > LIMITS.megabytes * 1_000_000:
            raise refusal(too_big(LIMITS))
        return file


class ListForm(FileForm):
    """A house's own list, and whether it tells of everybody's stays or of those who live here now."""

    about = forms.ChoiceField(
        label=gettext_lazy("What is on the list?"),
        choices=[
            ("residents", gettext_lazy("Those who live here now")),
            ("stays", gettext_lazy("Stays, also those that have ended")),
        ],
        widget=Pick(column=True),
    )
    field_order = ("about", "file")


class ElsewhereForm(FileForm):
    """Stays of a shelter that is not here: which, where they are known from, and the file."""

    shelter = forms.ChoiceField(label=gettext_lazy("Which shelter?"), required=False)
    code = forms.CharField(
        label=gettext_lazy("Its code"), max_length=20, required=False,
        help_text=gettext_lazy("Only for a shelter not in the list: its number with Statistics Denmark"),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Its name"), max_length=200, required=False,
        help_text=gettext_lazy("Only for a shelter that is not in the list"),
    )  # fmt: skip
    origin = forms.ChoiceField(
        label=gettext_lazy("Where do you know the stays from?"),
        choices=[
            ("invoice", gettext_lazy("The shelter's bill")),
            ("letter", gettext_lazy("A letter or a list from the shelter")),
        ],
        widget=Pick(column=True),
    )
    field_order = ("shelter", "code", "name", "origin", "file")
    says_optional = False

    def __init__(self, *args: Any, shelters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = (NOWHERE, gettext_lazy("It is not in the list"))
        self.fields["shelter"].choices = [other, *shelters]  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """One shelter: chosen, or given a code and a name; never both."""
        given = super().clean() or {}
        typed = [name for name in ("code", "name") if given.get(name)]
        if given.get("shelter") and typed:
            self.add_error(
                "shelter", gettext_lazy("Choose a shelter, or write code and name of another one, not both")
            )
        if not given.get("shelter") and "shelter" not in self.errors:
            for name in {"code", "name"} - set(typed):
                self.add_error(
                    name, gettext_lazy("Choose the shelter above, or write its code and name here")
                )
        return given


class ColumnsForm(HjForm):
    """One choice per field among the headings of the list."""

    not_saved = gettext_lazy("The columns are not chosen yet")
    says_optional = False

    def __init__(self, *args: Any, header: tuple[str, ...], places: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = [(str(at), heading or f"({at + 1})") for at, heading in enumerate(header)]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=field_name(name, reader_language()), required=False,
                choices=[(NOWHERE, gettext_lazy("not on the list")), *headings],
                initial=str(places[name]) if name in places else NOWHERE,
            )  # fmt: skip

    @property
    def places(self) -> dict[str, int]:
        """What was chosen."""
        return {name: int(self.cleaned_data[name]) for name in FIELDS if self.cleaned_data.get(name)}


class SaveListForm(HjForm):
    """The list is saved as the preview says; beds the house has not are opened in a department, or not."""

    not_saved = gettext_lazy("Nothing of the list is saved yet")
    says_optional = False
    department = forms.ChoiceField(
        label=gettext_lazy("Open the new places?"),
        widget=Pick(column=True),
        help_text=gettext_lazy("Where the list names a department of yours, the place opens there"),
    )

    def __init__(self, *args: Any, departments: list[tuple[str, str]], asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["department"]
            return
        no = gettext_lazy("No, leave these stays without a place")
        self.fields["department"].choices = [*departments, ("no", no)]  # type: ignore[attr-defined] # a ChoiceField

    @property
    def department_id(self) -> int | None:
        """Where to open them; None for not."""
        chosen = self.cleaned_data.get("department", "no")
        return None if chosen == "no" else int(chosen)
