"""The five questions asked most, and the rule that answers each."""

from dataclasses import dataclass

from hjemad.law.finding import Text


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a caseworker asks it, and the rule whose calculator answers."""

    rule: str
    text: Text


QUESTIONS = (
    Question(
        "shelter-refund-nights",
        Text(da="Giver opholdet statsrefusion?", en="Is the stay refunded by the State?"),
    ),
    Question("shelter-refund-nights", Text(da="Og til hvornår?", en="And until when?")),
    Question(
        "municipal-discharge",
        Text(da="Hvad mangler, før borgeren kan flytte?", en="What is missing before the citizen can move?"),
    ),
    Question("notice-deadline", Text(da="Hvornår skal der orienteres?", en="When must notice be given?")),
    Question("appealable", Text(da="Kan afgørelsen påklages?", en="Can the decision be appealed?")),
)
