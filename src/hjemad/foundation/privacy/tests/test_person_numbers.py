from datetime import date

import pytest

from hjemad.foundation.privacy.person_numbers import (
    CprUnreadable,
    decrypt_cpr,
    encrypt_cpr,
    lookup_hash,
)
from hjemad.kernel.person_number import PersonNumber

NUMBER = PersonNumber.invented(3, birth_date=date(1988, 5, 14))
OTHER = PersonNumber.invented(4, birth_date=date(1988, 5, 14))


def test_a_stored_number_shows_nothing_and_comes_back() -> None:
    stored = encrypt_cpr(NUMBER)

    assert NUMBER.digits not in stored
    assert encrypt_cpr(NUMBER) != stored
    assert decrypt_cpr(stored) == NUMBER


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
