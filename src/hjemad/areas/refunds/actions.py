"""The only writer of the ledger: close a claim. Nothing of a closed claim ever changes."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from hjemad.areas.citizens.queries import citizens_by_id
from hjemad.areas.refunds import events, queries
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.refunds.queries import Draft
from hjemad.areas.refunds.rules import already_closed, changed_while_reading, not_over_yet
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import Line, PersonFacts
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.par_177 import PROVISION, REFUND_NIGHTS, REFUND_SHARE


def close(*, by: Actor, quarter: Quarter, today: date, at: datetime, expected: str | None = None) -> Claim:
    """The municipality's claim for `quarter` stands as today's facts make it, and never changes again.

    `expected` is the fingerprint of the draft the economist read; when the facts moved meanwhile nothing is
    closed. Raises `QuarterNotOver`, `ClaimAlreadyClosed`, `ClaimChangedWhileReading` or `NotAllowed`.
    """
    by.require(Permission.CLOSE_CLAIMS)
    if quarter.end > today:
        raise not_over_yet(quarter)
    with transaction.atomic():
        # Two closings of one municipality wait for each other here; the second then sees the first's lines.
        municipality = Organisation.objects.select_for_update().get(pk=by.organisation_id)
        draft = queries.draft(municipality.pk, quarter, as_of=today)
        if draft.facts.last_claimed is not None and quarter <= draft.facts.last_claimed:
            raise already_closed(quarter)
        if expected is not None and expected != draft.fingerprint:
            raise changed_while_reading()
        claim = _claim(draft, municipality=municipality, by=by, at=at)
        log(events.CLAIM_CLOSED, by=by, at=at, objects={"claim": claim.pk, "municipality": municipality.code})
    return claim


def _claim(draft: Draft, *, municipality: Organisation, by: Actor, at: datetime) -> Claim:
    before = Claim.objects.filter(municipality=municipality).count()
    claim = Claim(
        municipality=municipality, number=before + 1, quarter=str(draft.quarter), closed_at=at,
        closed_by_id=by.user_id, closed_under_id=by.assignment_id, law_version=draft.law.version,
        settings=draft.settings.as_mapping(), total_half_ore=draft.total.half_ore, seen=_seen(draft),
        digest_csv="",
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
    people = {person.person: person for person in draft.facts.people}
    facilities = Organisation.objects.in_bulk({int(line.facility) for line in draft.lines if line.facility})
    citizens = citizens_by_id({int(line.person) for line in draft.lines if line.person})
    return [
        ClaimLine(
            claim=claim, position=position, origin_quarter=str(line.origin), record_id=record_of(line, draft),
            citizen=citizens.get(int(line.person)) if line.person else None,
            facility=facilities.get(int(line.facility)) if line.facility else None,
            valid_from=date.fromordinal(line.span[0]) if line.span else None,
            valid_to=date.fromordinal(line.span[1]) if line.span else None,
            nights=line.nights, net_half_ore=line.net.half_ore if line.net else None,
            refund_half_ore=line.refund.half_ore if line.refund else None,
            provision=PROVISION, kind=line.kind, cause=line.cause, missing=line.missing,
            basis=basis_of(line, people.get(line.person), law=draft.law),
        )
        for position, line in enumerate(draft.lines, start=1)
    ]  # fmt: skip


def record_of(line: Line, draft: Draft) -> int | None:
    """The record whose nights the line is about; None on a rounding."""
    if not line.person:
        return None
    refs = line.basis.refs if line.basis else ()
    stay = next((ref for ref in refs if ref in draft.facts.records), None)
    return draft.facts.records[stay if stay is not None else f"{line.person}/{line.facility}"]


def basis_of(line: Line, person: PersonFacts | None, *, law: Law) -> dict[str, JSON]:
    """What the line rests on, as it is stored: values per night, place in the running year, fact versions.

    The running year's first day is only kept where the municipality pays that night itself: when and where
    another's nights lie is not its to know.
    """
    if line.basis is None or line.span is None:
        return {"refs": [], "parameters": []}
    basis = line.basis
    start = date.fromordinal(basis.year_start) if basis.year_start else None
    own = person is not None and start is not None and _pays(person, line.payer, start)
    first = date.fromordinal(line.span[0])
    return {
        "rate_dkk": basis.rate.dkk() if basis.rate is not None else None,
        "payment_dkk": basis.payment.dkk() if basis.payment is not None else None,
        "year_start": start.isoformat() if own and start is not None else None,
        "year_elsewhere": start is not None and not own,
        "first_number": basis.first_number,
        "cap": basis.cap,
        "refs": list(basis.refs),
        "marks": list(basis.marks),
        "parameters": list(_parameters(law, first, capped=basis.cap is not None)),
    }


def _pays(person: PersonFacts, payer: str, night: date) -> bool:
    return any(fact.payer == payer and fact.period.contains(night) for fact in person.stays)


def _parameters(law: Law, night: date, *, capped: bool) -> Sequence[JSON]:
    used = [law.parameter(REFUND_SHARE), *([law.parameter(REFUND_NIGHTS)] if capped else [])]
    return [
        {**parameter.use(parameter.on(night)).as_json(), "certainty": parameter.on(night).certainty}
        for parameter in used
    ]
