"""A finding of the law as the reader opens it: provision, numbers, choices, what is missing, other readings.

`opened` makes it from a `Finding`; a page that holds stored reasons builds a `Why` of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from hjemad.foundation.ui import formats, why_words
from hjemad.kernel.errors import Language
from hjemad.law.finding import JSON, Certainty, Finding, ParameterUse, Provision, Review
from hjemad.law.parameters_reader import load_law
from hjemad.law.settings import CHOICES


@dataclass(frozen=True)
class ProvisionLine:
    """Where it stands in the law, and when that text is in force."""

    text: str
    in_force: str
    certainty: Certainty


@dataclass(frozen=True)
class NumberLine:
    """A number of the law with the first day it holds; certainty None where it was not stored."""

    term: str
    value: str
    since: str
    source: str
    certainty: Certainty | None = None


@dataclass(frozen=True)
class ChoiceLine:
    """An open question of the law, and the reading that was chosen."""

    question: str
    reading: str


@dataclass(frozen=True)
class OtherReading:
    """Something a person must look at, and what the other answer would be."""

    text: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Why:
    """Everything an answer rests on, in the order shown. Facts are handed to the component beside it."""

    reasons: tuple[str, ...] = ()
    provisions: tuple[ProvisionLine, ...] = ()
    numbers: tuple[NumberLine, ...] = ()
    choices: tuple[ChoiceLine, ...] = ()
    missing: tuple[str, ...] = ()
    unresolved: tuple[OtherReading, ...] = ()


def opened(finding: Finding, *, language: Language) -> Why:
    """The finding in the reader's words."""
    return Why(
        reasons=tuple(reason.in_language(language) for reason in finding.reasons),
        provisions=tuple(provision_line(item, language=language) for item in finding.provisions),
        numbers=tuple(number_line(item, language=language) for item in finding.parameters),
        choices=choice_lines(finding.settings, language=language),
        missing=tuple(item.text.in_language(language) for item in finding.unknown),
        unresolved=tuple(_other_reading(item, language=language) for item in finding.review),
    )


def provision_line(provision: Provision, *, language: Language) -> ProvisionLine:
    """`serviceloven § 177, stk. 1, nr. 5`, with the days it is in force; unknown days are said."""
    begins, ends = provision.in_force_from, provision.in_force_to
    if begins is None:
        in_force = gettext("first day in force unknown")
    elif ends is None:
        in_force = gettext("in force from %(day)s") % {"day": formats.day(begins, language=language)}
    else:
        in_force = gettext("in force %(days)s") % {"days": formats.days(begins, last=ends, language=language)}
    act = provision.act[:1].upper() + provision.act[1:]
    return ProvisionLine(f"{act} {provision.paragraph}", in_force, provision.certainty)


def number_line(use: ParameterUse, *, language: Language) -> NumberLine:
    """The number with its title; a local value, which the law does not know, keeps its id as title."""
    known = load_law().parameters.get(use.id)
    return NumberLine(
        term=known.title.in_language(language) if known else use.id,
        value=why_words.quantity(use.value, unit=use.unit, language=language),
        since=gettext("from %(day)s") % {"day": formats.day(use.in_force_from, language=language)},
        source=use.source.in_language(language),
        certainty=use.certainty,
    )


def choice_lines(settings: Mapping[str, str], *, language: Language) -> tuple[ChoiceLine, ...]:
    """The open questions the answer depends on, each with the reading used."""
    return tuple(
        ChoiceLine(
            CHOICES[name].question.in_language(language) if name in CHOICES else name,
            why_words.reading(code, language=language),
        )
        for name, code in settings.items()
    )


def answers(values: Mapping[str, JSON], *, language: Language) -> tuple[tuple[str, str], ...]:
    """Answer keys and values in words."""
    return tuple(
        (why_words.answer_key(key), why_words.answer(key, value=value, language=language))
        for key, value in values.items()
    )


def _other_reading(review: Review, *, language: Language) -> OtherReading:
    return OtherReading(review.text.in_language(language), answers(review.alternative, language=language))
