"""When the acting municipality must have notice of an admission (serviceloven § 110, stk. 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hjemad.kernel.calendar import add_weekdays, is_weekday
from hjemad.law.facts import FactObject, as_facts
from hjemad.law.finding import Finding, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "notice-deadline"
NOTICE_WEEKDAYS = "sel.110.notice_weekdays"

# Days on which many offices are closed but which no text read calls holidays. They count as weekdays here,
# which gives the earlier and so the safer date; the other reading stands in the review.
CUSTOMARY_DAYS_OFF = ((5, 1), (6, 5), (12, 24), (12, 31))


@dataclass(frozen=True, slots=True)
class Reading:
    """The last day of the deadline under each reading of the word hverdag."""

    without_saturday: date
    with_saturday: date
    with_days_off: date


def notice_due(decided: date, *, weekdays: int, saturday_counts: bool) -> Reading:
    """The deadlines that many weekdays after the decision; the day of decision is day 0."""
    return Reading(
        without_saturday=add_weekdays(decided, weekdays),
        with_saturday=add_weekdays(decided, weekdays, saturday_counts=True),
        with_days_off=_due_with_days_off(decided, weekdays=weekdays, saturday_counts=saturday_counts),
    )


def decide_notice_deadline(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`due` is the last day for the notice, `due_if_saturday_counts` the date it is safe to send by.

    Facts: decided_on, the day of the decision on admission. The law is read as it stood that day.
    """
    decided = as_facts(facts).day("decided_on")
    parameter = law.parameter(NOTICE_WEEKDAYS)
    weekdays = parameter.on(decided)
    saturday_counts = settings.saturday_is_weekday == "yes"
    reading = notice_due(decided, weekdays=int(weekdays.value), saturday_counts=saturday_counts)
    due = reading.with_saturday if saturday_counts else reading.without_saturday
    return Finding(
        rule=RULE,
        on=on or decided,
        outcome="known",
        answer={
            "due": due.isoformat(),
            "due_if_saturday_counts": reading.with_saturday.isoformat(),
        },
        provisions=law.provisions(RULE, on=decided),
        parameters=(parameter.use(weekdays),),
        settings=settings.as_mapping("saturday_is_weekday"),
        review=tuple(_reviews(reading, due=due)),
        reasons=(
            Text(
                da=f"Handlekommunen skal orienteres senest {weekdays.value} hverdage efter afgørelsen om "
                f"optagelse. Dagen for afgørelsen tælles ikke med. Fristen er {due.isoformat()}.",
                en=f"The acting municipality must be informed at the latest {weekdays.value} weekdays after "
                f"the decision on admission. The day of decision is not counted. "
                f"The deadline is {due.isoformat()}.",
            ),
        ),
    )


def _reviews(reading: Reading, *, due: date) -> Iterator[Review]:
    if reading.with_saturday != reading.without_saturday:
        other = reading.without_saturday if due == reading.with_saturday else reading.with_saturday
        yield Review(
            "saturday",
            Text(
                da="Om lørdag tæller som hverdag, blev ikke fundet i loven. "
                f"Send senest {reading.with_saturday.isoformat()}, så er begge læsninger overholdt.",
                en="Whether Saturday counts as a weekday was not found in the law. "
                f"Send by {reading.with_saturday.isoformat()}, which keeps both readings.",
            ),
            {"due": other.isoformat()},
        )
    if reading.with_days_off != due:
        yield Review(
            "customary_days_off",
            Text(
                da="1. maj, 5. juni, 24. og 31. december tæller som hverdage, så fristen er den tidligste.",
                en="1 May, 5 June, 24 and 31 December count as weekdays: the deadline is the earliest.",
            ),
            {"due": reading.with_days_off.isoformat()},
        )


def _due_with_days_off(decided: date, *, weekdays: int, saturday_counts: bool) -> date:
    day, left = decided, weekdays
    while left:
        day += timedelta(days=1)
        is_off = (day.month, day.day) in CUSTOMARY_DAYS_OFF
        if is_weekday(day, saturday_counts=saturday_counts) and not is_off:
            left -= 1
    return day
