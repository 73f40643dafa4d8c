"""Name and password, where to go on afterwards, and the code. Another way in (OIDC) is a link beside it."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy, ngettext

from hjemad.foundation.access.models import User
from hjemad.foundation.audit import clock
from hjemad.foundation.signin import tries
from hjemad.foundation.signin.actions import use_code
from hjemad.foundation.signin.queries import short_code_fits
from hjemad.foundation.ui.client_address import address_of


def must_wait(seconds: int) -> forms.ValidationError:
    """The same sentence whoever it is and whatever was typed."""
    said = ngettext(
        "There have been many wrong tries. Wait %(seconds)s second, and try again",
        "There have been many wrong tries. Wait %(seconds)s seconds, and try again",
        seconds,
    )
    return forms.ValidationError(said % {"seconds": seconds})


class SignInForm(forms.Form):
    """Valid when the user is known; `user` is then who it is."""

    not_saved = gettext_lazy("You are not signed in")
    use_required_attribute = False

    next = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "username"}),
        error_messages={"required": gettext_lazy("Write your user name")},
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        # A longer one would only make the machine work: whoever tries guesses.
        max_length=1000,
        widget=forms.PasswordInput(attrs={"class": "hj-w-name", "autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Write your password")},
    )

    user: User | None = None

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean(self) -> dict[str, Any]:
        """The same sentence for a wrong name and a wrong password, and the same wait for both."""
        given = super().clean() or {}
        if self._request is None or "username" not in given or "password" not in given:
            return given
        username, address, now = given["username"], address_of(self._request), clock.now()
        wait = tries.begin(username, address=address, at=now)
        if wait:
            raise must_wait(wait)
        found = authenticate(self._request, username=username, password=given["password"])
        if not isinstance(found, User):
            raise forms.ValidationError(gettext("User name and password do not fit each other. Try again"))
        tries.succeeded(username, address=address, at=now)
        self.user = found
        return given


class CodeForm(forms.Form):
    """Valid when the code is one of the user's, which is then used."""

    not_saved = gettext_lazy("You are not signed in")
    use_required_attribute = False

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six digits of the app, or the next code of your sheet"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Write the code")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean(self) -> dict[str, Any]:
        """A wrong code costs time, and after some it costs more."""
        given = super().clean() or {}
        if "code" not in given:
            return given
        now = clock.now()
        wait = tries.begin_code(self._user.pk, at=now)
        if wait:
            raise must_wait(wait)
        if not use_code(self._user, code=given["code"], at=now):
            raise forms.ValidationError(gettext("The code does not fit, or has been used. Try the next one"))
        tries.code_fitted(self._user.pk)
        return given


class UnlockForm(forms.Form):
    """The password of the one who locked."""

    not_saved = gettext_lazy("The page is still locked")
    use_required_attribute = False

    next = forms.CharField(required=False, widget=forms.HiddenInput)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(
            attrs={"class": "hj-w-name", "autocomplete": "current-password", "autofocus": True}
        ),
        error_messages={"required": gettext_lazy("Write your password")},
    )

    def __init__(
        self, *args: Any, request: HttpRequest, user: User, short_code: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._request, self._user, self._short_code = request, user, short_code
        if short_code:
            self.fields["password"].label = gettext("Short code or password")

    def clean(self) -> dict[str, Any]:
        """Wrong passwords wait here as at the front door."""
        given = super().clean() or {}
        if "password" not in given:
            return given
        name, address, now = self._user.username, address_of(self._request), clock.now()
        wait = tries.begin(name, address=address, at=now)
        if wait:
            raise must_wait(wait)
        if not self._fits(given["password"]):
            wrong = gettext("That does not fit. Try again")
            raise forms.ValidationError(
                wrong if self._short_code else gettext("That is not your password. Try again")
            )
        tries.succeeded(name, address=address, at=now)
        return given

    def _fits(self, typed: str) -> bool:
        if self._user.check_password(typed):
            return True
        return self._short_code and short_code_fits(self._user.pk, code=typed)
