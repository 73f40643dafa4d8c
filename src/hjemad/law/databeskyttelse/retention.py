"""When a closed case can be deleted by its KLE code. Which code fits which case was not found.

The code is the municipality's fact, never a default. Records behind a claim are kept at least until five
years after the accounting year, whatever the code.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from hjemad.kernel.dates import add_years
from hjemad.law.facts import BadFact, FactObject, Facts, as_facts
from hjemad.law.finding import JSON, Finding, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "retention"
CODES, ACCOUNTS_YEARS = "kle.retention_codes", "kle.accounts_years"
_DAYS = re.compile(r"P([1-9][0-9]{0,5})D")
CODE_IS_CHOSEN = Review(
    "code_chosen_by_municipality",
    Text(
        da="Hvilken KLE-kode der passer på sagen, er ikke fundet. Kommunen har valgt den.",
        en="Which KLE code fits the case was not found. The municipality chose it.",
    ),
)
CODE_UNREAD = Review(
    "code_unread",
    Text(
        da="Koden er ikke blandt dem, der er læst. Se efter, at den findes i KLE.",
        en="The code is not among those that were read. Check that KLE has it.",
    ),
)
ACCOUNTS_WIN = Text(
    da="Bilagene bag kravet skal gemmes længere end sagens kode siger.",
    en="The records behind the claim must be kept for longer than the code of the case says.",
)


def decide_retention(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`delete_after`, the last day the case is kept; `due` whether it has passed on the day asked about.

    Facts: case_closed; retention_code, such as P1825D (days); accounting_year (optional), where a claim rests
    on the case. `due` is None without a day. The law is read as it stood when the case was closed.
    """
    del settings
    given = as_facts(facts)
    closed, code = given.day("case_closed"), given.text("retention_code")
    parameter = law.parameter(CODES)
    value = parameter.on(closed)
    used = [parameter.use(value)]
    by_code = closed + timedelta(days=_days(code))
    accounts = _accounts(given, law=law, used=used)
    last = by_code if accounts is None else max(by_code, accounts)
    answer: dict[str, JSON] = {
        "delete_after": last.isoformat(),
        "due": None if on is None else on > last,
    }
    return Finding(
        rule=RULE,
        on=on or closed,
        outcome="known",
        answer=answer,
        provisions=law.provisions(RULE, on=closed),
        parameters=tuple(used),
        review=tuple(_reviews(code, read=value.value.split(), by_code=by_code, last=last)),
        reasons=(
            Text(
                da=f"Sagen gemmes til og med {last.isoformat()}.",
                en=f"The case is kept until and with {last.isoformat()}.",
            ),
        ),
    )


def _days(code: str) -> int:
    found = _DAYS.fullmatch(code)
    if found is None:
        raise BadFact(
            en="retention_code must be a number of days such as P1825D",
            da="retention_code skal være et antal dage som P1825D",
        )
    return int(found[1])


def _accounts(given: Facts, *, law: Law, used: list[ParameterUse]) -> date | None:
    """The last day the records behind a claim are kept; None where no claim rests on the case."""
    if not given.is_known("accounting_year"):
        return None
    year = given.count("accounting_year")
    if not date.min.year <= year <= date.max.year:
        raise BadFact(
            en="accounting_year must be a year such as 2026", da="accounting_year skal være et år som 2026"
        )
    end = date(year, 12, 31)
    parameter = law.parameter(ACCOUNTS_YEARS)
    value = parameter.on(date(year, 1, 1))
    used.append(parameter.use(value))
    return add_years(end, int(value.value))


def _reviews(code: str, *, read: list[str], by_code: date, last: date) -> Iterator[Review]:
    yield CODE_IS_CHOSEN
    if code not in read:
        yield CODE_UNREAD
    if last > by_code:
        yield Review("accounts_kept_longer", ACCOUNTS_WIN, {"delete_after": by_code.isoformat()})
