"""The house's quarter leaves for Statistics Denmark: a file, with its disclosure and its event."""

from datetime import datetime

from django.db import transaction

from hjemad.areas.shelters import events
from hjemad.areas.shelters.reads.quarter import QuarterOfHouse
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import disclose, log
from hjemad.integrations.statistics_office.quarter import file_of

RECEIVER = "Danmarks Statistik"


def export_quarter(found: QuarterOfHouse, *, by: Actor, suffix: str, at: datetime) -> bytes:
    """The file; that it was taken stands in the log, and for everybody in it as given to others."""
    by.require(Permission.EXPORT_STATISTICS)
    data = file_of(found.rows, facility=found.facility, quarter=found.quarter, suffix=suffix, made_at=at)
    with transaction.atomic():
        disclose(
            found.record_ids, to=RECEIVER, to_organisation_id=None, what="statistics_quarter", basis="duty",
            by=by, at=at,
        )  # fmt: skip
        log(
            events.QUARTER_EXPORTED, by=by, at=at, objects={"shelter": by.organisation_id},
            data={"quarter": str(found.quarter), "rows": len(found.rows)},
        )  # fmt: skip
    return data
