"""Until when a decision can be appealed, and when whoever decided must pass the appeal on (chapter 10).

The sections were not read. Four weeks is the ordinary time as Ankestyrelsen tells it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hjemad.kernel.calendar import add_weekdays
from hjemad.law.deadlines import no_weekday_reviews
from hjemad.law.facts import FactObject, as_facts
from hjemad.law.finding import Finding, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

DEADLINE_RULE = "appeal-deadline"
FORWARDING_RULE = "appeal-forwarding"
APPEAL_WEEKS = "rsl.10.appeal_weeks"
FORWARD_WEEKS = "rsl.10.forward_weeks"
LETTER_WEEKDAYS = "rsl.10.letter_weekdays"
DIGITAL, LETTER, HANDED_OVER, READ_ALOUD = "digital", "letter", "handed_over", "read_aloud"
CHANNELS = (DIGITAL, LETTER, HANDED_OVER, READ_ALOUD)


def decide_appeal_deadline(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`received`, and `appeal_by`, the last day to appeal.

    Facts: sent, the day it was sent, handed over or read aloud; channel: digital | letter | handed_over |
    read_aloud. The law is read as it stood that day.
    """
    del settings
    given = as_facts(facts)
    sent, channel = given.day("sent"), given.choice("channel", options=CHANNELS)
    weeks = law.parameter(APPEAL_WEEKS).on(sent)
    used: list[ParameterUse] = [law.parameter(APPEAL_WEEKS).use(weeks)]
    received = sent
    if channel == LETTER:
        days = law.parameter(LETTER_WEEKDAYS).on(sent)
        used.append(law.parameter(LETTER_WEEKDAYS).use(days))
        received = add_weekdays(sent, int(days.value))
    last = received + timedelta(weeks=int(weeks.value))
    return Finding(
        rule=DEADLINE_RULE,
        on=on or sent,
        outcome="known",
        answer={"received": received.isoformat(), "appeal_by": last.isoformat()},
        provisions=law.provisions(DEADLINE_RULE, on=sent),
        parameters=tuple(used),
        review=tuple(_reviews(channel, last=last)),
        reasons=(
            Text(
                da=f"Der kan klages i {weeks.value} uger fra den dag, afgørelsen er modtaget. Det er "
                "til og med "
                f"{last.isoformat()}.",
                en=f"An appeal can be made for {weeks.value} weeks from the day the decision was "
                "received. That "
                f"is until and with {last.isoformat()}.",
            ),
        ),
    )


def decide_appeal_forwarding(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`forward_by`, the last day to have looked at the decision again and passed the appeal on.

    Facts: complaint_received, the day whoever decided got the appeal.
    """
    del settings
    received = as_facts(facts).day("complaint_received")
    parameter = law.parameter(FORWARD_WEEKS)
    weeks = parameter.on(received)
    last = received + timedelta(weeks=int(weeks.value))
    return Finding(
        rule=FORWARDING_RULE,
        on=on or received,
        outcome="known",
        answer={"forward_by": last.isoformat()},
        provisions=law.provisions(FORWARDING_RULE, on=received),
        parameters=(parameter.use(weeks),),
        reasons=(
            Text(
                da="Den, der har afgjort sagen, ser på den igen og sender klagen videre inden "
                f"{weeks.value} uger "
                f"efter, at klagen kom. Det er senest {last.isoformat()}.",
                en=f"Whoever decided looks at it again and passes the appeal on within {weeks.value} "
                "weeks of "
                f"receiving it. That is at the latest {last.isoformat()}.",
            ),
        ),
    )


def _reviews(channel: str, *, last: date) -> Iterator[Review]:
    if channel == READ_ALOUD:
        yield Review(
            "read_aloud_counts",
            Text(
                da="At oplæsning tæller som modtaget, er ikke læst i nogen lov. Giv også arket, når "
                "det kan lade "
                "sig gøre.",
                en="That reading aloud counts as received was read in no law. Give the sheet too "
                "when possible.",
            ),
        )
    if channel == LETTER:
        yield Review(
            "letter_without_address",
            Text(
                da="Har personen ingen adresse, ved ingen, hvornår brevet kom. Regn fra det bedste bevis.",
                en="Where the person has no address, nobody knows when the letter came. Reckon from the best "
                "evidence.",
            ),
        )
    yield from no_weekday_reviews(last, key="appeal_by")
