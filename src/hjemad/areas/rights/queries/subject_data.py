"""All that one organisation holds about a person, as facts and as texts somebody must look through first."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.citizens.reads import whole_person
from hjemad.areas.rights.line_words import term, value_words
from hjemad.areas.rights.queries.retention import model_of
from hjemad.areas.rights.rules.third_persons import Mark, marks_in
from hjemad.foundation.access.queries import assignments_at
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.privacy.declarations import FieldClass, declared
from hjemad.foundation.privacy.names import search_key
from hjemad.foundation.privacy.person_numbers import decrypt_cpr
from hjemad.foundation.privacy.retention_table import RULES
from hjemad.foundation.privacy.subject_data import FACTS, TEXTS, TOLD, Told

_BATCH = 500


@dataclass(frozen=True)
class Passage:
    """A text about the person as it stands, with the words that may name somebody else."""

    key: str
    term: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Entry:
    """One row as the person is told of it; `stored` is what it is made of, in no language."""

    stored: str
    facts: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Part:
    """All rows of one kind."""

    label: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Holdings:
    """All that the organisation holds about the person."""

    parts: tuple[Part, ...]

    @property
    def to_review(self) -> list[Passage]:
        """Texts with marked words, each once."""
        passages = {one.key: one for one in self._passages() if one.marks}
        return list(passages.values())

    @property
    def digest(self) -> str:
        """What was reviewed: when anything has been added or changed, it is another."""
        said = [(part.label, [entry.stored for entry in part.entries]) for part in self.parts]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def _passages(self) -> Iterator[Passage]:
        for part in self.parts:
            for entry in part.entries:
                yield from entry.passages


def holdings(record_id: int, *, organisation_id: int, on: date) -> Holdings:
    """What the organisation answers for of everything about the person of the record; never another's rows.

    The caller has found the record to be visible. About three queries per kind of row.
    """
    citizen_of = whole_person.citizens_of([record_id])
    records = sorted(set(whole_person.records_of(set(citizen_of.values()))) | {record_id})
    names = _Names(
        own=whole_person.own_words(records),
        known=whole_person.name_words(organisation_id, but_for=records) | _staff_words(organisation_id),
    )
    parts = []
    for label, told in TOLD.items():
        rows = _rows(label, told, records=records, organisation_id=organisation_id)
        if rows:
            entries = tuple(_entry(row, told, names=names, on=on) for row in rows)
            parts.append(Part(label=label, title=str(told.title), entries=entries))
    return Holdings(parts=tuple(parts))


@dataclass(frozen=True)
class _Names:
    own: set[str]
    known: set[str]


def _staff_words(organisation_id: int) -> set[str]:
    return {word for _, name in assignments_at(organisation_id).values() for word in search_key(name).split()}


def _rows(label: str, told: Told, *, records: Collection[int], organisation_id: int) -> list[models.Model]:
    """The rows that hold today and were not withdrawn; the history of a correction is not told twice."""
    model = model_of(label)
    columns = {field.name for field in model._meta.concrete_fields}
    found: list[models.Model] = []
    for path in RULES[label].paths:
        for some in batched(records, _BATCH):
            rows = model._base_manager.filter(**{f"{path}__in": some, told.controller: organisation_id})
            if "voided" in columns:
                rows = rows.filter(superseded_at__isnull=True, voided=False)
            found += list(rows.order_by("pk"))
    return found


def _entry(row: models.Model, told: Told, *, names: _Names, on: date) -> Entry:
    classes = declared()[row._meta.label].fields
    facts: list[tuple[str, str]] = []
    passages: list[Passage] = []
    stored: list[str] = []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in told.leave_out or value in (None, "", [], {}):
            continue
        if classes[field.name] is not FieldClass.TECHNICAL:
            stored.append(f"{field.attname}={value!r}")
        if classes[field.name] in TEXTS or field.name in told.written:
            passages += [_passage(term(field.name), text, names=names) for text in _texts(value)]
        elif classes[field.name] in FACTS:
            facts.append((term(field.name), _shown(field, value, on=on)))
        elif field.name == "cpr_encrypted":
            facts.append((term("cpr"), decrypt_cpr(value).full()))
    return Entry(stored="|".join(stored), facts=tuple(facts), passages=tuple(passages))


def _passage(what: str, text: str, *, names: _Names) -> Passage:
    return Passage(
        key=hashlib.sha256(text.encode()).hexdigest()[:16],
        term=what,
        text=text,
        marks=marks_in(text, own=names.own, known=names.known, key=search_key),
    )


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value; what a document was made of is a tree of them."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif value not in (None, ""):
        yield str(value)


def _shown(field: Any, value: Any, *, on: date) -> str:
    if field.is_relation:
        return names_on([value], day=on)[value] if field.related_model is Organisation else gettext("yes")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return value_words(field.name, value)
