"""A deletion by rule: previewed, archived, done, and remembered only as a number of rows under a rule.

The archive lies on the disk, whole and read back, before the first row goes. All of it is one transaction.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from hjemad.areas.citizens.reads import whole_person
from hjemad.areas.refunds.actions import deletion as ledger
from hjemad.areas.rights import events
from hjemad.areas.rights.actions.archive import Package, package_of, written
from hjemad.areas.rights.models import LegalHold, Release, RetentionRun, Tombstone
from hjemad.areas.rights.queries import retention as queries
from hjemad.areas.rights.queries.retention import Plan
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.deletion import delete_rows
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.errors import AlreadyClosed, InputRejected


class PreviewIsOld(AlreadyClosed):
    """What would be deleted is no longer what was previewed."""

    code = "retention_preview_is_old"


def run(*, by: Actor, on: date, at: datetime, expected: str) -> RetentionRun:
    """What the preview with this fingerprint showed is archived and deleted.

    People other organisations share are agreed to, and go with the last one's yes. Raises `PreviewIsOld` when
    the facts have moved, and leaves everything as it was; an archive that was begun is taken away again.
    """
    by.require(Permission.RUN_RETENTION)
    with transaction.atomic():
        # Two runs of one house wait for each other here; the second then finds nothing left to do.
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        plan = queries.plan(by.organisation_id, on=on)
        if plan.fingerprint != expected:
            raise _old()
        public_id = uuid4()
        package = package_of(plan.rows, run=public_id, on=on)
        path = written(package, folder=Path(settings.ARCHIVE), run=public_id)
        try:
            return _deleted(plan, package, by=by, at=at, run_id=public_id, name=path.name)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def hold(record_id: int, *, by: Actor, ground: str, until: date | None, at: datetime) -> LegalHold:
    """The record is not deleted, for this ground, until that day or until somebody ends the hold."""
    by.require(Permission.RUN_RETENTION)
    _own(record_id, by=by)
    if not ground.strip():
        raise InputRejected(
            en="Say why the record must stay. It is the ground the hold rests on",
            da="Skriv, hvorfor oplysningerne skal blive. Det er grunden, de holdes tilbage på",
        )
    with transaction.atomic():
        standing = record(
            LegalHold,
            basis=Basis(by=by, at=at, reason=ground.strip(), origin="entered"),
            valid_from=by.on,
            valid_to=until,
            record_id=record_id,
            ground=ground.strip(),
        )
        log(events.HOLD_SET, by=by, at=at, objects={"hold": standing.fact_id})
    return standing


def end_hold(standing: LegalHold, *, by: Actor, why: str, at: datetime) -> LegalHold:
    """The hold ends today; deletion by rule is possible again."""
    by.require(Permission.RUN_RETENTION)
    _own(standing.record_id, by=by)
    basis = Basis(by=by, at=at, reason=why, origin="entered")
    with transaction.atomic():
        ended = supersede(standing, basis=basis, valid_to=max(by.on, standing.valid_from))
        log(events.HOLD_ENDED, by=by, at=at, objects={"hold": standing.fact_id})
    return ended


def _deleted(
    plan: Plan, package: Package, *, by: Actor, at: datetime, run_id: UUID, name: str
) -> RetentionRun:
    done = RetentionRun(
        public_id=run_id,
        organisation_id=by.organisation_id,
        on=plan.on,
        at=at,
        by_id=by.user_id,
        under_id=by.assignment_id,
        people=len(plan.people),
        archive_name=name,
        archive_digest=package.digest,
        periods=asdict(queries.periods()),
    )
    done.save(force_insert=True)
    ledgers = ledger.municipalities_of(set(plan.rows.get("refunds.ClaimLine", ())))
    for label in queries.deletion_order(plan.rows):
        delete_rows(queries.model_of(label), plan.rows[label], run=done.public_id)
    ledger.balance(ledgers, on=plan.on)
    _remembered(done, package.counts)
    _agreed(plan, by=by, at=at)
    # What a signed-in user had typed and lost lies in a session; an ended one is never read again.
    Session.objects.filter(expire_date__lt=at).delete()
    log(
        events.RETENTION_RUN,
        by=by,
        at=at,
        objects={"run": done.public_id},
        data={"people": len(plan.people), "rows": sum(package.counts.values())},
    )
    return done


def _remembered(done: RetentionRun, counts: Mapping[tuple[str, int | None], int]) -> None:
    Tombstone.objects.bulk_create(
        [
            Tombstone(
                run=done,
                model=label,
                rule=queries.rule_of(label).why,
                controller_id=controller,
                rows=rows,
            )
            for (label, controller), rows in counts.items()
        ]
    )


def _agreed(plan: Plan, *, by: Actor, at: datetime) -> None:
    """What others share: this organisation's yes stands until the last of them has given theirs."""
    for record_id in plan.waiting:
        Release.objects.create(
            record_id=record_id, organisation_id=by.organisation_id, at=at, by_id=by.user_id
        )
    if plan.waiting:
        log(events.RELEASED_FOR_DELETION, by=by, at=at, objects={}, data={"records": len(plan.waiting)})


def _own(record_id: int, *, by: Actor) -> None:
    if whole_person.owners_of([record_id]).get(record_id) != by.organisation_id:
        raise NotVisible.standard()


def _old() -> PreviewIsOld:
    return PreviewIsOld(
        en="Something has changed since the preview. Nothing was deleted. Look at the new one, and run again",
        da="Noget er ændret siden forhåndsvisningen. Intet er slettet. Se den nye, og kør igen",
    )
