"""`PersonNumber`: a CPR number that does not show itself.

Read here: the birth date with its century, the sex, replacement numbers (day + 60), and the modulus 11 test,
which only warns: numbers given since 2007 need not pass it.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hjemad.kernel.errors import BadPersonNumber

_FORM = re.compile(r"([0-9]{6})[-–]?([0-9]{4})")
# Ten digits in other text: a day, that of a replacement number too, a month, and what parts them.
_IN_TEXT = re.compile(
    r"(?<![0-9])(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])(?:0[1-9]|1[0-2])[0-9]{2}"
    r"\s*[-–]?\s*[0-9]{4}(?![0-9])"
)
_DIGITS = 10
_MASK = "••••"
_REPLACEMENT_DAYS = 60
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_MODULUS = 11
_SERIALS_PER_SEVENTH_DIGIT = 1000

MODULUS_11 = "modulus_11"
FUTURE_BIRTH_DATE = "future_birth_date"

# Seventh digits, years of birth with them (both included): the century table of the CPR office.
_CENTURIES = (
    ("0123", 1900, 1999),
    ("49", 1937, 1999),
    ("49", 2000, 2036),
    ("5678", 1858, 1899),
    ("5678", 2000, 2057),
)


@dataclass(frozen=True, slots=True, repr=False)
class PersonNumber:
    """A CPR number: ten digits that hold a birth date. `str`, `repr` and `format` show "140588-••••".

    Equal by digits. Made by `parse`; raises `BadPersonNumber`, which never repeats what was given.
    """

    digits: str

    def __post_init__(self) -> None:
        if len(self.digits) != _DIGITS or not (self.digits.isascii() and self.digits.isdigit()):
            raise _refused_form(self.digits)
        if not _has_birth_date(self.digits):
            # Raised here and not where the library refuses: its own message repeats the digits.
            raise BadPersonNumber(
                en="The first six digits are not a date, nor the date of a replacement number. "
                "Check them and write the number again",
                da="De første seks cifre er ikke en dato, heller ikke et erstatningsnummers. "
                "Se efter, og skriv nummeret igen",
            )

    @classmethod
    def parse(cls, text: str) -> "PersonNumber":
        """The number written with ten digits, with or without the hyphen, spaces anywhere."""
        compact = "".join(text.split())
        match = _FORM.fullmatch(compact)
        if match is None:
            raise _refused_form(compact)
        return cls(match[1] + match[2])

    @classmethod
    def invented(cls, n: int, *, birth_date: date) -> "PersonNumber":
        """A number that belongs to nobody: a replacement number (day + 60), the same for the same arguments.

        Different `n` give different numbers of that birth date; `n` even gives a female number, odd a male
        one. There are 4,000 or 6,000 by year of birth; raises `BadPersonNumber` beyond them, and for a
        birth date outside 1858 to 2057.
        """
        fitting = [digits for digits, first, last in _CENTURIES if first <= birth_date.year <= last]
        sevenths = "".join(fitting)
        if not 0 <= n < len(sevenths) * _SERIALS_PER_SEVENTH_DIGIT:
            raise BadPersonNumber(
                en="That birth date has no more invented numbers. Use a smaller n or another date",
                da="Den fødselsdato har ikke flere opfundne numre. Brug et mindre n eller en anden dato",
            )
        block, serial = divmod(n, _SERIALS_PER_SEVENTH_DIGIT)
        day = birth_date.day + _REPLACEMENT_DAYS
        return cls(f"{day}{birth_date:%m}{birth_date.year % 100:02d}{sevenths[block]}{serial:03d}")

    @property
    def birth_date(self) -> date:
        """The date of birth the number holds; of a replacement number the date it was given for."""
        return _birth_date(self.digits)

    @property
    def sex(self) -> Literal["female", "male"]:
        """What the number says: "female" when it is even, "male" when it is odd."""
        return "male" if int(self.digits[-1]) % 2 else "female"

    @property
    def is_replacement(self) -> bool:
        """A replacement number (erstatningsnummer): the day of birth plus 60."""
        return int(self.digits[:2]) > _REPLACEMENT_DAYS

    @property
    def warnings(self) -> tuple[str, ...]:
        """Codes of what is odd but allowed: `MODULUS_11`. Replacement numbers are not put to that test."""
        check = sum(int(digit) * weight for digit, weight in zip(self.digits, _WEIGHTS, strict=True))
        return () if self.is_replacement or check % _MODULUS == 0 else (MODULUS_11,)

    def warnings_on(self, day: date) -> tuple[str, ...]:
        """`warnings`, and `FUTURE_BIRTH_DATE` when the birth date lies after `day`."""
        return (*self.warnings, FUTURE_BIRTH_DATE) if self.birth_date > day else self.warnings

    def full(self) -> str:
        """The whole number, "740588-0001" in form. Only for a reader whose looking is logged."""
        return f"{self.digits[:6]}-{self.digits[6:]}"

    def __str__(self) -> str:
        return f"{self.digits[:6]}-{_MASK}"

    def __repr__(self) -> str:
        return f"PersonNumber({self})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


def looks_like_holding_one(text: str) -> bool:
    """Somewhere in the text stand ten digits that could be a CPR number: for text in which none is kept.

    Says yes too often, to an account number as an example, rather than once too seldom.
    """
    return _IN_TEXT.search(text) is not None


def _birth_date(digits: str) -> date:
    """The date in the first six digits, its century by the seventh; ValueError when there is no such day."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    whole_year = next(
        candidate
        for sevenths, first, last in _CENTURIES
        if digits[6] in sevenths and first <= (candidate := first - first % 100 + year) <= last
    )
    return date(whole_year, month, day - _REPLACEMENT_DAYS if day > _REPLACEMENT_DAYS else day)


def _has_birth_date(digits: str) -> bool:
    try:
        _birth_date(digits)
    except ValueError:
        return False
    return True


def _refused_form(compact: str) -> BadPersonNumber:
    """Why this is no number, by counts of digits and letters only."""
    digits = sum(char.isascii() and char.isdigit() for char in compact)
    letters = sum(char.isalpha() for char in compact)
    if not compact:
        return BadPersonNumber(en="Write the 10 digits of the CPR number", da="Skriv CPR-nummerets 10 cifre")
    if digits == _DIGITS and not letters:
        return BadPersonNumber(
            en="A CPR number has 10 digits, and at most a hyphen after the sixth. Remove the other signs",
            da="Et CPR-nummer har 10 cifre og højst en bindestreg efter det sjette. Fjern de andre tegn",
            digits=digits,
            letters=letters,
        )
    and_letters_en, and_letters_da = _letters(letters)
    return BadPersonNumber(
        en=f"A CPR number has 10 digits. You typed {digits}{and_letters_en}",
        da=f"Et CPR-nummer har 10 cifre. Du skrev {digits}{and_letters_da}",
        digits=digits,
        letters=letters,
    )


def _letters(count: int) -> tuple[str, str]:
    """The end of the sentence in English and Danish."""
    if count == 0:
        return "", ""
    if count == 1:
        return " and a letter", " og et bogstav"
    return f" and {count} letters", f" og {count} bogstaver"
