"""What a password may not be beside too short: what others guess first. Django asks these in turn."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from hjemad.foundation.privacy.names import search_key

# So many letters that are not somebody's own name must be left.
_OWN_LETTERS = 8
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjkl")


class NotARepetition:
    """A word written twice, digits only, or a run of the keyboard is as weak as its half."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django fixes this signature
        """Raises when the password is long and yet short."""
        plain = password.lower()
        core = re.sub(r"[\W\d_]+$", "", plain)
        repeated = re.fullmatch(r"(.{1,}?)\1+", core) or re.fullmatch(r"(.{1,}?)\1+", plain)
        if repeated or plain.isdigit() or any(core and core in run for run in _RUNS):
            raise ValidationError("repetition", code="password_too_common")
        if core != plain:
            CommonPasswordValidator().validate(core)

    def get_help_text(self) -> str:
        """Not shown: the pages say it in their own words."""
        return ""


class NotTheName:
    """What is left without the user's own names must still be a password."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises when most of it is the name."""
        if user is None:
            return
        left = search_key(password).replace(" ", "")
        for part in search_key(f"{user.full_name} {user.username}").split():
            if len(part) > 1:
                left = left.replace(part, "")
        if len(left) < _OWN_LETTERS:
            raise ValidationError("name", code="password_too_similar")

    def get_help_text(self) -> str:
        """Not shown: the pages say it in their own words."""
        return ""
