"""Who may sign in, and as what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.ui.context import role_name
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm


class UserForm(HjForm):
    """A new user."""

    not_saved = gettext_lazy("There is no new user")
    full_name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )


class RoleForm(HjForm):
    """A role in an organisation from a day on."""

    not_saved = gettext_lazy("The role is not given")
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    organisation = forms.ChoiceField(label=gettext_lazy("Organisation"))
    first = DanishDateField(label=gettext_lazy("From"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(slug, role_name(slug)) for slug in ROLES]
        self.fields["role"].choices = [("", gettext_lazy("Choose one")), *roles]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", gettext_lazy("Choose one")), *organisations]  # type: ignore[attr-defined]


class EndForm(HjForm):
    """The last day of a role."""

    not_saved = gettext_lazy("The role has not ended")
    last_day = DanishDateField(label=gettext_lazy("Last day"))
