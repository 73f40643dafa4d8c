"""Which questions there are about a stay, in which order, and what is left to ask."""

from collections.abc import Collection
from dataclasses import dataclass

from hjemad.areas.shelters.models import Question
from hjemad.kernel.errors import Conflict, InputRejected

# In the order of what they unblock.
QUESTIONS = tuple(one.value for one in Question)
NAME, NUMBER, MUNICIPALITY, SLEPT, CONTACT, ALONG, LANGUAGE = QUESTIONS
# Answered by what stands with the person; an answer of the stay only says that there is none to get.
OF_THE_PERSON = (NAME, NUMBER, MUNICIPALITY)


@dataclass(frozen=True)
class Answer:
    """What was answered to one question: `state` answered with the codes chosen, unknown or declined.

    `number` and `ages` are the children who came along.
    """

    question: str
    state: str
    chosen: tuple[str, ...] = ()
    number: int | None = None
    ages: str = ""


def open_questions(
    answered: Collection[str], *, name: bool, number: bool, municipality: bool
) -> tuple[str, ...]:
    """What nobody has asked yet: neither known of the person nor answered, were it with *will not say*."""
    known = {
        question
        for question, is_known in ((NAME, name), (NUMBER, number), (MUNICIPALITY, municipality))
        if is_known
    }
    return tuple(one for one in QUESTIONS if one not in known and one not in answered)


class AnsweredMeanwhile(Conflict):
    """A colleague has answered the same question otherwise while the page was open."""

    code = "answered_meanwhile"


class NoYes(InputRejected):
    """Somebody is named to be called, and the person has not said yes to it."""

    code = "no_yes"


def answered_meanwhile() -> AnsweredMeanwhile:
    """Both answers are kept: theirs is saved, this one still stands in the form."""
    return AnsweredMeanwhile(
        en="A colleague has answered this meanwhile. Open the page again, and see if the answer is right",
        da="En kollega har svaret på dette imens. Åbn siden igen, og se, om svaret er rigtigt",
    )


def contact_needs_a_yes() -> NoYes:
    """Nobody is written down to be called without the person's word."""
    return NoYes(
        en="Ask the citizen first. Nobody is kept to be called without their yes",
        da="Spørg borgeren først. Vi gemmer ingen at ringe til uden et ja",
    )


def other_says_what() -> InputRejected:
    """*Something else* is missing, and nobody wrote what."""
    return InputRejected(en="Write what is missing", da="Skriv, hvad der mangler")
