"""Answers to tomorrow's questions, in the reader's words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.forms.questions import (
    ALONG_WORDS,
    CHILDREN,
    CONTACT_WORDS,
    LANGUAGE_WORDS,
    NO_ANSWER,
    NOBODY,
    SLEPT_WORDS,
)
from hjemad.areas.shelters.models import AnswerState, StayAnswer
from hjemad.areas.shelters.reads.asked import (
    ALONG,
    CONTACT,
    LANGUAGE,
    MUNICIPALITY,
    NAME,
    NUMBER,
    OF_THE_PERSON,
    QUESTIONS,
    SLEPT,
)

# What each question is about, in a few words: for lists of what is still open.
ABOUT = {
    NAME: gettext_lazy("name"),
    NUMBER: gettext_lazy("CPR number or birth date"),
    MUNICIPALITY: gettext_lazy("municipality"),
    SLEPT: gettext_lazy("where they slept before"),
    CONTACT: gettext_lazy("whom to call"),
    ALONG: gettext_lazy("children and animals"),
    LANGUAGE: gettext_lazy("language"),
}
TITLES = {
    NAME: gettext_lazy("Name"),
    NUMBER: gettext_lazy("CPR number"),
    MUNICIPALITY: gettext_lazy("Municipality"),
    SLEPT: gettext_lazy("Slept before"),
    CONTACT: gettext_lazy("Whom to call"),
    ALONG: gettext_lazy("Children, animals"),
    LANGUAGE: gettext_lazy("Language"),
}
_WORDS = {SLEPT: SLEPT_WORDS, CONTACT: CONTACT_WORDS, ALONG: ALONG_WORDS, LANGUAGE: LANGUAGE_WORDS}
_NO_FIELD = {NAME: "name_no", NUMBER: "number_no", MUNICIPALITY: "municipality_no", CONTACT: "contact_no"}


@dataclass(frozen=True)
class Line:
    """One answer as a page shows it, with who wrote it when."""

    question: str
    title: str
    words: str
    by: str
    at: datetime


def lines(answers: Mapping[str, StayAnswer], *, known: Collection[str]) -> list[Line]:
    """The answers in the order of the questions. What is `known` and whom to call stand apart."""
    return [
        Line(one.question, str(TITLES[one.question]), _said(one), one.recorded_by.full_name, one.recorded_at)
        for question in QUESTIONS
        if question not in known
        and (one := answers.get(question))
        and not (question == CONTACT and one.chosen == "named")
    ]


def about(questions: tuple[str, ...]) -> str:
    """`navn, kommune og sprog`: what is still to be asked."""
    named = [str(ABOUT[one]) for one in questions]
    if len(named) < 2:
        return "".join(named)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(named[:-1]), "last": named[-1]}


def initial(one: StayAnswer | None) -> dict[str, Any]:
    """The fields of the question that is answered anew hold what was answered."""
    if one is None:
        return {}
    if one.question in OF_THE_PERSON or (one.question == CONTACT and one.state != AnswerState.ANSWERED):
        return {_NO_FIELD[one.question]: one.state}
    chosen = one.chosen.split(",") if one.chosen else [one.state]
    if one.question == CONTACT:
        return {"contact_no": NOBODY if NOBODY in chosen else ""}
    if one.question == SLEPT:
        return {SLEPT: chosen[0]}
    return {one.question: chosen, "children": one.number, "ages": one.ages}


def _said(one: StayAnswer) -> str:
    if one.state != AnswerState.ANSWERED:
        return str(NO_ANSWER[one.state])
    words = _WORDS.get(one.question, {})
    said = [str(words.get(code, code)) for code in one.chosen.split(",")]
    if CHILDREN in one.chosen.split(","):
        more = [str(one.number)] if one.number is not None else []
        more += [gettext("%(ages)s years") % {"ages": one.ages}] if one.ages else []
        said = [
            f"{word}: {', '.join(more)}" if word == str(ALONG_WORDS[CHILDREN]) and more else word
            for word in said
        ]
    return ", ".join(said)
