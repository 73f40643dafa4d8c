"""The rule `refund-calendar`: the requests of a year, and when its statements are due (R22).

Requests are cumulative: what was spent so far in the year and what is expected of the coming quarter, less
what was asked for before. The days were read on older orders; the one in force was not.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hjemad.kernel.quarters import Quarter
from hjemad.law.deadlines import no_weekday_reviews
from hjemad.law.facts import BadFact, FactObject, Facts, as_facts
from hjemad.law.finding import JSON, Finding, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.refund_calendar import FINAL_BY, PROVISIONAL_BY, statement_due
from hjemad.law.settings import Settings

RULE = "refund-calendar"
QUARTERS = (1, 2, 3, 4)


def decide_refund_calendar(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`provisional_by` and `final_by`, and the four requests with the days each covers.

    `covers_to` is inclusive. Facts: year. Optional: request {quarter: 2026Q3, actual_so_far_dkk,
    expected_dkk, requested_before_dkk} gives `cumulative_dkk` and `request_dkk`, which is negative when less
    was spent than asked for.
    """
    del settings
    given = as_facts(facts)
    year = _year(given)
    provisional = statement_due("provisional", year=year, law=law)
    final = statement_due("final", year=year, law=law)
    last = date(year, 12, 31)
    answer: dict[str, JSON] = {
        "provisional_by": provisional.isoformat(),
        "final_by": final.isoformat(),
        "requests": [_request_covers(Quarter(year, number)) for number in QUARTERS],
    }
    if given.is_known("request"):
        answer |= _request(given.one("request"), year=year)
    parameters = [law.parameter(name) for name in (PROVISIONAL_BY, FINAL_BY)]
    return Finding(
        rule=RULE,
        on=on or last,
        outcome="known",
        answer=answer,
        provisions=law.provisions(RULE, on=last),
        parameters=tuple(parameter.use(parameter.on(last)) for parameter in parameters),
        review=tuple(_reviews(provisional, final)),
        reasons=(CUMULATIVE, STATEMENTS),
    )


def _year(given: Facts) -> int:
    year = given.count("year")
    if not date.min.year <= year < date.max.year:
        raise BadFact(
            en=f"{given.name('year')} must be a year of four digits",
            da=f"{given.name('year')} skal være et år med fire cifre",
        )
    return year


def _request_covers(quarter: Quarter) -> JSON:
    return {
        "quarter": str(quarter),
        "covers_from": date(quarter.year, 1, 1).isoformat(),
        "covers_to": (quarter.end - timedelta(days=1)).isoformat(),
    }


def _request(item: Facts, *, year: int) -> dict[str, JSON]:
    if Quarter.parse(item.text("quarter")).year != year:
        raise BadFact(
            en=f"{item.name('quarter')}, year: the quarter lies in another year",
            da=f"{item.name('quarter')}, year: kvartalet ligger i et andet år",
        )
    cumulative = item.money("actual_so_far_dkk") + item.money("expected_dkk")
    before = item.money("requested_before_dkk")
    return {"cumulative_dkk": cumulative.dkk(), "request_dkk": (cumulative - before).dkk()}


def _reviews(provisional: date, final: date) -> Iterator[Review]:
    yield ORDER_UNREAD
    yield from no_weekday_reviews(provisional, key="provisional_by")
    yield from no_weekday_reviews(final, key="final_by")


ORDER_UNREAD = Review(
    "order_in_force_unread",
    Text(
        da="Dagene er læst i ældre bekendtgørelser. Den gældende, bek. nr. 1681 af 11/12 2023, er ikke læst.",
        en="The days were read in older orders. The one in force, bek. nr. 1681 af 11/12 2023, was not read.",
    ),
)
CUMULATIVE = Text(
    da="Hver anmodning gælder året til og med kvartalet: det, der er brugt, og det, der ventes i det næste.",
    en="Each request covers the year up to and including the quarter: what was spent and what is expected.",
)
STATEMENTS = Text(
    da="Året gøres op foreløbigt og derefter endeligt med revisors påtegning. Fejl rettes i næste anmodning.",
    en="The year has a provisional and then a final statement, endorsed by the auditor. Errors are corrected "
    "in the next request.",
)
