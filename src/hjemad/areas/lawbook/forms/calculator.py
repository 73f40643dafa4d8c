"""The form of a calculator, made from the facts its rule can be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.lawbook.rules import typing
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.fields import DanishDateField, DanishMoneyField, refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.widgets import Pick, PickMany
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import InputRejected
from hjemad.law.fact_schema import Fact, FactSchema, Option

MOST_WORDS, LONGEST = 5, 500


class DanishDatesField(DanishDateField):
    """Several days with a semicolon between; an empty field is no days."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The days in the order written."""
        if isinstance(value, list):
            return value
        parts = [part.strip() for part in typing.BETWEEN.split(str(value or "")) if part.strip()]
        try:
            return [parse_danish_date(part, today=clock.today()) for part in parts]
        except InputRejected as error:
            raise refusal(error) from None

    def prepare_value(self, value: Any) -> Any:
        """The days in full, or what was typed."""
        if not isinstance(value, list):
            return value
        return "; ".join(
            formats.day(item, language=reader_language()) if isinstance(item, date) else str(item)
            for item in value
        )

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002 - the signature is Django's
        """What was typed, as it was typed."""
        return data


class WordsField(forms.CharField):
    """Several words with a semicolon between; an empty field is none."""

    def to_python(self, value: Any) -> Any:
        """The words in the order written."""
        if isinstance(value, list):
            return value
        return [part.strip() for part in typing.BETWEEN.split(str(value or "")) if part.strip()]

    def prepare_value(self, value: Any) -> Any:
        """The words with a semicolon between."""
        return "; ".join(str(item) for item in value) if isinstance(value, list) else value


@dataclass(frozen=True)
class Part:
    """A piece of the form: one field, or a group of pieces under a heading."""

    legend: str = ""
    hint: str = ""
    field: Any = None
    parts: Sequence["Part"] = ()


class CalculatorForm(HjForm):
    """The day asked about, and every fact of the rule; what is left empty is not told."""

    form_name = "lawbook.calculator"
    not_saved = gettext_lazy("Nothing is worked out yet")
    says_optional: ClassVar[bool] = False

    day = DanishDateField(
        label=gettext_lazy("Day asked about"),
        help_text=gettext_lazy("The law is used as it stood that day"),
        required=False,
    )

    def __init__(self, *args: Any, schema: FactSchema, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schema = schema
        self.order = self._added(schema.facts, before="")

    def parts(self) -> Sequence[Part]:
        """The pieces in the order they are asked for, the day last."""
        return [*map(self._bound, self.order), Part(field=self["day"])]

    def facts(self) -> dict[str, Any]:
        """The facts as the rule reads them; a valid form only."""
        return typing.facts_of(self.schema.facts, self.cleaned_data)

    def _added(self, facts: Sequence[Fact], *, before: str) -> list[Part]:
        return [part for fact in facts for part in self._pieces(fact, name=typing.name_of(before, fact.key))]

    def _pieces(self, fact: Fact, *, name: str) -> Iterator[Part]:
        legend, hint = said(fact.label), said(fact.hint) if fact.hint else ""
        if fact.kind == "group":
            yield Part(legend, hint, parts=self._added(fact.facts, before=name))
        elif fact.kind == "rows":
            typed: Mapping[str, Any] = self.data if self.is_bound else self.initial
            rows = range(typing.rows_wanted(fact, typed, name=name))
            inside = [
                Part(f"{legend} {at + 1}", parts=self._added(fact.facts, before=typing.name_of(name, at)))
                for at in rows
            ]
            yield Part(legend, hint, parts=inside)
        else:
            self.fields[name] = field_of(fact, label=legend, hint=hint)
            yield Part(field=name)

    def _bound(self, part: Part) -> Part:
        if part.field is not None:
            return Part(field=self[part.field])
        return Part(part.legend, part.hint, parts=[self._bound(inside) for inside in part.parts])


def said(text: Any) -> str:
    """A sentence of the law's files in the reader's language."""
    return str(text.in_language(reader_language()))


def field_of(fact: Fact, *, label: str, hint: str) -> forms.Field:
    """The field that asks for the fact."""
    told: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if fact.kind in {"choice", "yes_no", "many"}:
        return _chosen(fact, told)
    if fact.kind in {"text", "texts"}:
        return (forms.CharField if fact.kind == "text" else WordsField)(max_length=LONGEST, **told)
    return _PLAIN[fact.kind](**told)


class CountField(forms.IntegerField):
    """A whole number from 0 that a person could count to."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "hj-w-money"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": gettext_lazy("Write a whole number, for example 14")
    }

    def __init__(self, **told: Any) -> None:
        super().__init__(min_value=0, max_value=1_000_000, **told)


_PLAIN: dict[str, type[forms.Field]] = {
    "date": DanishDateField,
    "dates": DanishDatesField,
    "money": DanishMoneyField,
    "count": CountField,
}


def _chosen(fact: Fact, told: dict[str, Any]) -> forms.Field:
    if fact.kind == "many":
        return forms.MultipleChoiceField(choices=_words(fact.options), widget=PickMany, **told)
    if fact.kind == "yes_no":
        choices = [(typing.YES, gettext("Yes")), (typing.NO, gettext("No"))]
    else:
        choices = _words(fact.options)
    choices = [*choices, ("", gettext("Not told"))]
    if len(choices) > MOST_WORDS:
        return forms.ChoiceField(choices=[choices[-1], *choices[:-1]], **told)
    return forms.ChoiceField(choices=choices, widget=Pick, **told)


def _words(options: Sequence[Option]) -> list[tuple[str, str]]:
    return [(option.value, said(option.label)) for option in options]
