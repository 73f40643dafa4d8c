"""What the other readings of the law's open questions give, so that a choice is never hidden in a figure."""

from collections.abc import Callable, Iterator, Mapping

from hjemad.law.finding import JSON, Review, Text
from hjemad.law.settings import CHOICES, Settings

type Answer = Mapping[str, JSON]


def other_readings(
    *names: str, settings: Settings, answer: Answer, ask: Callable[[Settings], Answer]
) -> Iterator[Review]:
    """For each named question the first other reading that changes the answer, with the keys it changes."""
    for name in names:
        chosen = settings.as_mapping(name)[name]
        for other in CHOICES[name].alternatives:
            figures = ask(settings.with_values({name: other}))
            changed = {key: value for key, value in figures.items() if answer.get(key) != value}
            if changed:
                yield reading_review(name, chosen=chosen, other=other, changed=changed)
                break


def reading_review(name: str, *, chosen: str, other: str, changed: Answer) -> Review:
    """The question, which reading was used, and what another one gives instead."""
    question = CHOICES[name].question
    return Review(
        f"setting:{name}",
        Text(
            da=f"{question.da} Vi regner med {chosen}; {other} giver et andet tal.",
            en=f"{question.en} We use {chosen}; {other} gives another figure.",
        ),
        {name: other, **changed},
    )
