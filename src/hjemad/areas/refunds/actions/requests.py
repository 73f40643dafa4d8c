"""The steps of a request: drawn up by one person, checked and so closed by another, then sent."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hjemad.areas.refunds import events
from hjemad.areas.refunds.actions import ledger
from hjemad.areas.refunds.models import Claim, RequestStep, StepKind
from hjemad.areas.refunds.queries import requests as queries
from hjemad.areas.refunds.queries.ledger import draft
from hjemad.areas.refunds.rules import (
    already_closed,
    changed_while_reading,
    not_checked,
    not_drawn_up,
    same_person,
    taken_before,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import disclose, log
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.quarters import Quarter

STATE = "Social- og Boligstyrelsen"


@dataclass(frozen=True, slots=True)
class Sending:
    """How it was sent, on which day, and what proves it. `how` is a code of `rules.HOW_SENT`."""

    how: str
    on: date
    proof: str


def draw_up(
    *, by: Actor, quarter: Quarter, today: date, at: datetime, expected: str | None = None
) -> RequestStep:
    """The draft as it stands now is ready for another person's check.

    `expected` is the fingerprint of the draft that was read. Drawn up again, the latest drawing counts.
    """
    by.require(Permission.CLOSE_CLAIMS)
    with transaction.atomic():
        municipality = Organisation.objects.select_for_update().get(pk=by.organisation_id)
        found = draft(municipality.pk, quarter, as_of=today)
        ledger.check_can_close(found, today=today)
        if expected is not None and expected != found.fingerprint:
            raise changed_while_reading()
        step = RequestStep(
            municipality=municipality, quarter=str(quarter), kind=StepKind.DRAWN_UP,
            fingerprint=found.fingerprint, total_half_ore=found.total.half_ore, at=at,
            by_id=by.user_id, under_id=by.assignment_id, on=today,
        )  # fmt: skip
        step.save(force_insert=True)
        objects = {"municipality": municipality.code, "quarter": str(quarter), "step": step.pk}
        log(events.REQUEST_DRAWN_UP, by=by, at=at, objects=objects)
    return step


def check(*, by: Actor, quarter: Quarter, at: datetime, expected: str) -> Claim:
    """Another person than who drew it up has read the same draft: its lines are closed and never change.

    It is read as of the day it was drawn up, so that a night gone by since changes nothing; a fact does.
    Raises `SamePerson` for the same user under whatever assignment, `StepMissing` when what stands now is not
    what was drawn up, `ClaimChangedWhileReading` when it is not what was read.
    """
    by.require(Permission.CHECK_CLAIMS)
    with transaction.atomic():
        municipality = Organisation.objects.select_for_update().get(pk=by.organisation_id)
        if Claim.objects.filter(municipality=municipality, quarter__gte=str(quarter)).exists():
            raise already_closed(quarter)
        drawn = queries.drawing_of(municipality.pk, quarter)
        if drawn is None or drawn.on is None:
            raise not_drawn_up()
        if drawn.by_id == by.user_id:
            raise same_person()
        if expected != draft(municipality.pk, quarter, as_of=drawn.on).fingerprint:
            raise changed_while_reading()
        if expected != drawn.fingerprint:
            raise not_drawn_up()
        claim = ledger.close(
            by=by, quarter=quarter, today=drawn.on, at=at, expected=expected, drawn_up_by=drawn.by_id
        )
        _step(claim, StepKind.CHECKED, by=by, at=at, fingerprint=expected)
        log(events.REQUEST_CHECKED, by=by, at=at, objects={"claim": claim.pk, "drawing": drawn.pk})
    return claim


def send(claim: Claim, *, by: Actor, sending: Sending, at: datetime) -> RequestStep:
    """The checked request has been sent to the State, with its proof; once. What left is in the log."""
    by.require(Permission.SEND_CLAIMS)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=claim.municipality_id)
        steps = {step.kind: step for step in claim.steps.all()}
        if StepKind.CHECKED not in steps or claim.drawn_up_by_id in {None, claim.closed_by_id}:
            raise not_checked()
        if StepKind.SENT in steps:
            raise taken_before()
        checked = steps[StepKind.CHECKED]
        step = _step(claim, StepKind.SENT, by=by, at=at, fingerprint=checked.fingerprint, sending=sending)
        records = set(claim.lines.exclude(record=None).values_list("record_id", flat=True))
        disclose(
            records, to=STATE, to_organisation_id=None, what="refund_request", basis="duty", by=by, at=at
        )
        log(events.REQUEST_SENT, by=by, at=at, objects={"claim": claim.pk, "step": step.pk})
    return step


def _step(
    claim: Claim, kind: str, *, by: Actor, at: datetime, fingerprint: str, sending: Sending | None = None
) -> RequestStep:
    step = RequestStep(
        municipality_id=claim.municipality_id, quarter=claim.quarter, claim=claim, kind=kind, at=at,
        fingerprint=fingerprint, total_half_ore=claim.total_half_ore, by_id=by.user_id,
        under_id=by.assignment_id, how=sending.how if sending else "", on=sending.on if sending else None,
        proof=sending.proof if sending else "",
    )  # fmt: skip
    step.save(force_insert=True)
    return step
