"""The only writer of organisations, their names and their places in the tree."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, lay_over
from hjemad.foundation.facts.who import Who
from hjemad.foundation.organisations.models import (
    ChosenSetting,
    Kind,
    Organisation,
    OrganisationName,
    OrganisationParent,
)
from hjemad.foundation.privacy.names import sort_key
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from hjemad.kernel.municipalities import all_municipalities, all_regions
from hjemad.kernel.periods import Period
from hjemad.law.settings import check_choice

# The municipalities and regions of today began with the reform of 2007.
_REFORM = date(2007, 1, 1)


def create_organisation(
    kind: str,
    *,
    code: str,
    name: str,
    valid_from: date,
    at: datetime,
    by: Who | None,
    parent: Organisation | None = None,
) -> Organisation:
    """The organisation stands with its name, and below its parent if it has one, from the day on."""
    with transaction.atomic():
        if Organisation.objects.filter(kind=kind, code=code).exists():
            raise AlreadyClosed(
                en="There is already an organisation of that kind with that code. Use another code",
                da="Der er allerede en organisation af den art med den kode. Brug en anden kode",
                code=code,
            )
        organisation = Organisation.objects.create(kind=kind, code=code, created_at=at)
        _name(organisation, name=name, valid_from=valid_from)
        if parent is not None:
            OrganisationParent.objects.create(child=organisation, parent=parent, valid_from=valid_from)
        log(
            "organisations.created",
            by=by,
            at=at,
            objects={"organisation": organisation.pk},
            data={"kind": kind},
        )
        return organisation


def rename(organisation: Organisation, *, name: str, valid_from: date, by: Who | None, at: datetime) -> None:
    """The organisation has the name from the day on; the earlier name keeps its days."""
    with transaction.atomic():
        current = OrganisationName.objects.select_for_update().get(
            organisation=organisation, valid_to__isnull=True
        )
        if valid_from <= current.valid_from:
            raise InputRejected(
                en="The new name must begin after the day the present one began. Choose a later day",
                da="Det nye navn skal begynde efter den dag, det nuværende begyndte. Vælg en senere dag",
            )
        current.valid_to = valid_from
        current.save(update_fields=["valid_to"])
        _name(organisation, name=name, valid_from=valid_from)
        log("organisations.renamed", by=by, at=at, objects={"organisation": organisation.pk})


def choose_setting(
    organisation_id: int,
    *,
    name: str,
    value: str,
    period: Period,
    source: str,
    reason: str,
    by: Who,
    at: datetime,
    origin: str = "entered",
) -> ChosenSetting:
    """In the period the organisation reads the open question this way; what stood there is cut or withdrawn.

    `source`: the text or advice the choice rests on. Raises `InputRejected` for a name or value the law does
    not know. Whoever calls has seen to it that the one who acts may choose.
    """
    check_choice(name, value=value)
    _rests_on_something(source)
    with transaction.atomic():
        # Everybody who chooses for one organisation waits here for whoever came first.
        Organisation.objects.select_for_update().get(pk=organisation_id)
        chosen = lay_over(
            ChosenSetting,
            key={"organisation_id": organisation_id, "name": name},
            period=period,
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            value=value,
            source=source.strip(),
        )
        log(
            "organisations.setting_chosen",
            by=by,
            at=at,
            objects={"organisation": organisation_id, "fact": chosen.fact_id},
            data={"name": name, "value": value},
        )
    return chosen


def _rests_on_something(source: str) -> None:
    if not source.strip():
        raise InputRejected(
            en="Write what the choice rests on: a text, a decision or advice, with its date",
            da="Skriv, hvad valget bygger på: en tekst, en afgørelse eller et råd, med dato",
        )


def seed_denmark(*, at: datetime, by: Who | None) -> int:
    """The five regions and the 98 municipalities stand, each below its region. Returns how many were new."""
    with transaction.atomic():
        regions = {region.code: region.name for region in all_regions()}
        new = _seed(Kind.REGION, names=regions, at=at)
        new += _seed(Kind.MUNICIPALITY, names={one.code: one.name for one in all_municipalities()}, at=at)
        _seed_tree()
        if new:
            log("organisations.denmark_seeded", by=by, at=at, objects={}, data={"new": new})
        return new


def _seed(kind: Kind, *, names: dict[str, str], at: datetime) -> int:
    known = set(Organisation.objects.filter(kind=kind).values_list("code", flat=True))
    fresh = Organisation.objects.bulk_create(
        [Organisation(kind=kind, code=code, created_at=at) for code in names if code not in known]
    )
    OrganisationName.objects.bulk_create(
        [
            OrganisationName(
                organisation=one, name=names[one.code], sort_key=sort_key(names[one.code]), valid_from=_REFORM
            )
            for one in fresh
        ]
    )
    return len(fresh)


def _seed_tree() -> None:
    standing = {
        (one.kind, one.code): one
        for one in Organisation.objects.filter(Q(kind=Kind.REGION) | Q(kind=Kind.MUNICIPALITY))
    }
    placed = set(OrganisationParent.objects.filter(valid_to__isnull=True).values_list("child_id", flat=True))
    OrganisationParent.objects.bulk_create(
        [
            OrganisationParent(
                child=standing[Kind.MUNICIPALITY, one.code],
                parent=standing[Kind.REGION, one.region_code],
                valid_from=_REFORM,
            )
            for one in all_municipalities()
            if standing[Kind.MUNICIPALITY, one.code].pk not in placed
        ]
    )


def _name(organisation: Organisation, *, name: str, valid_from: date) -> None:
    if not name.strip():
        raise InputRejected(
            en="An organisation needs a name. Write it", da="En organisation skal have et navn. Skriv det"
        )
    OrganisationName.objects.create(
        organisation=organisation, name=name.strip(), sort_key=sort_key(name), valid_from=valid_from
    )
