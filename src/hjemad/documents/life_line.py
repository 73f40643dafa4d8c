"""A person's way in time as one object: where they sleep, what happened, which duties run.

The drawing (`life_drawing`) and the text (`life_list`) are both made from a `LifeLine`: they cannot differ.
An area offers its part with a query `timeline(actor, *, record_ids, known_at=None) -> Part`: only what this
actor may see, in the reader's words, without names of persons; `known_at` gives it as it was known at that
moment. `line_of` joins the parts. What a part leaves out is nowhere: the line knows nothing of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hjemad.kernel.periods import Period

# Where somebody sleeps. The order is that of the legend.
type Form = Literal[
    "guest",  # with family, friends, acquaintances
    "street",
    "night_cafe",
    "institution",  # hospital, treatment, prison
    "shelter",
    "leave",  # the place in the shelter is kept
    "home",
    "dwelling",  # a place under §§ 107-108, or a transitional dwelling
    "planned",
]
FORMS: tuple[Form, ...] = (
    "guest",
    "street",
    "night_cafe",
    "institution",
    "shelter",
    "leave",
    "home",
    "dwelling",
    "planned",
)

# What happened, or must happen, on one day.
type MarkKind = Literal[
    "meeting",
    "meeting_unnamed",  # before a name was known
    "notice",  # between authorities
    "decided",  # a plan or a decision is made
    "missing",  # a plan or a decision that waits for somebody
    "dwelling_yes",
    "dwelling_no",  # declined; the person stays on the list
    "cause",  # a loss: eviction, a tenancy that ended, a place that was not given
    "moves_home",
    "left",  # a stay ended otherwise
]
MARKS: tuple[MarkKind, ...] = (
    "meeting",
    "meeting_unnamed",
    "notice",
    "decided",
    "missing",
    "dwelling_yes",
    "dwelling_no",
    "cause",
    "moves_home",
    "left",
)

# A duty or a phase: fulfilled, running, or not begun.
type PhaseState = Literal["done", "open", "planned"]

# What is older stands in a list above the drawing.
DRAWN_YEARS = 3


@dataclass(frozen=True)
class Mark:
    """Something on one day: what in `label`, more in `note` for the list, its page in `address`.

    `who` is whom it waits for, where it waits.
    """

    kind: MarkKind
    on: date
    label: str
    note: str = ""
    address: str = ""
    who: str = ""


@dataclass(frozen=True)
class Strand:
    """Where a person sleeps in a period; still open where nothing is known of its end."""

    form: Form
    period: Period
    label: str
    note: str = ""
    address: str = ""


@dataclass(frozen=True)
class Phase:
    """A duty or phase that is the citizen's own, with its outcome in `label`; a bar below the line.

    `who` is whom it waits for while it is open.
    """

    state: PhaseState
    period: Period
    label: str
    note: str = ""
    who: str = ""


@dataclass(frozen=True)
class Part:
    """What one area offers to the line."""

    strands: tuple[Strand, ...] = ()
    marks: tuple[Mark, ...] = ()
    phases: tuple[Phase, ...] = ()


@dataclass(frozen=True)
class LifeLine:
    """The whole line as one reader may see it, in order of day. `today` may be the day it was known at."""

    today: date
    strands: tuple[Strand, ...]
    marks: tuple[Mark, ...]
    phases: tuple[Phase, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing is known yet."""
        return not (self.strands or self.marks or self.phases)

    @property
    def first(self) -> date:
        """The first day anything is known of; today where nothing is."""
        return min([self.today, *self._starts])

    @property
    def last(self) -> date:
        """The last day of what is drawn, today included; a phase may go on beyond the edge."""
        return max(
            [
                self.today,
                *(mark.on for mark in self.marks),
                *(s.period.end or self.today for s in self.strands),
            ]
        )

    @property
    def drawn_from(self) -> date:
        """The first day of the drawing; what ended before it stands in the list above."""
        oldest = date(self.today.year - DRAWN_YEARS, self.today.month, 1)
        return max(oldest, self.first.replace(day=1))

    @property
    def older(self) -> "LifeLine":
        """What lies wholly before the drawing."""
        return self._where(lambda thing: _ends_before(thing, self.drawn_from, self.today))

    @property
    def drawn(self) -> "LifeLine":
        """What the drawing holds: everything that is not older."""
        return self._where(lambda thing: not _ends_before(thing, self.drawn_from, self.today))

    def _where(self, holds: "Callable[[Thing], bool]") -> "LifeLine":
        return LifeLine(
            self.today,
            tuple(filter(holds, self.strands)),
            tuple(filter(holds, self.marks)),
            tuple(filter(holds, self.phases)),
        )

    @property
    def _starts(self) -> list[date]:
        things: list[Thing] = [*self.strands, *self.phases, *self.marks]
        return [day_of(thing) for thing in things]


type Thing = Mark | Strand | Phase


def line_of(parts: Iterable[Part], *, today: date) -> LifeLine:
    """The parts as one line. Equal things that two records tell are one."""
    gathered = list(parts)
    return LifeLine(
        today=today,
        strands=_in_order(strand for part in gathered for strand in part.strands),
        marks=_in_order(mark for part in gathered for mark in part.marks),
        phases=_in_order(phase for part in gathered for phase in part.phases),
    )


def day_of(thing: Thing) -> date:
    """The day on which it happens or begins."""
    return thing.on if isinstance(thing, Mark) else thing.period.start


def end_of(thing: Strand | Phase, *, today: date) -> date:
    """The day it ends; what is open lasts until today."""
    end = thing.period.end
    return max(today, thing.period.start) if end is None else end


def _in_order[T: Mark | Strand | Phase](things: Iterable[T]) -> tuple[T, ...]:
    once = dict.fromkeys(things)
    return tuple(sorted(once, key=_order))


def _order(thing: Mark | Strand | Phase) -> tuple[date, str]:
    return day_of(thing), thing.label


def _ends_before(thing: Thing, day: date, today: date) -> bool:
    return (thing.on if isinstance(thing, Mark) else end_of(thing, today=today)) < day
