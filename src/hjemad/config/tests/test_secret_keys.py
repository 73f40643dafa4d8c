from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from hjemad.config import secret_keys
from hjemad.config.environment import Environment, WrongSetting
from hjemad.config.secret_keys import read_secret_keys

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
GOOD = {"HJEMAD_SECRET_KEY": "s" * 50, "HJEMAD_CPR_KEYS": f"{NEW}, {OLD}", "HJEMAD_LOOKUP_KEY": "l" * 50}


def read(kind: str, *, var: Path, **changes: str):
    return read_secret_keys(Environment(values=GOOD | changes), kind=kind, var=var)


def test_production_uses_its_own_keys_and_the_first_one_encrypts(tmp_path: Path) -> None:
    keys = read("production", var=tmp_path)

    assert (keys.cpr_keys, keys.secret_key) == ((NEW, OLD), "s" * 50)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", sorted(GOOD))
def test_production_does_not_start_without_a_key(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=f"Set {name}_FILE"):
        read("production", var=tmp_path, **{name: ""})


@pytest.mark.parametrize(
    "changes",
    [
        {"HJEMAD_SECRET_KEY": "kort"},
        {"HJEMAD_LOOKUP_KEY": "kort"},
        {"HJEMAD_LOOKUP_KEY": "s" * 50},
        {"HJEMAD_CPR_KEYS": " , "},
        {"HJEMAD_CPR_KEYS": "not-a-fernet-key"},
        {"HJEMAD_SECRET_KEY": secret_keys.INSECURE_TEST_SECRET},
        {"HJEMAD_CPR_KEYS": f"{NEW},{secret_keys.INSECURE_TEST_CPR_KEY}"},
        {"HJEMAD_LOOKUP_KEY": secret_keys.INSECURE_TEST_LOOKUP_KEY},
    ],
)
def test_production_does_not_start_with_a_key_that_is_none(changes: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as error:
        read("production", var=tmp_path, **changes)

    assert not any(value.strip(" ,") and value in str(error.value) for value in changes.values())


def test_a_demo_makes_its_keys_once_and_keeps_them(tmp_path: Path) -> None:
    nothing = Environment(values={})

    first, again = (read_secret_keys(nothing, kind="demo", var=tmp_path) for _ in range(2))

    assert first == again
    assert len({first.secret_key, first.lookup_key, *first.cpr_keys}) == 3
    assert read_secret_keys(nothing, kind="development", var=tmp_path) != first


def test_keys_are_never_printed(tmp_path: Path) -> None:
    keys = read("production", var=tmp_path)

    assert str(keys) == repr(keys) == "SecretKeys(…)"
