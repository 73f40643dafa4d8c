"""What an invented Denmark is made of: frozen values with opaque ids, and the truth known about them.

Days are closed-open, [check_in, check_out) and [start, end); an end of None is still open on the last day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from hjemad.kernel.money import Money
from hjemad.kernel.person_number import PersonNumber

Sex = Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class InventedDepartment:
    """Part of a shelter: the labels of its places, and what is true of all of them.

    `traits` are codes of `TRAITS`; only `women_only` and `young_only` decide who may be given a place.
    """

    id: str
    name: str
    places: tuple[str, ...]
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InventedShelter:
    """A § 110 shelter that does not exist, in a municipality that does."""

    id: str
    name: str
    municipality: str
    departments: tuple[InventedDepartment, ...]

    @property
    def place_count(self) -> int:
        """How many places it has in all."""
        return sum(len(department.places) for department in self.departments)


@dataclass(frozen=True, slots=True)
class HomeMunicipality:
    """The municipality that acts and pays from `start` until the next entry; code None: not known."""

    start: date
    code: str | None


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """A person who does not exist. Without a known identity there is only an alias: no name, no CPR number.

    `homes` are in order of day and begin before the first stay.
    """

    id: str
    given_name: str
    surname: str
    alias: str
    sex: Sex
    birth_date: date
    cpr: PersonNumber | None
    homes: tuple[HomeMunicipality, ...]

    @property
    def is_known(self) -> bool:
        """Name and CPR number are known."""
        return self.cpr is not None

    @property
    def full_name(self) -> str:
        """Given name and surname; empty when only an alias is known."""
        return f"{self.given_name} {self.surname}".strip()

    def home_on(self, day: date) -> str | None:
        """The code of the municipality that pays on that day, None when it is not known."""
        code = None
        for home in self.homes:
            if home.start <= day:
                code = home.code
        return code


@dataclass(frozen=True, slots=True)
class PayerSpan:
    """Part of a stay with one payer; the spans of a stay cover it without gap. code None: not known."""

    start: date
    end: date | None
    code: str | None


@dataclass(frozen=True, slots=True)
class InventedStay:
    """One check-in at one shelter. `place` None: the house was full (a mattress), or in and out in a day."""

    id: str
    person: str
    shelter: str
    department: str
    place: str | None
    check_in: date
    check_out: date | None
    payers: tuple[PayerSpan, ...]

    @property
    def payer(self) -> str | None:
        """Who pays on the day of check-in, None when it is not known."""
        return self.payers[0].code


@dataclass(frozen=True, slots=True)
class InventedRate:
    """What a shelter charges per night in [start, end); `registered` in Tilbudsportalen."""

    facility: str
    start: date
    end: date
    per_night: Money
    registered: bool


@dataclass(frozen=True, slots=True)
class InventedPayment:
    """Resident payment charged per day in [start, end), at whichever shelter the person stays.

    `kind` full, reduced or lapsed (then per_day is a known 0). `mark` is "invented" where the year's national
    amount is one the house does not know, else empty.
    """

    person: str
    start: date
    end: date
    per_day: Money
    kind: str
    mark: str


@dataclass(frozen=True, slots=True)
class InventedTruth:
    """What is known to be in it, because it was put there: ids of stays, unless said otherwise.

    `nights` are those of all persons up to but not including the last day, each person's night once.
    """

    citizens: int
    stays: int
    nights: int
    still_there: int
    overlaps: tuple[tuple[str, str], ...]
    same_day_moves: tuple[tuple[str, str], ...]
    same_day_in_and_out: tuple[str, ...]
    unknown_payer: tuple[str, ...]
    payer_changes: tuple[str, ...]
    without_place: tuple[str, ...]
    alias_only_persons: tuple[str, ...]
    unregistered_facilities: tuple[str, ...]
    rate_missing_from: tuple[str, date]


@dataclass(frozen=True, slots=True)
class InventedDenmark:
    """A whole country for [first, last]: known as on the evening of `last`, when open stays are running.

    Nobody's stay ends before `first`; who was there on that day has their true, earlier check-in.
    """

    seed: int
    first: date
    last: date
    shelters: tuple[InventedShelter, ...]
    persons: tuple[InventedPerson, ...]
    stays: tuple[InventedStay, ...]
    rates: tuple[InventedRate, ...]
    payments: tuple[InventedPayment, ...]
    truth: InventedTruth
