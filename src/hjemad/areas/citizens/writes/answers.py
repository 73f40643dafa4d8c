"""What a person answers about who they are and where they lived: only what is new is written."""

from collections.abc import Mapping
from datetime import date, datetime

from hjemad.areas.citizens import actions, rules
from hjemad.areas.citizens.models import Identity, PersonRecord
from hjemad.areas.citizens.queries import Responsible
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.person_numbers import decrypt_cpr
from hjemad.kernel.person_number import PersonNumber


def answer_identity(
    record: PersonRecord,
    *,
    by: Actor,
    at: datetime,
    full_name: str = "",
    cpr: PersonNumber | None = None,
    birth_date: date | None = None,
) -> None:
    """The record's identity has what was answered and is new; an empty answer changes nothing."""
    row = Identity.objects.everything(reason="only what is new is written").current().get(record=record)
    number = decrypt_cpr(row.cpr_encrypted) if row.cpr_encrypted else None
    before = PersonDetails(row.full_name, row.alias, number, row.birth_date, row.sex)
    details = PersonDetails(
        full_name=full_name or row.full_name,
        alias=row.alias,
        cpr=cpr or number,
        birth_date=cpr.birth_date if cpr else birth_date or row.birth_date,
        sex="" if cpr else row.sex,
    )
    if details != before:
        actions.set_identity(record, by=by, details=details, at=at, reason="")


def answer_municipality(
    record: PersonRecord,
    *,
    by: Actor,
    at: datetime,
    on: date,
    lived_in: int,
    since: date,
    newest: Responsible | None,
    named: Mapping[int, str],
) -> None:
    """The municipality the law names for the answer acts from the day on; nothing where nothing changes.

    `lived_in` is the id of the municipality the person says, `named` what each is called.
    """
    if newest and (newest.acts_id, newest.period.start) == (lived_in, since):
        return
    finding = rules.acting_municipality(named[lived_in], since=since)
    by_name = {name: pk for pk, name in named.items()}
    acts = Organisation.objects.get(pk=by_name[str(finding.answer["acts"])])
    pays = Organisation.objects.get(pk=by_name[str(finding.answer["pays"])])
    actions.set_responsible_municipality(
        record,
        by=by,
        acts=acts,
        pays=pays,
        valid_from=since,
        at=at,
        basis=rules.basis_of(finding),
        evidence=f"{on.isoformat()}: own statement",
    )
