"""Name and password, and where to go on afterwards. Another way in (OIDC) is a link beside it."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from hjemad.foundation.access.models import User


class SignInForm(forms.Form):
    """Valid when the user is known; `user` is then who it is."""

    not_saved = gettext_lazy("You are not signed in")
    use_required_attribute = False

    next = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    username = forms.CharField(
        label=gettext_lazy("User name"),
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "username"}),
        error_messages={"required": gettext_lazy("Write your user name")},
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "hj-w-name", "autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Write your password")},
    )

    user: User | None = None

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean(self) -> dict[str, Any]:
        """The same sentence for a wrong name and a wrong password."""
        given = super().clean() or {}
        if "username" not in given or "password" not in given:
            return given
        found = authenticate(self._request, username=given["username"], password=given["password"])
        if not isinstance(found, User):
            raise forms.ValidationError(gettext("User name and password do not fit each other. Try again"))
        self.user = found
        return given
