"""Texts at rest under the installation's rotating keys: the first encrypts, all of them decrypt."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from hjemad.kernel.errors import HjemadError


class Unreadable(HjemadError):
    """A stored text cannot be decrypted with any key this installation has."""

    code = "unreadable"


def encrypt_text(text: str) -> str:
    """The text as it is stored. The same text gives something else each time."""
    return _locks().encrypt(text.encode()).decode()


def decrypt_text(stored: str) -> str:
    """The text again. Raises `Unreadable` when no key fits."""
    try:
        return _locks().decrypt(stored.encode()).decode()
    except InvalidToken:
        raise _no_key() from None


def rotated(stored: str) -> str:
    """The same text, encrypted anew with the first key. Raises `Unreadable` when no key fits."""
    try:
        return _locks().rotate(stored.encode()).decode()
    except InvalidToken:
        raise _no_key() from None


def has_first_key(stored: str) -> bool:
    """The text was encrypted with the key that is now the first."""
    try:
        _fernet((settings.HJEMAD_CPR_KEYS[0],)).decrypt(stored.encode())
    except InvalidToken:
        return False
    return True


def _no_key() -> Unreadable:
    return Unreadable(
        en="A stored secret cannot be read with the present keys. Add the key it was stored with",
        da="En gemt hemmelighed kan ikke læses med de nuværende nøgler. Tilføj den nøgle, den blev gemt med",
    )


def _locks() -> MultiFernet:
    return _fernet(tuple(settings.HJEMAD_CPR_KEYS))


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
