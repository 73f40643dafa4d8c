"""Until when a municipality decides by its own published time limits (retssikkerhedsloven § 3).

There is no national number: each council publishes limits per field, and must write when it cannot keep one.
The limits are facts of the municipality, dated and with their source; without one the answer is unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hjemad.law.deadlines import months_on, no_weekday_reviews
from hjemad.law.facts import BadFact, FactObject, Facts, as_facts, day_asked
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "case-time-limits"
TIME_LIMITS = "rsl.3.time_limits"
LENGTHS = ("days", "weeks", "months")
RUNNING, MUST_WRITE, WRITTEN = "running", "must_write", "written"
IN_TIME, LATE = "decided_in_time", "decided_late"
NO_LIMIT = Missing(
    "municipal_limit",
    Text(
        da="Kommunens egen frist for området den dag, sagen kom, er ikke indtastet. Indtast den med kilde.",
        en="The municipality's own limit of the field on the day the case came is not entered. Enter it with "
        "its source.",
    ),
)
COUNTED_FROM = Review(
    "counted_from_received",
    Text(
        da="Fristen er regnet fra den dag, sagen kom. Se efter i kommunens egen tekst, hvad den regnes fra.",
        en="The limit is counted from the day the case came. Check in the municipality's own text what it is "
        "counted from.",
    ),
)
LATE_WITHOUT_WORD = Review(
    "late_without_writing",
    Text(
        da="Sagen blev afgjort efter fristen, og der er ikke skrevet til personen før afgørelsen.",
        en="The case was decided after the limit, and nobody wrote to the person before the decision.",
    ),
)
REASONS = {
    RUNNING: Text(
        da="Kommunens egen frist er ikke udløbet.", en="The municipality's own limit has not run out."
    ),
    MUST_WRITE: Text(
        da="Kommunen kan ikke holde sin egen frist og skal skrive det til personen.",
        en="The municipality can not keep its own limit and must write so to the person.",
    ),
    WRITTEN: Text(
        da="Kommunen kan ikke holde sin egen frist og har skrevet det til personen.",
        en="The municipality can not keep its own limit and has written so to the person.",
    ),
    IN_TIME: Text(da="Sagen er afgjort inden for fristen.", en="The case was decided within the limit."),
    LATE: Text(da="Sagen er afgjort efter fristen.", en="The case was decided after the limit."),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A published limit: so many days, weeks or months, from a day, as its source says."""

    field: str
    number: int
    unit: str
    first: date
    source: str

    def due(self, received: date) -> date:
        """The last day for a case that came on that day."""
        if self.unit == "months":
            return months_on(received, self.number)
        return received + timedelta(**{self.unit: self.number})

    def use(self) -> ParameterUse:
        """The mark a Finding carries: a local value with the municipality's own source."""
        name, source = f"{TIME_LIMITS}.{self.field}", Text.alike(self.source)
        return ParameterUse(name, str(self.number), self.unit, self.first, source, "local")


@dataclass(frozen=True, slots=True)
class Handled:
    """What has happened in the case until the day asked about; None: not yet."""

    decided: date | None
    told: date | None
    expected: date | None


def decide_case_time_limits(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`limit_due`, the last day by the municipality's own limit, `must_write`, and `state` that day.

    State: running | must_write | written | decided_in_time | decided_late. Facts: field; received; limits
    [{field, days or weeks or months, from, to (optional, exclusive), source}]; decided_on, told_on (the
    person was written to) and expected_on (when the decision is now expected), each null or absent while it
    has not happened. What happened after the day asked about has not happened yet.
    """
    del settings
    day, given = day_asked(on, rule=RULE), as_facts(facts)
    field, received = given.text("field"), given.day("received")
    handled = _handled(given, received=received, day=day)
    parameter = law.parameter(TIME_LIMITS)
    value = parameter.on(received)
    used = parameter.use(value)
    limit = _limit(given, field=field, received=received)
    if limit is None:
        return _finding(day, law=law, used=(used,), answer={}, unknown=(NO_LIMIT,))
    due = limit.due(received)
    state = _state(handled, due=due, day=day)
    return _finding(
        day,
        law=law,
        used=(used, limit.use()),
        answer={"limit_due": due.isoformat(), "state": state, "must_write": state == MUST_WRITE},
        review=tuple(_reviews(handled, state=state, due=due)),
        reasons=(REASONS[state],),
    )


def _finding(
    day: date,
    *,
    law: Law,
    used: tuple[ParameterUse, ...],
    answer: dict[str, JSON],
    unknown: tuple[Missing, ...] = (),
    review: tuple[Review, ...] = (),
    reasons: tuple[Text, ...] = (),
) -> Finding:
    return Finding(
        rule=RULE,
        on=day,
        outcome="unknown" if unknown else "known",
        answer={"national_limit": None, **answer},
        provisions=law.provisions(RULE, on=day),
        parameters=used,
        unknown=unknown,
        review=review,
        reasons=reasons,
    )


def _state(handled: Handled, *, due: date, day: date) -> str:
    if handled.decided is not None:
        return IN_TIME if handled.decided <= due else LATE
    expected_late = handled.expected is not None and handled.expected > due
    if day <= due and not expected_late:
        return RUNNING
    return MUST_WRITE if handled.told is None else WRITTEN


def _reviews(handled: Handled, *, state: str, due: date) -> Iterator[Review]:
    yield COUNTED_FROM
    told, decided = handled.told, handled.decided
    if state == LATE and (told is None or decided is None or told >= decided):
        yield LATE_WITHOUT_WORD
    yield from no_weekday_reviews(due, key="limit_due")


def _handled(given: Facts, *, received: date, day: date) -> Handled:
    for key in ("decided_on", "told_on", "expected_on"):
        if given.is_known(key) and given.day(key) < received:
            raise BadFact(
                en=f"{key} lies before received, the day the case came",
                da=f"{key} ligger før received, den dag sagen kom",
            )
    decided, told = given.day_or_none("decided_on"), given.day_or_none("told_on")
    return Handled(
        decided=decided if decided is not None and decided <= day else None,
        told=told if told is not None and told <= day else None,
        expected=given.day_or_none("expected_on"),
    )


def _limit(given: Facts, *, field: str, received: date) -> Limit | None:
    """The limit of the field on the day the case came; InputRejected names two that both hold that day."""
    found: list[tuple[str, Limit]] = []
    for entry in given.several("limits"):
        period = entry.period("from", "to")
        if entry.text("field") == field and period.contains(received):
            number, unit = _length(entry)
            limit = Limit(field, number, unit, period.start, entry.text("source"))
            found.append((entry.path, limit))
    if len(found) > 1:
        names = " and ".join(path for path, _ in found)
        raise BadFact(
            en=f"{names} are limits of the same field on the same day. Keep one",
            da=f"{names} er frister for samme område samme dag. Behold én",
        )
    return found[0][1] if found else None


def _length(entry: Facts) -> tuple[int, str]:
    units = [unit for unit in LENGTHS if entry.is_known(unit)]
    if len(units) != 1:
        names = ", ".join(entry.name(unit) for unit in LENGTHS)
        raise BadFact(en=f"Give exactly one of {names}", da=f"Angiv netop én af {names}")
    return entry.count(units[0]), units[0]
