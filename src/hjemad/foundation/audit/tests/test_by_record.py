from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hjemad.foundation.audit.actions import disclose, log_reads
from hjemad.foundation.audit.models import Disclosure, DisclosureOf, ReadEvent, ReadOf
from hjemad.foundation.audit.queries import disclosures_of, readings_of, reads_between
from hjemad.foundation.audit.reads import Reads
from tests.people import NOW, a_house, ditte

pytestmark = pytest.mark.django_db


def reads(*entries: tuple[str, list[int]]) -> Reads:
    found = Reads()
    for kind, ids in entries:
        found.add(kind, ids)
    return found


def test_who_read_a_person_is_found_by_the_record(django_assert_num_queries) -> None:
    actor = ditte(a_house())
    log_reads(reads(("list", list(range(1, 61)))), by=actor, at=NOW, path_name="shelters:tonight")
    log_reads(reads(("page", [7])), by=actor, at=NOW + timedelta(minutes=5), path_name="shelters:stay")
    log_reads(reads(("page", [61])), by=actor, at=NOW, path_name="shelters:stay")

    with django_assert_num_queries(1):
        found = readings_of([7])

    assert [(one.kind, one.path_name) for one in found] == [
        ("page", "shelters:stay"),
        ("list", "shelters:tonight"),
    ]
    assert {one.assignment_id for one in found} == {actor.assignment_id}


def test_a_list_of_sixty_costs_as_many_statements_as_a_page(django_assert_num_queries) -> None:
    actor = ditte(a_house())

    for ids in ([1], list(range(1, 61))):
        with django_assert_num_queries(4):
            log_reads(reads(("list", ids)), by=actor, at=NOW, path_name="shelters:tonight")

    assert ReadOf.objects.count() == 61


def test_the_readings_of_one_record_are_found_by_an_index() -> None:
    with connection.cursor() as cursor:
        names = connection.introspection.get_constraints(cursor, "audit_readof")

    assert any((one["index"] or one["unique"]) and one["columns"][0] == "record_id" for one in names.values())


def test_readings_can_be_narrowed_to_a_time_and_to_readers() -> None:
    house, other = a_house(), a_house("Havnely", code="102")
    here, there = ditte(house), ditte(other)
    log_reads(reads(("page", [7])), by=here, at=NOW, path_name="a")
    log_reads(reads(("page", [7])), by=there, at=NOW + timedelta(days=1), path_name="b")

    assert [one.path_name for one in readings_of([7], until=NOW + timedelta(days=1))] == ["a"]
    assert [one.path_name for one in readings_of([7], since=NOW + timedelta(days=1))] == ["b"]
    assert [one.path_name for one in readings_of([7], assignments=[here.assignment_id])] == ["a"]
    assert [
        one.path_name
        for one in reads_between(
            NOW, NOW + timedelta(hours=1), assignments=[here.assignment_id], kinds=["page"]
        )
    ] == ["a"]
    assert not reads_between(
        NOW, NOW + timedelta(hours=1), assignments=[here.assignment_id], kinds=["reveal"]
    )


def test_a_disclosure_says_to_whom_what_and_on_what_ground() -> None:
    actor = ditte(a_house())

    disclose(
        [3, 1, 3],
        to="Horsens Kommune",
        to_organisation_id=615,
        what="notice_letter",
        basis="duty",
        by=actor,
        at=NOW,
    )

    found = disclosures_of([1, 3])
    assert {(one.record_id, one.to, one.what, one.basis) for one in found} == {
        (1, "Horsens Kommune", "notice_letter", "duty"),
        (3, "Horsens Kommune", "notice_letter", "duty"),
    }
    assert disclosures_of([2]) == []


@pytest.mark.parametrize("wrong", [{"basis": "habit"}, {"to": ""}, {"what": ""}])
def test_a_disclosure_without_receiver_content_or_ground_is_refused(wrong: dict[str, str]) -> None:
    given = {"to": "Horsens Kommune", "what": "bill", "basis": "task"} | wrong

    with pytest.raises((ValueError, IntegrityError)), transaction.atomic():
        disclose([1], to_organisation_id=None, by=None, at=NOW, **given)

    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("model", [ReadEvent, ReadOf, Disclosure, DisclosureOf])
def test_no_line_of_a_log_is_changed_or_deleted(model) -> None:
    actor = ditte(a_house())
    log_reads(reads(("page", [7])), by=actor, at=NOW, path_name="a")
    disclose([7], to="Horsens", to_organisation_id=None, what="bill", basis="task", by=actor, at=NOW)

    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        model.objects.update(id=99)
