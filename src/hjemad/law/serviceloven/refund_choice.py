"""The rule `refund-choice`: which refund a line of cost belongs under, and never two (law.md R8).

The order is inferred from §§ 176 a and 177 read together. Whether the refund is then paid, its own rule says.
"""

from dataclasses import dataclass
from datetime import date

from hjemad.law.facts import BadFact, FactObject, Facts, as_facts
from hjemad.law.finding import JSON, Finding, Missing, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven import par_176a_placement, par_176a_support, par_177_rules
from hjemad.law.settings import Settings

RULE = "refund-choice"
ORDER = "sel.176a_177.order"
NIGHT, PLACEMENT, SUPPORT, OTHER = "110_night", "107_day", "85a_support", "other"
PAID_FOR = (NIGHT, PLACEMENT, SUPPORT, OTHER)


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund: the rule to ask, its provision, and whether it presupposes a discharge from a shelter."""

    rule: str
    provision: str
    after_discharge: bool


REFUNDS = {
    NIGHT: Refund(par_177_rules.NIGHTS_RULE, "serviceloven § 177, stk. 1, nr. 5", after_discharge=False),
    PLACEMENT: Refund(par_176a_placement.RULE, "serviceloven § 176 a, stk. 2", after_discharge=True),
    SUPPORT: Refund(par_176a_support.RULE, "serviceloven § 176 a, stk. 1", after_discharge=True),
}


def decide_refund_choice(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`refund_rule` to ask about the line and its `provision`; None where no refund applies.

    Facts: date, the day of the cost; paid_for, some of 110_night, 107_day, 85a_support, other;
    first_discharge, a date, needed for the middle two. Optional: cost_dkk with refund_dkk, what the rule
    gave, for `rest_for_central_scheme_dkk`. `not_also` names what the line pays for and is not refunded.
    """
    del settings
    given = as_facts(facts)
    day = given.day("date")
    paid_for = _paid_for(given)
    parameter = law.parameter(ORDER)
    value = parameter.on(day)
    possible = [word for word in value.value.split() if word in paid_for]
    chosen = next((word for word in possible if _can_be(word, day=day, given=given)), None)
    refund = REFUNDS[chosen] if chosen else None
    passed_over = [word for word in paid_for if word != chosen]
    rest = _rest(given, chosen=chosen)
    unknown = (REFUND_NOT_TOLD,) if None in rest.values() else ()
    return Finding(
        rule=RULE,
        on=on or day,
        outcome="unknown" if unknown else "known",
        answer={
            "refund_rule": refund.rule if refund else None,
            "provision": refund.provision if refund else None,
            "not_also": passed_over,
            **rest,
        },
        provisions=law.provisions(RULE, on=day),
        parameters=(parameter.use(value),),
        unknown=unknown,
        review=(ONE_LINE_ONE_REFUND,) if chosen and passed_over else (),
        reasons=(_reason(refund),),
    )


def _paid_for(given: Facts) -> list[str]:
    """What the line pays for, each thing once, in the order of the words."""
    told = given.texts("paid_for")
    if not told or set(told) - set(PAID_FOR):
        known = ", ".join(PAID_FOR)
        raise BadFact(
            en=f"{given.name('paid_for')} must hold at least one of: {known}",
            da=f"{given.name('paid_for')} skal have mindst et af: {known}",
        )
    return [word for word in PAID_FOR if word in told]


def _can_be(word: str, *, day: date, given: Facts) -> bool:
    """Whether the refund can apply on the day; the first discharge must be told where it decides."""
    return not REFUNDS[word].after_discharge or given.day("first_discharge") <= day


def _rest(given: Facts, *, chosen: str | None) -> dict[str, JSON]:
    """What remains of the cost for the central scheme, where the amounts are told."""
    if not given.is_known("cost_dkk"):
        return {}
    cost, refund = given.money("cost_dkk"), given.money_or_none("refund_dkk")
    if chosen is None and refund is None:
        return {"rest_for_central_scheme_dkk": cost.dkk()}
    if refund is None:
        return {"rest_for_central_scheme_dkk": None}
    if refund > cost or (chosen is None and refund.half_ore > 0):
        names = f"{given.name('refund_dkk')}, {given.name('cost_dkk')}"
        raise BadFact(
            en=f"{names} contradict each other: no more is refunded than the rule of the line can give",
            da=f"{names} modsiger hinanden: der refunderes ikke mere, end linjens regel kan give",
        )
    return {"rest_for_central_scheme_dkk": (cost - refund).dkk()}


def _reason(refund: Refund | None) -> Text:
    if refund is None:
        return NO_REFUND
    return Text(
        da=f"Linjen hører under {refund.provision} og kun den.",
        en=f"The line belongs under {refund.provision} and only that.",
    )


NO_REFUND = Text(
    da="Ingen af statens refusioner for hjemløshed gælder linjen. Den indgår i den centrale ordning.",
    en="None of the State's refunds about homelessness applies to the line. It goes to the central scheme.",
)
REFUND_NOT_TOLD = Missing(
    "fact:refund_dkk",
    Text(
        da="Hvad linjens egen regel gav i refusion, er ikke oplyst (refund_dkk). Spørg den regel først.",
        en="What the line's own rule gave in refund is not told (refund_dkk). Ask that rule first.",
    ),
)
ONE_LINE_ONE_REFUND = Review(
    "one_line_one_refund",
    Text(
        da="Linjen betaler for mere end én ting. Kun én refusion gælder; del den, hvis beløbene kendes.",
        en="The line pays for more than one thing. Only one refund applies; cut it if the amounts are known.",
    ),
)
