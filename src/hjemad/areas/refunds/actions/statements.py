"""The year's statements: drawn up, checked by another person, sent; the final one endorsed by the auditor."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hjemad.areas.refunds import events
from hjemad.areas.refunds.actions.requests import Sending
from hjemad.areas.refunds.models import Claim, RequestStep, StatementKind, StepKind, YearStatement
from hjemad.areas.refunds.queries import requests as queries
from hjemad.areas.refunds.queries.requests import YearFigures
from hjemad.areas.refunds.rules import (
    changed_while_reading,
    not_checked,
    not_drawn_up,
    not_sent,
    same_person,
    taken_before,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.organisations.models import Organisation


def figures_as_stored(figures: YearFigures) -> dict[str, Any]:
    """The year as a statement keeps it: half øre as whole numbers, null where unknown."""
    return {
        "quarters": [
            {
                "quarter": str(one.quarter),
                "asked_half_ore": one.asked.half_ore if one.known else None,
                "right_half_ore": None if one.right is None else one.right.half_ore,
                "nights": one.nights,
                "waiting": one.waiting,
                "expected_half_ore": one.expected.half_ore,
            }
            for one in figures.quarters
        ],
        "rounding_half_ore": figures.rounding.half_ore,
        "asked_half_ore": figures.asked.half_ore,
    }


def fingerprint_of(figures: YearFigures) -> str:
    """Changes when any figure, law version or setting would be another."""
    rules = [figures.draft.law.version, figures.draft.settings.as_mapping()]
    told = json.dumps([figures.year, figures_as_stored(figures), rules], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def draw_up(
    *, by: Actor, year: int, kind: str, today: date, at: datetime, expected: str | None = None
) -> YearStatement:
    """The statement stands as today's facts make it. One that was sent is never drawn up again."""
    by.require(Permission.CLOSE_CLAIMS)
    with transaction.atomic():
        municipality = Organisation.objects.select_for_update().get(pk=by.organisation_id)
        before = queries.latest_statement(municipality.pk, year, StatementKind(kind))
        if before is not None and StepKind.SENT in queries.statement_steps(before):
            raise taken_before()
        figures = queries.year_figures(municipality.pk, year, as_of=today)
        fingerprint = fingerprint_of(figures)
        if expected is not None and expected != fingerprint:
            raise changed_while_reading()
        statement = YearStatement(
            municipality=municipality, year=year, kind=kind, number=before.number + 1 if before else 1,
            as_of=today, drawn_up_at=at, drawn_up_by_id=by.user_id, drawn_up_under_id=by.assignment_id,
            last_claim=Claim.objects.filter(municipality=municipality).order_by("-number").first(),
            law_version=figures.draft.law.version, settings=figures.draft.settings.as_mapping(),
            figures=figures_as_stored(figures), total_half_ore=figures.right.half_ore,
            fingerprint=fingerprint,
        )  # fmt: skip
        statement.save(force_insert=True)
        log(events.STATEMENT_DRAWN_UP, by=by, at=at, objects=_named(statement))
    return statement


def check(statement: YearStatement, *, by: Actor, today: date, at: datetime) -> RequestStep:
    """Another person has read it, and the facts still give it. Raises `SamePerson` or `StepMissing`."""
    by.require(Permission.CHECK_CLAIMS)
    with transaction.atomic():
        _latest_of(statement)
        if StepKind.CHECKED in queries.statement_steps(statement):
            raise taken_before()
        if statement.drawn_up_by_id == by.user_id:
            raise same_person()
        figures = queries.year_figures(statement.municipality_id, statement.year, as_of=today)
        if fingerprint_of(figures) != statement.fingerprint:
            raise not_drawn_up()
        return _step(statement, StepKind.CHECKED, by=by, at=at, event=events.STATEMENT_CHECKED)


def send(statement: YearStatement, *, by: Actor, sending: Sending, at: datetime) -> RequestStep:
    """The checked statement has been sent to the State; once. It holds sums, and no citizen."""
    by.require(Permission.SEND_CLAIMS)
    with transaction.atomic():
        _latest_of(statement)
        steps = queries.statement_steps(statement)
        if StepKind.CHECKED not in steps:
            raise not_checked()
        if StepKind.SENT in steps:
            raise taken_before()
        return _step(statement, StepKind.SENT, by=by, at=at, event=events.STATEMENT_SENT, sending=sending)


def endorse(statement: YearStatement, *, by: Actor, note: str, at: datetime) -> RequestStep:
    """The auditor endorses the final statement that was sent; nobody who made or checked it can."""
    by.require(Permission.ENDORSE_CLAIMS)
    with transaction.atomic():
        _latest_of(statement)
        steps = queries.statement_steps(statement)
        if statement.kind != StatementKind.FINAL or StepKind.SENT not in steps:
            raise not_sent()
        if StepKind.ENDORSED in steps:
            raise taken_before()
        if by.user_id in {statement.drawn_up_by_id, *(step.by_id for step in steps.values())}:
            raise same_person()
        return _step(statement, StepKind.ENDORSED, by=by, at=at, event=events.STATEMENT_ENDORSED, note=note)


def _latest_of(statement: YearStatement) -> None:
    """Steps of one municipality wait for each other; one drawn up again since takes no step."""
    Organisation.objects.select_for_update().get(pk=statement.municipality_id)
    latest = queries.latest_statement(statement.municipality_id, statement.year, statement.kind)
    if latest is None or latest.pk != statement.pk:
        raise not_drawn_up()


def _step(
    statement: YearStatement, kind: str, *, by: Actor, at: datetime, event: str,
    sending: Sending | None = None, note: str = "",
) -> RequestStep:  # fmt: skip
    step = RequestStep(
        municipality_id=statement.municipality_id, statement=statement, kind=kind, at=at,
        fingerprint=statement.fingerprint, total_half_ore=statement.total_half_ore, by_id=by.user_id,
        under_id=by.assignment_id, how=sending.how if sending else "", on=sending.on if sending else None,
        proof=sending.proof if sending else "", note=note,
    )  # fmt: skip
    step.save(force_insert=True)
    log(event, by=by, at=at, objects=_named(statement))
    return step


def _named(statement: YearStatement) -> dict[str, object]:
    return {"statement": statement.pk, "municipality": statement.municipality.code, "year": statement.year}
