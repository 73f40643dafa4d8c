"""The rule `central-scheme-basis`: a year's cost of one case before the thresholds of § 176 (law.md R5).

All income is deducted first, refund under §§ 176 a and 177 included. The thresholds are not judged here.
"""

from collections.abc import Mapping
from datetime import date

from hjemad.kernel.money import Money
from hjemad.law.facts import BadFact, FactObject, as_facts
from hjemad.law.finding import Finding, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "central-scheme-basis"
DEDUCTED = "sel.176.deducted_income"
GROSS = "annual_gross_expense_dkk"
OTHER_INCOME = "other_income_dkk"


def decide_central_scheme_basis(
    facts: FactObject, *, on: date | None, law: Law, settings: Settings
) -> Finding:
    """`basis_for_central_scheme_dkk`, the year's cost less all income, and `deducted_dkk`; exact.

    Facts: annual_gross_expense_dkk; refund_under_177_and_176a_dkk; optional other_income_dkk, which a person
    must look for when it is not told. Raises BadFact when more is deducted than was spent.
    """
    del settings
    given = as_facts(facts)
    parameter = law.parameter(DEDUCTED)
    value = parameter.undated() if on is None else parameter.on(on)
    keys = value.value.split()
    gross = given.money(GROSS)
    told = {key: given.money(key) for key in keys if given.is_known(key) or key != OTHER_INCOME}
    deducted = sum(told.values(), start=Money.zero())
    if deducted > gross:
        raise _more_than_spent(told)
    return Finding(
        rule=RULE,
        on=on,
        outcome="known",
        answer={"basis_for_central_scheme_dkk": (gross - deducted).dkk(), "deducted_dkk": deducted.dkk()},
        provisions=law.provisions(RULE, on=on),
        parameters=(parameter.use(value),),
        review=() if OTHER_INCOME in told else (OTHER_INCOME_NOT_TOLD,),
        reasons=(
            Text(
                da=f"{deducted.dkk()} kr. trækkes fra {gross.dkk()} kr., før § 176 bruges.",
                en=f"{deducted.dkk()} kr. are deducted from {gross.dkk()} kr. before § 176 is used.",
            ),
        ),
    )


def _more_than_spent(told: Mapping[str, Money]) -> BadFact:
    names = ", ".join(told)
    return BadFact(
        en=f"{GROSS} is less than what is deducted ({names}). Check the amounts",
        da=f"{GROSS} er mindre end det, der trækkes fra ({names}). Se efter beløbene",
    )


OTHER_INCOME_NOT_TOLD = Review(
    "other_income_not_told",
    Text(
        da="Al indtægt i sagen trækkes fra, også den fra andre end staten. Den er ikke oplyst "
        "(other_income_dkk).",
        en="All income of the case is deducted, also from others than the State. It is not told "
        "(other_income_dkk).",
    ),
)
