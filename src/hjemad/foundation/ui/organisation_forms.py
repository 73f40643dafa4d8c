"""A new shelter or department, and a new name from a day."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick


class OrganisationForm(HjForm):
    """A shelter or a department of one. Municipalities and regions stand already."""

    not_saved = gettext_lazy("Nothing is set up yet")
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[
            (Kind.SHELTER, gettext_lazy("A shelter (§ 110)")),
            (Kind.DEPARTMENT, gettext_lazy("A department of a shelter")),
        ],
        widget=Pick,
    )
    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy(
            "The shelter's number in Tilbudsportalen; for a department a code of your own"
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "hj-w-date", "autocomplete": "off"}),
    )
    parent = forms.ChoiceField(
        label=gettext_lazy("Below what does it stand?"),
        help_text=gettext_lazy(
            "A department below its shelter. A shelter below the municipality or region that runs it; "
            "none for one that runs itself"
        ),
        required=False,
    )
    first = DanishDateField(label=gettext_lazy("From which day?"))

    def __init__(self, *args: Any, parents: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind_of = {pk: kind for kind, some in parents.items() for pk, _ in some}
        titles = {
            Kind.SHELTER: gettext("Shelters"),
            Kind.REGION: gettext("Regions"),
            Kind.MUNICIPALITY: gettext("Municipalities"),
        }
        self.fields["parent"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            ("", gettext("None")),
            *((titles[Kind(kind)], some) for kind, some in parents.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """A department stands below a shelter, a shelter never does."""
        given = super().clean() or {}
        if "kind" not in given or "parent" not in given:
            return given
        above = self._kind_of.get(given["parent"], "")
        if given["kind"] == Kind.DEPARTMENT and above != Kind.SHELTER:
            self.add_error("parent", gettext("Choose the shelter the department belongs to"))
        if given["kind"] == Kind.SHELTER and above == Kind.SHELTER:
            self.add_error(
                "parent", gettext("A shelter does not stand below another. Choose who runs it, or none")
            )
        return given


class RenameForm(HjForm):
    """A name from a day on."""

    not_saved = gettext_lazy("The name is not changed")
    name = forms.CharField(
        label=gettext_lazy("New name"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    first = DanishDateField(label=gettext_lazy("From which day?"))
