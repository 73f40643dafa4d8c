"""The only writer of rates and resident payments. Each action is one transaction with its event."""

from collections.abc import Sequence
from datetime import datetime

from hjemad.areas.billing import events
from hjemad.areas.billing.models import PaymentKind, Rate, RateSource, ResidentPayment
from hjemad.areas.billing.rules.amounts import check_payment, check_rate, rate_twice
from hjemad.areas.citizens import queries as citizens
from hjemad.areas.shelters.queries import stay_facts
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, lay_over, record_many
from hjemad.foundation.facts.models import LocalValue
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period

_RATE = {"billing_one_rate_at_a_time": rate_twice}
_PAYMENT = {"billing_one_payment_at_a_time": rate_twice}


def record_rate(
    *,
    by: Actor,
    facility: Organisation,
    per_day: Money,
    period: Period,
    registered: bool,
    source_kind: str,
    source: str,
    at: datetime,
    department: Organisation | None = None,
    reason: str = "",
    origin: str = "entered",
    audit_statement: str = "",
    audited: Period | None = None,
) -> Rate:
    """This rate holds in the period for the facility or one department; what stood there is cut or voided.

    `registered`: the facility stands in Tilbudsportalen in that period. `source`: where the rate is printed.
    `audit_statement`: who audited the price and where that is written, for the days `audited`.
    """
    _check_rate(per_day, source=source, facility=facility, by=by)
    with translated(_RATE):
        # Everybody who writes rates of one facility waits here for whoever came first.
        Organisation.objects.select_for_update().get(pk=facility.pk)
        rate = lay_over(
            Rate,
            key={"facility_id": facility.pk, "department_id": department.pk if department else None},
            period=period,
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            per_day_ore=per_day.half_ore // 2,
            registered=registered,
            source_kind=RateSource(source_kind).value,
            source=source.strip(),
            audit_statement=audit_statement.strip(),
            audited_from=audited and audited.start,
            audited_to=audited and audited.end,
        )
        log(events.RATE_RECORDED, by=by, at=at, objects={"facility": facility.pk, "fact": rate.fact_id})
    return rate


def charge_payment(
    *,
    by: Actor,
    record_id: int,
    facility: Organisation,
    per_day: Money,
    period: Period,
    kind: str,
    at: datetime,
    proposed_from: str = "",
    mark: str = "",
    reason: str = "",
    origin: str = "entered",
) -> ResidentPayment:
    """The person was charged this per night in the facility; what stood there before is cut or withdrawn.

    `kind` full, reduced or lapsed (then the amount is nothing). `proposed_from` names the parameter or value
    it came from; `mark` is "invented" where that has no source. Raises `NotVisible` for a house in which the
    person has no stay.
    """
    check_payment(per_day, kind=PaymentKind(kind).value)
    with translated(_PAYMENT):
        citizens.record_to_write(by, record_id=record_id)
        citizens.lock_citizen_of(record_id)
        _stays_there(record_id, facility=facility)
        payment = lay_over(
            ResidentPayment,
            key={"record_id": record_id, "facility_id": facility.pk},
            period=period,
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            per_day_ore=per_day.half_ore // 2,
            kind=PaymentKind(kind).value,
            proposed_from=proposed_from,
            mark=mark,
        )
        log(events.PAYMENT_CHARGED, by=by, at=at, objects={"fact": payment.fact_id})
    return payment


def import_payments(
    *,
    by: Actor,
    facility: Organisation,
    rows: Sequence[tuple[int, Period, Money, str]],
    at: datetime,
    origin: str,
    proposed_from: str = "",
    mark: str = "",
    reason: str = "",
) -> int:
    """The payments of one facility stand, one per row (record, period, per night, kind), all or none.

    For import and the demo. Raises `RateTwice` when a row clashes with another or with what stands.
    """
    for _, _, per_day, kind in rows:
        check_payment(per_day, kind=PaymentKind(kind).value)
    if not citizens.own_or_visible(by, record_ids=[record_id for record_id, _, _, _ in rows]):
        raise NotVisible.standard()
    with translated(_PAYMENT):
        written = record_many(
            ResidentPayment,
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            rows=[
                {
                    "record_id": record_id,
                    "facility_id": facility.pk,
                    "valid_from": period.start,
                    "valid_to": period.end,
                    "per_day_ore": per_day.half_ore // 2,
                    "kind": kind,
                    "proposed_from": proposed_from,
                    "mark": mark,
                }
                for record_id, period, per_day, kind in rows
            ],
        )
        log(events.PAYMENT_CHARGED, by=by, at=at, objects={}, data={"facts": len(written), "origin": origin})
    return len(written)


def enter_local_value(
    *,
    by: Actor,
    parameter: str,
    value: Money,
    period: Period,
    source: str,
    seen_by: str,
    at: datetime,
    mark: str = "",
    reason: str = "",
    origin: str = "entered",
) -> LocalValue:
    """The actor's organisation reckons with this value per night in the period, for want of a sourced one.

    `source` says where it is printed and `seen_by` who saw it; `mark` is "invented" where nobody did.
    """
    _check_seen(source, seen_by=seen_by)
    with translated({"facts_one_local_value_at_a_time": rate_twice}):
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        written = lay_over(
            LocalValue,
            key={"organisation_id": by.organisation_id, "parameter": parameter},
            period=period,
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            value=value.dkk(),
            unit="DKK per night",
            source=source.strip(),
            seen_by=seen_by.strip(),
            marked=mark,
        )
        log(
            events.LOCAL_VALUE_ENTERED,
            by=by,
            at=at,
            objects={"fact": written.fact_id},
            data={"parameter": parameter},
        )
    return written


def _check_seen(source: str, *, seen_by: str) -> None:
    if not source.strip() or not seen_by.strip():
        raise InputRejected(
            en="Write where the value is printed and who has seen it",
            da="Skriv, hvor værdien står, og hvem der har set den",
        )


def _check_rate(per_day: Money, *, source: str, facility: Organisation, by: Actor) -> None:
    check_rate(per_day)
    if not source.strip():
        raise InputRejected(
            en="Write where the rate is printed: page, letter or agreement, with its date",
            da="Skriv, hvor taksten står: side, brev eller aftale, med dato",
        )
    _own_house(facility, by=by)


def _stays_there(record_id: int, *, facility: Organisation) -> None:
    """A payment belongs to a stay: nobody is charged for a house they never slept in."""
    if not any(stay.shelter_id == facility.pk for stay in stay_facts([record_id]).get(record_id, ())):
        raise NotVisible.standard()


def _own_house(facility: Organisation, *, by: Actor) -> None:
    """A shelter writes for itself; a municipality for any house, since it pays for nights in all of them."""
    is_shelter = Organisation.objects.filter(pk=by.organisation_id, kind=Kind.SHELTER).exists()
    if is_shelter and facility.pk != by.organisation_id:
        raise NotVisible.standard()
