"""Fields that read what people write: days, amounts and CPR numbers. The kernel decides what can be read."""

from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import BadDate, HjemadError, InputRejected
from hjemad.kernel.hours import parse_hour
from hjemad.kernel.money import Money
from hjemad.kernel.person_number import FUTURE_BIRTH_DATE, MODULUS_11, PersonNumber

CPR_WARNINGS = {
    MODULUS_11: gettext_lazy(
        "The number does not pass the modulus 11 check. New numbers often do not. Look again"
    ),
    FUTURE_BIRTH_DATE: gettext_lazy("The birth date in the number lies in the future. Look again"),
}


def refusal(error: HjemadError) -> forms.ValidationError:
    """The kernel's error as the error of a field, in the reader's language."""
    return forms.ValidationError(error.text(reader_language()), code=error.code)


def _with_a_day_after(day: date) -> date:
    """The day; BadDate for the last one of the calendar, since what ends with a day is stored by the next."""
    if day == date.max:
        raise BadDate(
            en="The calendar ends with that day. Write an earlier one",
            da="Kalenderen slutter med den dag. Skriv en tidligere",
        )
    return day


class DanishDateField(forms.Field):
    """A day as people write it (`1. feb. 2026`, `1/2-26`, `010226`, `i går`), echoed back in full."""

    widget = forms.TextInput(attrs={"class": "hj-w-date", "autocomplete": "off"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Write a date, for example 1 Feb 2026 or 1/2-26")
    }

    def to_python(self, value: Any) -> date | None:
        """The day; None for an empty field."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return _with_a_day_after(parse_danish_date(str(value), today=clock.today()))
        except InputRejected as error:
            raise refusal(error) from None

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: a day in full, or what was typed."""
        return formats.day(value, language=reader_language()) if isinstance(value, date) else value

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002 - the signature is Django's
        """What was typed, read as a day where it can be."""
        if data in self.empty_values:
            return data
        try:
            return parse_danish_date(str(data), today=clock.today())
        except InputRejected:
            return data


class HourField(forms.Field):
    """An hour of the day as people write it: `7.30`, `07:30`, `0730`."""

    widget = forms.TextInput(attrs={"class": "hj-pin", "autocomplete": "off"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Write an hour, for example 7.30")
    }

    def to_python(self, value: Any) -> time | None:
        """The hour; None for an empty field."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        try:
            return parse_hour(str(value))
        except InputRejected as error:
            raise refusal(error) from None

    def prepare_value(self, value: Any) -> Any:
        """As it is written in Danish."""
        return f"{value:%H.%M}" if isinstance(value, time) else value


class DanishMoneyField(forms.Field):
    """An amount in kroner with a decimal comma, in both languages; an empty one is None, never 0."""

    widget = forms.TextInput(attrs={"class": "hj-w-money", "autocomplete": "off", "inputmode": "decimal"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Write an amount in kroner, for example 1.500,25")
    }

    def to_python(self, value: Any) -> Money | None:
        """The amount, exact to half an øre."""
        if value in self.empty_values or isinstance(value, Money):
            return value or None
        try:
            return Money.parse_danish(str(value))
        except InputRejected as error:
            raise refusal(error) from None

    def prepare_value(self, value: Any) -> Any:
        """Always with a decimal comma: what is shown can be sent as it stands."""
        return formats.amount(value, language="da") if isinstance(value, Money) else value


class CprField(forms.Field):
    """A CPR number. What is odd is warned of and saved; what is no number is refused without repeating it."""

    widget = forms.TextInput(attrs={"class": "hj-w-cpr", "autocomplete": "off", "inputmode": "numeric"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Write the 10 digits of the CPR number")
    }

    def to_python(self, value: Any) -> PersonNumber | None:
        """The number; None for an empty field."""
        if value in self.empty_values or isinstance(value, PersonNumber):
            return value or None
        try:
            return PersonNumber.parse(str(value))
        except InputRejected as error:
            raise refusal(error) from None

    def warnings(self, value: Any) -> list[str]:
        """What to look at again before the number is believed."""
        if not isinstance(value, PersonNumber):
            return []
        return [str(CPR_WARNINGS[code]) for code in value.warnings_on(clock.today()) if code in CPR_WARNINGS]
