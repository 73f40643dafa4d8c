"""The database tests run on is a copy; it must be the one that migrating today would make."""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from hjemad.foundation.facts import triggers
from tests import people
from tests.plugins import template
from tests.plugins.postgresql_server import OWN_SERVER


@pytest.mark.django_db
def test_the_copied_database_is_wholly_migrated_and_holds_every_guard() -> None:
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert triggers.missing(connection) == []


@pytest.mark.skipif(OWN_SERVER not in os.environ, reason="only whoever started the server is its superuser")
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
        cursor.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table)))
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
