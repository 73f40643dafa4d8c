"""The clocks of a stay: notice of the admission, and of the discharge, as the facts of today give them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from hjemad.areas.citizens.reads.clocks import (
    ActingFact,
    ClockFact,
    acting_facts,
    clocks_of_house,
    named_among,
)
from hjemad.areas.shelters.models import DischargeMode, Notice, NoticeKind, NoticeState, Stay
from hjemad.areas.shelters.reads.house import LATELY
from hjemad.areas.shelters.rules import discharge_notice, law_version, notice_deadline, send_by
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.queries import has_chosen
from hjemad.kernel.periods import Period

ADMISSION, DISCHARGE = "notice_of_admission", "notice_of_discharge"
KINDS = {ADMISSION: NoticeKind.ADMISSION.value, DISCHARGE: NoticeKind.DISCHARGE.value}
_DERIVED = "clocks follow from facts, whoever may see the person"
_STOPS = (NoticeState.SENT.value, NoticeState.RECEIVED.value)


@dataclass(frozen=True)
class StaysOf:
    """The stays of some records, and what is known of them that their clocks rest on."""

    stays: list[Stay]
    first_recorded: dict[UUID, datetime]
    notices: dict[tuple[UUID, str], list[Notice]]
    named: frozenset[int]
    acting: dict[int, list[ActingFact]]


def notice_clocks(known: StaysOf) -> Iterator[ClockFact]:
    """Notice of each admission and each discharge that Hjemad knew in time.

    A stay that was imported long after it began has none: whether its notice was sent was never known here. A
    discharge has the same three weekdays as an admission; certainty unknown, the text was not read.
    """
    for kind in (ADMISSION, DISCHARGE):
        for stay in known.stays:
            day = _day(stay, kind=kind)
            if day is not None and _in_time(stay, day=day, known=known):
                yield _clock(stay, kind=kind, day=day, known=known)


def _day(stay: Stay, *, kind: str) -> date | None:
    """The day the deadline runs from; none for a part of a stay that only goes on in another place."""
    if kind == ADMISSION:
        return stay.decided_on if stay.part_of is None else None
    return stay.valid_to if stay.discharge_mode != DischargeMode.MOVED_BED else None


def stays_of(record_ids: Iterable[int]) -> StaysOf:
    """What stands today of the stays of the records; five queries."""
    stays = list(Stay.objects.everything(reason=_DERIVED).current().filter(record_id__in=list(record_ids)))
    facts, records = [stay.fact_id for stay in stays], [stay.record_id for stay in stays]
    firsts = Stay.objects.everything(reason=_DERIVED).filter(fact_id__in=facts, version=1)
    sent: Any = (
        Notice.objects.everything(reason=_DERIVED)
        .current()
        .filter(stay_fact__in=facts, state__in=_STOPS)
        .order_by("pk")
    )
    notices: dict[tuple[UUID, str], list[Notice]] = {}
    for row in sent:
        notices.setdefault((row.stay_fact, row.kind), []).append(row)
    return StaysOf(
        stays=stays,
        first_recorded=dict(firsts.values_list("fact_id", "recorded_at")),
        notices=notices,
        named=named_among(records),
        acting=acting_facts(records),
    )


def _in_time(stay: Stay, *, day: date, known: StaysOf) -> bool:
    """The stay was written, and its end too, at most `LATELY` after the day the deadline runs from."""
    written = known.first_recorded[stay.fact_id]
    if stay.discharged_at is not None and day == stay.valid_to:
        written = max(written, stay.discharged_at)
    return timezone.localtime(written).date() - day <= LATELY


def _clock(stay: Stay, *, kind: str, day: date, known: StaysOf) -> ClockFact:
    notice = _notice_that_counts(stay, kind=kind, known=known)
    missing = _missing(stay, known=known)
    provision, certainty = _provision(kind, day)
    due = _due(day)
    rests_on = [stay.fact_id, stay.pk, day, missing, notice.fact_id if notice else "", due, certainty]
    return ClockFact(
        record_id=stay.record_id,
        organisation_id=stay.shelter_id,
        kind=kind,
        subject=stay.fact_id,
        provision=provision,
        certainty=certainty,
        due=due,
        state="stopped" if notice else "open",
        stopped_at=notice.sent_at if notice else None,
        missing=missing,
        fingerprint=hashlib.sha256("|".join(map(str, rests_on)).encode()).hexdigest(),
        law_version=law_version(),
    )


def _notice_that_counts(stay: Stay, *, kind: str, known: StaysOf) -> Notice | None:
    """The first sent to a municipality that acts while the stay lasts: telling another one tells nobody."""
    acting = {one.acts_id for one in all_acting_during(stay, known.acting.get(stay.record_id, []))}
    sent = known.notices.get((stay.fact_id, KINDS[kind]), [])
    return next((one for one in sent if one.municipality_id in acting or not acting), None)


def _missing(stay: Stay, *, known: StaysOf) -> str:
    """What must be known before a notice can go: `identity`, `municipality`, both, or nothing."""
    acts = acting_during(stay, known.acting.get(stay.record_id, []))
    codes = [
        *(() if stay.record_id in known.named else ("identity",)),
        *(() if acts else ("municipality",)),
    ]
    return ",".join(codes)


def all_acting_during(stay: Stay, acting: Sequence[ActingFact]) -> list[ActingFact]:
    """Everybody who acts in some night of the stay, in order of day; a stay without nights has its first."""
    first = stay.valid_from + timedelta(days=1)
    nights = Period(stay.valid_from, max(stay.valid_to, first) if stay.valid_to else None)
    return [fact for fact in acting if fact.period.overlaps(nights)]


def acting_during(stay: Stay, acting: Sequence[ActingFact]) -> ActingFact | None:
    """Who acts when the stay begins, else the first to act while it lasts; None where nobody is known."""
    return next(iter(all_acting_during(stay, acting)), None)


@lru_cache(maxsize=4096)
def _due(day: date) -> date | None:
    return send_by(notice_deadline(day))


@lru_cache(maxsize=4096)
def _provision(kind: str, day: date) -> tuple[str, str]:
    finding = notice_deadline(day) if kind == ADMISSION else discharge_notice(day)
    if not finding.provisions:
        return "serviceloven § 110", "unknown"
    first = finding.provisions[0]
    return f"{first.act} {first.paragraph}", "unknown" if kind == DISCHARGE else first.certainty


def open_notices(actor: Actor, *, on: date) -> list[ClockFact]:
    """Whom the actor's house must still give notice of; of discharges unless it chose not to. One query."""
    says_no = has_chosen(actor.organisation_id, name="discharge_notice", value="no", on=on)
    return clocks_of_house(actor, where=Q(kind=ADMISSION) | (Q(kind=DISCHARGE) & ~says_no))
