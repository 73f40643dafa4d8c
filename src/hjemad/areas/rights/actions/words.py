"""The person's own words beside an entry, and questions about look-ups; and the answers to both."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.rights import events
from hjemad.areas.rights.models import Answer, Disagreement, ReadingQuestion
from hjemad.areas.rights.queries import log as queries
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.kernel.errors import InputRejected


def write_disagreement(
    record_id: int, *, by: Actor, about: str, entry: UUID | None, words: str, on: date, at: datetime
) -> Disagreement:
    """The person's words stand beside the entry, as they said them."""
    by.require(Permission.WRITE_DISAGREEMENT)
    person = citizens.record_for(by, record_id=record_id)
    with transaction.atomic():
        said = record(
            Disagreement,
            basis=_basis(by, at=at),
            valid_from=on,
            valid_to=None,
            record_id=person.pk,
            about=about,
            entry=entry,
            words=_said(words),
        )
        log(events.DISAGREEMENT_WRITTEN, by=by, at=at, objects={"disagreement": said.fact_id})
    return said


def change_words(said: Disagreement, *, by: Actor, words: str, at: datetime) -> Disagreement:
    """The person says it otherwise; what stood before is kept, and the answer is awaited anew."""
    by.require(Permission.WRITE_DISAGREEMENT)
    citizens.record_for(by, record_id=said.record_id)
    with transaction.atomic():
        changed = supersede(
            said, basis=_basis(by, at=at), words=_said(words), answer=Answer.WAITS, answer_words=""
        )
        log(events.DISAGREEMENT_WRITTEN, by=by, at=at, objects={"disagreement": said.fact_id})
    return changed


def answer_disagreement(
    said: Disagreement, *, by: Actor, rectified: bool, words: str, at: datetime
) -> Disagreement:
    """It is answered: the entry was put right (by its own action), or it stands, and why."""
    by.require(Permission.ANSWER_ACCESS_REQUESTS)
    citizens.record_for(by, record_id=said.record_id)
    with transaction.atomic():
        answered = supersede(
            said,
            basis=_basis(by, at=at),
            answer=Answer.RECTIFIED if rectified else Answer.STANDS,
            answer_words=_said(words),
        )
        log(events.DISAGREEMENT_ANSWERED, by=by, at=at, objects={"disagreement": said.fact_id})
    return answered


def ask(record_id: int, *, by: Actor, event_id: int, words: str, at: datetime) -> ReadingQuestion:
    """The person asks about a look-up that stands in their log; the house that looked is asked."""
    by.require(Permission.SEE_READ_LOG)
    person = citizens.record_for(by, record_id=record_id)
    line = next((one for one in queries.log_for(by, person.pk).lines if one.event_id == event_id), None)
    if line is None:
        raise NotVisible.standard()
    with transaction.atomic():
        asked = record(
            ReadingQuestion,
            basis=_basis(by, at=at),
            valid_from=by.on,
            valid_to=None,
            record_id=line.record_id,
            read_event=event_id,
            answered_by_id=line.organisation_id,
            words=words.strip(),
        )
        log(events.QUESTION_ASKED, by=by, at=at, objects={"question": asked.fact_id})
    return asked


def answer_question(asked: ReadingQuestion, *, by: Actor, words: str, at: datetime) -> ReadingQuestion:
    """The leader of the house that looked says why, in words the person understands."""
    by.require(Permission.ANSWER_ACCESS_REQUESTS)
    if asked.answered_by_id != by.organisation_id:
        raise NotVisible.standard()
    with transaction.atomic():
        answered = supersede(asked, basis=_basis(by, at=at), answer_words=_said(words))
        log(events.QUESTION_ANSWERED, by=by, at=at, objects={"question": asked.fact_id})
    return answered


def _basis(by: Actor, *, at: datetime) -> Basis:
    return Basis(by=by, at=at, reason="", origin="entered")


def _said(words: str) -> str:
    if not words.strip():
        raise InputRejected(
            en="Write the words. Nothing is saved yet", da="Skriv ordene. Intet er gemt endnu"
        )
    return words.strip()
