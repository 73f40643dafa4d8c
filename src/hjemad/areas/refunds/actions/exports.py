"""A closed request leaves as a file: made from its stored lines, noted as an export and a disclosure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hjemad.areas.refunds import events
from hjemad.areas.refunds.line_words.files import pdf_of_claim, xlsx_of_claim
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.refunds.queries.ledger import csv_of, lines_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import disclose, log
from hjemad.foundation.organisations.queries import name_on

type Made = Callable[[Claim, Sequence[ClaimLine], str], bytes]

FORMATS: Mapping[str, tuple[str, Made]] = {
    "csv": ("text/csv; charset=utf-8", lambda claim, lines, _: csv_of(claim, lines).encode()),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda claim, lines, _: xlsx_of_claim(claim, lines),
    ),
    "pdf": (
        "application/pdf",
        lambda claim, lines, name: pdf_of_claim(claim, lines, municipality=name),
    ),
}
"""Suffix -> content type, and how the file is made."""


def export_claim(claim: Claim, *, by: Actor, suffix: str, at: datetime) -> tuple[bytes, list[int]]:
    """The file, and the records in it. The same claim gives the same bytes; the export stands in the log."""
    by.require(Permission.SEE_CLAIMS)
    lines = lines_of(claim)
    records = sorted({line.record_id for line in lines if line.record_id})
    name = name_on(claim.municipality_id, day=claim.closed_at.date())
    _, made = FORMATS[suffix]
    data = made(claim, lines, name)
    with transaction.atomic():
        disclose(
            records, to=name, to_organisation_id=claim.municipality_id, what="refund_request_file",
            basis="task", by=by, at=at,
        )  # fmt: skip
        log(events.CLAIM_EXPORTED, by=by, at=at, objects={"claim": claim.pk}, data={"as": suffix})
    return data, records


def file_name(claim: Claim, suffix: str) -> str:
    """Municipality code, quarter and number: no person and no place."""
    return f"hjemad-{claim.municipality.code}-{claim.quarter}-{claim.number}.{suffix}"
