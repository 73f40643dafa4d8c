"""What the CPR register is asked, and what it tells. An adapter never logs a number and never guesses."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hjemad.kernel.errors import HjemadError
from hjemad.kernel.person_number import PersonNumber


class RegisterAway(HjemadError):
    """The register does not answer; nothing is known about the person, and nothing was changed."""

    code = "register_away"
    exit_code = 4

    @classmethod
    def standard(cls) -> "RegisterAway":
        """The error in the words used everywhere."""
        return cls(
            en="The CPR register does not answer now. Write what the person says, and fetch it later",
            da="CPR-registret svarer ikke nu. Skriv det, borgeren siger, og hent fra registret senere",
        )


@dataclass(frozen=True, repr=False)
class RegisteredAddress:
    """Where the register files somebody. `no_fixed_abode`: without an address, which proves nothing more."""

    text: str
    municipality_code: str
    no_fixed_abode: bool


@dataclass(frozen=True, repr=False)
class Entry:
    """One person in the register. `name` and `address` empty where the register does not tell them.

    `protected` is name and address protection, `protected_until` its last day as the register knows it.
    `new_number` is the number that replaced the one asked about.
    """

    number: PersonNumber
    name: str
    address: RegisteredAddress | None
    protected: bool = False
    protected_until: date | None = None
    died_on: date | None = None
    new_number: PersonNumber | None = None


class CprRegister(Protocol):
    """Asked by the whole number, answers about that person."""

    def entry(self, number: PersonNumber) -> Entry | None:
        """What the register tells; None for a number it does not know. Raises `RegisterAway`."""
