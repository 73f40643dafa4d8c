"""Open a disagreement about who acts, send it to Ankestyrelsen, and settle it.

Each step writes the municipality that acts from then on, with the rule it rests on.
"""

from datetime import date, datetime

from django.db import transaction

from hjemad.areas.citizens import events
from hjemad.areas.citizens.actions import set_responsible_municipality
from hjemad.areas.citizens.models import ActingDispute, PersonRecord
from hjemad.areas.citizens.queries import record_for, record_to_write
from hjemad.areas.citizens.tables.disputes import DisputeStep
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.kernel.errors import AlreadyClosed, Conflict, InputRejected

# The basis kept beside the municipality; legal names keep their Danish form.
MEANWHILE = "retssikkerhedsloven § 9: handler, til uenigheden er afgjort"
AGREED = "retssikkerhedsloven § 9: aftalt mellem kommunerne"
DECIDED = "retssikkerhedsloven § 61: afgjort af Ankestyrelsen"
_EVIDENCE = {MEANWHILE: "registered_address", AGREED: "agreement", DECIDED: "decision"}


class DisputeOpen(Conflict):
    """A disagreement about this person is open already."""

    code = "dispute_open"


def open_dispute(
    person_record: PersonRecord,
    *,
    by: Actor,
    one: Organisation,
    other: Organisation,
    registered_in: Organisation | None,
    opened_on: date,
    grounds: str,
    at: datetime,
) -> ActingDispute:
    """Two municipalities disagree from the day on; that of the current or last registered address acts.

    `registered_in` None: no registered address is known, and nothing is written about who acts.
    """
    by.require(Permission.WRITE_RESPONSIBLE_MUNICIPALITY)
    _check(one, other, registered_in)
    with translated({"citizens_actingdispute": _open_already}):
        record_to_write(by, record_id=person_record.pk)
        if registered_in is not None:
            _acts(person_record, registered_in, by=by, since=opened_on, at=at, basis=MEANWHILE)
        fact = record(
            ActingDispute,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            valid_from=opened_on,
            valid_to=None,
            record_id=person_record.pk,
            one_id=one.pk,
            other_id=other.pk,
            meanwhile_id=registered_in.pk if registered_in else None,
            step=DisputeStep.OPENED.value,
            step_on=opened_on,
            grounds=grounds.strip(),
        )
        named = {"record": person_record.public_id, "fact": fact.fact_id}
        between = {"one": one.code, "other": other.code}
        log(events.DISPUTE_OPENED, by=by, at=at, objects=named, data=between)
    return fact


def send_to_ankestyrelsen(dispute: ActingDispute, *, by: Actor, sent_on: date, at: datetime) -> ActingDispute:
    """The disagreement lies with Ankestyrelsen from that day."""
    by.require(Permission.WRITE_RESPONSIBLE_MUNICIPALITY)
    _in_order(dispute, day=sent_on)
    with transaction.atomic():
        _party(dispute, by=by)
        basis = Basis(by=by, at=at, reason="", origin="entered")
        version = supersede(dispute, basis=basis, step=DisputeStep.SENT.value, step_on=sent_on)
        log(events.DISPUTE_SENT, by=by, at=at, objects={"fact": dispute.fact_id})
    return version


def settle(
    dispute: ActingDispute,
    *,
    by: Actor,
    result: Organisation,
    decided: bool,
    settled_on: date,
    acts_from: date,
    reason: str,
    at: datetime,
) -> ActingDispute:
    """The result stands: this municipality acts and pays from `acts_from`, as agreed or as decided.

    What the other paid meanwhile follows from the payer of each night; nothing is reckoned here.
    """
    by.require(Permission.WRITE_RESPONSIBLE_MUNICIPALITY)
    _check(result, None, None)
    _in_order(dispute, day=settled_on)
    _rests_on(reason)
    with transaction.atomic():
        person_record = _party(dispute, by=by)
        # First the step: two who settle at once meet here, and the second writes nothing.
        version = supersede(
            dispute,
            basis=Basis(by=by, at=at, reason=reason.strip(), origin="entered"),
            valid_to=settled_on,
            step=(DisputeStep.DECIDED if decided else DisputeStep.AGREED).value,
            step_on=settled_on,
            result_id=result.pk,
        )
        basis = DECIDED if decided else AGREED
        _acts(person_record, result, by=by, since=acts_from, at=at, basis=basis, settles=True)
        log(
            events.DISPUTE_SETTLED,
            by=by,
            at=at,
            objects={"fact": dispute.fact_id},
            data={"result": result.code, "decided": decided},
        )
    return version


def _acts(
    person_record: PersonRecord,
    municipality: Organisation,
    *,
    by: Actor,
    since: date,
    at: datetime,
    basis: str,
    settles: bool = False,
) -> None:
    """The municipality acts and pays from the day on; on what it rests stands beside it."""
    set_responsible_municipality(
        person_record,
        by=by,
        acts=municipality,
        pays=municipality,
        valid_from=since,
        at=at,
        basis=basis,
        evidence=_EVIDENCE[basis],
        settles=settles,
    )


def _party(dispute: ActingDispute, *, by: Actor) -> PersonRecord:
    """The record, for a municipality that is a party though another acts meanwhile, or whoever may write."""
    parties = {dispute.one_id, dispute.other_id, dispute.meanwhile_id}
    found = record_for if by.organisation_id in parties else record_to_write
    return found(by, record_id=dispute.record_id)


def _check(one: Organisation, other: Organisation | None, third: Organisation | None) -> None:
    if any(some is not None and some.kind != Kind.MUNICIPALITY for some in (one, other, third)):
        raise InputRejected(en="Choose one of the 98 municipalities", da="Vælg en af de 98 kommuner")
    if other is not None and one.pk == other.pk:
        raise InputRejected(
            en="A municipality cannot disagree with itself. Choose two",
            da="En kommune kan ikke være uenig med sig selv. Vælg to",
        )


def _rests_on(reason: str) -> None:
    if not reason.strip():
        raise InputRejected(
            en="Write what the result rests on, for example the date and number of the decision",
            da="Skriv, hvad resultatet bygger på, for eksempel afgørelsens dato og nummer",
        )


def _in_order(dispute: ActingDispute, *, day: date) -> None:
    if dispute.valid_to is not None:
        raise AlreadyClosed(
            en="The disagreement is settled already. Open the page again and look",
            da="Uenigheden er allerede afgjort. Åbn siden igen, og se efter",
        )
    if day < dispute.step_on:
        raise InputRejected(
            en="The day lies before the step before it. Check the date",
            da="Dagen ligger før det forrige skridt. Se efter i datoen",
        )


def _open_already() -> DisputeOpen:
    return DisputeOpen(
        en="A disagreement about who acts is open already. Settle that one first",
        da="Der er allerede en uenighed om, hvem der handler. Afgør den først",
    )
