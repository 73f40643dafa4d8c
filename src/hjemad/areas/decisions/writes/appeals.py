"""Somebody disagrees: received, looked at again, passed on, answered. Each step is a version of the appeal.

An appeal without a form, without reasons or too late is received all the same.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens.actions import refresh_clocks
from hjemad.areas.decisions import events
from hjemad.areas.decisions.actions import check_own, lift
from hjemad.areas.decisions.models import Appeal, DecisionRecord
from hjemad.areas.decisions.rules import (
    CHANGED,
    already_appealed,
    check_may_be_passed_on,
    check_step,
    looked_at_already,
    not_answered_yet,
    words_needed,
)
from hjemad.areas.decisions.tables.appeals import AppealOutcome, Reassessment
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.refusals import translated

# PostgreSQL names the constraint, SQLite its column.
_REFUSALS = {
    "decisions_appeal_one_of_a_decision": already_appealed,
    "decisions_appeal.decision_fact": already_appealed,
}


def receive(decision: DecisionRecord, *, by: Actor, on: date, words: str, at: datetime) -> Appeal:
    """The appeal came on that day; the time to look again and pass it on runs. `words` as it was said."""
    by.require(Permission.SAY_NO)
    check_own(decision, by=by)
    check_step(on, after=timezone.localtime(decision.decided_at).date(), today=timezone.localtime(at).date())
    with translated(_REFUSALS):
        appeal = record(
            Appeal,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            valid_from=on,
            valid_to=None,
            record_id=decision.record_id,
            decision_fact=decision.fact_id,
            organisation_id=decision.organisation_id,
            words=words.strip(),
        )
        _clocks(appeal)
        log(events.APPEAL_RECEIVED, by=by, at=at, objects={"decision": decision.fact_id})
    return appeal


def reassess(
    appeal: Appeal, decision: DecisionRecord, *, by: Actor, result: str, words: str, on: date, at: datetime
) -> Appeal:
    """The leader has looked again. Changed entirely: the decision no longer holds, and the appeal is over."""
    _may(decision, by=by)
    if appeal.reassessment:
        raise looked_at_already()
    if not words.strip():
        raise words_needed()
    check_step(on, after=appeal.valid_from, today=timezone.localtime(at).date())
    changed = Reassessment(result).value == CHANGED
    with transaction.atomic():
        version = _step(
            appeal,
            by=by,
            at=at,
            reassessment=Reassessment(result).value,
            reassessed_on=on,
            answer_words=words.strip(),
            valid_to=on if changed else None,
            outcome=AppealOutcome.CHANGED.value if changed else "",
        )
        if changed:
            lift(decision, by=by, on=on, reason=words, at=at)
        log(events.APPEAL_REASSESSED, by=by, at=at, objects={"decision": decision.fact_id})
    return version


def pass_on(appeal: Appeal, decision: DecisionRecord, *, by: Actor, on: date, at: datetime) -> Appeal:
    """The appeal went on to Ankestyrelsen that day, with the decision and what was said."""
    _may(decision, by=by)
    check_may_be_passed_on(appeal.reassessment, already=appeal.passed_on is not None)
    check_step(on, after=appeal.reassessed_on or appeal.valid_from, today=timezone.localtime(at).date())
    with transaction.atomic():
        version = _step(appeal, by=by, at=at, passed_on=on)
        log(events.APPEAL_PASSED_ON, by=by, at=at, objects={"decision": decision.fact_id})
    return version


def answer(
    appeal: Appeal, decision: DecisionRecord, *, by: Actor, outcome: str, on: date, at: datetime
) -> Appeal:
    """What came of it; the appeal is over. Changed by the appeal body: the decision no longer holds."""
    _may(decision, by=by)
    given = AppealOutcome(outcome)
    if appeal.valid_to is not None:
        raise looked_at_already()
    if appeal.passed_on is None and given is not AppealOutcome.WITHDRAWN:
        raise not_answered_yet()
    check_step(on, after=appeal.passed_on or appeal.valid_from, today=timezone.localtime(at).date())
    with transaction.atomic():
        version = _step(appeal, by=by, at=at, outcome=given.value, valid_to=on)
        if given is AppealOutcome.CHANGED:
            lift(decision, by=by, on=on, reason="changed on appeal", at=at)
        log(events.APPEAL_ANSWERED, by=by, at=at, objects={"decision": decision.fact_id})
    return version


def _may(decision: DecisionRecord, *, by: Actor) -> None:
    by.require(Permission.ANSWER_APPEALS)
    check_own(decision, by=by)


def _step(appeal: Appeal, *, by: Actor, at: datetime, **changes: Any) -> Appeal:
    version = supersede(appeal, basis=Basis(by=by, at=at, reason="", origin="entered"), **changes)
    _clocks(version)
    return version


def _clocks(appeal: Appeal) -> None:
    """An appeal of somebody without a record has no clock; the list of decisions reckons its day."""
    if appeal.record_id is not None:
        refresh_clocks([appeal.record_id])
