"""The auditor's remarks with their answers, and the differences that may correct one."""

from dataclasses import dataclass
from typing import Literal

from hjemad.areas.refunds.models import AuditRemark, Claim, ClaimLine, RemarkAnswer
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible

type RemarkState = Literal["open", "answered", "corrected"]


@dataclass(frozen=True, slots=True)
class Remarked:
    """One remark and everything answered to it, oldest first."""

    remark: AuditRemark
    answers: tuple[RemarkAnswer, ...]

    @property
    def state(self) -> RemarkState:
        """Corrected when an answer names the difference; answered when there is any; else open."""
        if any(answer.line_id for answer in self.answers):
            return "corrected"
        return "answered" if self.answers else "open"


def remarks_of(actor: Actor, *, claim: Claim | None = None) -> list[Remarked]:
    """The remarks on the municipality's requests, or on one of them, newest first; two queries."""
    actor.require(Permission.SEE_CLAIMS)
    rows = AuditRemark.objects.filter(claim__municipality_id=actor.organisation_id)
    if claim is not None:
        rows = rows.filter(claim=claim)
    found = list(rows.select_related("by", "claim", "line").defer("claim__seen").order_by("-pk"))
    answers: dict[int, list[RemarkAnswer]] = {}
    given = RemarkAnswer.objects.filter(remark__in=found).select_related("by", "line__claim")
    for answer in given.defer("line__claim__seen").order_by("pk"):
        answers.setdefault(answer.remark_id, []).append(answer)
    return [Remarked(one, tuple(answers.get(one.pk, ()))) for one in found]


def remark_with_id(actor: Actor, remark_id: int) -> Remarked:
    """That remark on one of the actor's municipality's requests; NotVisible when there is none."""
    found = next((one for one in remarks_of(actor) if one.remark.pk == remark_id), None)
    if found is None:
        raise NotVisible.standard()
    return found


def corrections_for(found: AuditRemark) -> list[ClaimLine]:
    """Differences in later requests that may correct the remark, newest request first; at most 200."""
    rows = ClaimLine.objects.filter(
        claim__municipality_id=found.claim.municipality_id, claim__number__gt=found.claim.number,
        kind="difference",
    )  # fmt: skip
    if found.line is not None and found.line.citizen_id is not None:
        rows = rows.filter(citizen_id=found.line.citizen_id)
    rows = rows.select_related("claim", "facility", "record").defer("claim__seen")
    return list(rows.order_by("-claim__number", "position")[:200])
