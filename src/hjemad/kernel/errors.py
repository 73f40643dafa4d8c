"""One tree of errors. Each has a code, an exit code and two texts: Danish for users, English for logs.

No text and no context value holds personal data: no name, number, date or note of a person.
A text says what happened and what to do next; it has no final full stop, so it can stand beside a field.
"""

from datetime import date
from typing import ClassVar, Literal, Self

Language = Literal["da", "en"]


class HjemadError(Exception):
    """Something the reader can be told about in two languages; on its own it is a defect of ours.

    `context` holds ids, codes and counts for logs, never values of a person field.
    Raises TypeError where one of the texts is missing.
    """

    code: ClassVar[str] = "hjemad"
    exit_code: ClassVar[int] = 70

    en: str
    da: str
    context: dict[str, object]

    def __init__(self, *, en: str, da: str, **context: object) -> None:
        if not (en and da):
            raise TypeError("an error carries both its texts")
        super().__init__(en)
        self.en = en
        self.da = da
        self.context = context

    def text(self, language: Language) -> str:
        """The sentence for the reader, in the language asked for."""
        return self.da if language == "da" else self.en

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders (parallel runs, parallel tests). Exception's own way calls the class
        # with the positional arguments, which a keyword-only constructor refuses.
        return _rebuilt, (type(self), self.__dict__.copy())


def _rebuilt(cls: type[HjemadError], state: dict[str, object]) -> HjemadError:
    error = cls.__new__(cls, state["en"])
    error.__dict__.update(state)
    return error


class WrongUsage(HjemadError):
    """A command, setting or environment is used in a way it cannot be."""

    code = "wrong_usage"
    exit_code = 2


class InputRejected(HjemadError):
    """What was given cannot be used; nothing was written."""

    code = "input_rejected"
    exit_code = 3


class BadDate(InputRejected):
    """Not a date, or a day that no calendar has."""

    code = "bad_date"


class PeriodReversed(InputRejected):
    """A period whose end lies before its start."""

    code = "period_reversed"

    @classmethod
    def standard(cls) -> Self:
        """The error in the words used everywhere: no dates, since they may be a person's."""
        return cls(
            en="The last day is before the first. Check the two dates, and write the earlier one first",
            da="Slutdatoen ligger før startdatoen. Se efter i de to datoer, og skriv den tidligste først",
        )


class PeriodOpen(InputRejected):
    """A length was asked of a period that has not ended."""

    code = "period_open"

    @classmethod
    def standard(cls) -> Self:
        """The error in the words used everywhere."""
        return cls(
            en="The period has no end yet, so its nights cannot be counted. Say as of which day to count",
            da="Perioden er ikke slut, så dens nætter kan ikke tælles. Sig, pr. hvilken dag der skal tælles",
        )


class BadAmount(InputRejected):
    """Not an amount in kroner that is exact to half an øre."""

    code = "bad_amount"


class BadPersonNumber(InputRejected):
    """Not a CPR number. Never repeats what was given."""

    code = "bad_person_number"


class UnknownMunicipality(InputRejected):
    """Not the code of one of the 98 municipalities."""

    code = "unknown_municipality"


class BadQuarter(InputRejected):
    """Not a quarter of a year."""

    code = "bad_quarter"


class OutcomeUnknown(HjemadError):
    """The answer cannot be given: law, a parameter or a fact is missing. Never turned into 0 or no."""

    code = "outcome_unknown"
    exit_code = 4


class NotInForce(OutcomeUnknown):
    """A parameter has no known value on the day asked; `first_known` and `last_known` bound what is known.

    `last_known` is the last day with a known value, None when the last value still holds; `first_known`
    is None when no value is known at all.
    """

    code = "not_in_force"

    def __init__(
        self, parameter: str, *, day: date, first_known: date | None, last_known: date | None
    ) -> None:
        known_en, known_da = _known_span(first_known, last_known)
        super().__init__(
            en=f"{parameter} has no known value on {day.isoformat()} ({known_en}). "
            "Enter the value with its source, or ask about a day with a known value",
            da=f"{parameter} har ingen kendt værdi den {day.isoformat()} ({known_da}). "
            "Indtast værdien med kilde, eller spørg om en dag med en kendt værdi",
            parameter=parameter,
            day=day,
            first_known=first_known,
            last_known=last_known,
        )
        self.parameter = parameter
        self.day = day
        self.first_known = first_known
        self.last_known = last_known


def _known_span(first: date | None, last: date | None) -> tuple[str, str]:
    """What is known, in English and Danish."""
    if first is None:
        return "no value is known", "ingen værdi er kendt"
    if last is None:
        return f"known from {first}", f"kendt fra {first}"
    return f"known from {first} to {last}", f"kendt fra {first} til {last}"


class MissingFact(OutcomeUnknown):
    """A fact the rule needs was not given; `name` is the key of the fact, never its value."""

    code = "missing_fact"

    def __init__(self, name: str) -> None:
        super().__init__(
            en=f"The fact {name} is missing, so there is no answer yet. Add {name} and ask again",
            da=f"Oplysningen {name} mangler, så der er intet svar endnu. Tilføj {name}, og spørg igen",
            name=name,
        )
        self.name = name


class Conflict(HjemadError):
    """What was asked clashes with what is already written; nothing was changed."""

    code = "conflict"
    exit_code = 3


class StayOverlaps(Conflict):
    """Two stays want the same person or the same place in the same night."""

    code = "stay_overlaps"


class AlreadyClosed(Conflict):
    """What was to be closed or changed is closed already."""

    code = "already_closed"
