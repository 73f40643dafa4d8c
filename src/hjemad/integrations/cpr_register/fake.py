"""A register of invented people, for the demo and the tests. Their numbers can be nobody's."""

from datetime import date

from hjemad.integrations.cpr_register.register import Entry, RegisterAway, RegisteredAddress
from hjemad.kernel.person_number import PersonNumber


def _number(n: int, born: date) -> PersonNumber:
    return PersonNumber.invented(n, birth_date=born)


ORDINARY = _number(1, date(1988, 5, 14))
PROTECTED = _number(2, date(1979, 2, 3))
WITHOUT_ADDRESS = _number(3, date(1965, 11, 30))
DEAD = _number(4, date(1950, 1, 9))
REPLACED = _number(5, date(1992, 7, 21))
REPLACEMENT = _number(7, date(1992, 7, 21))
# Asking about this one is answered as when the register is away.
AWAY = _number(9, date(1971, 8, 8))

_PEOPLE = (
    Entry(
        ORDINARY, "Kaj Opdigtet", RegisteredAddress("Prøvevej 4, 8700 Horsens", "615", no_fixed_abode=False)
    ),
    Entry(
        PROTECTED,
        "Sanne Opdigtet",
        RegisteredAddress("Skjult Allé 9, 5000 Odense C", "461", no_fixed_abode=False),
        protected=True,
        protected_until=date(2027, 6, 30),
    ),
    Entry(WITHOUT_ADDRESS, "Ole Opdigtet", RegisteredAddress("", "751", no_fixed_abode=True)),
    Entry(DEAD, "Else Opdigtet", None, died_on=date(2026, 3, 2)),
    Entry(
        REPLACED,
        "Amira Opdigtet",
        RegisteredAddress("Prøvevej 8, 8700 Horsens", "615", no_fixed_abode=False),
        new_number=REPLACEMENT,
    ),
    Entry(
        REPLACEMENT,
        "Amira Opdigtet",
        RegisteredAddress("Prøvevej 8, 8700 Horsens", "615", no_fixed_abode=False),
    ),
)


class FakeRegister:
    """Answers from the invented people above; `away` makes it silent."""

    def __init__(self, *, away: bool = False) -> None:
        self._away = away
        self._people = {entry.number: entry for entry in _PEOPLE}

    def entry(self, number: PersonNumber) -> Entry | None:
        """The invented person with that number, None, or `RegisterAway`."""
        if self._away or number == AWAY:
            raise RegisterAway.standard()
        return self._people.get(number)
