"""Pure: how long a shift lasts, what the log may say, who is beside whom, and the errors of that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hjemad.kernel.errors import AlreadyClosed, InputRejected


class ShiftOpen(AlreadyClosed):
    """One shift of a house at a time."""

    code = "shift_open"


class ShiftNotOpen(AlreadyClosed):
    """Nobody is on shift, or it was handed over meanwhile."""

    code = "shift_not_open"


class ShiftTooLong(InputRejected):
    """A shift, or a substitute's right, lasts hours, not days."""

    code = "shift_too_long"


class NotHappenedYet(InputRejected):
    """The log tells what has happened."""

    code = "not_happened_yet"


class PastAlready(InputRejected):
    """What is agreed lies ahead."""

    code = "past_already"


LONGEST_SHIFT = timedelta(hours=16)
# Before the round nobody is missing: people come home in the evening.
NOT_SEEN_FROM = time(23, 0)
_NIGHT_IS_OVER = time(12, 0)
LEAST_OF_A_ROUND = 3
PAUSE_OF_A_ROUND = timedelta(minutes=30)


def counts_not_seen(moment: datetime) -> bool:
    """From 23.00 until noon somebody nobody has seen is one who was not seen. `moment` in Danish time."""
    clock = moment.time()
    return clock >= NOT_SEEN_FROM or clock < _NIGHT_IS_OVER


@dataclass(frozen=True)
class Round:
    """Somebody went through the house: how many they saw, and when the last of them was."""

    at: datetime
    by: str
    seen: int


def rounds(sightings: Iterable[tuple[datetime, str]]) -> list[Round]:
    """The rounds among (moment, who saw), newest first.

    A round is one worker who saw at least `LEAST_OF_A_ROUND`, never with more than `PAUSE_OF_A_ROUND` between
    two of them. A single tap at the door is none.
    """
    by_worker: dict[str, list[datetime]] = {}
    for at, by in sorted(sightings):
        by_worker.setdefault(by, []).append(at)
    found: list[Round] = []
    for by, moments in by_worker.items():
        run: list[datetime] = []
        for at in moments:
            if run and at - run[-1] > PAUSE_OF_A_ROUND:
                found += _round(run, by=by)
                run = []
            run.append(at)
        found += _round(run, by=by)
    return sorted(found, key=lambda one: (one.at, one.by), reverse=True)


def _round(moments: Sequence[datetime], *, by: str) -> list[Round]:
    return [Round(moments[-1], by, len(moments))] if len(moments) >= LEAST_OF_A_ROUND else []


def check_shift(began_at: datetime, *, ends_at: datetime) -> None:
    """Raises `ShiftTooLong` for an end that is no end of a shift."""
    if not began_at < ends_at <= began_at + LONGEST_SHIFT:
        raise ShiftTooLong(
            en="A shift ends at most 16 hours from now. Write another hour",
            da="En vagt slutter senest 16 timer fra nu. Skriv et andet klokkeslæt",
        )


def check_happened(happened_at: datetime, *, at: datetime) -> None:
    """Raises `NotHappenedYet` for a moment after now."""
    if happened_at > at:
        raise NotHappenedYet(
            en="That hour has not come yet. Write when it happened",
            da="Det tidspunkt er ikke kommet endnu. Skriv, hvornår det skete",
        )


def shift_open() -> ShiftOpen:
    """Join it, or hand it over first."""
    return ShiftOpen(
        en="A shift is under way already. Join it, or hand it over first",
        da="Der er allerede en vagt i gang. Kom med på den, eller aflever den først",
    )


def shift_not_open() -> ShiftNotOpen:
    """The page was older than what is so."""
    return ShiftNotOpen(
        en="The shift has been handed over meanwhile. Open the page again, and see who is on shift now",
        da="Vagten er afleveret imens. Åbn siden igen, og se, hvem der er på vagt nu",
    )


def words_needed() -> InputRejected:
    """A line says something."""
    return InputRejected(
        en="Write a few words. Nothing is saved without them",
        da="Skriv et par ord. Intet bliver gemt uden dem",
    )


def line_reason_needed() -> InputRejected:
    """Why a line is struck."""
    return InputRejected(
        en="Write why the line is struck. The line and the reason can both be read afterwards",
        da="Skriv, hvorfor linjen streges. Både linjen og begrundelsen kan læses bagefter",
    )


def outcome_needed() -> InputRejected:
    """An incident is closed with what came of it."""
    return InputRejected(
        en="Write what came of it. An incident is closed with that",
        da="Skriv, hvad der kom ud af det. Med det lukkes en hændelse",
    )


def check_to_come(moment: datetime, *, at: datetime) -> None:
    """Raises `PastAlready` for a moment before now."""
    if moment < at:
        raise PastAlready(
            en="That is past already. Write a day and an hour to come",
            da="Det er allerede forbi. Skriv en dag og et klokkeslæt, der kommer",
        )


def same_person_twice() -> InputRejected:
    """Nobody is beside themselves."""
    return InputRejected(en="Choose two different citizens", da="Vælg to forskellige borgere")


def neighbours(labels: Sequence[str], *, of: str) -> set[str]:
    """The places on either side of a place, where `labels` are a department's in order."""
    if of not in labels:
        return set()
    here = labels.index(of)
    return set(labels[max(0, here - 1) : here + 2]) - {of}


def first_sentence(words: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the rest: a line's heading and what follows it."""
    line, _, below = words.strip().partition("\n")
    head, stop, rest = line.partition(". ")
    return head.removesuffix("."), " ".join(part for part in (rest if stop else "", below.strip()) if part)


def nobody_of_that_name() -> InputRejected:
    """The user name is exact or it is nobody's."""
    return InputRejected(
        en="Nobody who can sign in has that user name. Look again, or make a new user for the shift",
        da="Ingen, der kan logge på, har det brugernavn. Se efter, eller lav en ny bruger til vagten",
    )


def works_here_already() -> AlreadyClosed:
    """They need no substitute's right."""
    return AlreadyClosed(
        en="That user works here already and can sign in. Nothing was changed",
        da="Den bruger arbejder her allerede og kan logge på. Intet blev ændret",
    )
