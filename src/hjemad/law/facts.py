"""Reads the facts a rule was given as JSON, key by key, so that what is wrong or missing is told by its key.

A fact that is absent or null is not known: MissingFact, which a rule answers with outcome unknown. A fact of
the wrong kind is InputRejected. No message repeats a value, since a value may be a person's.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import BadAmount, BadDate, InputRejected, MissingFact, PeriodReversed
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.finding import JSON

type FactObject = Mapping[str, JSON]


class BadFact(InputRejected):
    """A fact that is not of the kind the rule can read."""

    code = "bad_fact"


class Facts:
    """One object of facts. `path` is where it stands, such as "stays[0]"."""

    def __init__(self, values: FactObject, *, path: str = "") -> None:
        self.values = values
        self.path = path

    def name(self, key: str) -> str:
        """The key with its path, as messages write it."""
        return f"{self.path}.{key}" if self.path else key

    def is_known(self, key: str) -> bool:
        """Whether the fact is there and not null."""
        return self.values.get(key) is not None

    def required(self, key: str) -> JSON:
        """The fact as it stands; raises MissingFact when it is absent or null."""
        value = self.values.get(key)
        if value is None:
            raise MissingFact(self.name(key))
        return value

    def text(self, key: str) -> str:
        """Text that says something."""
        return as_text(self.required(key), name=self.name(key))

    def words(self, key: str) -> str:
        """What was written, without blanks around it; empty says that nothing was."""
        value = self.required(key)
        return "" if isinstance(value, str) and not value.strip() else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, which may be empty."""
        items = as_list(self.required(key), name=self.name(key))
        return tuple(as_text(item, name=f"{self.name(key)}[{at}]") for at, item in enumerate(items))

    def choice(self, key: str, *, options: Sequence[str]) -> str:
        """One of the words the rule knows."""
        value = self.text(key)
        if value not in options:
            known = ", ".join(options)
            raise BadFact(
                en=f"{self.name(key)} is not a word this rule knows. Use one of: {known}",
                da=f"{self.name(key)} er ikke et ord, reglen kender. Brug et af: {known}",
            )
        return value

    def day(self, key: str) -> date:
        """A date in ISO form."""
        value = self.text(key)
        try:
            return parse_iso_date(value)
        except BadDate as error:
            raise BadFact(en=f"{self.name(key)}: {error.en}", da=f"{self.name(key)}: {error.da}") from error

    def day_or_none(self, key: str) -> date | None:
        """A date, or None where it is absent or null."""
        return self.day(key) if self.is_known(key) else None

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates, which may be empty, in the order given."""
        items = as_list(self.required(key), name=self.name(key))
        named = Facts({f"{key}[{at}]": item for at, item in enumerate(items)}, path=self.path)
        return tuple(named.day(name) for name in named.values)

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self.required(key)
        if not isinstance(value, bool):
            raise BadFact(
                en=f"{self.name(key)} must be true or false",
                da=f"{self.name(key)} skal være true eller false",
            )
        return value

    def count(self, key: str) -> int:
        """A whole number from 0."""
        value = self.required(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise BadFact(
                en=f"{self.name(key)} must be a whole number from 0",
                da=f"{self.name(key)} skal være et helt tal fra 0",
            )
        return value

    def money(self, key: str) -> Money:
        """An amount in DKK, not negative."""
        value = self.text(key)
        try:
            amount = Money.parse(value)
        except BadAmount as error:
            raise BadFact(en=f"{self.name(key)}: {error.en}", da=f"{self.name(key)}: {error.da}") from error
        if amount < Money.zero():
            raise BadFact(
                en=f"{self.name(key)} must not be negative", da=f"{self.name(key)} må ikke være negativ"
            )
        return amount

    def money_or_none(self, key: str) -> Money | None:
        """An amount in DKK, or None where it is absent or null; never 0 for an amount that is not there."""
        return self.money(key) if self.is_known(key) else None

    def one(self, key: str) -> "Facts":
        """The object of facts below the key."""
        return as_facts(self.required(key), path=self.name(key))

    def several(self, key: str) -> tuple["Facts", ...]:
        """The list of objects below the key, which may be empty."""
        items = as_list(self.required(key), name=self.name(key))
        return tuple(as_facts(item, path=f"{self.name(key)}[{at}]") for at, item in enumerate(items))

    def period(self, start: str, end: str) -> Period:
        """The days [start, end); an end that is absent or null is still open. Rejects a reversed one."""
        first, after = self.day(start), self.day_or_none(end)
        try:
            return Period(first, after)
        except PeriodReversed as error:
            names = f"{self.name(start)}, {self.name(end)}"
            raise BadFact(en=f"{names}: {error.en}", da=f"{names}: {error.da}") from error


def seen_on(facts: Facts, *, on: date | None) -> date | None:
    """The day an open stay is seen on: `as_of` of the facts, else the day asked for, else None."""
    return facts.day_or_none("as_of") or on


def closed_period(period: Period, *, seen: date | None, name: str) -> Period:
    """The period, an open one ended on the day it is seen; without such a day that is an input error."""
    if period.end is not None:
        return period
    if seen is None:
        raise BadFact(
            en=f"{name} is still open. Add as_of, or say which day is asked about",
            da=f"{name} er ikke slut. Tilføj as_of, eller sig, hvilken dag der spørges om",
        )
    return Period(period.start, max(seen, period.start))


def day_asked(on: date | None, *, rule: str) -> date:
    """The day the rule is asked about; there is no default day, least of all today."""
    if on is None:
        raise BadFact(
            en=f"{rule} depends on the day. Say which day is asked about",
            da=f"{rule} afhænger af dagen. Sig, hvilken dag der spørges om",
        )
    return on


def as_text(value: JSON, *, name: str) -> str:
    """The value as text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise BadFact(en=f"{name} must be text in quotes", da=f"{name} skal være tekst i anførselstegn")
    return value.strip()


def as_list(value: JSON, *, name: str) -> Sequence[JSON]:
    """The value as a list."""
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        raise BadFact(en=f"{name} must be a list", da=f"{name} skal være en liste")
    return value


def as_facts(value: JSON, *, path: str = "") -> Facts:
    """The value as an object of facts."""
    if not isinstance(value, Mapping):
        where = path or "facts"
        raise BadFact(
            en=f"{where} must be an object with keys and values",
            da=f"{where} skal være et objekt med nøgler og værdier",
        )
    return Facts(value, path=path)
