"""A life line in words, in order of day: the text that stands for the drawing, and all of it on a phone."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from hjemad.documents.life_line import Form, LifeLine, Mark, MarkKind, Phase, Strand, Thing, day_of, end_of
from hjemad.documents.life_words import LifeWords

type Lives = Form | Literal["nothing"]


@dataclass(frozen=True)
class Entry:
    """One line. `lives` is where the person sleeps then (the left border); `now` is the line of today."""

    when: str
    label: str
    note: str = ""
    address: str = ""
    mark: MarkKind | None = None
    form: Form | None = None
    lives: Lives = "nothing"
    now: bool = False


@dataclass(frozen=True)
class LifeList:
    """What was and is known, and the duties and phases."""

    entries: tuple[Entry, ...]
    phases: tuple[Entry, ...]


def listed(line: LifeLine, *, words: LifeWords) -> LifeList:
    """Everything of the line in words; where something is known, a line of today among it."""
    things: list[Thing] = sorted([*line.strands, *line.marks], key=_order)
    past = [thing for thing in things if day_of(thing) <= line.today]
    coming = [thing for thing in things if day_of(thing) > line.today]
    here = [strand.label for strand in line.strands if _holds(strand, line.today, today=line.today)]
    now = Entry(
        when=words.now, label=", ".join(here) or words.unknown, lives=_lives(line, line.today), now=True
    )
    return LifeList(
        entries=(
            *(_entry(thing, line=line, words=words) for thing in past),
            *([now] if things else []),
            *(_entry(thing, line=line, words=words) for thing in coming),
        ),
        phases=tuple(_phase(phase, words=words) for phase in line.phases),
    )


def when(thing: Thing, *, words: LifeWords) -> str:
    """The day or days as both the drawing and the list say them."""
    return words.day(thing.on) if isinstance(thing, Mark) else words.days(thing.period)


def _entry(thing: Thing, *, line: LifeLine, words: LifeWords) -> Entry:
    text = when(thing, words=words)
    if isinstance(thing, Mark):
        lives = _lives(line, thing.on)
        return Entry(text, thing.label, thing.note, thing.address, mark=thing.kind, lives=lives)
    if isinstance(thing, Strand):
        return Entry(text, thing.label, thing.note, thing.address, form=thing.form, lives=thing.form)
    return _phase(thing, words=words)


def _phase(phase: Phase, *, words: LifeWords) -> Entry:
    return Entry(words.days(phase.period), phase.label, phase.note)


def _order(thing: Thing) -> tuple[date, bool, str]:
    return day_of(thing), isinstance(thing, Mark), thing.label


def _lives(line: LifeLine, day: date) -> Lives:
    return next((strand.form for strand in line.strands if _holds(strand, day, today=line.today)), "nothing")


def _holds(strand: Strand, day: date, *, today: date) -> bool:
    return strand.period.start <= day and (strand.period.end is None or day < end_of(strand, today=today))
