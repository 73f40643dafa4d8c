"""Appeals of the house's decisions, and the clock each runs: look again and pass on in the law's time."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from hjemad.areas.citizens.reads.clocks import ClockFact
from hjemad.areas.decisions.models import Appeal, DecisionRecord
from hjemad.areas.decisions.rules import CHANGED, appeal_deadline, day_in, forwarding, law_version
from hjemad.foundation.access.actor import Actor

FORWARDING = "appeal_forwarding"
_DERIVED = "clocks follow from facts, whoever may see the person"


@dataclass(frozen=True)
class AppealShown:
    """An appeal with the day by which it must be passed on; `late`: it came after the last day to appeal."""

    appeal: Appeal
    forward_by: date | None
    late: bool

    @property
    def waits_for(self) -> str:
        """The next step: `reassess`, `pass_on`, `answer`, or nothing."""
        if self.appeal.valid_to is not None:
            return ""
        if not self.appeal.reassessment:
            return "reassess"
        return "answer" if self.appeal.passed_on else "pass_on"


def appeal_of(actor: Actor, decision: DecisionRecord) -> AppealShown | None:
    """The appeal of a decision of the actor's house; one query. The caller has found the decision."""
    return appeals_of(actor, [decision]).get(decision.fact_id)


def appeals_of(actor: Actor, decisions: Iterable[DecisionRecord]) -> dict[UUID, AppealShown]:
    """The appeals of decisions the caller has found to be the actor's house's; one query."""
    wanted = {one.fact_id: one for one in decisions}
    rows = (
        Appeal.objects.everything(reason="the caller found the decisions for the actor")
        .current()
        .filter(decision_fact__in=list(wanted), organisation_id=actor.organisation_id)
        .select_related("recorded_by")
    )
    return {row.decision_fact: _shown(row, wanted[row.decision_fact]) for row in rows}


def last_day_to_appeal(decision: DecisionRecord) -> date | None:
    """Reckoned from the hour the sheet was handed over; None until then, or where the law is not known."""
    if decision.handed_at is None:
        return None
    day = _day(decision.handed_at)
    return day_in(appeal_deadline(day, read_aloud=bool(decision.read_aloud)), "appeal_by")


def forwarding_clocks(record_ids: Iterable[int]) -> list[ClockFact]:
    """A clock for each appeal about a record; it stops when it is passed on, changed or taken back."""
    rows = Appeal.objects.everything(reason=_DERIVED).current().filter(record_id__in=sorted(set(record_ids)))
    return list(_clocks(rows))


def _clocks(rows: Iterable[Appeal]) -> Iterator[ClockFact]:
    for row in rows:
        finding = forwarding(row.valid_from)
        due = day_in(finding, "forward_by")
        stopped = row.passed_on is not None or row.reassessment == CHANGED or row.valid_to is not None
        first = finding.provisions[0] if finding.provisions else None
        rests_on = [row.fact_id, row.pk, due, stopped]
        yield ClockFact(
            record_id=row.record_id or 0,
            organisation_id=row.organisation_id,
            kind=FORWARDING,
            subject=row.fact_id,
            provision=f"{first.act} {first.paragraph}" if first else "retssikkerhedsloven kap. 10",
            certainty=first.certainty if first else "unknown",
            due=due,
            state="stopped" if stopped else "open",
            stopped_at=row.recorded_at if stopped else None,
            missing="",
            fingerprint=hashlib.sha256("|".join(map(str, rests_on)).encode()).hexdigest(),
            law_version=law_version(),
        )


def _shown(row: Appeal, decision: DecisionRecord) -> AppealShown:
    last = last_day_to_appeal(decision)
    return AppealShown(
        appeal=row,
        forward_by=day_in(forwarding(row.valid_from), "forward_by"),
        late=last is not None and row.valid_from > last,
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
