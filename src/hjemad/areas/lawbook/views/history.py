"""How a rule's number changed: one list of steps, drawn as a line and told in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext

from hjemad.areas.lawbook.views.words import Words
from hjemad.documents.step_line import Step, StepLine
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.law.parameters_reader import Parameter, load_law

# Where nothing is said of the time before the first value, this much of it is drawn.
YEARS_BEFORE = 2


@dataclass(frozen=True)
class History:
    """The line, and each step as a line of words: the days, what held, and whether it is the one shown."""

    line: StepLine
    title: str
    told: list[tuple[str, str, bool, bool]]

    @property
    def story(self) -> str:
        """The whole of it in sentences."""
        return " ".join(f"{days}: {label}." for days, label, _, _ in self.told)


def history_of(words: Words, *, on: date) -> History | None:
    """The history of the parameter the rule is drawn by; None where none is."""
    drawn = words.page.history
    if drawn is None:
        return None
    parameter = load_law().parameter(drawn.parameter)
    before = words.said(drawn.before) if drawn.before else ""
    steps = steps_of(parameter, before=before, words=words)
    is_today = on == clock.today()
    line = StepLine(
        steps=tuple(steps),
        day=on,
        day_label=gettext("Today") if is_today else formats.day(on, language=words.language),
        end_label=gettext("no last day known") if steps[-1].end is None else "",
    )
    told = [
        (
            _days(step, words=words, is_first=step is steps[0]),
            step.label,
            step.start <= on and (step.end is None or on < step.end),
            _known(step),
        )
        for step in steps
    ]
    return History(line, words.said(parameter.title), told)


def steps_of(parameter: Parameter, *, before: str, words: Words) -> list[Step]:
    """What held before the first value, then each value and each gap, oldest first."""
    values = [
        Step(
            start=value.in_force_from,
            end=value.in_force_to,
            label=words.quantity(value.value, unit=parameter.unit),
            note=gettext("from %(day)s") % {"day": formats.day(value.in_force_from, language=words.language)},
            height=number_in(value.value),
            is_word=number_in(value.value) is None,
        )
        for value in parameter.values
    ]
    gaps = [Step(gap.start, gap.end, formats.UNKNOWN[words.language]) for gap in parameter.gaps]
    steps = sorted([*values, *gaps], key=lambda step: step.start)
    first = steps[0].start
    begins = date(first.year - YEARS_BEFORE, 1, 1)
    label = before or gettext("nothing read")
    return [Step(begins, first, label, height=None, is_open=bool(before)), *steps]


def number_in(value: str) -> Decimal | None:
    """The value as a number; None for words and days of a year."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _known(step: Step) -> bool:
    return step.height is not None or step.is_word


def _days(step: Step, *, words: Words, is_first: bool) -> str:
    if step.end is None:
        return gettext("from %(day)s") % {"day": formats.day(step.start, language=words.language)}
    last = date.fromordinal(step.end.toordinal() - 1)
    if is_first:
        return gettext("until %(day)s") % {"day": formats.day(last, language=words.language)}
    return formats.days(step.start, last=last, language=words.language)
