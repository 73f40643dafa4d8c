"""The database holds exactly the invented country, and its claims are those of the files."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.areas.citizens.models import Citizen, Identity, PersonRecord
from hjemad.areas.refunds.queries.ledger import draft
from hjemad.areas.shelters.models import Place, Stay
from hjemad.config.demo.load import Loaded, load
from hjemad.foundation.access.models import User
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.access.sign_in import LocalAccounts
from hjemad.foundation.facts.models import LocalValue
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.integrations.claim_files.run import ClaimFiles, read_files, refund_lines
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import Line
from hjemad.law.parameters_reader import load_law
from hjemad.law.settings import Settings
from hjemad.synthetic.files import write_files
from hjemad.synthetic.model import InventedDenmark
from hjemad.synthetic.prices import RESIDENT_PAYMENT, national_amount
from tests.demo.country import AT, LAST, small_country

pytestmark = pytest.mark.django_db
WHY = "a test counts what was loaded"


@pytest.fixture(scope="module")
def country() -> InventedDenmark:
    return small_country(citizens=120)


@pytest.fixture(scope="module")
def loaded(country: InventedDenmark, django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """Loaded once: these tests only read. It is taken back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(country, at=AT)
        transaction.set_rollback(True)


def test_every_stay_place_rate_and_house_of_the_country_stands_once(
    country: InventedDenmark, loaded: Loaded
) -> None:
    stays = Stay.objects.everything(reason=WHY).current()
    spans = stays.values_list("shelter__code", "department__code", "place__label", "valid_from", "valid_to")
    expected = [
        (stay.shelter, stay.department, stay.place, stay.check_in, stay.check_out) for stay in country.stays
    ]
    assert Counter(spans) == Counter(expected)
    assert Organisation.objects.filter(kind=Kind.SHELTER).count() == len(country.shelters)
    assert Place.objects.count() == sum(shelter.place_count for shelter in country.shelters)
    assert Rate.objects.current().count() == len(country.rates)


def test_a_known_person_is_one_citizen_in_every_house_and_an_alias_one_in_each(
    country: InventedDenmark, loaded: Loaded
) -> None:
    met = {(stay.person, stay.shelter) for stay in country.stays}
    unknown = set(country.truth.alias_only_persons)
    assert PersonRecord.objects.everything(reason=WHY).count() == len(met)
    nameless = sum(person in unknown for person, _ in met)
    assert Citizen.objects.count() == country.truth.citizens - len(unknown) + nameless
    assert Identity.objects.everything(reason=WHY).filter(name_known=False).count() == nameless


def told(line: Line, *, payer: str, facility: str) -> tuple[object, ...]:
    return (
        payer,
        line.origin,
        facility,
        line.span,
        line.nights,
        line.net,
        line.refund,
        line.kind,
        line.missing,
    )


@pytest.mark.parametrize("quarter", ["2026Q2", "2026Q3"])
def test_every_municipality_claims_from_the_database_what_it_claims_from_the_files(
    quarter: str, country: InventedDenmark, loaded: Loaded, tmp_path: Path
) -> None:
    write_files(country, tmp_path)
    files = ClaimFiles(tmp_path / "stays.csv", tmp_path / "rates.csv", tmp_path / "payments.csv")
    run = refund_lines(
        read_files(files),
        quarter=Quarter.parse(quarter),
        as_of=LAST,
        municipality=None,
        law=load_law(),
        settings=Settings.default(),
    )
    from_files = Counter(
        told(line, payer=line.payer, facility=line.facility) for line in run.lines if line.payer
    )
    codes = {str(one.pk): one.code for one in Organisation.objects.all()}
    drafts = [
        draft(one.pk, Quarter.parse(quarter), as_of=LAST)
        for one in Organisation.objects.filter(kind=Kind.MUNICIPALITY)
    ]
    from_database = Counter(
        told(line, payer=codes[line.payer], facility=codes.get(line.facility, ""))
        for one in drafts
        for line in one.lines
    )
    assert from_database == from_files
    kinds = Counter(line.kind for one in drafts for line in one.lines)
    assert kinds["new"] > 20


def test_lines_stop_for_the_shelter_that_has_told_no_rate(country: InventedDenmark, loaded: Loaded) -> None:
    silent, since = country.truth.rate_missing_from
    waiting = {
        (line.facility, line.missing)
        for one in Organisation.objects.filter(kind=Kind.MUNICIPALITY)
        for line in draft(one.pk, Quarter.of(since), as_of=LAST).stopped
    }
    facility = str(Organisation.objects.get(kind=Kind.SHELTER, code=silent).pk)
    assert facility in {where for where, _ in waiting}


def test_the_mark_of_an_invented_payment_reaches_the_fact_and_the_local_value(loaded: Loaded) -> None:
    payments = ResidentPayment.objects.everything(reason=WHY).current()
    marks = set(payments.values_list("valid_from__year", "mark"))
    assert marks == {(year, national_amount(year).mark) for year, _ in marks}
    assert {mark for _, mark in marks} == {"", "invented"}
    values = LocalValue.objects.current()
    assert set(values.values_list("parameter", "marked")) == {(RESIDENT_PAYMENT, "invented")}
    assert {2024, 2025, 2026} <= set(values.values_list("valid_from__year", flat=True))


def test_one_can_sign_in_as_somebody_of_every_role(loaded: Loaded) -> None:
    assert {role for user in loaded.users for role, _ in user.roles} == set(ROLES)
    assert any(len(user.roles) > 1 for user in loaded.users)
    for user in loaded.users[:3]:
        signed_in = LocalAccounts().authenticate(None, username=user.username, password=user.password)
        assert signed_in is not None
        assert signed_in.full_name == user.full_name


def test_nobody_can_sign_in_who_was_not_printed(loaded: Loaded) -> None:
    shown = {user.username for user in loaded.users}
    hidden = User.objects.exclude(username__in=shown)
    assert hidden.count() > 196 - len(shown)
    assert not any(user.has_usable_password() for user in hidden)
