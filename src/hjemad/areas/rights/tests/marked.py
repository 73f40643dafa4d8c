"""A person whose every text is a mark: planted in every table that can hold one, looked for in all."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import connection, models

from hjemad.areas.citizens.models import Citizen, PersonRecord
from hjemad.foundation.privacy.declarations import FieldClass, declared
from hjemad.foundation.privacy.person_numbers import encrypt_cpr, lookup_hash
from hjemad.foundation.privacy.retention import Way
from hjemad.foundation.privacy.retention_table import RULES
from hjemad.kernel.person_number import PersonNumber
from tests.people import COPENHAGEN

MARK = "ZQMÆRKEZQ"
CPR = PersonNumber.invented(123, birth_date=date(1985, 2, 25))
DAY = date(2015, 2, 17)
MOMENT = datetime(2015, 2, 17, 3, 17, tzinfo=COPENHAGEN)


def marks() -> list[str]:
    """Everything that would tell of the person: text, number, how the number is looked up."""
    return [MARK, MARK.casefold(), "zqmaerkezq", CPR.digits, lookup_hash(CPR)]


class Planter:
    """Fills a row of any model with marks, following its fields; each row hangs on the marked record."""

    def __init__(self, standing: dict[type[models.Model], models.Model]) -> None:
        self.standing = standing
        self.numbers = count(1)

    def plant(self, label: str, **given: Any) -> Any:
        """A row of the model stands, with a mark in every text it can hold."""
        model = apps.get_model(label)
        values = {
            field.attname: self._value(model, field)
            for field in model._meta.concrete_fields
            if not field.primary_key and field.attname not in given
        }
        row = model(**(values | given))
        row.save(force_insert=True)
        self.standing.setdefault(model, row)
        return row

    def _value(self, model: type[models.Model], field: Any) -> Any:
        special = {
            "record_id": lambda: self.standing[PersonRecord].pk,
            "citizen_ref": lambda: self.standing[Citizen].pk,
            "cpr_encrypted": lambda: encrypt_cpr(CPR),
            "cpr_lookup": lambda: lookup_hash(CPR),
            "lookup": lambda: lookup_hash(CPR),
        }
        if field.is_relation:
            return self._target(field)
        if field.name in special:
            return special[field.name]()
        if field.choices:
            return next(value for value, _ in field.choices if value)
        if field.null and not isinstance(field, models.CharField | models.TextField):
            return None
        return self._plain(model, field)

    def _plain(self, model: type[models.Model], field: Any) -> Any:
        text = self._is_text(model, field)
        by_kind = {
            models.UUIDField: uuid4,
            models.BooleanField: lambda: False,
            models.DateTimeField: lambda: MOMENT,
            models.DateField: lambda: DAY,
            models.JSONField: lambda: {"text": MARK} if text else {},
            models.CharField: lambda: self._text(field) if text else f"x{next(self.numbers)}",
            models.TextField: lambda: self._text(field) if text else f"x{next(self.numbers)}",
        }
        made = next((make for kind, make in by_kind.items() if isinstance(field, kind)), None)
        return made() if made else next(self.numbers)

    def _is_text(self, model: type[models.Model], field: Any) -> bool:
        known = declared()[model._meta.label].fields[field.name]
        return model._meta.label in models_about_people() and known in {
            FieldClass.FREE_TEXT,
            FieldClass.IDENTITY,
            FieldClass.CONTACT,
            FieldClass.ORDINARY,
            FieldClass.WHEREABOUTS,
            FieldClass.HEALTH,
            FieldClass.SECRET,
        }

    def _text(self, field: Any) -> str:
        longest = field.max_length or 200
        return f"{MARK} {next(self.numbers)}"[:longest]

    def _target(self, field: Any) -> Any:
        if field.null and field.related_model not in {PersonRecord, Citizen}:
            return None
        known = self.standing.get(field.related_model)
        if known is None:
            known = self.plant(field.related_model._meta.label)
        return known.pk


def models_about_people() -> list[str]:
    """Every model whose rows leave some day: with the person, or on their own."""
    return [label for label, rule in RULES.items() if rule.way not in {Way.KEPT, Way.UNNAMED}]


def found_anywhere(marks_to_find: list[str]) -> list[str]:
    """`table.column` of every cell of the database, ours and Django's, in which one of the marks stands."""
    return sorted({where for where, text in _cells() if any(mark in text for mark in marks_to_find)})


def _cells() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of the database's own
            names = [column[0] for column in cursor.description or []]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, UUID):
        return value.hex
    # JSON columns come as text with escapes on one database and as values on the other.
    return str(value).encode().decode("unicode_escape", "replace") if "\\u" in str(value) else str(value)


def later(years: int) -> date:
    """A day that many years and one day after the marked day."""
    return date(DAY.year + years, DAY.month, DAY.day) + timedelta(days=1)
