"""Notices: what is missing before one can go, what has gone, and what came to a municipality."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hjemad.areas.citizens.reads.clocks import acting_facts, named_among
from hjemad.areas.shelters.models import Notice, NoticeKind, NoticeState, Stay
from hjemad.areas.shelters.reads.clocks import acting_during
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import somebody_may
from hjemad.foundation.access.relation import NotVisible, unblocked
from hjemad.foundation.organisations.queries import name_on
from hjemad.foundation.privacy.guarded import Guarded

MOST_UNANSWERED, MOST_ANSWERED = 500, 50
_RECEIVED = "what a municipality was sent; it is read by that municipality, and stays readable after it acted"


@dataclass(frozen=True)
class Readiness:
    """Whether a notice can go. `missing`: `identity`, `municipality`. `has_inbox`: somebody reads it here."""

    municipality_id: int | None
    municipality: str
    has_inbox: bool
    missing: tuple[str, ...]


def readiness(stay: Stay, *, on: date) -> Readiness:
    """Of a stay the caller found to be visible; at most five queries."""
    acting = acting_during(stay, acting_facts([stay.record_id]).get(stay.record_id, []))
    missing = [
        *([] if stay.record_id in named_among([stay.record_id]) else ["identity"]),
        *([] if acting else ["municipality"]),
    ]
    if acting is None:
        return Readiness(None, "", has_inbox=False, missing=tuple(missing))
    return Readiness(
        municipality_id=acting.acts_id,
        municipality=f"{name_on(acting.acts_id, day=on)} Kommune",
        has_inbox=somebody_may(Permission.SEE_NOTICES, organisation_id=acting.acts_id, on=on),
        missing=tuple(missing),
    )


def notices_of_stay(actor: Actor, *, stay_facts: Iterable[UUID]) -> list[Notice]:
    """Every notice about a stay (or these parts of it) in the actor's house, newest first; one query."""
    rows = Notice.objects.visible_to(actor).current()
    return list(
        rows.filter(stay_fact__in=set(stay_facts), shelter_id=actor.organisation_id)
        .select_related("sent_by", "answered_by", "municipality")
        .order_by("-pk")
    )


def standing(notices: list[Notice], *, kind: str, municipality_id: int | None) -> Notice | None:
    """The notice about this that stands: not sent back, and to the municipality that acts, where one does."""
    return next(
        (
            one
            for one in notices
            if one.kind == kind
            and one.state != NoticeState.RETURNED
            and municipality_id in {None, one.municipality_id}
        ),
        None,
    )


def notice_for(actor: Actor, *, fact_id: UUID) -> Notice:
    """A notice the actor's house made, or `NotVisible`; one query."""
    found = (
        Notice.objects.visible_to(actor)
        .current()
        .filter(fact_id=fact_id, shelter_id=actor.organisation_id)
        .select_related("municipality")
        .first()
    )
    return _or_not_visible(found)


@dataclass(frozen=True)
class Arrived:
    """A notice in a municipality's inbox. `withdrawn`: the shelter has taken back the stay since."""

    notice: Notice
    shelter: str
    withdrawn: bool

    @property
    def called(self) -> Guarded:
        """Whom it is about, as the notice says it."""
        return Guarded(str(self.notice.content["rows"][0][1]), record_id=self.notice.record_id)


def inbox(actor: Actor) -> list[Arrived]:
    """What came to the actor's municipality: the unanswered, newest first, then the latest answered.

    Whoever said no to the reader is not there. Three queries.
    """
    unanswered = _arrived(actor).filter(answered_at__isnull=True).order_by("-sent_at", "-pk")
    answered = _arrived(actor).filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    return _with_stays([*unanswered[:MOST_UNANSWERED], *answered[:MOST_ANSWERED]])


def unanswered(actor: Actor) -> list[Arrived]:
    """What came to the actor's municipality and nobody has answered, the oldest first; two queries."""
    rows = _arrived(actor).filter(answered_at__isnull=True).order_by("sent_at", "pk")
    return _with_stays(list(rows[:MOST_UNANSWERED]))


def arrived_for(actor: Actor, *, fact_id: UUID) -> Arrived:
    """One notice that came to the actor's municipality, or `NotVisible`; two queries."""
    found = _or_not_visible(_arrived(actor).filter(fact_id=fact_id).first())
    return _with_stays([found])[0]


def _arrived(actor: Actor) -> Any:
    sent = [NoticeState.SENT.value, NoticeState.RECEIVED.value, NoticeState.RETURNED.value]
    return (
        Notice.objects.everything(reason=_RECEIVED)
        .current()
        .filter(unblocked(actor, field="record_id"))
        .filter(municipality_id=actor.organisation_id, way="inbox", state__in=sent)
        .select_related("sent_by", "answered_by", "record")
    )


def _with_stays(notices: list[Notice]) -> list[Arrived]:
    standing = set(
        Stay.objects.everything(reason="says whether a stay the municipality heard of was taken back")
        .current()
        .filter(fact_id__in=[one.stay_fact for one in notices])
        .values_list("fact_id", flat=True)
    )
    return [
        Arrived(one, shelter=str(one.content["shelter"]), withdrawn=one.stay_fact not in standing)
        for one in notices
    ]


def _or_not_visible(found: Any) -> Notice:
    if not isinstance(found, Notice):
        raise NotVisible.standard()
    return found


def day_of(stay: Stay, *, kind: str) -> date | None:
    """The day the notice runs from: of the decision, or the day out."""
    return stay.decided_on if kind == NoticeKind.ADMISSION else stay.valid_to
