"""Settings are read in a process of their own: they look at the environment once, when imported."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

PRODUCTION = {
    "HJEMAD_SECRET_KEY": "s" * 50,
    "HJEMAD_CPR_KEYS": Fernet.generate_key().decode(),
    "HJEMAD_LOOKUP_KEY": "l" * 50,
    "HJEMAD_ALLOWED_HOSTS": "hjemad.example",
}
SHOW = """
from django.conf import settings as s
print(s.HJEMAD_ENV, s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,
      s.SECURE_HSTS_SECONDS > 0, s.PASSWORD_HASHERS[0].rsplit(".", 1)[1], s.ALLOWED_HOSTS)
"""


def settings_of(var: Path, **values: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "hjemad.config.settings",
        "HJEMAD_VAR": str(var),
        **values,
    }
    return subprocess.run(
        [sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=False
    )


def test_production_is_the_default_and_is_safe(tmp_path: Path) -> None:
    shown = settings_of(tmp_path, **PRODUCTION)

    assert shown.stdout.split(maxsplit=7) == [
        "production", "False", "True", "True", "True", "True", "PBKDF2PasswordHasher", "['hjemad.example']\n",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"HJEMAD_SECRET_KEY": ""}, "Set HJEMAD_SECRET_KEY_FILE"),
        ({"HJEMAD_ALLOWED_HOSTS": ""}, "Set HJEMAD_ALLOWED_HOSTS"),
        ({"HJEMAD_INSECURE_DEBUG": "yes"}, "Unset HJEMAD_INSECURE_DEBUG"),
        ({"HJEMAD_INSECURE_PLAIN_HTTP": "yes"}, "Unset HJEMAD_INSECURE_DEBUG"),
        ({"HJEMAD_ENV": "prod"}, "Set HJEMAD_ENV to one of"),
        ({"HJEMAD_FORMER_RESIDENT_MONTHS": "half a year"}, "Set HJEMAD_FORMER_RESIDENT_MONTHS"),
        ({"DATABASE_URL": "mysql://x"}, "Set DATABASE_URL"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_production_refuses_to_start_unsafe(change: dict[str, str], said: str, tmp_path: Path) -> None:
    shown = settings_of(tmp_path, **PRODUCTION | change)

    assert shown.returncode != 0
    assert said in shown.stderr
    assert "s" * 50 not in shown.stderr


def test_a_demo_starts_with_nothing_set_and_serves_this_machine_only(tmp_path: Path) -> None:
    shown = settings_of(tmp_path, HJEMAD_ENV="demo")

    assert shown.stdout.startswith(
        "demo False False False False False QuickPBKDF2PasswordHasher ['127.0.0.1'"
    )
    assert sorted(file.name for file in (tmp_path / "demo-keys").iterdir()) == [
        "cpr-keys",
        "lookup-key",
        "secret-key",
    ]


def test_production_passes_every_check_of_deployment(tmp_path: Path) -> None:
    secrets = {}
    for name in ("HJEMAD_SECRET_KEY", "HJEMAD_CPR_KEYS", "HJEMAD_LOOKUP_KEY"):
        random = Fernet.generate_key().decode()
        (tmp_path / name).write_text(random if name == "HJEMAD_CPR_KEYS" else random * 2, encoding="utf-8")
        secrets[f"{name}_FILE"] = str(tmp_path / name)
    environment = {
        "PATH": "/usr/bin:/bin", "HJEMAD_VAR": str(tmp_path), "HJEMAD_ALLOWED_HOSTS": "hjemad.example",
        **secrets,
    }  # fmt: skip

    checked = subprocess.run(
        [sys.executable, "-m", "hjemad.config.cli.main", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "no issues" in checked.stdout, checked.stderr
    assert checked.returncode == 0


def test_production_asks_every_role_for_a_code(tmp_path: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings as s; print(*s.SECOND_FACTOR_ROLES)"],
        env={
            "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "hjemad.config.settings",
            "HJEMAD_VAR": str(tmp_path), **PRODUCTION,
        },
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert shown.stdout == "all\n"
