"""The rule `intermunicipal-claim`: until when another municipality can be asked to pay (§ 174, stk. 2).

Twelve months; from which day was not read. The last day of the cost is used, and other readings are shown.
"""

from collections.abc import Iterator
from datetime import date

from hjemad.law.deadlines import no_weekday_reviews
from hjemad.law.facts import BadFact, FactObject, Facts, as_facts
from hjemad.law.finding import Finding, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.refund_calendar import CLAIM_MONTHS, claim_by
from hjemad.law.settings import Settings

RULE = "intermunicipal-claim"


def decide_intermunicipal_claim(
    facts: FactObject, *, on: date | None, law: Law, settings: Settings
) -> Finding:
    """`claim_by`, the last day to ask, and `in_time`; None when no day is known to hold against it.

    Facts: cost_until, the last day of the cost. Optional: cost_from, its first day; invoiced_on; claimed_on,
    the day the claim was made. Without it `in_time` is about the day asked about.
    """
    del settings
    given = as_facts(facts)
    until, since = given.day("cost_until"), given.day_or_none("cost_from")
    if since is not None and since > until:
        raise _reversed(given)
    parameter = law.parameter(CLAIM_MONTHS)
    months = parameter.on(until)
    last, made = claim_by(until, law=law), given.day_or_none("claimed_on") or on
    in_time = None if made is None else made <= last
    return Finding(
        rule=RULE,
        on=on or until,
        outcome="known",
        answer={"claim_by": last.isoformat(), "in_time": in_time},
        provisions=law.provisions(RULE, on=until),
        parameters=(parameter.use(months),),
        review=tuple(_reviews(given, since=since, last=last, made=made, law=law)),
        reasons=(
            Text(
                da=f"Kravet rejses inden {months.value} måneder efter udgiftens sidste dag.",
                en=f"The claim is made within {months.value} months of the last day of the cost.",
            ),
        ),
    )


def _reversed(given: Facts) -> BadFact:
    names = f"{given.name('cost_from')}, {given.name('cost_until')}"
    return BadFact(
        en=f"{names}: the first day is after the last. Check the two dates",
        da=f"{names}: den første dag er efter den sidste. Se efter i de to datoer",
    )


def _reviews(
    given: Facts, *, since: date | None, last: date, made: date | None, law: Law
) -> Iterator[Review]:
    """The last days that other readings of the start give."""
    starts = {
        "months_from_first_day": (since, FROM_FIRST_DAY),
        "months_from_invoice": (given.day_or_none("invoiced_on"), FROM_INVOICE),
    }
    for code, (start, text) in starts.items():
        other = last if start is None else claim_by(start, law=law)
        if other != last:
            in_time = None if made is None else made <= other
            yield Review(code, text, {"claim_by": other.isoformat(), "in_time": in_time})
    yield from no_weekday_reviews(last, key="claim_by")


FROM_FIRST_DAY = Text(
    da="Fra hvilken dag månederne løber, er ikke læst. Den første dags egen frist er før.",
    en="From which day the months run was not read. The first day's own limit is earlier.",
)
FROM_INVOICE = Text(
    da="Fra hvilken dag månederne løber, er ikke læst. Fra regningens dag bliver fristen en anden.",
    en="From which day the months run was not read. From the day of the invoice the limit is another.",
)
