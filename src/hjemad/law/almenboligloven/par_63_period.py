"""How long a transitional dwelling can be let: up to two years, later up to five (almenboligloven § 63).

The first day of the five years was not read, nor what became of leases that ran on that day: a setting, and
for those leases the answer is unknown with both last days shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hjemad.kernel.dates import add_years
from hjemad.law.facts import FactObject, Facts, as_facts
from hjemad.law.finding import JSON, Finding, Missing, Review, Text
from hjemad.law.parameters_reader import Law, Parameter, ParameterValue
from hjemad.law.settings import CHOICES, Settings

RULE = "transitional-period"
PERIOD_YEARS = "abl.63.period_years"
# The day the longer period was expected in force: the setting five_year_rule_from moves this step.
READ_FIRST_DAY_OF_FIVE = date(2023, 7, 1)
PRIVATE, SOCIAL = "private", "social"
RUNNING_AT_CHANGE = Missing(
    "running_at_change",
    Text(
        da="Om lejemål, der løb, da den længere periode begyndte, blev forlænget, er ikke læst.",
        en="Whether leases that ran when the longer period began were prolonged was not read.",
    ),
)
PRIVATE_UNREAD = Review(
    "private_period_unread",
    Text(
        da="At perioden også gælder private lejeboliger, er udledt. Det læste af § 57 a siger det ikke.",
        en="That the period also holds for private rentals is inferred. What was read of § 57 a does not say "
        "so.",
    ),
)
IF_ENDED = Text(
    da="Hvis lejemålet ikke blev forlænget, slutter det efter den periode, det begyndte under.",
    en="If the lease was not prolonged, it ends after the period it began under.",
)
IF_PROLONGED = Text(
    da="Hvis lejemålet blev forlænget, slutter det efter den længere periode.",
    en="If the lease was prolonged, it ends after the longer period.",
)
OTHER_FIRST_DAY = Text(
    da="Hvilken dag den længere periode begyndte, er ikke læst. Den anden dag giver et andet svar.",
    en="The day the longer period began was not read. The other day gives another answer.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The last day under one reading; `prolonged` is a later one where the lease ran at the change."""

    value: ParameterValue
    last_day: date
    prolonged: date | None

    def as_answer(self) -> dict[str, JSON]:
        """The last day, or that it is unknown."""
        if self.prolonged is not None:
            return {"outcome": "unknown"}
        return {"last_day": self.last_day.isoformat()}


def decide_transitional_period(
    facts: FactObject, *, on: date | None, law: Law, settings: Settings
) -> Finding:
    """`last_day` of the lease at the latest, and `max_years`; unknown for a lease that ran at the change.

    Facts: lease_start; dwelling (optional): social | private. Years are counted from the day the lease began.
    """
    given = as_facts(facts)
    start = given.day("lease_start")
    parameter = law.parameter(PERIOD_YEARS)
    chosen = reading(start, parameter, date.fromisoformat(settings.five_year_rule_from))
    is_known = chosen.prolonged is None
    answer: dict[str, JSON] = {}
    if is_known:
        answer = {"last_day": chosen.last_day.isoformat(), "max_years": int(chosen.value.value)}
    return Finding(
        rule=RULE,
        on=on or start,
        outcome="known" if is_known else "unknown",
        answer=answer,
        provisions=law.provisions(RULE, on=start),
        parameters=(parameter.use(chosen.value),),
        settings=settings.as_mapping("five_year_rule_from"),
        unknown=() if is_known else (RUNNING_AT_CHANGE,),
        review=tuple(_reviews(given, start, parameter, chosen=chosen, settings=settings)),
        reasons=(_reason(chosen),) if is_known else (),
    )


def reading(start: date, parameter: Parameter, first_day_of_five: date) -> Reading:
    """The last day of a lease begun on `start`, with the longer period beginning on that day.

    Raises NotInForce before the first day of which anything was read.
    """
    parameter.on(start)
    steps = [_step(one, first_day_of_five) for one in parameter.values]
    value = [one for first, one in steps if first <= start][-1]
    last_day = _last_day(start, value)
    later = next((one for first, one in steps if start < first <= last_day), None)
    return Reading(value, last_day, None if later is None else _last_day(start, later))


def _step(value: ParameterValue, first_day_of_five: date) -> tuple[date, ParameterValue]:
    is_moved = value.in_force_from == READ_FIRST_DAY_OF_FIVE
    return (first_day_of_five if is_moved else value.in_force_from), value


def _last_day(start: date, value: ParameterValue) -> date:
    return add_years(start, int(value.value)) - timedelta(days=1)


def _reviews(
    given: Facts, start: date, parameter: Parameter, *, chosen: Reading, settings: Settings
) -> Iterator[Review]:
    if chosen.prolonged is not None:
        yield Review("ends_as_begun", IF_ENDED, {"last_day": chosen.last_day.isoformat()})
        yield Review("prolonged", IF_PROLONGED, {"last_day": chosen.prolonged.isoformat()})
    for day in CHOICES["five_year_rule_from"].alternatives:
        other = reading(start, parameter, date.fromisoformat(day))
        if day != settings.five_year_rule_from and other != chosen:
            yield Review("five_year_rule_from", OTHER_FIRST_DAY, other.as_answer())
    if given.is_known("dwelling") and given.choice("dwelling", options=(SOCIAL, PRIVATE)) == PRIVATE:
        yield PRIVATE_UNREAD


def _reason(chosen: Reading) -> Text:
    years, day = chosen.value.value, chosen.last_day.isoformat()
    return Text(
        da=f"En udslusningsbolig kan højst lejes ud i {years} år. Den sidste dag er {day}.",
        en=f"A transitional dwelling can be let for at most {years} years. The last day is {day}.",
    )
