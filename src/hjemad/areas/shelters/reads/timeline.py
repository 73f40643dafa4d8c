"""Stays, their notices and the duty to make a plan, as they stand on a person's life line.

A house sees its own stays only; a municipality the stays and notices of those it acts for. Where a protected
person stays is said to the house itself and to nobody else: the line then says that it is a shelter.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.citizens.reads.protection import protected
from hjemad.areas.shelters.models import DischargeMode, Kept, Leave, Notice, NoticeKind, NoticeState, Stay
from hjemad.areas.shelters.reads.house import LATELY
from hjemad.areas.shelters.reads.leaving import MODES
from hjemad.areas.shelters.rules import notice_deadline, send_by
from hjemad.documents.life_line import Mark, Part, Phase, Strand
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.periods import Period

# On the line the mark itself says that the stay ended; that nobody knows how is no news there.
HOW_IT_ENDED = MODES | {DischargeMode.UNKNOWN: gettext_lazy("The stay ended")}
_SENT = (NoticeState.SENT.value, NoticeState.RECEIVED.value, NoticeState.RETURNED.value)


@dataclass(frozen=True)
class Whole:
    """A stay from the day the person was let in, whichever beds it went through: first and last part."""

    first: Stay
    last: Stay

    @property
    def period(self) -> Period:
        """All its nights."""
        return Period(self.first.valid_from, self.last.valid_to)


def timeline(actor: Actor, *, record_ids: Collection[int], known_at: datetime | None = None) -> Part:
    """Six queries at most. `known_at`: what was written by then, of what the actor may see today."""
    stays = _stays(actor, record_ids, known_at=known_at)
    notices = _notices(actor, record_ids, known_at=known_at)
    leaves = _leaves(actor, record_ids, known_at=known_at)
    names = _names(actor, stays)
    return Part(
        strands=(*(_strand(actor, stay, names=names) for stay in stays), *map(_away, leaves)),
        marks=(*_left(stays), *map(_told, notices)),
        phases=tuple(_phases(stays, notices)),
    )


def _stays(actor: Actor, record_ids: Collection[int], *, known_at: datetime | None) -> list[Whole]:
    rows = _known(Stay.objects.visible_to(actor), known_at).filter(record_id__in=list(record_ids))
    if actor.may(Permission.SEE_HOUSE):
        rows = rows.filter(shelter_id=actor.organisation_id)
    parts: dict[UUID, list[Stay]] = {}
    for stay in rows.order_by("valid_from", "pk"):
        parts.setdefault(stay.whole, []).append(stay)
    return [Whole(some[0], some[-1]) for some in parts.values()]


def _leaves(actor: Actor, record_ids: Collection[int], *, known_at: datetime | None) -> list[Leave]:
    rows = _known(Leave.objects.visible_to(actor), known_at).filter(record_id__in=list(record_ids))
    if actor.may(Permission.SEE_HOUSE):
        rows = rows.filter(shelter_id=actor.organisation_id)
    return list(rows.order_by("valid_from", "pk"))


def _away(leave: Leave) -> Strand:
    """Not where to: an agreed leave may be treatment, and a line is read by many."""
    kept = leave.place_kept == Kept.YES
    label = gettext("Away, place kept") if kept else gettext("Away")
    return Strand("leave", Period(leave.valid_from, leave.valid_to), label)


def _notices(actor: Actor, record_ids: Collection[int], *, known_at: datetime | None) -> list[Notice]:
    own = "shelter_id" if actor.may(Permission.SEE_HOUSE) else "municipality_id"
    rows = _known(Notice.objects.visible_to(actor), known_at)
    return list(
        rows.filter(record_id__in=list(record_ids), state__in=_SENT, **{own: actor.organisation_id}).order_by(
            "sent_at", "pk"
        )
    )


def _known(rows: Any, known_at: datetime | None) -> Any:
    return rows.current() if known_at is None else rows.as_of(known_at)


def _names(actor: Actor, stays: Sequence[Whole]) -> dict[int, str]:
    """Stay -> what its house is called, without those whose place is kept from the actor."""
    if actor.may(Permission.SEE_HOUSE):
        hidden: Collection[int] = ()
    else:
        hidden = protected([stay.first.record_id for stay in stays])
    names = names_on({stay.first.shelter_id for stay in stays}, day=actor.on)
    return {
        stay.first.pk: names[stay.first.shelter_id] for stay in stays if stay.first.record_id not in hidden
    }


def _strand(actor: Actor, stay: Whole, *, names: dict[int, str]) -> Strand:
    name = names.get(stay.first.pk)
    own = stay.first.shelter_id == actor.organisation_id
    return Strand(
        form="shelter",
        period=stay.period,
        label=gettext("Shelter, %(name)s") % {"name": name} if name else gettext("Shelter"),
        note="" if name else gettext("Where is kept hidden"),
        address=reverse("shelters:stay", args=[stay.last.fact_id]) if own else "",
    )


def _left(stays: Sequence[Whole]) -> list[Mark]:
    """How each stay ended; where to is whereabouts, so a word is all that is said."""
    ended = [stay.last for stay in stays if stay.last.discharge_mode in HOW_IT_ENDED]
    return [
        Mark(
            kind="moves_home" if stay.discharge_mode == DischargeMode.MOVED_HOME else "left",
            on=stay.valid_to,
            label=str(HOW_IT_ENDED[DischargeMode(stay.discharge_mode)]),
        )
        for stay in ended
        if stay.valid_to is not None
    ]


def _told(notice: Notice) -> Mark:
    answers = {
        NoticeState.RECEIVED.value: gettext("The municipality has it"),
        NoticeState.RETURNED.value: gettext("Sent back"),
    }
    admission = notice.kind == NoticeKind.ADMISSION
    return Mark(
        kind="notice",
        on=_day(notice.sent_at),
        label=gettext("Notice of the admission") if admission else gettext("Notice of the discharge"),
        note=answers.get(notice.state, gettext("Not answered yet")),
    )


def _phases(stays: Sequence[Whole], notices: Sequence[Notice]) -> list[Phase]:
    """The duties of the newest stay: notice, and a plan while it lasts."""
    if not stays:
        return []
    stay = max(stays, key=lambda one: one.first.valid_from)
    found = []
    notice = _notice_phase(stay.first, sent=_first_sent(notices, stay.first.whole))
    if notice is not None:
        found.append(notice)
    if stay.last.valid_to is None:
        found.append(
            Phase(
                "open",
                Period(stay.first.valid_from, None),
                gettext("Plan (§ 142): must be made, no statutory deadline found"),
                note=gettext("Plans are not kept in Hjemad yet"),
                who=gettext("the acting municipality"),
            )
        )
    return found


def _first_sent(notices: Sequence[Notice], stay_fact: UUID) -> date | None:
    told = (one for one in notices if one.stay_fact == stay_fact and one.state != NoticeState.RETURNED)
    return next((_day(one.sent_at) for one in told if one.kind == NoticeKind.ADMISSION), None)


def _notice_phase(stay: Stay, *, sent: date | None) -> Phase | None:
    """None where the stay was written long after, or again: then the notices themselves are what is known."""
    due = send_by(notice_deadline(stay.decided_on))
    written_late = timezone.localtime(stay.recorded_at).date() - stay.decided_on > LATELY
    if sent is None and (due is None or written_late):
        return None
    words = {"sent": _short(sent), "due": _short(due)}
    label = (
        gettext("Notice: last day %(due)s, not sent") % words
        if sent is None
        else gettext("Notice: sent %(sent)s, last day %(due)s") % words
    )
    end = max(stay.decided_on + timedelta(days=1), due or stay.decided_on)
    who = gettext("the shelter") if sent is None else ""
    return Phase("open" if sent is None else "done", Period(stay.decided_on, end), label, who=who)


def _short(day: date | None) -> str:
    return formats.day(day, language=reader_language())


def _day(moment: datetime | None) -> date:
    if moment is None:
        raise ValueError("a notice that was sent has a moment")
    return timezone.localtime(moment).date()
