"""Declarations for `facts` and `audit`, which stand below `privacy` and so cannot declare themselves."""

from hjemad.foundation.audit.models import Disclosure, DisclosureOf, Event, ReadEvent, ReadOf
from hjemad.foundation.facts.models import DeletionDoor, LocalValue, Submission
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare

_LOG_RETENTION = "five years after the day it was written; then deleted by rule"

declare(
    LocalValue,
    controller="the organisation that entered the value",
    purpose="claims and bills under rates the house has no source for",
    basis="GDPR art. 6(1)(c); no personal data except who entered it",
    retention="as long as a claim that rests on it",
    fields={
        **FACT_FIELDS,
        "organisation": FieldClass.ORDINARY,
        "parameter": FieldClass.ORDINARY,
        "value": FieldClass.ORDINARY,
        "unit": FieldClass.ORDINARY,
        "source": FieldClass.FREE_TEXT,
        "seen_by": FieldClass.ORDINARY,
        "marked": FieldClass.ORDINARY,
    },
)

declare(
    Submission,
    controller="the organisation of the assignment",
    purpose="a form sent twice is written once",
    basis="GDPR art. 6(1)(e); technical",
    retention="thirty days",
    fields={
        "id": FieldClass.TECHNICAL,
        "assignment": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "result": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
    },
)

declare(
    DeletionDoor,
    controller="the organisation that runs the deletion",
    purpose="exactly the rows a deletion by rule names may leave the append-only tables",
    basis="GDPR art. 5(1)(e) and 32; no personal data",
    retention="emptied before the deletion is done",
    fields={
        "id": FieldClass.TECHNICAL,
        "run": FieldClass.TECHNICAL,
        "table_name": FieldClass.TECHNICAL,
        "row_id": FieldClass.TECHNICAL,
    },
)

declare(
    Event,
    controller="the organisation of the assignment",
    purpose="who did what: control, correction, the citizen's right to know",
    basis="GDPR art. 6(1)(c) with art. 5(2) and 32",
    retention=_LOG_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "user_id": FieldClass.TECHNICAL,
        "assignment_id": FieldClass.TECHNICAL,
        "objects_named": FieldClass.TECHNICAL,
        "data": FieldClass.TECHNICAL,
    },
)

declare(
    ReadEvent,
    controller="the organisation of the assignment",
    purpose="who read what: control, and the citizen's right to know when and why",
    basis="GDPR art. 6(1)(c) with art. 15 and 32",
    retention=_LOG_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "user_id": FieldClass.TECHNICAL,
        "assignment_id": FieldClass.TECHNICAL,
        "purpose": FieldClass.ORDINARY,
        "kind": FieldClass.TECHNICAL,
        "path_name": FieldClass.TECHNICAL,
    },
)

declare(
    ReadOf,
    controller="the organisation of the assignment",
    purpose="who read this person: the citizen's right to know when and why",
    basis="GDPR art. 6(1)(c) with art. 15 and 32",
    retention=_LOG_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "event": FieldClass.TECHNICAL,
        "record_id": FieldClass.TECHNICAL,
    },
)

declare(
    Disclosure,
    controller="the organisation that disclosed",
    purpose="to whom something about a person was given, what and on what ground",
    basis="GDPR art. 6(1)(c) with art. 5(2), 15(1)(c) and 19",
    retention=_LOG_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "user_id": FieldClass.TECHNICAL,
        "assignment_id": FieldClass.TECHNICAL,
        "to": FieldClass.ORDINARY,
        "to_organisation_id": FieldClass.ORDINARY,
        "what": FieldClass.TECHNICAL,
        "basis": FieldClass.ORDINARY,
    },
)

declare(
    DisclosureOf,
    controller="the organisation that disclosed",
    purpose="to whom something about this person was given",
    basis="GDPR art. 6(1)(c) with art. 5(2), 15(1)(c) and 19",
    retention=_LOG_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "disclosure": FieldClass.TECHNICAL,
        "record_id": FieldClass.TECHNICAL,
    },
)
