"""What is said about moving on, in the reader's words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from hjemad.areas.shelters.forms.wishes import ANSWERS, MISSING, WHO_CAN
from hjemad.areas.shelters.models import MissingKind, MoveAnswer, SaidBy, WhoCan
from hjemad.areas.shelters.reads.wishes import Missing, Said, Wishes
from hjemad.areas.shelters.tables.wishes import Moving


@dataclass(frozen=True)
class SaidLine:
    """One side's word as a page shows it."""

    who: str
    answer: str
    words: str
    since: date
    written_by: str


@dataclass(frozen=True)
class MissingLine:
    """One thing that is missing, and who can do it."""

    what: str
    who_can: str
    since: date


@dataclass(frozen=True)
class WishesShown:
    """The section of a page. `sentence` is empty while nobody wishes to move."""

    sentence: str
    said: list[SaidLine]
    missing: list[MissingLine]
    there: list[MissingLine]


def shown_wishes(found: Wishes) -> WishesShown:
    """Both sides' words, what is missing with who can do it, and what came."""
    return WishesShown(
        sentence=sentence(found),
        said=[_said(one) for one in found.said],
        missing=[_missing(one, since=one.since) for one in found.missing],
        there=[_missing(one, since=one.there_on or one.since) for one in found.there],
    )


def sentence(found: Wishes) -> str:
    """`Ønsker at flytte; mangler kun to ting`; empty while nobody wishes to move."""
    if not found.wishes:
        return ""
    missing = len(found.missing)
    if not missing:
        return gettext("Wishes to move; nothing is missing that we know of")
    return ngettext(
        "Wishes to move; only %(n)d thing is missing",
        "Wishes to move; only %(n)d things are missing",
        missing,
    ) % {"n": missing}


def in_short(found: Moving | None) -> str:
    """The same in one line of the board: one thing that is missing is named."""
    if found is None:
        return ""
    if found.missing == 1:
        one = found.detail if found.kind == MissingKind.OTHER else str(MISSING[MissingKind(found.kind)])
        return gettext("Wishes to move; only missing: %(what)s") % {"what": one}
    if not found.missing:
        return gettext("Wishes to move; nothing is missing that we know of")
    return ngettext(
        "Wishes to move; only %(n)d thing is missing",
        "Wishes to move; only %(n)d things are missing",
        found.missing,
    ) % {"n": found.missing}


def thing(one: Missing) -> str:
    """What is missing: `en plan`, `depositum: 8.000 kr.`."""
    if one.kind == MissingKind.OTHER:
        return one.detail
    name = str(MISSING[MissingKind(one.kind)])
    return f"{name}: {one.detail}" if one.detail else name


def _said(one: Said) -> SaidLine:
    who = gettext("The citizen") if one.said_by == SaidBy.PERSON else gettext("The house")
    return SaidLine(who, str(ANSWERS[MoveAnswer(one.answer)]), one.words, one.since, one.written_by)


def _missing(one: Missing, *, since: date) -> MissingLine:
    return MissingLine(thing(one), str(WHO_CAN[WhoCan(one.who_can)]), since)
