"""All reads of organisations: by code, by name on a day, down the tree on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Expression, Model, Q, QuerySet, Subquery

from hjemad.foundation.facts.asked import COLUMN, COLUMNS, Asked
from hjemad.foundation.organisations.models import (
    ChosenSetting,
    Kind,
    Organisation,
    OrganisationName,
    OrganisationParent,
)
from hjemad.foundation.privacy.names import sort_key
from hjemad.kernel.periods import Period
from hjemad.law.settings import Settings

# What the house itself keeps; municipalities and regions come with the country.
OURS = (Kind.SHELTER, Kind.DEPARTMENT)


@dataclass(frozen=True)
class Named:
    """An organisation as it is shown on a day."""

    id: int
    code: str
    name: str
    kind: str = ""


def name_on(organisation_id: int, *, day: date) -> str:
    """What the organisation is called on the day; its code when it has no name then."""
    return names_on([organisation_id], day=day)[organisation_id]


def names_on(organisation_ids: Iterable[int], *, day: date) -> dict[int, str]:
    """What each is called on the day; its code where it has no name then. At most two queries."""
    wanted = set(organisation_ids)
    names = {
        row.organisation_id: row.name
        for row in _on(OrganisationName.objects.filter(organisation_id__in=wanted), day=day)
    }
    nameless = wanted - set(names)
    if nameless:
        names |= dict(Organisation.objects.filter(pk__in=nameless).values_list("pk", "code"))
    return names


def municipalities(*, day: date) -> list[Named]:
    """All municipalities in the Danish order of their names on the day; one query."""
    rows = _on(OrganisationName.objects.filter(organisation__kind=Kind.MUNICIPALITY), day=day)
    return _named(rows)


def of_kinds(kinds: Iterable[str], *, day: date, like: str = "") -> list[Named]:
    """Organisations of these kinds in the Danish order of their names on the day; one query.

    `like`: a part of the name or the whole code; empty for all.
    """
    rows = _on(OrganisationName.objects.filter(organisation__kind__in=list(kinds)), day=day)
    if like:
        rows = rows.filter(Q(sort_key__contains=sort_key(like)) | Q(organisation__code=like))
    return _named(rows)


def names_of(organisation_id: int) -> list[tuple[str, Period]]:
    """Every name the organisation has had, each with its days, newest first; one query."""
    rows = OrganisationName.objects.filter(organisation_id=organisation_id).order_by("-valid_from")
    return [(row.name, Period(row.valid_from, row.valid_to)) for row in rows]


def shelters(*, day: date) -> list[Named]:
    """All shelters in the Danish order of their names on the day; one query."""
    return _named(_on(OrganisationName.objects.filter(organisation__kind=Kind.SHELTER), day=day))


def children_on(organisation_id: int, *, day: date, kind: str) -> list[Named]:
    """The organisations of a kind directly below, in the order of their names; one query."""
    below = _on(OrganisationParent.objects.filter(parent_id=organisation_id, child__kind=kind), day=day)
    names = OrganisationName.objects.filter(organisation_id__in=below.values("child_id"))
    return _named(_on(names, day=day))


def below(organisation_id: int, *, day: date, kind: str) -> QuerySet[Any, Any]:
    """Ids of the organisations of a kind directly below on the day, for a query of another area."""
    rows = OrganisationParent.objects.filter(parent_id=organisation_id, child__kind=kind)
    return _on(rows, day=day).values("child_id")


def name_column(of: str, *, day: date | str, column: str = "name") -> Asked:
    """What the organisation in the column `of` is called on the day (`sort_key`: its order).

    `day` may be the name of another column of the same row.
    """
    if isinstance(day, str):
        return Asked((of, day), _name_that_day, column)
    return Asked(of, _name_on, day, column)


def _name_on(day: date, column: str) -> Subquery:
    names = _on(OrganisationName.objects.filter(organisation_id=COLUMN), day=day)
    return Subquery(names.values(column)[:1])


def _name_that_day(column: str) -> Subquery:
    names = _on(OrganisationName.objects.filter(organisation_id=COLUMN), day=COLUMNS[1])
    return Subquery(names.values(column)[:1])


def parent_column(of: str, *, day: date) -> Asked:
    """The id of the organisation directly above the one in the column `of` on the day."""
    return Asked(of, _parent_on, day)


def _parent_on(day: date) -> Subquery:
    above = _on(OrganisationParent.objects.filter(child_id=COLUMN), day=day)
    return Subquery(above.values("parent_id")[:1])


def descendants_on(organisation_id: int, *, day: date) -> set[int]:
    """The organisation and all below it on the day; one query per level of the tree."""
    found = {organisation_id}
    level = {organisation_id}
    while level:
        rows = _on(OrganisationParent.objects.filter(parent_id__in=level), day=day)
        level = set(rows.values_list("child_id", flat=True)) - found
        found |= level
    return found


def parent_on(organisation_id: int, *, day: date) -> int | None:
    """The organisation directly above on the day."""
    row = _on(OrganisationParent.objects.filter(child_id=organisation_id), day=day).first()
    return row.parent_id if row else None


def settings_of(organisation_id: int, *, on: date) -> Settings:
    """How the organisation reads the law's open questions that day: its choices, else the defaults.

    One query.
    """
    return settings_on(organisation_id, days=[on])[on]


def chose_something(of: str) -> Asked:
    """The condition that the organisation in the column `of` ever chose how to read the law.

    Where it is False, `defaults_on` says what `settings_on` would.
    """
    return Asked(of, _chose_something)


def defaults_on(days: Iterable[date]) -> dict[date, Settings]:
    """How an organisation that chose nothing reads the law's open questions; no query."""
    return dict.fromkeys(days, Settings.default())


def _chose_something() -> Exists:
    return Exists(ChosenSetting.objects.current().filter(organisation_id=COLUMN))


def settings_on(organisation_id: int, *, days: Iterable[date]) -> dict[date, Settings]:
    """How the organisation reads the law's open questions on each of the days; one query."""
    chosen = ChosenSetting.objects.current().filter(organisation_id=organisation_id)
    rows = list(chosen.values_list("name", "value", "valid_from", "valid_to"))
    return {
        day: Settings.default().with_values(
            {name: value for name, value, first, end in rows if Period(first, end).contains(day)}
        )
        for day in days
    }


def has_chosen(organisation_id: int, *, name: str, value: str, on: date) -> Asked:
    """The condition that the organisation has chosen that answer on the day, for another query to use."""
    return Asked((), _has_chosen, organisation_id, name, value, on)


def _has_chosen(organisation_id: int, name: str, value: str, on: date) -> Exists:
    chosen = ChosenSetting.objects.current().filter(organisation_id=organisation_id, name=name, value=value)
    return Exists(_on(chosen, day=on))


@dataclass(frozen=True)
class Choice:
    """One answer an organisation chose, as it is shown."""

    name: str
    value: str
    period: Period
    source: str
    reason: str
    recorded_by: str
    recorded_at: datetime


def choices_of(organisation_id: int) -> list[Choice]:
    """What the organisation has chosen, earlier and coming periods included, by name and day; one query."""
    rows = ChosenSetting.objects.current().filter(organisation_id=organisation_id)
    return [
        Choice(
            name=row.name,
            value=row.value,
            period=Period(row.valid_from, row.valid_to),
            source=row.source,
            reason=row.reason,
            recorded_by=row.recorded_by.full_name,
            recorded_at=row.recorded_at,
        )
        for row in rows.select_related("recorded_by").order_by("name", "valid_from")
    ]


def parents_of(organisation_ids: Iterable[int]) -> dict[int, list[tuple[int, Period]]]:
    """Organisation id -> which organisation it stood directly below, and when; one query."""
    rows = OrganisationParent.objects.filter(child_id__in=set(organisation_ids)).order_by("valid_from", "pk")
    found: dict[int, list[tuple[int, Period]]] = {}
    for child, parent, start, end in rows.values_list("child_id", "parent_id", "valid_from", "valid_to"):
        found.setdefault(child, []).append((parent, Period(start, end)))
    return found


def _named(rows: QuerySet[OrganisationName]) -> list[Named]:
    return [
        Named(id=row.organisation_id, code=row.organisation.code, name=row.name, kind=row.organisation.kind)
        for row in rows.select_related("organisation").order_by("sort_key", "organisation_id")
    ]


def _on[M: Model](rows: QuerySet[M], *, day: date | Expression) -> QuerySet[M]:
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
