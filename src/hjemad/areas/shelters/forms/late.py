"""When something really happened: an hour as people write it, and why it is written only now."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hjemad.areas.shelters.models import LateWhy
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.widgets import Pick

LATE_WORDS = {
    LateWhy.NO_NETWORK: gettext_lazy("There was no network"),
    LateWhy.PAPER: gettext_lazy("It was written on the paper sheet"),
    LateWhy.FORGOTTEN: gettext_lazy("It was forgotten"),
}
_HOUR = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:]?(\d{2}))?")


class HourField(forms.Field):
    """An hour of the day: `23.10`, `23:10`, `2310` or `7`."""

    widget = forms.TextInput(attrs={"class": "hj-w-money", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        """The hour; None for an empty field."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = _HOUR.fullmatch(str(value).strip().lower())
        if found is None:
            raise _no_hour()
        try:
            return time(int(found[1]), int(found[2] or 0))
        except ValueError:
            raise _no_hour() from None

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field."""
        return f"{value:%H.%M}" if isinstance(value, time) else value


def why_late() -> forms.ChoiceField:
    """Why it is written only now."""
    return forms.ChoiceField(
        label=gettext_lazy("Why is it written only now?"),
        choices=list(LATE_WORDS.items()),
        widget=Pick,
        required=False,
    )


def moment_of(typed: Mapping[str, str]) -> datetime | None:
    """The day and hour that were typed; None where either is missing or cannot be read: the form says so."""
    try:
        day = DanishDateField(required=False).clean(typed.get("late_day", ""))
        hour = HourField(required=False).clean(typed.get("late_hour", ""))
    except ValidationError:
        return None
    if day is None or hour is None:
        return None
    return timezone.make_aware(datetime.combine(day, hour))


def _no_hour() -> ValidationError:
    return ValidationError(gettext_lazy("Write an hour, for example 23.10"), code="hour")
