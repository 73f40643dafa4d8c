"""What a user changes about their own sign-in. Each asks for the present password: who is there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.foundation.access.models import User
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm


def _password(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"class": "hj-w-name", "autocomplete": autocomplete}),
    )


class OwnForm(HjForm):
    """A form of the user's own, sure of who sits there."""

    present_password = _password(gettext_lazy("Your password now"), autocomplete="current-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_present_password(self) -> str:
        """Only the user knows it."""
        given: str = self.cleaned_data["present_password"]
        if not self._user.check_password(given):
            raise forms.ValidationError(gettext_lazy("That is not your password. Try again"))
        return given


class PasswordForm(OwnForm):
    """A new password, written twice since it cannot be read while it is typed."""

    not_saved = gettext_lazy("The password is not changed")
    new_password = _password(
        gettext_lazy("New password"),
        autocomplete="new-password",
        help_text=gettext_lazy("At least 12 characters. Four words of your own are good"),
    )
    repeat_password = _password(gettext_lazy("New password once more"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        given = super().clean() or {}
        new, again = given.get("new_password"), given.get("repeat_password")
        if new and again and new != again:
            self.add_error("repeat_password", gettext_lazy("The two are not the same. Write them again"))
        return given


class AppForm(OwnForm):
    """The first code an app shows proves that it is set up."""

    not_saved = gettext_lazy("The app is not connected")
    field_order = ("code", "present_password")
    code = forms.CharField(
        label=gettext_lazy("The six digits the app shows"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "hj-w-cpr", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


class SheetForm(OwnForm):
    """A new sheet makes the old one worthless."""

    not_saved = gettext_lazy("There is no new sheet")


class WorkplaceForm(OwnForm):
    """What the computer is called, and how long it is trusted."""

    not_saved = gettext_lazy("The computer is not approved")
    field_order = ("label", "last_day", "lock_minutes", "present_password")
    label = forms.CharField(
        label=gettext_lazy("Which computer is it?"),
        help_text=gettext_lazy("For example: the office on the ground floor"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    last_day = DanishDateField(label=gettext_lazy("Last day"))
    lock_minutes = forms.IntegerField(
        label=gettext_lazy("It locks itself after how many minutes?"),
        help_text=gettext_lazy("When nobody has touched it. 2 where others can see the screen."),
        min_value=1,
        max_value=60,
        initial=2,
        widget=forms.TextInput(attrs={"class": "hj-pin", "inputmode": "numeric", "autocomplete": "off"}),
    )


class ShortCodeForm(OwnForm):
    """Six digits of one's own, for coming back to a shared computer."""

    not_saved = gettext_lazy("The short code is not changed")
    field_order = ("short_password", "present_password")
    short_password = forms.CharField(
        label=gettext_lazy("Six digits"),
        help_text=gettext_lazy("Not the same, not in a row, and not your birthday."),
        max_length=20,
        widget=forms.PasswordInput(attrs={"class": "hj-pin", "inputmode": "numeric", "autocomplete": "off"}),
    )
