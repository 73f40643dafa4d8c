"""Keeping cases of one's own: entered, replaced, put away, and their answers accepted. Nothing is changed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from hjemad.areas.lawbook import events
from hjemad.areas.lawbook.models import CaseReview, CaseTable
from hjemad.areas.lawbook.reads.own_cases import cases_in, outcomes_of, table_numbered
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import settings_of
from hjemad.kernel.errors import Conflict, InputRejected
from hjemad.kernel.person_number import looks_like_holding_one
from hjemad.law.parameters_reader import Law, load_law

MOST_CASES = 500


class PersonInCases(InputRejected):
    """A case holds what looks like a CPR number."""

    code = "person_in_cases"


class CasesChanged(Conflict):
    """The answers are not those that stood on the page."""

    code = "cases_changed"


def keep(*, by: Actor, title: str, text: str, at: datetime, replaces: int | None = None) -> CaseTable:
    """The table stands, in the place of the one numbered `replaces` where there is one.

    Raises InputRejected naming line, case or key of what cannot be run, and for what looks like a CPR number.
    """
    by.require(Permission.KEEP_CASES)
    if looks_like_holding_one(text):
        raise PersonInCases(
            en="Something in the table looks like a CPR number. Cases name nobody: invent the situation",
            da="Noget i tabellen ligner et CPR-nummer. Sager nævner ingen: digt situationen op",
        )
    cases = cases_in(text, where=title)
    if not 0 < len(cases) <= MOST_CASES:
        raise InputRejected(
            en=f"The table holds {len(cases)} cases. Give between 1 and {MOST_CASES}",
            da=f"Tabellen har {len(cases)} sager. Giv mellem 1 og {MOST_CASES}",
        )
    return _written(by=by, title=title, text=text, at=at, replaces=replaces)


def put_away(*, by: Actor, number: int, at: datetime) -> CaseTable:
    """The table is not kept any more; what it held and what was accepted of it stay to be read."""
    by.require(Permission.KEEP_CASES)
    title = table_numbered(by, number).table.title
    return _written(by=by, title=title, text="", at=at, replaces=number)


def accept(
    *, by: Actor, number: int, expected: str, note: str, at: datetime, law: Law | None = None
) -> CaseReview:
    """The answers of today are taken over; `expected` names the version of the law that was read."""
    by.require(Permission.KEEP_CASES)
    law = law or load_law()
    with transaction.atomic():
        found = table_numbered(by, number, law=law)
        if expected != law.version:
            raise CasesChanged(
                en="The law of the house has changed since the page was opened. Look at the answers again",
                da="Husets lov er ændret, siden siden blev åbnet. Se på svarene igen",
            )
        settings = settings_of(by.organisation_id, on=by.on)
        cases = [one.case for one in found.cases]
        review = CaseReview.objects.create(
            table=found.table,
            law_version=law.version,
            outcomes=outcomes_of(cases, law=law, settings=settings),
            note=note.strip(),
            at=at,
            by_id=by.user_id,
            under_id=by.assignment_id,
        )
        log(events.CASES_ACCEPTED, by=by, at=at, objects={"table": found.table.pk})
    return review


def _written(*, by: Actor, title: str, text: str, at: datetime, replaces: int | None) -> CaseTable:
    with transaction.atomic():
        # Two who keep a table at once wait for each other here, so that each gets a number of its own.
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        former = None if replaces is None else table_numbered(by, replaces).table
        own = CaseTable.objects.filter(organisation_id=by.organisation_id)
        table = CaseTable.objects.create(
            organisation_id=by.organisation_id,
            number=(own.aggregate(last=Max("number"))["last"] or 0) + 1,
            title=title.strip(),
            text=text,
            replaces=former,
            at=at,
            by_id=by.user_id,
            under_id=by.assignment_id,
        )
        kind = events.CASES_KEPT if text else events.CASES_PUT_AWAY
        log(kind, by=by, at=at, objects={"table": table.pk})
    return table
