"""The database of a test run: `HJEMAD_TEST_DATABASE` is `sqlite` (a file, the default) or `postgresql`.

For PostgreSQL a throw-away server is started once for the whole run, workers included, unless DATABASE_URL
already names one. On PostgreSQL only tests that touch the database run; the others say nothing new there.

What a page says is asked there at night only: on a push every page is opened on PostgreSQL by each role, with
and without the marked citizen, with odd and with hostile words (decision 0036).
"""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.plugins import postgresql_server
from tests.plugins.night import AT_NIGHT

SERVER = pytest.StashKey[postgresql_server.Server]()
FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
TOUCHES_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "client", "page"}
SQLITE_FOLDER = "HJEMAD_TEST_SQLITE_FOLDER"
# What a page says, that a bulk load writes what single actions write, and a quarter from file to request.
ON_ONE_BY_DAY = re.compile(r"(^|/)test_(views|\w*pages|same_as_actions|quarter_from_file)\w*\.py$")


def chosen_database() -> str:
    """`sqlite` or `postgresql`."""
    name = os.environ.get("HJEMAD_TEST_DATABASE", "sqlite")
    if name not in {"sqlite", "postgresql"}:
        raise pytest.UsageError("Set HJEMAD_TEST_DATABASE to sqlite or postgresql.")
    return name


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Settings are read after this: the environment of the run, for workers too, is in place."""
    os.environ["HJEMAD_ENV"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "hjemad.config.settings"
    if not hasattr(config, "workerinput"):
        _prepare(config)
    # Loads the settings, so that pytest-django, which looks after us, finds them.
    assert settings.configured or settings.INSTALLED_APPS


def _prepare(config: pytest.Config) -> None:
    """The database of the whole run stands in DATABASE_URL, where workers find it too."""
    if chosen_database() == "sqlite":
        folder = tempfile.TemporaryDirectory(prefix="hjemad-sqlite-")
        config.stash[FOLDER] = folder
        os.environ[SQLITE_FOLDER] = folder.name
        os.environ["DATABASE_URL"] = f"sqlite:////{folder.name.lstrip('/')}/unused.sqlite3"
    elif not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        _start_server(config)


def _start_server(config: pytest.Config) -> None:
    programs = postgresql_server.programs()
    if programs is None:
        raise pytest.UsageError("There is no PostgreSQL server on this machine: install one (postgresql).")
    try:
        server = postgresql_server.start(programs)
    except RuntimeError as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[SERVER] = server
    os.environ["DATABASE_URL"] = server.url
    os.environ[postgresql_server.OWN_SERVER] = "1"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing of the run is left: no server, no files."""
    server = config.stash.get(SERVER, None)
    if server is not None:
        server.stop()
        os.environ.pop(postgresql_server.OWN_SERVER, None)
    folder = config.stash.get(FOLDER, None)
    if folder is not None:
        folder.cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test stands on the database it speaks about."""
    database = chosen_database()
    other = "sqlite" if database == "postgresql" else "postgresql"
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        speaks_of_other = item.get_closest_marker(other) and not item.get_closest_marker(database)
        idle = database == "postgresql" and (not _touches_database(item) or _waits_for_night(item))
        (left if speaks_of_other or idle else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(marked) or bool(fixtures & TOUCHES_DATABASE)


def _waits_for_night(item: pytest.Item) -> bool:
    """It would say the same there, and is not marked for PostgreSQL; at night everything runs on both."""
    says_the_same = ON_ONE_BY_DAY.search(item.path.as_posix()) and not item.get_closest_marker("postgresql")
    return bool(says_the_same) and not AT_NIGHT and not item.get_closest_marker("browser")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite tests run on a file, as a real installation does: threads and processes meet as there."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings_tox_suffix() -> None:
    """Runs before the suffix of parallel workers is added to the name."""
    from django.conf import settings

    folder = os.environ.get(SQLITE_FOLDER)
    default: dict[str, Any] = settings.DATABASES["default"]
    if folder and default["ENGINE"].endswith("sqlite3"):
        default.setdefault("TEST", {})["NAME"] = str(Path(folder) / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """A migrated, empty database of this worker; its server or folder goes when the run ends."""
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.plugins import template

    lent = connection.vendor == "postgresql" and not os.environ.get(postgresql_server.OWN_SERVER)
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        if lent:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        else:
            template.stand()
    with pytest.MonkeyPatch.context() as patched:
        if connection.vendor == "postgresql" and not lent:
            # Instead of `flush`, after each test that commits.
            patched.setattr(TransactionTestCase, "_fixture_teardown", lambda _: template.empty())
        yield
    with django_db_blocker.unblock():
        if lent:
            connection.creation.destroy_test_db(before, verbosity=0)
        connection.close()
