"""The secrets of one installation: required in production, kept under `var/` in a demo, fixed in tests."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

from hjemad.config.environment import Environment, WrongSetting, kept_secret

# Fixed, public and worthless: the test suite must give the same rows every time.
INSECURE_TEST_SECRET = "insecure-fixed-secret-of-the-test-suite-0000000000000000"  # noqa: S105 - public by intention
INSECURE_TEST_CPR_KEY = "aW5zZWN1cmUtZml4ZWQtdGVzdC1jcHIta2V5LTAwMDA="
INSECURE_TEST_LOOKUP_KEY = "insecure-fixed-lookup-key-of-the-test-suite-000000000000"
SHORTEST_SECRET = 40


@dataclass(frozen=True)
class SecretKeys:
    """The keys of one installation. The first CPR key encrypts; all of them decrypt."""

    secret_key: str
    cpr_keys: tuple[str, ...]
    lookup_key: str

    def __repr__(self) -> str:
        """Nothing of the keys, wherever settings are printed."""
        return "SecretKeys(…)"


def read_secret_keys(environment: Environment, *, kind: str, var: Path) -> SecretKeys:
    """The keys for this kind of installation; production refuses to start without its own."""
    if kind == "production":
        secret_key = environment.required_secret("HJEMAD_SECRET_KEY")
        cpr_keys = environment.required_secret("HJEMAD_CPR_KEYS")
        lookup_key = environment.required_secret("HJEMAD_LOOKUP_KEY")
    elif kind == "test":
        secret_key, cpr_keys, lookup_key = (
            INSECURE_TEST_SECRET,
            INSECURE_TEST_CPR_KEY,
            INSECURE_TEST_LOOKUP_KEY,
        )
    else:
        folder = var / f"{kind}-keys"
        secret_key = environment.secret("HJEMAD_SECRET_KEY") or kept_secret(
            folder, name="secret-key", make=_long
        )
        cpr_keys = environment.secret("HJEMAD_CPR_KEYS") or kept_secret(folder, name="cpr-keys", make=_fernet)
        lookup_key = environment.secret("HJEMAD_LOOKUP_KEY") or kept_secret(
            folder, name="lookup-key", make=_long
        )
    return _checked(secret_key, cpr_keys=cpr_keys, lookup_key=lookup_key, kind=kind)


def _checked(secret_key: str, *, cpr_keys: str, lookup_key: str, kind: str) -> SecretKeys:
    _check_long_enough("HJEMAD_SECRET_KEY", value=secret_key)
    _check_long_enough("HJEMAD_LOOKUP_KEY", value=lookup_key)
    if secret_key == lookup_key:
        raise WrongSetting("HJEMAD_SECRET_KEY and HJEMAD_LOOKUP_KEY must differ: make one of them anew.")
    keys = tuple(key.strip() for key in cpr_keys.split(",") if key.strip())
    _check_fernet(keys)
    public = {INSECURE_TEST_SECRET, INSECURE_TEST_CPR_KEY, INSECURE_TEST_LOOKUP_KEY}
    if kind == "production" and public & {secret_key, lookup_key, *keys}:
        raise WrongSetting("One of the keys is a public key of the test suite: make your own.")
    return SecretKeys(secret_key=secret_key, cpr_keys=keys, lookup_key=lookup_key)


def _check_long_enough(name: str, *, value: str) -> None:
    if len(value) < SHORTEST_SECRET:
        raise WrongSetting(f"{name} is too short: use at least {SHORTEST_SECRET} random letters.")


def _check_fernet(keys: tuple[str, ...]) -> None:
    if not keys:
        raise WrongSetting(
            "HJEMAD_CPR_KEYS holds no key: put at least one Fernet key there, the newest first."
        )
    for key in keys:
        try:
            Fernet(key)
        except ValueError as error:
            raise WrongSetting(
                "HJEMAD_CPR_KEYS holds a part that is not a Fernet key (32 bytes, base64)."
            ) from error


def _long() -> str:
    return secrets.token_urlsafe(48)


def _fernet() -> str:
    return Fernet.generate_key().decode()
