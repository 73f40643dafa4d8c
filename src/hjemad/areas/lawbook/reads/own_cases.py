"""Own cases: what stands, how it answers under today's law, and what changed since it was accepted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hjemad.areas.lawbook.models import CaseReview, CaseTable
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.queries import settings_of
from hjemad.law.case_table import Case, check_cases, read_cases
from hjemad.law.finding import JSON
from hjemad.law.json_text import parse_json
from hjemad.law.parameters_reader import Law, load_law
from hjemad.law.settings import Settings

type Outcomes = Mapping[str, Sequence[Mapping[str, JSON]]]


@dataclass(frozen=True, slots=True)
class CaseNow:
    """One case today: `failing` keys with expected and got, and whether that differs from what was accepted.

    `is_new`: the case was not there when the table was last accepted. `has_rule`: its rule exists.
    """

    case: Case
    failing: Sequence[Mapping[str, JSON]]
    changed: bool
    is_new: bool
    has_rule: bool

    @property
    def passes(self) -> bool:
        """Every expected key is answered as expected."""
        return not self.failing


@dataclass(frozen=True, slots=True)
class TableNow:
    """A table under today's law and readings. `reviewed`: the last acceptance, None before the first."""

    table: CaseTable
    cases: tuple[CaseNow, ...]
    reviewed: CaseReview | None
    law_version: str

    @property
    def failing(self) -> int:
        """How many cases do not answer as expected."""
        return sum(not case.passes for case in self.cases)

    @property
    def changed(self) -> int:
        """How many answer otherwise than when the table was last accepted."""
        return sum(case.changed for case in self.cases)

    @property
    def waits(self) -> bool:
        """Something is to be looked at before it is accepted: nothing was yet, or an answer changed."""
        return self.reviewed is None or bool(self.changed) or any(case.is_new for case in self.cases)


def cases_in(text: str, *, where: str) -> tuple[Case, ...]:
    """The cases of a table's text. Raises InputRejected naming the line, or the case and the key."""
    return read_cases(parse_json(text.encode(), where=where), where=where)


def outcomes_of(cases: Sequence[Case], *, law: Law, settings: Settings) -> dict[str, list[dict[str, JSON]]]:
    """Case id -> its failing keys; empty where it passes. Cases of rules nobody modelled fail on `rule`."""
    found: dict[str, list[dict[str, JSON]]] = {case.id: [] for case in cases}
    for failure in check_cases(cases, law=law, settings=settings).failures:
        found[failure.id].append({"key": failure.key, "expected": failure.expected, "got": failure.got})
    # As it comes back from the database, so that what was accepted and what is answered compare as equals.
    return {name: json.loads(json.dumps(failing)) for name, failing in found.items()}


def tables_of(actor: Actor) -> list[TableNow]:
    """The tables the actor's organisation keeps, by number, each asked anew; three queries."""
    actor.require(Permission.KEEP_CASES)
    rows = list(
        CaseTable.objects.filter(organisation_id=actor.organisation_id, replaced_by=None)
        .exclude(text="")
        .select_related("by")
        .order_by("number")
    )
    settings, law = settings_of(actor.organisation_id, on=actor.on), load_law()
    reviews = _latest(rows)
    return [_now(row, reviews.get(row.pk), law=law, settings=settings) for row in rows]


def table_numbered(actor: Actor, number: int, *, law: Law | None = None) -> TableNow:
    """That table of the actor's organisation; NotVisible when none is in use. `law`: not the shipped one."""
    actor.require(Permission.KEEP_CASES)
    row = (
        CaseTable.objects.filter(organisation_id=actor.organisation_id, number=number, replaced_by=None)
        .exclude(text="")
        .select_related("by")
        .first()
    )
    if row is None:
        raise NotVisible.standard()
    settings = settings_of(actor.organisation_id, on=actor.on)
    return _now(row, _latest([row]).get(row.pk), law=law or load_law(), settings=settings)


def _latest(rows: Sequence[CaseTable]) -> dict[int, CaseReview]:
    """The last acceptance of each table; a table that replaces another begins with that one's."""
    former = {row.replaces_id: row.pk for row in rows if row.replaces_id is not None}
    reviews = CaseReview.objects.filter(table__in=[*(row.pk for row in rows), *former]).select_related("by")
    own: dict[int, CaseReview] = {}
    before: dict[int, CaseReview] = {}
    for review in reviews.order_by("at", "pk"):
        if review.table_id in former:
            before[former[review.table_id]] = review
        else:
            own[review.table_id] = review
    return before | own


def _now(row: CaseTable, reviewed: CaseReview | None, *, law: Law, settings: Settings) -> TableNow:
    cases = cases_in(row.text, where=row.title)
    outcomes = outcomes_of(cases, law=law, settings=settings)
    accepted: Outcomes = reviewed.outcomes if reviewed is not None else {}
    return TableNow(
        row,
        tuple(
            CaseNow(
                case,
                outcomes[case.id],
                changed=case.id in accepted and accepted[case.id] != outcomes[case.id],
                is_new=reviewed is not None and case.id not in accepted,
                has_rule=case.rule in law.coverage,
            )
            for case in cases
        ),
        reviewed,
        law.version,
    )
