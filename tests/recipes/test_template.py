"""The database tests run on is a copy; it must be the one that migrating today would make."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hjemad.foundation.facts import triggers
from tests import people
from tests.plugins import template


@pytest.mark.django_db
def test_the_copied_database_is_wholly_migrated_and_holds_every_guard() -> None:
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert triggers.missing(connection) == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_all_that_was_committed_is_gone_and_every_guard_stands() -> None:
    people.a_house()
    template.empty()

    filled = {name for name in connection.introspection.table_names() if holds_rows(name)}
    assert filled == template.OF_MIGRATIONS
    assert triggers.missing(connection) == []


def holds_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608 - names of our own tables only
        return cursor.fetchone() is not None


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in (
        ("requirements/dev.txt", "django==5.2"),
        ("src/hjemad/areas/shelters/migrations/0001_initial.py", "operations = []"),
        ("src/hjemad/areas/shelters/tests/test_stays.py", "assert True"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "text", "made_again"),
    [
        ("src/hjemad/areas/shelters/migrations/0001_initial.py", "operations = [1]", True),
        ("src/hjemad/areas/shelters/migrations/0002_more.py", "operations = []", True),
        ("src/hjemad/foundation/triggers.sql", "CREATE TRIGGER", True),
        ("requirements/dev.txt", "django==5.3", True),
        ("src/hjemad/areas/shelters/tests/test_stays.py", "assert 1", False),
        ("docs/readme.md", "words", False),
    ],
)
def test_a_template_is_made_again_when_what_it_is_made_from_changes(
    file: str, text: str, made_again: bool, project: Path
) -> None:
    before = template.fingerprint(project)
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    (project / file).write_text(text)

    assert (template.fingerprint(project) != before) is made_again
