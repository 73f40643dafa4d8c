"""Secrets of sign-in: made, hashed, encrypted, and codes compared. The only place that knows how."""

import base64
import hmac
import secrets
from itertools import pairwise
from urllib.parse import quote

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP

from hjemad.foundation.privacy.encryption import decrypt_text, encrypt_text

# Letters and digits that cannot be taken for each other on paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
STEP_SECONDS, DIGITS = 30, 6
# A phone's clock may be one step off.
_TOLERANCE = 1
SHEET = 12


def new_app_secret() -> str:
    """Twenty random bytes as base32: what a code app takes."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def sealed_secret(secret: str) -> str:
    """As it is stored."""
    return encrypt_text(secret)


def opened_secret(stored: str) -> str:
    """The secret again."""
    return decrypt_text(stored)


def app_address(secret: str, *, username: str) -> str:
    """What the square picture says to a code app."""
    label = quote(f"Hjemad:{username}")
    return f"otpauth://totp/{label}?secret={secret}&issuer=Hjemad&digits={DIGITS}&period={STEP_SECONDS}"


def step_of(code: str, *, secret: str, after: int, at: float) -> int | None:
    """The step of time whose code this is, later than `after`; None when it is none."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit()) or len(digits) != DIGITS:
        return None
    made = TOTP(base64.b32decode(secret), step=STEP_SECONDS, digits=DIGITS)
    made.time = at
    for drift in range(-_TOLERANCE, _TOLERANCE + 1):
        made.drift = drift
        step = made.t()
        # Every step is compared, whichever fits: time tells nothing.
        if hmac.compare_digest(f"{made.token():0{DIGITS}d}", digits) and step > after:
            return int(step)
    return None


def new_sheet() -> list[str]:
    """The codes of a sheet of paper, eight letters each in two groups."""
    return [f"{_letters(4)} {_letters(4)}" for _ in range(SHEET)]


def code_hash(code: str, *, user_id: int) -> str:
    """What a paper code is known by; blanks and case do not count."""
    return _hash("paper", f"{user_id}:{''.join(code.split()).lower()}")


def try_key(kind: str, *parts: str) -> str:
    """What a name, an address or a pair is known by among the tries."""
    return _hash(kind, "\n".join(parts))


def new_workplace_token() -> str:
    """What the cookie of an approved computer holds."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the computer is known by."""
    return _hash("workplace", token)


def first_password() -> str:
    """A password to be handed over once and changed at the first sign-in."""
    return "-".join(_letters(4) for _ in range(4))


def good_short_code(code: str) -> bool:
    """Six digits that are neither all the same nor in a row."""
    if not (code.isascii() and code.isdigit()) or len(code) != DIGITS:
        return False
    steps = {int(after) - int(before) for before, after in pairwise(code)}
    return steps not in ({0}, {1}, {-1})


def short_code_hash(code: str) -> str:
    """As slow to guess as a password: six digits are few."""
    return make_password(code)


def short_code_is(code: str, *, stored: str) -> bool:
    """The digits are those."""
    return check_password("".join(code.split()), stored)


def _letters(count: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(count))


def _hash(kind: str, value: str) -> str:
    return salted_hmac(f"hjemad.signin.{kind}", value, algorithm="sha256").hexdigest()
