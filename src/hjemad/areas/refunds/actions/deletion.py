"""After a deletion by rule: what is left of the ledger stands at whole amounts, and asks for nothing new."""

from datetime import date

from hjemad.areas.refunds.facts import closed_lines
from hjemad.areas.refunds.models import Claim, ClaimLine, OpeningBalance
from hjemad.foundation.organisations.queries import settings_of
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.rounding import rounding_line

DELETION = "deletion"


def balance(municipality_ids: set[int], *, on: date) -> int:
    """How many lines were written. Call it in the transaction that deleted lines of these municipalities.

    The exact sum of the deleted lines may end on half an øre, which a rounding of its own had filled up. That
    rounding stays, so a line without a person takes it back; otherwise the next request would ask for it.
    """
    written = 0
    for municipality_id in sorted(municipality_ids):
        claims = list(Claim.objects.filter(municipality_id=municipality_id).order_by("number"))
        if not claims:
            continue
        latest = claims[-1]
        balances = list(OpeningBalance.objects.current().filter(municipality_id=municipality_id))
        closed, _ = closed_lines(claims, balances, citizen_of={})
        line = rounding_line(
            str(municipality_id),
            lines=[],
            closed=closed,
            quarter=Quarter.parse(latest.quarter),
            settings=settings_of(municipality_id, on=on),
        )
        newest = ClaimLine.objects.filter(claim__in=claims).order_by("claim__number", "position").last()
        if line is None or line.refund is None or newest is None:
            continue
        ClaimLine(
            claim=latest,
            position=_next_position(latest),
            origin_quarter=latest.quarter,
            nights=0,
            refund_half_ore=line.refund.half_ore,
            provision=newest.provision,
            kind="rounding",
            cause=DELETION,
            basis={},
        ).save(force_insert=True)
        written += 1
    return written


def _next_position(claim: Claim) -> int:
    """One past the last line the claim has left."""
    newest = ClaimLine.objects.filter(claim=claim).order_by("position").last()
    return (newest.position if newest else 0) + 1


def municipalities_of(line_ids: set[int]) -> set[int]:
    """Whose ledger these lines stand in; one query."""
    rows = ClaimLine.objects.filter(pk__in=sorted(line_ids))
    return set(rows.values_list("claim__municipality_id", flat=True))
