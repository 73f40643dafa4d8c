"""CPR numbers at rest: encrypted with rotating keys of their own, found through a hash with another key.

Whoever has the database without the keys can neither read a number nor test whether one is there.
"""

import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from hjemad.kernel.errors import HjemadError
from hjemad.kernel.person_number import PersonNumber


class CprUnreadable(HjemadError):
    """A stored number cannot be decrypted with any key this installation has."""

    code = "cpr_unreadable"


def encrypt_cpr(number: PersonNumber) -> str:
    """The number as it is stored. The same number gives different text each time."""
    return _fernet(tuple(settings.HJEMAD_CPR_KEYS)).encrypt(number.digits.encode()).decode()


def decrypt_cpr(stored: str) -> PersonNumber:
    """The number again. Raises `CprUnreadable` when no key fits."""
    try:
        digits = _fernet(tuple(settings.HJEMAD_CPR_KEYS)).decrypt(stored.encode())
    except InvalidToken:
        raise CprUnreadable(
            en="A CPR number cannot be read with the present keys. Add the key it was stored with",
            da="Et CPR-nummer kan ikke læses med de nuværende nøgler. Tilføj den nøgle, det blev gemt med",
        ) from None
    return PersonNumber(digits.decode())


def lookup_hash(number: PersonNumber) -> str:
    """What the number is found by: 64 hexadecimal digits that say nothing without the key."""
    return hmac.digest(settings.HJEMAD_LOOKUP_KEY.encode(), number.digits.encode(), "sha256").hex()


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
