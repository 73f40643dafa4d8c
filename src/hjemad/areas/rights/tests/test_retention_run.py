import hashlib
import json
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from hjemad.areas.citizens import actions as citizens
from hjemad.areas.citizens.models import Citizen, PersonRecord
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.rights.actions import archive, retention
from hjemad.areas.rights.models import RetentionRun, Tombstone
from hjemad.areas.rights.queries import retention as queries
from hjemad.areas.rights.tests.marked import (
    CPR,
    DAY,
    MARK,
    MOMENT,
    Planter,
    found_anywhere,
    later,
    marks,
    models_about_people,
)
from hjemad.areas.shelters.writes.no_place import Asked, no_place
from hjemad.foundation.access.actor import Actor, NotAllowed
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import disclose, log_reads
from hjemad.foundation.audit.models import ReadOf
from hjemad.foundation.audit.reads import Reads
from hjemad.foundation.organisations.models import Organisation
from tests import people
from tests.people import COPENHAGEN, House, an_actor, ditte
from tests.stays import a_stay, at_night

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Any:
    settings.ARCHIVE = tmp_path / "archive"
    return settings.ARCHIVE


@pytest.fixture
def house() -> House:
    return people.a_house()


def the_officer(house: House, *, on: date) -> Actor:
    return an_actor("Dorte", role="dpo", organisation=house.shelter, on=on)


def a_marked_stay(house: House) -> PersonRecord:
    """Somebody whose name, number and words are marks slept here five nights, long ago."""
    worker = ditte(house, on=DAY)
    stay = a_stay(worker, house=house, night=DAY, called=MARK)
    citizens.set_identity(
        stay.record,
        by=worker,
        details=PersonDetails(full_name=f"{MARK} Opdigtet", alias=MARK, cpr=CPR),
        at=MOMENT + timedelta(days=6),
        reason=MARK,
    )
    reads = Reads()
    reads.add("page", [stay.record_id])
    log_reads(reads, by=worker, at=MOMENT, path_name="shelters:stay")
    disclose(
        [stay.record_id],
        to="Horsens",
        to_organisation_id=None,
        what="bill",
        basis="task",
        by=worker,
        at=MOMENT,
    )
    return stay.record


def plant_the_rest(house: House, record: PersonRecord) -> None:
    """What no action of this test wrote: one marked row in every other table that holds people."""
    worker = ditte(house, on=DAY)
    standing: dict[type[models.Model], Any] = {
        PersonRecord: record,
        Citizen: Citizen.objects.get(),
        type(house.shelter): house.shelter,
    }
    for label in ("access.User", "access.Assignment", "shelters.Place"):
        model = queries.model_of(label)
        standing[model] = model._base_manager.order_by("pk").first()
    planter = Planter(standing)
    other = citizens.create_record(
        by=worker, details=PersonDetails(alias="Ida"), valid_from=DAY, at=MOMENT, reason=""
    )
    one_night = {"valid_to": DAY + timedelta(days=1), "called": ""}
    given: dict[str, dict[str, Any]] = {
        "citizens.NotSamePerson": {"record_id": record.pk, "other_id": other.pk},
        "citizens.RelationBlock": {"hidden_from_id": house.shelter.pk},
        "refunds.ClaimLine": {"origin_quarter": "2015Q1", "kind": "new"},
        "billing.BillLine": {"valid_from": DAY, "valid_to": DAY + timedelta(days=1)},
        "rights.Disagreement": {"answer": "stands"},
        "decisions.DecisionRecord": {**one_night, "not_heard_why": ""},
        "decisions.Appeal": {"reassessed_on": DAY, "valid_to": DAY + timedelta(days=1)},
        "shelters.Refusal": one_night,
        "shelters.Leave": {"valid_to": DAY + timedelta(days=1)},
        "shelters.DisputeWorker": {"version": 2, "valid_to": DAY + timedelta(days=1)},
        "rights.EmergencyAccess": {"ends_at": MOMENT + timedelta(hours=1)},
        "shelters.PersonLine": {"incident_kind": ""},
        "shelters.LogLine": {"incident_kind": "", "missing": "", "outcome": "", "done": ""},
        "shelters.Apart": {"valid_to": DAY + timedelta(days=1)},
        "rights.LegalHold": {"valid_to": DAY + timedelta(days=1)},
    }
    planter.plant("refunds.Claim", quarter="2015Q1")
    planter.plant("shelters.Shift", ends_at=MOMENT + timedelta(hours=8))
    for label in models_about_people():
        if not queries.model_of(label)._base_manager.exists():
            planter.plant(label, **given.get(label, {}))


def run(house: House, *, on: date) -> RetentionRun:
    officer = the_officer(house, on=on)
    plan = queries.plan(officer.organisation_id, on=on)
    at = datetime.combine(on, time(10), tzinfo=COPENHAGEN)
    return retention.run(by=officer, on=on, at=at, expected=plan.fingerprint)


def test_after_the_run_the_marks_stand_nowhere_but_in_the_archive(house: House, folder: Path) -> None:
    record = a_marked_stay(house)
    plant_the_rest(house, record)
    planted = found_anywhere(marks())
    assert len(planted) > 30

    done = run(house, on=later(12))

    assert found_anywhere(marks()) == []
    with zipfile.ZipFile(folder / done.archive_name) as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    whole = "".join(texts.values())
    assert MARK in whole
    assert CPR.digits in whole
    assert "2015-02-17" in whole
    labels = {json.loads(text)["model"] for name, text in texts.items() if name != "manifest.json"}
    assert set(models_about_people()) <= labels
    assert done.people == 2  # the other is who the person is said not to be


def test_a_row_about_somebody_without_a_record_goes_by_its_own_day(house: House) -> None:
    worker = ditte(house, on=DAY)
    asked = Asked(night=DAY, sleep_here=MARK, language="da", called=MARK)
    no_place(asked, why="elsewhere", by=worker, at=MOMENT)
    five_years = date(DAY.year + 5, DAY.month, DAY.day)

    def going(on: date) -> int:
        return len(queries.plan(house.shelter.pk, on=on).rows.get("shelters.Refusal", ()))

    assert [going(five_years - timedelta(days=1)), going(five_years)] == [0, 1]
    run(house, on=later(12))
    assert found_anywhere(marks()) == []


def test_a_tombstone_says_which_rule_and_how_many_and_nothing_else(house: House) -> None:
    a_marked_stay(house)

    done = run(house, on=later(12))

    left = {one.model: (one.rows, one.rule) for one in Tombstone.objects.filter(run=done)}
    assert left["citizens.PersonRecord"][0] == 1
    assert left["shelters.Stay"][0] == 2
    assert all(rule for _, rule in left.values())
    assert (done.on, done.people) == (later(12), 1)
    assert len(done.archive_digest) == 64


def test_the_digest_that_is_kept_is_that_of_the_package_and_the_manifest_of_its_files(
    house: House, folder: Path
) -> None:
    a_marked_stay(house)

    done = run(house, on=later(12))

    path = folder / done.archive_name
    assert hashlib.sha256(path.read_bytes()).hexdigest() == done.archive_digest
    assert path.stat().st_mode & 0o077 == 0
    assert MARK not in path.name
    with zipfile.ZipFile(path) as package:
        manifest = json.loads(package.read("manifest.json"))
        for name, digest in manifest["files"].items():
            assert hashlib.sha256(package.read(name)).hexdigest() == digest


@pytest.mark.parametrize(
    ("on", "people_gone"), [(date(2020, 2, 21), 0), (date(2020, 2, 22), 0), (date(2020, 2, 23), 1)]
)
def test_a_person_goes_five_years_after_the_last_thing_that_happened(
    house: House, on: date, people_gone: int
) -> None:
    a_marked_stay(house)

    assert len(queries.plan(house.shelter.pk, on=on).people) == people_gone


def test_somebody_who_still_sleeps_here_is_never_due(house: House) -> None:
    a_stay(ditte(house, on=DAY), house=house, night=DAY, nights=None)

    assert queries.plan(house.shelter.pk, on=later(40)).people == ()


def test_another_house_never_sees_the_people_of_this_one_in_its_preview(house: House) -> None:
    a_marked_stay(house)
    other = people.a_house("Havnely", code="102")

    plan = queries.plan(other.shelter.pk, on=later(12))

    assert (plan.people, plan.held, plan.waiting) == ((), (), ())


def test_a_hold_keeps_the_person_and_says_so_until_it_ends(house: House) -> None:
    record = a_marked_stay(house)
    officer = the_officer(house, on=later(12))
    held = retention.hold(record.pk, by=officer, ground="sag ved domstol", until=None, at=MOMENT)

    plan = queries.plan(house.shelter.pk, on=later(12))
    assert plan.people == ()
    assert [(one.reason, one.records) for one in plan.held] == [("hold", (record.pk,))]

    retention.end_hold(held, by=officer, why="sagen er slut", at=MOMENT + timedelta(days=1))
    assert len(queries.plan(house.shelter.pk, on=later(12)).people) == 1


@pytest.mark.parametrize(("on", "stays"), [(date(2023, 12, 31), True), (date(2024, 1, 1), False)])
def test_a_line_of_a_bill_keeps_the_person_through_five_full_years_after_its_own(
    house: House, on: date, stays: bool
) -> None:
    record = a_marked_stay(house)
    standing: dict[type[models.Model], Any] = {PersonRecord: record, Organisation: house.shelter}
    for model in (User, Assignment):
        standing[model] = model._base_manager.first()
    planter = Planter(standing)
    planter.plant("billing.Bill", issued_at=datetime(2018, 3, 1, 12, tzinfo=COPENHAGEN))
    planter.plant("billing.BillLine", valid_from=DAY, valid_to=DAY + timedelta(days=1))

    plan = queries.plan(house.shelter.pk, on=on)

    assert [one.reason for one in plan.held] == (["accounts"] if stays else [])
    assert [one.until for one in plan.held] == ([date(2024, 1, 1)] if stays else [])
    assert len(plan.people) == (0 if stays else 1)


def test_whom_two_houses_share_goes_with_the_last_yes_and_not_before(house: House) -> None:
    first = a_marked_stay(house)
    other = people.a_house("Havnely", code="102")
    citizen = Citizen.objects.get()
    citizens.create_records(
        by=people.niels(other, on=DAY),
        new=[citizens.NewRecord(PersonDetails(alias=MARK), valid_from=DAY, citizen=citizen.public_id)],
        at=MOMENT,
        origin="entered",
    )

    here = run(house, on=later(12))
    assert here.people == 0
    assert queries.plan(house.shelter.pk, on=later(12)).waiting == ()
    assert PersonRecord.objects.everything(reason="test").filter(pk=first.pk).exists()

    there = run(other, on=later(12))
    assert there.people == 1
    assert found_anywhere(marks()) == []
    assert not Citizen.objects.exists()


def test_a_preview_that_no_longer_holds_is_refused_and_nothing_goes(house: House, folder: Path) -> None:
    record = a_marked_stay(house)
    officer = the_officer(house, on=later(12))
    seen = queries.plan(house.shelter.pk, on=later(12)).fingerprint
    retention.hold(record.pk, by=officer, ground="sag", until=None, at=MOMENT)

    with pytest.raises(retention.PreviewIsOld):
        retention.run(by=officer, on=later(12), at=MOMENT, expected=seen)

    assert not RetentionRun.objects.exists()
    assert not list(folder.glob("*")) if folder.exists() else True


def test_without_an_archive_nothing_is_deleted(house: House, settings, tmp_path: Path) -> None:
    a_marked_stay(house)
    settings.ARCHIVE = tmp_path / "file"
    settings.ARCHIVE.write_text("not a folder")

    with pytest.raises(archive.ArchiveNotWritten):
        run(house, on=later(12))

    assert found_anywhere(marks()) != []
    assert not RetentionRun.objects.exists()


def test_a_deletion_that_fails_half_way_leaves_everything_and_no_package(
    house: House, folder: Path, monkeypatch
) -> None:
    a_marked_stay(house)
    before = found_anywhere(marks())

    def broken(*_: object, **__: object) -> None:
        raise IntegrityError("refused")

    monkeypatch.setattr(retention, "_remembered", broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        run(house, on=later(12))

    assert found_anywhere(marks()) == before
    assert list(folder.glob("*")) == []


def test_only_the_data_protection_officer_runs_it(house: House) -> None:
    a_marked_stay(house)
    leader = an_actor("Lone", role="shelter_leader", organisation=house.shelter, on=later(12))

    with pytest.raises(NotAllowed):
        retention.run(by=leader, on=later(12), at=MOMENT, expected="")


def test_nobody_holds_a_record_of_another_house(house: House) -> None:
    record = a_marked_stay(house)
    other = the_officer(people.a_house("Havnely", code="102"), on=later(12))

    with pytest.raises(NotVisible):
        retention.hold(record.pk, by=other, ground="nysgerrig", until=None, at=MOMENT)


def test_the_lines_of_the_read_log_go_with_the_person_and_others_stay(house: House) -> None:
    record = a_marked_stay(house)
    worker = ditte(house, on=later(11))
    kaj = a_stay(worker, house=house, night=later(11), called="Kaj")
    reads = Reads()
    reads.add("list", [record.pk, kaj.record_id])
    log_reads(reads, by=worker, at=at_night(later(11)), path_name="shelters:tonight")

    run(house, on=later(12))

    assert {one.record_id for one in ReadOf.objects.all()} == {kaj.record_id}
