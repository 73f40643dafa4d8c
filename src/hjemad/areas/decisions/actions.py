"""The only writer of decisions: decide, hand the sheet over, lift. Appeals stand in `writes/appeals`.

Each action is one transaction with its event. A decision of another house is answered with `NotVisible`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens.queries import record_to_write
from hjemad.areas.decisions import events, rules
from hjemad.areas.decisions.models import DecisionRecord, Outcome
from hjemad.areas.decisions.reads.sheet import About, sheet_of
from hjemad.areas.decisions.rules import HOUSE_RULES as HOUSE_RULES
from hjemad.areas.decisions.rules import NOT_TARGET_GROUP as NOT_TARGET_GROUP
from hjemad.areas.decisions.rules import OTHER as OTHER
from hjemad.areas.decisions.rules import SAFETY as SAFETY
from hjemad.areas.decisions.rules import check_complete, check_handed, guidance, kind_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.organisations.queries import name_on
from hjemad.kernel.errors import AlreadyClosed, Language


@dataclass(frozen=True)
class NewDecision:
    """What a decision says. `record_id` None: a person without a record, called `called` or nothing.

    It holds from `first` to and with `last_day`. `is_resident`: it ends a stay; else it keeps one from
    beginning. `house_line` is what stands above the sheet: the house and its telephone.
    """

    ground: str
    is_resident: bool
    first: date
    last_day: date
    own_words: str
    not_heard_why: str
    reasons: str
    decider: str
    sleep_here: str
    practical: str
    language: Language
    house_line: str
    record_id: int | None = None
    called: str = ""


def write_decision(new: NewDecision, *, by: Actor, decided_at: datetime, at: datetime) -> DecisionRecord:
    """The decision stands, with the words of its sheet; the sheet is not handed over yet.

    Raises what `rules.check_complete` raises, or `NotVisible` for a record that is not the actor's.
    """
    by.require(Permission.SAY_NO)
    check_complete(
        own_words=new.own_words,
        not_heard_why=new.not_heard_why,
        reasons=new.reasons,
        decider=new.decider,
        first=new.first,
        last_day=new.last_day,
    )
    with transaction.atomic():
        if new.record_id is not None:
            record_to_write(by, record_id=new.record_id)
        fact = record(
            DecisionRecord,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            valid_from=new.first,
            valid_to=new.last_day + timedelta(days=1),
            record_id=new.record_id,
            called="" if new.record_id is not None else new.called.strip(),
            organisation_id=by.organisation_id,
            reference=f"A-{uuid4().hex[:8].upper()}",
            provision=rules.PROVISION,
            outcome=(Outcome.ENDED if new.is_resident else Outcome.REFUSED).value,
            ground=new.ground,
            decided_at=decided_at,
            language=new.language,
            **_words(new),
            **_by_law(new, by=by, decided_at=decided_at),
        )
        log(events.DECIDED, by=by, at=at, objects={"decision": fact.fact_id}, data={"ground": new.ground})
    return fact


def _words(new: NewDecision) -> dict[str, str]:
    """What was typed."""
    names = ("decider", "own_words", "not_heard_why", "reasons", "sleep_here", "practical")
    return {name: getattr(new, name).strip() for name in names}


def _by_law(new: NewDecision, *, by: Actor, decided_at: datetime) -> dict[str, Any]:
    """What the law of the day makes of it, and the words of the sheet."""
    kind = kind_of(new.ground, is_resident=new.is_resident)
    shown = guidance(kind, ground=new.ground, on=timezone.localtime(decided_at).date())
    about = About(
        house=name_on(by.organisation_id, day=by.on),
        house_line=new.house_line,
        ground=new.ground,
        is_resident=new.is_resident,
        first=new.first,
        last_day=new.last_day,
        decided_at=timezone.localtime(decided_at),
        route=shown.route,
        language=new.language,
        **_words(new),
    )
    return {
        "kind": kind,
        "guidance": shown.route,
        "guidance_certainty": shown.certainty,
        "guidance_version": rules.GUIDANCE_VERSION,
        "law_version": rules.law_version(),
        "sheet": sheet_of(about),
    }


def hand_over(
    decision: DecisionRecord, *, by: Actor, handed_at: datetime, read_aloud: bool, at: datetime
) -> DecisionRecord:
    """The person has the sheet, or it was read aloud to them; the time to appeal runs from that day."""
    by.require(Permission.SAY_NO)
    check_own(decision, by=by)
    if decision.handed_at is not None:
        raise AlreadyClosed(
            en="The hour is written already. The time to appeal runs from it",
            da="Klokkeslættet er allerede skrevet. Klagefristen regnes fra det",
        )
    check_handed(handed_at, decided_at=decision.decided_at, at=at)
    with transaction.atomic():
        version = supersede(
            decision,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            handed_at=handed_at,
            handed_by_id=by.user_id,
            read_aloud=read_aloud,
        )
        log(events.HANDED_OVER, by=by, at=at, objects={"decision": decision.fact_id})
    return version


def lift(decision: DecisionRecord, *, by: Actor, on: date, reason: str, at: datetime) -> DecisionRecord:
    """From that day the decision no longer holds; it stays readable, with why it was lifted."""
    by.require(Permission.ANSWER_APPEALS)
    check_own(decision, by=by)
    with transaction.atomic():
        version = supersede(
            decision, basis=Basis(by=by, at=at, reason=reason.strip(), origin="entered"), lifted_on=on
        )
        log(events.LIFTED, by=by, at=at, objects={"decision": decision.fact_id})
    return version


def check_own(decision: DecisionRecord, *, by: Actor) -> None:
    """Raises `NotVisible` for a decision of another house, or about a record that is not the actor's."""
    if decision.organisation_id != by.organisation_id:
        raise NotVisible.standard()
    if decision.record_id is not None:
        record_to_write(by, record_id=decision.record_id)
