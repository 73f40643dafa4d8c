import pytest
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from hjemad.foundation.facts.migration_operations import MadeTogether


class Two(MadeTogether):
    """Two tables, the first with a key to the second and a constraint."""

    operations = (
        migrations.CreateModel(
            "Leaf",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("size", models.IntegerField()),
                ("tree", models.ForeignKey("tried.Tree", on_delete=models.PROTECT)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["tree", "size"], name="tried_once")]},
        ),
        migrations.CreateModel("Tree", [("id", models.BigAutoField(primary_key=True))]),
    )


class Changing(MadeTogether):
    """A table and a change of it."""

    operations = (
        migrations.CreateModel("Tree", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("Tree", "height", models.IntegerField(null=True)),
    )


@pytest.mark.django_db(transaction=True)
def test_tables_made_together_have_their_keys_and_constraints() -> None:
    with connection.schema_editor() as editor:
        state = Two("0001_first", "tried").apply(ProjectState(), editor)
    try:
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, "tried_leaf")
    finally:
        with connection.schema_editor() as editor:
            for name in ("Leaf", "Tree"):
                editor.delete_model(state.apps.get_model("tried", name))

    assert found["tried_once"]["columns"] == ["tree_id", "size"]
    assert [one["foreign_key"] for one in found.values() if one["foreign_key"]] == [("tried_tree", "id")]


def test_a_change_is_not_made_together_with_tables() -> None:
    with pytest.raises(TypeError, match="AddField"):
        Changing("0001_first", "tried").apply(ProjectState(), None)


@pytest.mark.django_db
def test_a_database_of_before_the_first_release_is_up_to_date() -> None:
    ours = {key: one.replaces for key, one in MigrationLoader(None).disk_migrations.items() if one.replaces}
    for app, name in ours:
        MigrationRecorder.Migration.objects.filter(app=app, name=name).delete()
    executor = MigrationExecutor(connection)

    assert {("shelters", "0014_presence_of_house"), ("audit", "0003_fill_reads_by_record")} <= {
        earlier for replaced in ours.values() for earlier in replaced
    }
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
