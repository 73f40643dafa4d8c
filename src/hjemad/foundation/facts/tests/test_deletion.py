import ast
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hjemad.foundation.audit.actions import log
from hjemad.foundation.audit.models import Event
from hjemad.foundation.facts.deletion import delete_rows
from hjemad.foundation.facts.models import DeletionDoor
from tests.guards.house import PACKAGE, product_files, tree
from tests.people import NOW


def events(how_many: int) -> list[int]:
    return [log("a.kind", by=None, at=NOW, objects={}).pk for _ in range(how_many)]


@pytest.mark.django_db
def test_the_door_lets_out_exactly_the_rows_that_are_named_and_is_shut_again() -> None:
    named, other = events(2), events(1)

    assert delete_rows(Event, named, run=uuid4()) == 2

    assert set(Event.objects.filter(pk__in=named + other).values_list("pk", flat=True)) == set(other)
    assert not DeletionDoor.objects.exists()
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        Event.objects.filter(pk__in=other)._raw_delete("default")


@pytest.mark.django_db
def test_an_open_door_for_another_table_opens_nothing() -> None:
    (one,) = events(1)
    DeletionDoor.objects.create(run=uuid4(), table_name="shelters_stay", row_id=one)

    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        Event.objects.filter(pk=one)._raw_delete("default")


@pytest.mark.django_db
def test_an_open_door_lets_nobody_change_a_row() -> None:
    (one,) = events(1)
    DeletionDoor.objects.create(run=uuid4(), table_name="audit_event", row_id=one)

    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        Event.objects.filter(pk=one).update(kind="b.kind")


@pytest.mark.django_db
def test_a_run_that_fails_leaves_the_rows_and_a_shut_door(monkeypatch) -> None:
    named = events(3)

    def broken(*_: object, **__: object) -> None:
        raise IntegrityError("refused")

    monkeypatch.setattr("django.db.models.query.QuerySet._raw_delete", broken)
    with pytest.raises(IntegrityError):
        delete_rows(Event, named, run=uuid4())

    assert Event.objects.filter(pk__in=named).count() == 3
    assert not DeletionDoor.objects.exists()


def test_only_the_retention_run_uses_the_door() -> None:
    using = {
        path.relative_to(PACKAGE).as_posix()
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "hjemad.foundation.facts.deletion"
    }

    assert using <= {"areas/rights/actions/retention.py"}
