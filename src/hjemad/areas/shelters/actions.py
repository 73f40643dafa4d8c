"""The only writer of places and stays: open a place, admit, discharge, correct, withdraw.

Each action is one transaction with its event. A stay of another house is answered with `NotVisible`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hjemad.areas.citizens import actions as citizens
from hjemad.areas.citizens import queries as citizen_queries
from hjemad.areas.citizens.actions import PersonDetails
from hjemad.areas.shelters import events, queries
from hjemad.areas.shelters.models import DischargeMode, LateWhy, Leave, Place, PlaceClosed, Stay
from hjemad.areas.shelters.reads.leaving import NOT_ENDED, ended_after_all
from hjemad.areas.shelters.reads.leaving import Leaving as Leaving
from hjemad.areas.shelters.reads.leaving import ended as how_it_ended
from hjemad.areas.shelters.rules import (
    already_discharged,
    already_here,
    check_decision,
    check_discharge,
    check_night,
    place_not_open,
    place_taken,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import somebody_may
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, record_many, supersede, void
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import descendants_on, parent_on
from hjemad.kernel.errors import Conflict, InputRejected
from hjemad.kernel.periods import Period

_WHOLE = "the parts of one stay, of a house the caller has asked about"
_REFUSALS = {
    "shelters_stay_no_overlap_person": already_here,
    "shelters_stay_no_overlap_place": place_taken,
}


@dataclass(frozen=True)
class Admission:
    """What an admission wrote. `decided_on` is the Danish day from which the law reckons the notice."""

    stay: Stay
    record_public_id: UUID
    decided_on: date


@dataclass(frozen=True)
class KnownStay:
    """A stay as a file or another system knows it. `place_id` None where the bed is not known."""

    record_id: int
    period: Period
    decided_at: datetime
    department_id: int | None = None
    place_id: int | None = None
    discharged_at: datetime | None = None
    discharge_mode: str = ""
    left_to: str = ""


def open_place(
    *,
    by: Actor | None,
    department: Organisation,
    label: str,
    valid_from: date,
    at: datetime,
    traits: str = "",
) -> Place:
    """The place can be given from the day on. `by` None is the house at set-up."""
    if not label.strip():
        raise InputRejected(
            en="A place needs a number or a name. Write it", da="En plads skal have et nummer. Skriv det"
        )
    with translated({"shelters_place": label_taken}):
        if by is not None and department.pk not in descendants_on(by.organisation_id, day=valid_from):
            raise NotVisible.standard()
        place = Place.objects.create(
            department=department, label=label.strip(), traits=traits.strip(), valid_from=valid_from
        )
        log(events.PLACE_OPENED, by=by, at=at, objects={"place": place.pk})
    return place


def admit(
    *,
    by: Actor,
    place: Place,
    night: date,
    decided_at: datetime,
    at: datetime,
    record_id: int | None = None,
    person: PersonDetails | None = None,
    night_note: str = "",
    late_why: str = "",
    origin: str = "entered",
) -> Admission:
    """The person sleeps here from that night: somebody the house knows (`record_id`), or new (`person`).

    `night` is the day on which the first night begins, `decided_at` when it was decided to let them in.
    Raises `PlaceTaken`, `AlreadyHere`, `PlaceNotOpen`, `NightInFuture`, `DecidedTooLate` or `NotVisible`.
    """
    decided_on, basis = timezone.localdate(decided_at), Basis(by=by, at=at, reason="", origin=origin)
    check_night(night, today=timezone.localdate(at))
    check_decision(decided_at, decided_on=decided_on, night=night, at=at)
    with translated(_REFUSALS):
        known_id, public_id = _who(by, record_id=record_id, person=person, night=night, at=at, origin=origin)
        citizen_queries.lock_citizen_of(known_id)  # else two at once see nobody each (PostgreSQL)
        department_id = lock_to_give(place, by=by, night=night)
        _check_free(known_id, place=place, shelter_id=by.organisation_id, night=night)
        stay = record(
            Stay, basis=basis, valid_from=night, valid_to=None,
            record_id=known_id,
            shelter_id=by.organisation_id,
            department_id=department_id,
            place_id=place.pk,
            decided_at=decided_at,
            night_note=night_note.strip(),
            late_why=LateWhy(late_why).value if late_why else "",
        )  # fmt: skip
        citizens.refresh_clocks([known_id])
        log(events.ADMITTED, by=by, at=at, objects={"record": public_id, "stay": stay.fact_id})
    return Admission(stay=stay, record_public_id=public_id, decided_on=decided_on)


def discharge(
    *,
    by: Actor,
    stay: Stay,
    day: date,
    mode: str,
    at: datetime,
    reason: str = "",
    left_to: str = "",
    leaving: Leaving | None = None,
) -> Stay:
    """The stay ends on the day: the night before was the last one. `mode` says how, as far as it is known.

    Raises `AlreadyClosed`, `DischargeBeforeAdmission` or `NightInFuture`.
    """
    _own(stay, by=by)
    if stay.valid_to is not None:
        raise already_discharged()
    check_discharge(stay.valid_from, day=day, today=timezone.localdate(at))
    basis = Basis(by=by, at=at, reason=reason, origin="entered")
    with transaction.atomic():
        citizen_queries.lock_citizen_of(stay.record_id)
        version = supersede(
            stay,
            basis=basis,
            valid_to=day,
            **how_it_ended(leaving or Leaving(left_to=left_to), mode=mode, at=at),
        )
        keep_inside(version, basis=basis)
        citizens.refresh_clocks([stay.record_id])
        log(events.DISCHARGED, by=by, at=at, objects={"stay": stay.fact_id})
    return version


def correct_stay(
    *,
    by: Actor,
    stay: Stay,
    valid_from: date,
    valid_to: date | None,
    reason: str,
    at: datetime,
    discharge_mode: str | None = None,
) -> Stay:
    """The stay held these nights instead; the earlier version stays beside it. `valid_to` None: still there.

    A reason is required. `discharge_mode` None keeps the one written, or says unknown where there was none.
    """
    _own(stay, by=by)
    _reason_given(reason)
    today = timezone.localdate(at)
    check_night(valid_from, today=today)
    if valid_to is not None:
        check_discharge(valid_from, day=valid_to, today=today)
    ended = NOT_ENDED if valid_to is None else ended_after_all(stay, mode=discharge_mode, at=at)
    with translated(_REFUSALS):
        citizen_queries.lock_citizen_of(stay.record_id)
        basis = Basis(by=by, at=at, reason=reason.strip(), origin="entered")
        version = supersede(stay, basis=basis, valid_from=valid_from, valid_to=valid_to, **ended)
        keep_inside(version, basis=basis)
        citizens.refresh_clocks([stay.record_id])
        log(events.STAY_CORRECTED, by=by, at=at, objects={"stay": stay.fact_id})
    return version


def withdraw_stay(*, by: Actor, stay: Stay, reason: str, at: datetime) -> Stay:
    """The stay was written by mistake and holds no night any more, in no place; its versions are kept."""
    _own(stay, by=by)
    _reason_given(reason)
    basis = Basis(by=by, at=at, reason=reason.strip(), origin="entered")
    with transaction.atomic():
        citizen_queries.lock_citizen_of(stay.record_id)
        version = void(stay, basis=basis)
        for part in parts_of(stay.whole):
            void(part, basis=basis)
        keep_inside(version, basis=basis)
        citizens.refresh_clocks([stay.record_id])
        log(events.STAY_WITHDRAWN, by=by, at=at, objects={"stay": stay.fact_id})
    return version


def import_stays(
    *, by: Actor, shelter_id: int, stays: Sequence[KnownStay], at: datetime, origin: str, reason: str = ""
) -> list[Stay]:
    """The stays of one house stand, all or none; for import and the demo.

    Raises `PlaceTaken` or `AlreadyHere` when one clashes with another or with what stands.
    """
    if shelter_id != by.organisation_id:
        check_may_import(by, shelter_id=shelter_id)
    with translated(_REFUSALS):
        written = record_many(
            Stay,
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            rows=[_row(one, shelter_id=shelter_id) for one in stays],
        )
        citizens.refresh_clocks([one.record_id for one in stays])
        log(events.ADMITTED, by=by, at=at, objects={}, data={"stays": len(written), "origin": origin})
    return written


def check_may_import(by: Actor, *, shelter_id: int) -> None:
    """A house reads in its own stays; a municipality those of a house that nobody works for here.

    Raises `NotAllowed`, `NotVisible`, or `Conflict` where the house writes its nights itself.
    """
    if shelter_id == by.organisation_id:
        by.require(Permission.IMPORT_STAYS)
        return
    by.require(Permission.IMPORT_STAYS_ELSEWHERE)
    if not Organisation.objects.filter(pk=shelter_id, kind=Kind.SHELTER).exists():
        raise NotVisible.standard()
    if somebody_may(Permission.SEE_HOUSE, organisation_id=shelter_id, on=by.on):
        raise Conflict(
            en="The shelter writes its nights here itself. Ask it, or compare its bill",
            da="Boformen skriver selv sine nætter her. Spørg den, eller sammenlign dens regning",
        )


def _row(one: KnownStay, *, shelter_id: int) -> dict[str, object]:
    ended = one.period.end is not None
    return {
        "record_id": one.record_id,
        "shelter_id": shelter_id,
        "department_id": one.department_id,
        "place_id": one.place_id,
        "decided_at": one.decided_at,
        "valid_from": one.period.start,
        "valid_to": one.period.end,
        "discharged_at": (one.discharged_at or one.decided_at) if ended else None,
        "discharge_mode": (one.discharge_mode or DischargeMode.UNKNOWN.value) if ended else "",
        "left_to": one.left_to if ended else "",
    }


def _who(
    by: Actor, *, record_id: int | None, person: PersonDetails | None, night: date, at: datetime, origin: str
) -> tuple[int, UUID]:
    """Id and public id of the record the house knows, or of a new one for somebody new."""
    if record_id is not None and person is None:
        known = citizen_queries.record_to_write(by, record_id=record_id)
        return known.pk, known.public_id
    if person is not None and record_id is None:
        new = citizens.create_record(by=by, details=person, valid_from=night, at=at, origin=origin)
        return new.pk, new.public_id
    raise ValueError("admit either a record the house knows or a new person")


def _check_free(record_id: int, *, place: Place, shelter_id: int, night: date) -> None:
    """Said before the database says it, so that the words name the person's case first."""
    from_night = queries.stays_from(night)
    same = citizen_queries.records_with_same_citizens([record_id])
    if from_night.filter(record_id__in=same, shelter_id=shelter_id).exists():
        raise already_here()
    if from_night.filter(place_id=place.pk).exists():
        raise place_taken()


def _own(stay: Stay, *, by: Actor) -> None:
    if stay.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    citizen_queries.check_may_write(by, record_id=stay.record_id)


def _reason_given(reason: str) -> None:
    if not reason.strip():
        raise InputRejected(
            en="Write why the stay is changed. The reason is kept with the change",
            da="Skriv, hvorfor opholdet ændres. Begrundelsen gemmes sammen med ændringen",
        )


def lock_to_give(place: Place, *, by: Actor, night: date) -> int:
    """The department of a place of the actor's house that is open from that night on; nobody closes it now.

    Raises `PlaceNotOpen`. Inside the transaction of the action that gives the place.
    """
    locked = Place.objects.select_for_update().get(pk=place.pk)
    if parent_on(locked.department_id, day=night) != by.organisation_id:
        raise place_not_open()
    if night < locked.valid_from or (locked.valid_to is not None and night >= locked.valid_to):
        raise place_not_open()
    closed = (
        PlaceClosed.objects.current()
        .filter(place_id=locked.pk)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=night))
    )
    if closed.filter(valid_from__lte=night).exists():
        raise place_not_open()
    return locked.department_id


def label_taken() -> InputRejected:
    """Two places of one department have different labels."""
    return InputRejected(
        en="There is a place with that label here already. Use another",
        da="Der er allerede en plads med det nummer her. Brug et andet",
    )


def keep_inside(stay: Stay, *, basis: Basis) -> None:
    """The leaves of the stay lie inside what it is now; of a stay that was withdrawn none is left.

    Inside the transaction of the action that changed the stay, the citizen locked.
    """
    parts = parts_of(stay.whole)
    leaves = Leave.objects.everything(reason=_WHOLE).current().filter(stay_fact=stay.whole)
    for leave in list(leaves):
        left = Period(leave.valid_from, leave.valid_to).intersection(joined(parts)) if parts else None
        if left is None:
            void(leave, basis=basis)
        elif (left.start, left.end) != (leave.valid_from, leave.valid_to):
            back = leave.expected_back
            supersede(
                leave,
                basis=basis,
                valid_from=left.start,
                valid_to=left.end,
                expected_back=back if back and back > left.start else None,
            )


def parts_of(whole: UUID) -> list[Stay]:
    """The current parts of a stay, in order of day."""
    rows = Stay.objects.everything(reason=_WHOLE).current().filter(Q(fact_id=whole) | Q(part_of=whole))
    return list(rows.order_by("valid_from", "pk"))


def joined(parts: list[Stay]) -> Period:
    """The nights of the parts of one stay, which lie side by side."""
    return Period(parts[0].valid_from, parts[-1].valid_to)
