"""Until when a request for erasure is answered (databeskyttelsesforordningen art. 12, stk. 3).

One month, which can be made longer by two. How the months are counted is inferred; the reading that gives the
earlier day is shown where it differs.
"""

from collections.abc import Iterator
from datetime import date

from hjemad.law.deadlines import months_on, no_weekday_reviews
from hjemad.law.facts import FactObject, as_facts
from hjemad.law.finding import Finding, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "erasure-deadline"
ANSWER_MONTHS, EXTENSION_MONTHS = "gdpr.12.answer_months", "gdpr.12.extension_months"
FROM_THE_ANSWER = Text(
    da="Regnes forlængelsen fra den første frist og ikke fra modtagelsen, er den sidste dag tidligere.",
    en="Counted from the first deadline and not from the receipt, the last day is earlier.",
)


def decide_erasure_deadline(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`answer_by`, and `extended_to`, the last day where the time was made longer.

    Facts: received, the day the request came. The law is read as it stood that day.
    """
    del settings
    received = as_facts(facts).day("received")
    first, extension = law.parameter(ANSWER_MONTHS), law.parameter(EXTENSION_MONTHS)
    months, more = first.on(received), extension.on(received)
    answer_by = months_on(received, int(months.value))
    extended_to = months_on(received, int(months.value) + int(more.value))
    from_answer = months_on(answer_by, int(more.value))
    return Finding(
        rule=RULE,
        on=on or received,
        outcome="known",
        answer={"answer_by": answer_by.isoformat(), "extended_to": extended_to.isoformat()},
        provisions=law.provisions(RULE, on=received),
        parameters=(first.use(months), extension.use(more)),
        review=tuple(_reviews(answer_by, extended_to=extended_to, from_answer=from_answer)),
        reasons=(
            Text(
                da=f"Anmodningen besvares inden {answer_by.isoformat()}, og kan fristen forlænges, inden "
                f"{extended_to.isoformat()}.",
                en=f"The request is answered by {answer_by.isoformat()}, and where the time can be made "
                f"longer, by {extended_to.isoformat()}.",
            ),
            Text(
                da="Pligt til at gemme oplysninger kan begrunde et afslag (Datatilsynet 2018-32-0286).",
                en="A duty to keep records can justify a refusal (Datatilsynet 2018-32-0286).",
            ),
        ),
    )


def _reviews(answer_by: date, *, extended_to: date, from_answer: date) -> Iterator[Review]:
    if from_answer != extended_to:
        yield Review("extension_from_answer", FROM_THE_ANSWER, {"extended_to": from_answer.isoformat()})
    yield from no_weekday_reviews(answer_by, key="answer_by")
