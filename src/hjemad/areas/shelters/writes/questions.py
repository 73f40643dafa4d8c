"""Writes what a resident answered, whom the house may call, and that a yes is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import AnswerState, ContactPerson, Stay, StayAnswer
from hjemad.areas.shelters.reads.asked import CONTACT, Answer, answered_meanwhile, contact_needs_a_yes
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.refusals import translated


@dataclass(frozen=True)
class NewContact:
    """Whom the person names; `agreed`: they said yes to being called about."""

    name: str
    phone: str
    relation: str
    agreed: bool


def save_answers(
    *,
    by: Actor,
    stay: Stay,
    answers: Sequence[Answer],
    at: datetime,
    contact: NewContact | None = None,
    corrects: str = "",
) -> list[StayAnswer]:
    """The answers stand, all of them or none. What was not answered stays *not asked*.

    `corrects` is the question that is answered anew. Another one that a colleague has answered differently
    meanwhile raises `AnsweredMeanwhile`; the same answer twice is one.
    """
    _own(stay, by=by)
    basis = Basis(by=by, at=at, reason="", origin="entered")
    with translated({"shelters_stayanswer_one_a_question": answered_meanwhile}):
        rows = StayAnswer.objects.everything(reason="writes the next version of an answer").current()
        standing = {row.question: row for row in rows.filter(stay_fact=stay.whole)}
        written = [
            _write(one, stay=stay, standing=standing.get(one.question), corrects=corrects, basis=basis)
            for one in answers
        ]
        if contact is not None:
            _name_contact(contact, by=by, stay=stay, at=at)
        log(
            events.STAY_ANSWERED,
            by=by,
            at=at,
            objects={"stay": stay.fact_id},
            data={"questions": sorted(one.question for one in answers)},
        )
    return written


def withdraw_contact(*, by: Actor, stay: Stay, contact_id: int, at: datetime) -> None:
    """The yes is taken back: name, telephone and relation are emptied, and the days of it stay.

    The question stands as *will not say* from then on: it is not asked again, and can be corrected.
    """
    _own(stay, by=by)
    with transaction.atomic():
        _empty(by=by, stay=stay, contact_id=contact_id, at=at)
        rows = StayAnswer.objects.everything(reason="whom to call is not named any more").current()
        answer = rows.filter(stay_fact=stay.whole, question=CONTACT, chosen="named").first()
        if isinstance(answer, StayAnswer):
            basis = Basis(by=by, at=at, reason="", origin="entered")
            supersede(answer, basis=basis, state=AnswerState.DECLINED.value, chosen="")


def _empty(*, by: Actor, stay: Stay, contact_id: int, at: datetime) -> None:
    with transaction.atomic():
        rows = ContactPerson.objects.everything(reason="empties what the person no longer agrees to")
        done = rows.filter(
            pk=contact_id,
            record_id=stay.record_id,
            shelter_id=by.organisation_id,
            withdrawn_on__isnull=True,
        )
        if not done.update(
            name="", phone="", relation="", withdrawn_on=timezone.localdate(at), withdrawn_by_id=by.user_id
        ):
            raise NotVisible.standard()
        log(events.CONTACT_WITHDRAWN, by=by, at=at, objects={"contact": contact_id})


def _write(
    one: Answer, *, stay: Stay, standing: StayAnswer | None, corrects: str, basis: Basis
) -> StayAnswer:
    fields = {
        "state": one.state,
        "chosen": ",".join(one.chosen),
        "number": one.number,
        "ages": one.ages,
    }
    if standing is None:
        return record(
            StayAnswer,
            basis=basis,
            valid_from=stay.valid_from,
            valid_to=None,
            record_id=stay.record_id,
            stay_fact=stay.whole,
            shelter_id=stay.shelter_id,
            question=one.question,
            **fields,
        )
    if all(getattr(standing, name) == value for name, value in fields.items()):
        return standing
    if one.question != corrects:
        raise answered_meanwhile()
    return supersede(standing, basis=basis, **fields)


def _name_contact(contact: NewContact, *, by: Actor, stay: Stay, at: datetime) -> None:
    """Somebody named before makes room: there is one to call, and the earlier name is emptied."""
    if not contact.agreed:
        raise contact_needs_a_yes()
    earlier = ContactPerson.objects.everything(reason="one to call at a time").filter(
        record_id=stay.record_id, shelter_id=stay.shelter_id, withdrawn_on__isnull=True
    )
    for one in earlier.values_list("pk", flat=True):
        _empty(by=by, stay=stay, contact_id=one, at=at)
    ContactPerson(
        record_id=stay.record_id,
        shelter_id=stay.shelter_id,
        name=contact.name.strip(),
        phone=contact.phone.strip(),
        relation=contact.relation.strip(),
        consent_on=timezone.localdate(at),
        recorded_at=at,
        recorded_by_id=by.user_id,
        recorded_under_id=by.assignment_id,
    ).save(force_insert=True)


def _own(stay: Stay, *, by: Actor) -> None:
    if stay.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    citizens.check_may_write(by, record_id=stay.record_id)
