"""Whether a shelter manager's decision can be appealed to Ankestyrelsen: the day and the ground decide.

L 130 (2024-25) took expulsion (bortvisning) out; refusals and other discharges were not taken out. A decision
that somebody is not in the target group is never an expulsion.
"""

from datetime import date

from hjemad.law.facts import BadFact, FactObject, as_facts, day_asked
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "appealable"
MANAGER_DECISIONS = "sel.166.manager_decisions"
EXPULSION_APPEAL = "sel.166.expulsion"
REFUSAL, DISCHARGE, EXPULSION = "refusal", "discharge", "expulsion"
DECISIONS = (REFUSAL, DISCHARGE, EXPULSION)
HOUSE_RULES, SAFETY, NOT_TARGET_GROUP, OTHER = "house_rules", "safety", "not_target_group", "other"
GROUNDS = (HOUSE_RULES, SAFETY, NOT_TARGET_GROUP, OTHER)
SHELTER_MANAGER = "shelter_manager"

OMBUDSMAN = Review(
    "ombudsman_2023_26",
    Text(
        da="Ombudsmanden mente 18. september 2023 (FOB 2023-26), at en bortvisning for brud på "
        "husets regler også "
        "er en udskrivning, som der kan klages over.",
        en="The Ombudsman held on 18 September 2023 (FOB 2023-26) that an expulsion for breaking "
        "house rules is "
        "also a discharge that can be appealed.",
    ),
    {"appealable": True},
)
ACT_NOT_SEEN = Review(
    "l130_act_not_seen",
    Text(
        da="L 130 (2024-25) er læst som forslag. Lovens nummer og dag er ikke fundet; 1. juli 2025 "
        "er antaget.",
        en="L 130 (2024-25) was read as a bill. Number and day of the act were not found; 1 July "
        "2025 is assumed.",
    ),
)
FOLLOWS_FROM_BILL = Review(
    "follows_from_l130",
    Text(
        da="At andre afslag og udskrivninger kan påklages, følger af, hvad L 130 tager ud. § 166 "
        "selv er ikke læst.",
        en="That other refusals and discharges can be appealed follows from what L 130 takes out. § "
        "166 itself was "
        "not read.",
    ),
)


def decide_appealable(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`appealable` to Ankestyrelsen on the day of the decision; unknown for an expulsion before the change.

    Facts: decision: refusal | discharge | expulsion; ground: house_rules | safety | not_target_group | other;
    by: shelter_manager (a municipality's decisions go the ordinary way and are not asked about here).
    """
    del settings
    given, day = as_facts(facts), day_asked(on, rule=RULE)
    decision = given.choice("decision", options=DECISIONS)
    ground = given.choice("ground", options=GROUNDS)
    given.choice("by", options=(SHELTER_MANAGER,))
    if decision == EXPULSION and ground == NOT_TARGET_GROUP:
        raise BadFact(
            en="A decision that somebody is not in the target group is never an expulsion",
            da="En afgørelse om, at nogen ikke er i målgruppen, er aldrig en bortvisning",
        )
    if decision == EXPULSION:
        return _expulsion(day, law=law)
    parameter = law.parameter(MANAGER_DECISIONS)
    value = parameter.on(day)
    return _finding(
        day,
        law=law,
        appealable=True,
        used=(parameter.use(value),),
        review=(FOLLOWS_FROM_BILL,),
        reason=Text(
            da="Lederens afgørelse om optagelse og udskrivning kan påklages til Ankestyrelsen.",
            en="The manager's decision on admission and discharge can be appealed to Ankestyrelsen.",
        ),
    )


def _expulsion(day: date, *, law: Law) -> Finding:
    parameter = law.parameter(EXPULSION_APPEAL)
    if not parameter.is_known_on(day):
        return Finding(
            rule=RULE,
            on=day,
            outcome="unknown",
            answer={},
            provisions=law.provisions(RULE, on=day),
            unknown=(
                Missing(
                    "expulsion_before_l130",
                    Text(
                        da="Om en bortvisning kunne påklages før L 130, stod der intet om i det, vi "
                        "har læst.",
                        en="Whether an expulsion could be appealed before L 130 stood in nothing we "
                        "have read.",
                    ),
                ),
            ),
            review=(OMBUDSMAN,),
        )
    value = parameter.on(day)
    return _finding(
        day,
        law=law,
        appealable=False,
        used=(parameter.use(value),),
        review=(ACT_NOT_SEEN,),
        reason=Text(
            da="En bortvisning kan ikke påklages til Ankestyrelsen.",
            en="An expulsion can not be appealed to Ankestyrelsen.",
        ),
    )


def _finding(
    day: date,
    *,
    law: Law,
    appealable: bool,
    used: tuple[ParameterUse, ...],
    review: tuple[Review, ...],
    reason: Text,
) -> Finding:
    answer: dict[str, JSON] = {"appealable": appealable}
    return Finding(
        rule=RULE,
        on=day,
        outcome="known",
        answer=answer,
        provisions=law.provisions(RULE, on=day),
        parameters=used,
        review=review,
        reasons=(reason,),
    )
