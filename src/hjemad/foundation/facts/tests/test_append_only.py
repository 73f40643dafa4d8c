from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.actions import log
from hjemad.foundation.audit.models import Event
from hjemad.foundation.facts import triggers
from hjemad.foundation.facts.actions import Basis, record, supersede, void
from hjemad.foundation.facts.models import LocalValue
from hjemad.kernel.errors import AlreadyClosed, PeriodReversed
from tests.people import NOW, mette


def a_local_value(
    actor: Actor, *, valid_from: date = date(2024, 1, 1), valid_to: date | None = None
) -> LocalValue:
    return record(
        LocalValue,
        basis=Basis(by=actor, at=NOW, reason="", origin="entered"),
        valid_from=valid_from,
        valid_to=valid_to,
        organisation_id=actor.organisation_id,
        parameter="sel.163.resident_payment_110",
        value="98.00",
        unit="DKK per day",
        source="letter of 3 January",
        seen_by="M. Prøve",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"value": "1.00"},
        {"superseded_at": NOW, "value": "1.00"},
        {"voided": True},
        {"valid_to": date(2024, 2, 1)},
    ],
    ids=["a value", "a value together with superseding", "voided", "its end"],
)
def test_update_of_a_queryset_is_refused_by_the_database(change: dict[str, object]) -> None:
    value = a_local_value(mette())

    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        LocalValue.objects.filter(pk=value.pk).update(**change)

    value.refresh_from_db()
    assert (value.value, value.superseded_at, value.voided) == ("98.00", None, False)


@pytest.mark.django_db
def test_saving_a_changed_version_is_refused_by_the_database() -> None:
    value = a_local_value(mette())
    value.value = "1.00"

    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        value.save()


@pytest.mark.django_db
def test_delete_is_refused_by_the_database() -> None:
    value = a_local_value(mette())

    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        LocalValue.objects.filter(pk=value.pk).delete()
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        value.delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE facts_localvalue SET value = '1'", "DELETE FROM facts_localvalue"]
)
def test_plain_statements_are_refused_too(statement: str) -> None:
    a_local_value(mette())

    with (
        pytest.raises(IntegrityError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.postgresql
def test_emptying_the_table_is_refused_on_postgresql() -> None:
    a_local_value(mette())

    with (
        pytest.raises(IntegrityError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE facts_localvalue")


@pytest.mark.django_db
def test_superseding_sets_the_moment_once_and_only_once() -> None:
    value = a_local_value(mette())
    LocalValue.objects.filter(pk=value.pk).update(superseded_at=NOW)

    for other in (None, NOW + timedelta(days=1)):
        with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
            LocalValue.objects.filter(pk=value.pk).update(superseded_at=other)


@pytest.mark.django_db
def test_a_log_line_is_never_changed_or_deleted() -> None:
    event = log("tests.something", by=None, at=NOW, objects={})

    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(kind="tests.else")
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        event.delete()


@pytest.mark.django_db
def test_a_next_version_stands_beside_the_old_one() -> None:
    actor = mette()
    old = a_local_value(actor)

    new = supersede(
        old,
        basis=Basis(by=actor, at=NOW + timedelta(hours=1), reason="misread", origin="letter"),
        value="99.00",
    )

    old.refresh_from_db()
    assert old.superseded_at == new.recorded_at == NOW + timedelta(hours=1)
    assert (old.value, new.value, new.version, new.fact_id) == ("98.00", "99.00", 2, old.fact_id)
    assert list(LocalValue.objects.current()) == [new]
    assert list(LocalValue.objects.as_of(NOW)) == [old]
    assert list(LocalValue.objects.as_of(NOW + timedelta(hours=1))) == [new]


@pytest.mark.django_db
def test_as_of_finds_one_version_when_two_share_a_moment() -> None:
    actor = mette()
    old = a_local_value(actor)

    new = supersede(old, basis=Basis(by=actor, at=NOW, reason="", origin="entered"), value="99.00")

    assert list(LocalValue.objects.as_of(NOW)) == [new]


@pytest.mark.django_db
def test_a_voided_fact_is_found_by_nobody_and_kept() -> None:
    actor = mette()
    old = a_local_value(actor)

    void(old, basis=Basis(by=actor, at=NOW, reason="not ours", origin="entered"))

    assert not LocalValue.objects.current().exists()
    assert LocalValue.objects.filter(fact_id=old.fact_id).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("later", [supersede, void])
def test_a_version_that_is_not_the_current_one_is_not_changed(later) -> None:
    actor = mette()
    basis = Basis(by=actor, at=NOW, reason="", origin="entered")
    old = a_local_value(actor)
    supersede(old, basis=basis, value="99.00")

    with pytest.raises(AlreadyClosed):
        later(old, basis=basis)

    assert LocalValue.objects.current().get().value == "99.00"


@pytest.mark.django_db
def test_an_earlier_moment_than_the_version_it_waited_for_is_moved_up() -> None:
    actor = mette()
    old = a_local_value(actor)

    new = supersede(
        old, basis=Basis(by=actor, at=NOW - timedelta(minutes=1), reason="", origin="entered"), value="99.00"
    )

    assert new.recorded_at == NOW


@pytest.mark.django_db
def test_a_fact_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(PeriodReversed):
        a_local_value(mette(), valid_from=date(2024, 2, 1), valid_to=date(2024, 1, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("in_order", {"valid_to": date(2023, 1, 1)}),
        ("superseded_later", {"superseded_at": NOW - timedelta(days=1)}),
        ("known_origin", {"origin": "guess"}),
        ("one_current", {"version": 2}),
        ("one_of_each", {"superseded_at": NOW}),
        ("known_mark", {"marked": "perhaps"}),
        ("has_source", {"source": ""}),
    ],
)
def test_the_database_refuses_what_must_never_be(name: str, change: dict[str, object]) -> None:
    value = a_local_value(mette())
    fields = {field.attname: getattr(value, field.attname) for field in LocalValue._meta.concrete_fields}
    fields |= {"id": None, "parameter": "another", **change}

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        LocalValue(**fields).save(force_insert=True)

    # SQLite names the columns of a unique constraint, not the constraint.
    assert name in str(refusal.value) or "UNIQUE constraint failed: facts_localvalue.fact_id" in str(
        refusal.value
    )


@pytest.mark.django_db
def test_nothing_is_missing_after_migrations() -> None:
    assert triggers.missing(connection) == []
    assert triggers.check_triggers(databases=["default"]) == []


@pytest.mark.django_db
def test_a_lost_trigger_is_an_error_of_the_database_check() -> None:
    on = ' ON "facts_localvalue"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "facts_localvalue_no_update"{on}')

    (error,) = triggers.check_triggers(databases=["default"])

    assert "facts_localvalue_no_update" in error.msg


@pytest.mark.django_db
@pytest.mark.postgresql
def test_a_trigger_that_was_switched_off_counts_as_lost() -> None:
    with connection.cursor() as cursor:
        cursor.execute('ALTER TABLE facts_localvalue DISABLE TRIGGER "facts_localvalue_no_delete"')

    assert triggers.missing(connection) == ["facts_localvalue_no_delete"]


def _rebuild_with_constraint(editor) -> None:
    editor.add_constraint(
        LocalValue, models.CheckConstraint(condition=~models.Q(unit="?"), name="facts_test_of_a_rebuild")
    )


def _undo_constraint(editor) -> None:
    editor.remove_constraint(
        LocalValue, models.CheckConstraint(condition=~models.Q(unit="?"), name="facts_test_of_a_rebuild")
    )


def _a_field() -> models.Field:
    field = models.CharField(max_length=10, default="x", null=True)
    field.set_attributes_from_name("added")
    field.model = LocalValue
    return field


def _rebuild_with_field(editor) -> None:
    editor.add_field(LocalValue, _a_field())


def _undo_field(editor) -> None:
    editor.remove_field(LocalValue, _a_field())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("change", "undo"),
    [(_rebuild_with_constraint, _undo_constraint), (_rebuild_with_field, _undo_field)],
    ids=["a constraint is added", "a field with a default is added"],
)
def test_every_trigger_works_after_a_migration_that_rebuilds_the_table(change, undo) -> None:
    value = a_local_value(mette())

    with connection.schema_editor() as editor:
        change(editor)
    try:
        lost = triggers.missing(connection)
        call_command("migrate", verbosity=0)

        # Without the loss this test would prove nothing (SQLite); PostgreSQL does not rebuild.
        assert ("facts_localvalue_no_update" in lost) == (connection.vendor == "sqlite")
        assert triggers.missing(connection) == []
        for attempt in (lambda rows: rows.update(value="1.00"), lambda rows: rows.delete()):
            with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
                attempt(LocalValue.objects.filter(pk=value.pk))
        with pytest.raises(IntegrityError, match="facts_one_local_value_at_a_time"), transaction.atomic():
            a_local_value(mette_again(value))
    finally:
        with connection.schema_editor() as editor:
            undo(editor)
        call_command("migrate", verbosity=0)


def mette_again(value: LocalValue) -> Actor:
    return Actor(
        user_id=value.recorded_by_id,
        user_name="",
        assignment_id=value.recorded_under_id,
        organisation_id=value.organisation_id,
        role="economist",
        on=date(2026, 11, 23),
        purpose="",
    )


@pytest.mark.django_db
def test_flush_is_refused_in_production(settings) -> None:
    settings.HJEMAD_ENV = "production"

    with pytest.raises(Exception, match="refused in production"):
        call_command("flush", interactive=False, verbosity=0)
