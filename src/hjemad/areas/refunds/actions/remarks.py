"""The auditor's remarks and the municipality's answers; both only ever grow."""

from datetime import datetime

from django.db import transaction

from hjemad.areas.refunds import events
from hjemad.areas.refunds.models import AuditRemark, Claim, ClaimLine, RemarkAnswer
from hjemad.areas.refunds.rules import not_a_correction
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log


def remark(claim: Claim, *, by: Actor, text: str, at: datetime, line: ClaimLine | None = None) -> AuditRemark:
    """The remark stands on the request, or on one of its lines."""
    by.require(Permission.ENDORSE_CLAIMS)
    with transaction.atomic():
        found = AuditRemark(
            claim=claim, line=line, text=text, at=at, by_id=by.user_id, under_id=by.assignment_id
        )
        found.save(force_insert=True)
        log(events.REMARK_WRITTEN, by=by, at=at, objects={"claim": claim.pk, "remark": found.pk})
    return found


def answer(
    found: AuditRemark, *, by: Actor, text: str, at: datetime, line: ClaimLine | None = None
) -> RemarkAnswer:
    """The answer stands; with `line`, the remark is corrected by that difference of a later request.

    Raises `NotACorrection` for a line of the same or an earlier request, or of another citizen.
    """
    by.require(Permission.CLOSE_CLAIMS)
    with transaction.atomic():
        if line is not None and not corrects(line, found):
            raise not_a_correction()
        given = RemarkAnswer(
            remark=found, line=line, text=text, at=at, by_id=by.user_id, under_id=by.assignment_id
        )
        given.save(force_insert=True)
        log(events.REMARK_ANSWERED, by=by, at=at, objects={"remark": found.pk, "answer": given.pk})
    return given


def corrects(line: ClaimLine, found: AuditRemark) -> bool:
    """Whether the line is a difference of a later request about the same citizen (where one is named)."""
    later = line.claim.municipality_id == found.claim.municipality_id and (
        line.claim.number > found.claim.number
    )
    same = found.line is None or line.citizen_id == found.line.citizen_id
    return later and same and line.kind == "difference"
