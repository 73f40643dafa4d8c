"""Files that leave the house: a closed claim and the evidence of a year. Each download is logged."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from hjemad.areas.refunds import events
from hjemad.areas.refunds.actions.exports import FORMATS, export_claim, file_name
from hjemad.areas.refunds.line_words.guide import reading_guide
from hjemad.areas.refunds.queries.evidence import evidence_of
from hjemad.areas.refunds.queries.ledger import claim_numbered
from hjemad.areas.refunds.views.requests import FIRST_YEAR, LAST_YEAR
from hjemad.foundation.audit import clock
from hjemad.foundation.audit.actions import disclose, log
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import name_on
from hjemad.foundation.ui.saving import actor_of, note
from hjemad.integrations.claim_files.evidence import pack_of
from hjemad.law.parameters_reader import load_law


def claim_file(request: HttpRequest, number: int, suffix: str) -> HttpResponse:
    """The closed request as CSV, XLSX or tagged PDF."""
    if suffix not in FORMATS:
        raise Http404
    actor = actor_of(request)
    found = claim_numbered(actor, number)
    data, records = export_claim(found, by=actor, suffix=suffix, at=clock.now())
    note(request, "export", records)
    response = HttpResponse(data, content_type=FORMATS[suffix][0])
    response["Content-Disposition"] = f'attachment; filename="{file_name(found, suffix)}"'
    return response


def evidence(request: HttpRequest, year: int) -> HttpResponse:
    """The evidence pack of the year as it is now; everybody in it stands in the read log."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    actor, today, now = actor_of(request), clock.today(), clock.now()
    municipality = Organisation.objects.get(pk=actor.organisation_id)
    name = name_on(municipality.pk, day=today)
    found = evidence_of(actor, year, as_of=today)
    note(request, "export", found.records)
    made = timezone.localtime(now)
    guide = reading_guide(year=year, municipality=name, made=made.isoformat(" ", "minutes"), law=load_law())
    pack = pack_of(found.tables, guide=guide, totals=found.totals, made_at=made)
    with transaction.atomic():
        disclose(
            found.records, to=name, to_organisation_id=municipality.pk, what="evidence_pack", basis="task",
            by=actor, at=now,
        )  # fmt: skip
        objects = {"municipality": municipality.code, "year": year}
        log(events.EVIDENCE_TAKEN, by=actor, at=now, objects=objects)
    response = HttpResponse(pack, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="hjemad-bevis-{municipality.code}-{year}.zip"'
    return response
