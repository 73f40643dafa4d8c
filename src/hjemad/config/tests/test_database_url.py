from pathlib import Path

import pytest

from hjemad.config.database_url import database_settings
from hjemad.config.environment import WrongSetting

ROOT = Path("/srv/hjemad")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///var/hjemad.sqlite3", "/srv/hjemad/var/hjemad.sqlite3"),
        ("sqlite:////data/a%20b.sqlite3", "/data/a b.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_a_sqlite_address_names_a_file(url: str, file: str) -> None:
    settings = database_settings(url, root=ROOT)

    assert settings["NAME"] == file
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]
    assert "foreign_keys=ON" in settings["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart() -> None:
    settings = database_settings("postgres://app:p%40ss@db.example:5433/hjemad", root=ROOT)

    assert {name: settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "hjemad",
    }
    assert settings["OPTIONS"]["options"] == "-c jit=off", "compiling takes longer than the query"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hjemad.sqlite3",
        "sqlite://var/x",
        "sqlite:///",
        "mysql://app:hemmelig@db/hjemad",
        "postgres://app:hemmelig@/hjemad",
        "postgres://app:hemmelig@db/",
        "postgres://app:hemmelig@db:x/hjemad",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(WrongSetting, match="DATABASE_URL") as error:
        database_settings(url, root=ROOT)

    assert "hemmelig" not in str(error.value)
