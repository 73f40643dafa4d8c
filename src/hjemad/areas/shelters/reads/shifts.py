"""The shift that is under way, the one before it, who is on it, and what one shift left the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from hjemad.areas.citizens.queries import Called
from hjemad.areas.citizens.reads.columns import is_protected
from hjemad.areas.shelters.models import About, LogLine, MessageRead, PersonLine, Shift, ShiftWorker
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.models import Organisation

_MOST_MESSAGES = 50


def open_shift(shelter_id: int) -> Shift | None:
    """The shift that is under way in the house; one query."""
    return Shift.objects.filter(shelter_id=shelter_id, closed_at__isnull=True).first()


def last_handed_over(shelter_id: int) -> Shift | None:
    """The newest shift that was handed over; one query."""
    return _closed(shelter_id).select_related("closed_by").first()


def _closed(shelter_id: int) -> QuerySet[Shift]:
    """The shifts that were handed over, the newest first."""
    closed = Shift.objects.filter(shelter_id=shelter_id, closed_at__isnull=False)
    return closed.order_by("-closed_at", "-pk")


def unread_of(shift: Shift) -> bool:
    """A message of the shift has been read by nobody; one query."""
    return bool(_messages(shift.shelter_id).filter(shift=shift).filter(nobody_read()).exists())


@dataclass(frozen=True)
class Worker:
    """Somebody on the shift; `until` where the right ends by itself."""

    user_id: int
    name: str
    role: str
    joined_at: datetime
    until: datetime | None


@dataclass(frozen=True)
class ShiftNow:
    """Who looks after the house: the shift under way, None where nobody has taken it, and the one before."""

    shift: Shift | None
    before: Shift | None
    workers: tuple[Worker, ...]

    def has(self, user_id: int) -> bool:
        """The user is on the shift."""
        return any(one.user_id == user_id for one in self.workers)

    @property
    def not_taken_over(self) -> bool:
        """What the shift before left has not been read by anybody on this one, or there is no shift."""
        return self.before is not None and self.before.taken_over_at is None


def shift_now(actor: Actor) -> ShiftNow:
    """Of the actor's house; two queries."""
    newest = list(
        Shift.objects.filter(shelter_id=actor.organisation_id)
        .select_related("closed_by", "taken_over_by", "begun_by")
        .order_by("-began_at", "-pk")[:2]
    )
    shift = newest[0] if newest and newest[0].closed_at is None else None
    before = newest[-1] if newest and newest[-1].closed_at is not None else None
    if newest and newest[0].closed_at is not None:
        before = newest[0]
    rows = (
        ShiftWorker.objects.filter(shift=shift, left_at__isnull=True)
        .select_related("assignment__user")
        .order_by("joined_at", "pk")
        if shift
        else []
    )
    workers = tuple(
        Worker(
            user_id=row.assignment.user_id,
            name=row.assignment.user.full_name,
            role=row.assignment.role,
            joined_at=row.joined_at,
            until=row.assignment.ends_at,
        )
        for row in rows
    )
    return ShiftNow(shift=shift, before=before, workers=workers)


@dataclass(frozen=True)
class HandoverMessage:
    """A message of the shift before. `who` and `words` are empty where one may not see whom it is about."""

    line_fact: UUID
    written_at: datetime
    by: str
    words: str
    about_person: bool
    record_id: int | None
    who: Called | None
    read_by_me: bool
    read: bool
    is_protected: bool = False


@dataclass(frozen=True)
class LeftForBoard:
    """What the board shows of the handover; `on_shift`: the reader can say that a message is read."""

    messages: tuple[HandoverMessage, ...] = ()
    on_shift: bool = False

    @property
    def unread(self) -> int:
        """How many nobody has read."""
        return sum(not one.read for one in self.messages)

    @property
    def record_ids(self) -> list[int]:
        """Whom they are about."""
        return [one.record_id for one in self.messages if one.record_id is not None]


def left_for_board(actor: Actor, *, known: Mapping[int, Called]) -> LeftForBoard:
    """What the last shift left, and what nobody has read from before it, oldest first; one query.

    Names are those the board knows already (`known`).
    """
    last = Subquery(_closed(actor.organisation_id).values("pk")[:1])
    about = PersonLine.objects.visible_to(actor).current().filter(line_fact=OuterRef("fact_id"))
    mine = MessageRead.objects.filter(line_fact=OuterRef("fact_id"), user_id=actor.user_id)
    rows = list(
        _messages(actor.organisation_id)
        .filter(Q(shift_id=last) | (Q(shift__closed_at__isnull=False) & nobody_read()))
        .annotate(
            mine=Exists(mine),
            nobody=nobody_read(),
            on_it=_on_shift(actor),
            person=Subquery(about.values(told=_TOLD)[:1]),
        )
        .select_related("written_by")
        .order_by("written_at", "pk")[:_MOST_MESSAGES]
    )
    messages = tuple(_on_board(row, of_person=row.person or {}, known=known) for row in rows)
    return LeftForBoard(messages, on_shift=any(row.on_it for row in rows))


_TOLD = JSONObject(record="record_id", words="words", guarded=is_protected("record_id"))


def _on_board(row: Any, *, of_person: Mapping[str, Any], known: Mapping[int, Called]) -> HandoverMessage:
    """`of_person` is what the reader sees of whom the line is about (`_TOLD`); empty is nothing."""
    record = of_person.get("record")
    return HandoverMessage(
        line_fact=row.fact_id,
        written_at=row.written_at,
        by=row.written_by.full_name,
        words=of_person.get("words") or row.words,
        about_person=row.about == About.PERSON,
        record_id=record,
        who=known.get(record) if record is not None else None,
        read_by_me=row.mine,
        read=not row.nobody,
        is_protected=bool(of_person.get("guarded")),
    )


def _on_shift(actor: Actor) -> Exists:
    """Whether the actor is on the shift under way in their house."""
    return Exists(
        ShiftWorker.objects.filter(
            shift__shelter_id=actor.organisation_id,
            shift__closed_at__isnull=True,
            left_at__isnull=True,
            assignment__user_id=actor.user_id,
        )
    )


def message_of(row: Any, *, part: Any, names: Mapping[int, Called]) -> HandoverMessage:
    """A line (with `mine` and `nobody`: who has read it) as a message; `part` is what the reader sees."""
    return HandoverMessage(
        line_fact=row.fact_id,
        written_at=row.written_at,
        by=row.written_by.full_name,
        words=part.words if part else row.words,
        about_person=row.about == About.PERSON,
        record_id=part.record_id if part else None,
        who=names.get(part.record_id) if part else None,
        read_by_me=row.mine,
        read=not row.nobody,
        is_protected=bool(part and part.guarded),
    )


def _messages(shelter_id: int) -> Any:
    return LogLine.objects.current().filter(shelter_id=shelter_id, for_next=True)


def nobody_read() -> Any:
    """The condition that nobody has read the line, for another query to use."""
    return ~Exists(MessageRead.objects.filter(line_fact=OuterRef("fact_id")))


@dataclass(frozen=True)
class ShiftTask:
    """Something of the shift that waits for somebody: `handover`, `incident` or `message`, and how many."""

    kind: str
    count: int


def shift_tasks(actor: Actor) -> list[ShiftTask]:
    """What waits in the actor's house; names nobody. One query.

    A handover that nobody has taken over waits for the leader as much as for the next shift.
    """
    house = actor.organisation_id
    last = _closed(house)
    incident = Q(about=About.INCIDENT, closed_at__isnull=True)
    message = Q(for_next=True, shift__closed_at__isnull=False) & nobody_read()
    counted = (
        Organisation.objects.filter(pk=house)
        .annotate(
            handover=Exists(last.filter(pk=Subquery(last.values("pk")[:1]), taken_over_at__isnull=True)),
            incident=_counted(house, incident),
            message=_counted(house, message),
        )
        .values("handover", "incident", "message")
        .get()
    )
    found = (ShiftTask(kind, int(counted[kind] or 0)) for kind in ("handover", "incident", "message"))
    return [task for task in found if task.count]


def _counted(shelter_id: int, condition: Q) -> Subquery:
    """How many lines of the house's log meet the condition; None where none does."""
    rows = LogLine.objects.current().filter(condition, shelter_id=shelter_id).order_by()
    return Subquery(rows.values("shelter_id").annotate(count=Count("pk")).values("count"))
