from datetime import date

import pytest
from cryptography.fernet import Fernet

from hjemad.foundation.privacy.person_numbers import (
    CprUnreadable,
    decrypt_cpr,
    encrypt_cpr,
    lookup_hash,
    rotate_cpr,
)
from hjemad.kernel.person_number import PersonNumber

NUMBER = PersonNumber.invented(3, birth_date=date(1988, 5, 14))
OTHER = PersonNumber.invented(4, birth_date=date(1988, 5, 14))


def test_a_stored_number_shows_nothing_and_comes_back() -> None:
    stored = encrypt_cpr(NUMBER)

    assert NUMBER.digits not in stored
    assert encrypt_cpr(NUMBER) != stored
    assert decrypt_cpr(stored) == NUMBER


def test_a_new_first_key_reads_old_numbers_and_rotation_lets_the_old_key_go(settings) -> None:
    old = settings.HJEMAD_CPR_KEYS[0]
    new = Fernet.generate_key().decode()
    stored = encrypt_cpr(NUMBER)

    settings.HJEMAD_CPR_KEYS = (new, old)
    rotated = rotate_cpr(stored)
    settings.HJEMAD_CPR_KEYS = (new,)

    assert decrypt_cpr(rotated) == NUMBER
    with pytest.raises(CprUnreadable):
        decrypt_cpr(stored)


def test_the_lookup_is_the_same_for_the_same_number_and_key_only(settings) -> None:
    first = lookup_hash(NUMBER)
    again, another = lookup_hash(PersonNumber.parse(NUMBER.full())), lookup_hash(OTHER)
    settings.HJEMAD_LOOKUP_KEY = "x" * 48

    assert first == again != another
    assert lookup_hash(NUMBER) != first
    assert len(first) == 64


def test_an_error_about_a_number_never_repeats_it() -> None:
    with pytest.raises(CprUnreadable) as error:
        decrypt_cpr(NUMBER.digits)

    assert NUMBER.digits not in f"{error.value.en}{error.value.da}{error.value.context}"
