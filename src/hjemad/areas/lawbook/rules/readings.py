"""Where another reading of an open question would give another answer to the same facts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hjemad.kernel.errors import HjemadError
from hjemad.law.case_table import same_value
from hjemad.law.finding import JSON, Finding
from hjemad.law.settings import CHOICES, Settings


@dataclass(frozen=True, slots=True)
class Differs:
    """A reading that was not used, and the keys of the answer it would change, with what they would be."""

    setting: str
    reading: str
    answer: Mapping[str, JSON]


def that_differ(
    finding: Finding, *, settings: Settings, ask: Callable[[Settings], Finding]
) -> Iterator[Differs]:
    """Each other reading of the questions the answer depends on, where it changes something."""
    for name, used in finding.settings.items():
        for reading in CHOICES[name].alternatives:
            if reading != used:
                changed = _changed(finding, settings=settings.with_values({name: reading}), ask=ask)
                if changed:
                    yield Differs(name, reading, changed)


def _changed(
    finding: Finding, *, settings: Settings, ask: Callable[[Settings], Finding]
) -> Mapping[str, JSON]:
    try:
        other = ask(settings)
    except HjemadError:
        return {}  # a reading that cannot be asked about these facts says nothing about them
    return {
        key: value
        for key, value in other.answer.items()
        if key not in finding.answer or not same_value(value, finding.answer[key])
    }
