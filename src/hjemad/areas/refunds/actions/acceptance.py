"""The economist accepts what a new setting, parameter or version of the law changes in closed quarters."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from hjemad.areas.refunds import events
from hjemad.areas.refunds.models import Acceptance
from hjemad.areas.refunds.queries.ledger import Draft, draft
from hjemad.areas.refunds.rules import changed_while_reading, nothing_to_accept
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.rules import WAITING
from hjemad.law.parameters_reader import Law


def accept(
    quarter: Quarter, *, by: Actor, today: date, at: datetime, expected: str, note: str = "",
    law: Law | None = None,
) -> Acceptance:  # fmt: skip
    """Today's rules hold for the municipality's next claim, with what they change in closed quarters.

    `expected` is the fingerprint of the draft that showed the change. Raises `NothingToAccept` where today's
    rules are those of the latest claim, `ClaimChangedWhileReading` when the draft is another meanwhile.
    """
    by.require(Permission.ACCEPT_CHANGES)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        found = draft(by.organisation_id, quarter, as_of=today, law=law)
        if not found.waiting:
            raise nothing_to_accept()
        if found.fingerprint != expected:
            raise changed_while_reading()
        accepted = Acceptance(
            municipality_id=by.organisation_id, rules=str(found.now.rules), changes=dict(changes_of(found)),
            at=at, by_id=by.user_id, under_id=by.assignment_id, note=note,
        )  # fmt: skip
        accepted.save(force_insert=True)
        log(events.CHANGES_ACCEPTED, by=by, at=at, objects={"acceptance": accepted.pk})
    return accepted


def changes_of(found: Draft) -> Mapping[str, Mapping[str, int]]:
    """Cause -> what accepting would bring: lines, nights, and twice the øre."""
    changes: dict[str, dict[str, int]] = {}
    for cause in found.waiting:
        lines = [line for line in found.lines if line.missing == f"{WAITING}{cause}"]
        changes[cause] = {
            "lines": len(lines),
            "nights": sum(line.nights for line in lines),
            "refund_half_ore": sum(line.refund.half_ore for line in lines if line.refund is not None),
        }
    return changes
