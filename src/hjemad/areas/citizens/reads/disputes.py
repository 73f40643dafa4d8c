"""Disagreements about which municipality acts: what stands, each step, and who acts meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hjemad.areas.citizens.models import ActingDispute
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.queries import names_on
from hjemad.law.finding import Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings


@dataclass(frozen=True)
class StepShown:
    """One step: opened, sent, agreed or decided; on which day, and who wrote it when."""

    step: str
    on: date
    written_by: str
    written_at: datetime
    reason: str


@dataclass(frozen=True)
class DisputeShown:
    """A disagreement with its history. Names of municipalities; `result` empty while it is open."""

    fact_id: UUID
    one: str
    other: str
    meanwhile: str
    result: str
    step: str
    opened_on: date
    settled_on: date | None
    grounds: str
    steps: tuple[StepShown, ...]

    @property
    def is_open(self) -> bool:
        """It waits for an agreement or a decision."""
        return not self.result


def acts_meanwhile(between: list[str], *, registered_in: str, on: date) -> Finding:
    """Which of the municipalities acts until it is settled, by the law; names in, a name out."""
    facts = {"between": between, "last_registered_address": registered_in or None}
    given = {name: value for name, value in facts.items() if value is not None}
    return decide("acting-municipality-disputed", given, on=on, law=load_law(), settings=Settings.default())


def disputes_of(actor: Actor, *, record_id: int) -> list[DisputeShown]:
    """The disagreements about a visible record, newest first, each with all its steps; at most two queries.

    None about a record the actor does not see.
    """
    rows = list(
        ActingDispute.objects.visible_to(actor)
        .filter(record_id=record_id)
        .select_related("recorded_by")
        .order_by("-valid_from", "fact_id", "version")
    )
    ids = {one for row in rows for one in (row.one_id, row.other_id, row.meanwhile_id, row.result_id) if one}
    names = names_on(ids, day=actor.on)
    by_fact: dict[UUID, list[ActingDispute]] = {}
    for row in rows:
        by_fact.setdefault(row.fact_id, []).append(row)
    return [_shown(versions, names=names) for versions in by_fact.values() if not versions[-1].voided]


def _shown(versions: list[ActingDispute], *, names: dict[int, str]) -> DisputeShown:
    now = versions[-1]
    return DisputeShown(
        fact_id=now.fact_id,
        one=names[now.one_id],
        other=names[now.other_id],
        meanwhile=names[now.meanwhile_id] if now.meanwhile_id else "",
        result=names[now.result_id] if now.result_id else "",
        step=now.step,
        opened_on=now.valid_from,
        settled_on=now.valid_to,
        grounds=now.grounds,
        steps=tuple(
            StepShown(row.step, row.step_on, row.recorded_by.full_name, row.recorded_at, row.reason)
            for row in versions
        ),
    )


def dispute_for(actor: Actor, *, fact_id: UUID) -> ActingDispute:
    """The current version of a disagreement about a visible record, or `NotVisible`; one query."""
    row = ActingDispute.objects.visible_to(actor).current().filter(fact_id=fact_id).first()
    if not isinstance(row, ActingDispute):
        raise NotVisible.standard()
    return row
