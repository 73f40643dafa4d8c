"""The only writer of the ledger: close a claim. Nothing of a closed claim ever changes."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from hjemad.areas.refunds import events
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.refunds.queries import ledger as queries
from hjemad.areas.refunds.queries.ledger import Draft
from hjemad.areas.refunds.rules import already_closed, changed_while_reading, not_over_yet
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.quarters import Quarter


def close(
    *, by: Actor, quarter: Quarter, today: date, at: datetime, expected: str | None = None,
    drawn_up_by: int | None = None,
) -> Claim:  # fmt: skip
    """The municipality's claim for `quarter` stands as today's facts make it, and never changes again.

    `expected` is the fingerprint of the draft the economist read; when the facts moved meanwhile nothing is
    closed. Pages come here through `requests.check`, where the rule of two persons is; a claim without
    `drawn_up_by` can never be sent. Raises `QuarterNotOver`, `ClaimAlreadyClosed`, `ClaimChangedWhileReading`
    or `NotAllowed`.
    """
    by.require(Permission.CLOSE_CLAIMS)
    with transaction.atomic():
        # Two closings of one municipality wait for each other here; the second then sees the first's lines.
        municipality = Organisation.objects.select_for_update().get(pk=by.organisation_id)
        draft = queries.draft(municipality.pk, quarter, as_of=today, everybody=True)
        check_can_close(draft, today=today)
        if expected is not None and expected != draft.fingerprint:
            raise changed_while_reading()
        claim = _claim(draft, municipality=municipality, by=by, at=at, drawn_up_by=drawn_up_by)
        log(events.CLAIM_CLOSED, by=by, at=at, objects={"claim": claim.pk, "municipality": municipality.code})
    return claim


def check_can_close(draft: Draft, *, today: date) -> None:
    """Nothing happens when its quarter can be closed; else `QuarterNotOver` or `ClaimAlreadyClosed`.

    A quarter that has begun can be, where the municipality reckons its coming nights (`expected_part`).
    """
    if not queries.may_be_asked(draft, today=today):
        raise not_over_yet(draft.quarter)
    if draft.facts.last_claimed is not None and draft.quarter <= draft.facts.last_claimed:
        raise already_closed(draft.quarter)


def _claim(
    draft: Draft, *, municipality: Organisation, by: Actor, at: datetime, drawn_up_by: int | None
) -> Claim:
    before = Claim.objects.filter(municipality=municipality).count()
    claim = Claim(
        municipality=municipality, number=before + 1, quarter=str(draft.quarter), closed_at=at,
        closed_by_id=by.user_id, closed_under_id=by.assignment_id, drawn_up_by_id=drawn_up_by,
        law_version=draft.law.version, settings=draft.settings.as_mapping(),
        rules=draft.under.kept(), expected_from=draft.expected_from,
        total_half_ore=draft.total.half_ore, seen=_seen(draft), digest_csv="",
    )  # fmt: skip
    lines = _lines(draft, claim)
    claim.digest_csv = digest_of(queries.csv_of(claim, lines))
    claim.save(force_insert=True)
    ClaimLine.objects.bulk_create(lines, batch_size=500)
    return claim


def digest_of(text: str) -> str:
    """The fingerprint of a rendered claim: SHA-256 of its bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def _seen(draft: Draft) -> dict[str, object]:
    rates = sorted(
        {ref for some in draft.facts.rates.by_facility.values() for rate in some for ref in rate.refs}
    )
    return {"citizens": {key: list(refs) for key, refs in draft.facts.refs.items()}, "rates": rates}


def _lines(draft: Draft, claim: Claim) -> list[ClaimLine]:
    lines = queries.stored_shape(draft, draft.lines)
    for line in lines:
        line.claim = claim
    return lines
