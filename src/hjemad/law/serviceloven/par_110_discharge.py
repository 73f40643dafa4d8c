"""Whether the municipality can discharge somebody from a § 110 shelter (serviceloven § 110, stk. 4 and 5).

Used-up refund nights, a refused plan and unpaid charges are no conditions, so no fact about them is read.
Whether an appeal suspends the discharge was not found: the bed is kept until a person decides.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from hjemad.law.conditions import Condition, all_hold, fact_missing, told, unknowns, unmet, unmet_words
from hjemad.law.facts import FactObject, Facts, as_facts, day_asked
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.par_141_142 import plan_of
from hjemad.law.settings import Settings

RULE = "municipal-discharge"
MUNICIPAL, MANAGER = "sel.110.municipal_discharge", "sel.110.manager_discharge"
DECIDERS = ("municipality", "shelter_manager")
OWN_HOME = "own_home"
HOUSING = (OWN_HOME, "placement_107", "placement_108")
NO_POWER = "no_power"
WORDS = {
    "nr1_plan": Text(da="en plan (nr. 1)", en="a plan (nr. 1)"),
    "nr2_housing_or_107_108": Text(
        da="egen bolig eller et tilbud efter § 107 eller § 108 (nr. 2)",
        en="an own home or a place under § 107 or § 108 (nr. 2)",
    ),
    "nr3_support_decision": Text(da="afgørelse om støtte (nr. 3)", en="a decision on support (nr. 3)"),
    "nr4_lease": Text(da="en underskrevet lejeaftale (nr. 4)", en="a signed lease (nr. 4)"),
    "nr4_move_in": Text(da="at personen kan flytte ind (nr. 4)", en="that the person can move in (nr. 4)"),
    "nr4_support_start": Text(da="at støtten kan begynde (nr. 4)", en="that the support can begin (nr. 4)"),
}
# The reading of a plan that no text read says counts under nr. 1.
UNREAD_KIND = "whole_situation"
PLAN_UNREAD = Missing(
    "whole_situation_plan",
    Text(
        da="Om en helhedsorienteret plan opfylder stk. 5, nr. 1, er ikke læst. Se efter i loven, "
        "eller lav en plan efter § 141 eller § 142.",
        en="Whether a whole-situation plan fulfils stk. 5, nr. 1, was not read. Check the act, "
        "or make a plan under § 141 or § 142.",
    ),
)
STILL_NOT_READY = Review(
    "place_ready_and_can_move_in_disagree",
    Text(
        da="place_ready siger, at stedet er klar, og can_move_in, at personen ikke kan flytte ind. "
        "Udskrivningen virker først, når personen kan flytte ind dér.",
        en="place_ready says that the place is ready, and can_move_in that the person can not move in. "
        "The discharge takes effect only when the person can move in there.",
    ),
)
LEASE_WITHOUT_HOUSING = Review(
    "lease_and_housing_disagree",
    Text(
        da="lease_signed siger, at en lejeaftale er skrevet under, og housing, at der ingen bolig er. "
        "Det ene passer ikke.",
        en="lease_signed says that a lease is signed, and housing that there is no dwelling. One of them is "
        "not right.",
    ),
)
OTHER_DUTIES = Review(
    "hearing_reasons_guidance",
    Text(
        da="Kommunens afgørelse kræver også partshøring, begrundelse og klagevejledning. De regler er "
        "ikke læst; de står ikke i § 110.",
        en="The municipality's decision also asks for a hearing, reasons and guidance on appeal. Those "
        "rules were not read; they do not stand in § 110.",
    ),
)


def decide_municipal_discharge(
    facts: FactObject, *, on: date | None, law: Law, settings: Settings
) -> Finding:
    """`allowed` that day, `missing` by code in the order of the law, and `effective_not_before`.

    Facts: by: municipality | shelter_manager; plan as in plan-duty; housing: null (none) | own_home |
    placement_107 | placement_108; for an own home support_decided, lease_signed, can_move_in and
    support_can_start; place_ready, the first day the person can move in. A manager's discharge asks for none
    of it: `conditions_apply` is false, and nothing is said about `allowed`. A condition known to fail settles
    the answer; `conditions` shows each as met, unmet or unknown.
    """
    day, given = day_asked(on, rule=RULE), as_facts(facts)
    if given.choice("by", options=DECIDERS) == "shelter_manager":
        return _by_the_manager(day, law=law)
    parameter = law.parameter(MUNICIPAL)
    value = parameter.on(day)
    used = (parameter.use(value),)
    if value.value == NO_POWER:
        return _no_power(day, law=law, used=used)
    conditions = tuple(_conditions(given, day=day))
    allowed = all_hold(conditions)
    if allowed:
        return _allowed(given, day=day, law=law, settings=settings, conditions=conditions)
    disagree = "housing" in given.values and not given.is_known("housing") and _is_true(given, "lease_signed")
    review = (LEASE_WITHOUT_HOUSING,) if disagree else ()
    return _not_yet(conditions, day=day, law=law, is_known=allowed is False, review=review)


def _is_true(given: Facts, fact: str) -> bool:
    return given.is_known(fact) and given.flag(fact)


def _conditions(given: Facts, *, day: date) -> Iterator[Condition]:
    """Those that apply: without housing the ones that presuppose an own home are not among them."""
    yield _plan_condition(given, day=day)
    if "housing" not in given.values:
        yield Condition("nr2_housing_or_107_108", None, fact_missing("housing"))
        return
    has_housing = given.is_known("housing")
    yield Condition("nr2_housing_or_107_108", has_housing)
    if has_housing and given.choice("housing", options=HOUSING) == OWN_HOME:
        yield told("nr3_support_decision", given=given, fact="support_decided")
        yield told("nr4_lease", given=given, fact="lease_signed")
        yield told("nr4_move_in", given=given, fact="can_move_in")
        yield told("nr4_support_start", given=given, fact="support_can_start")


def _plan_condition(given: Facts, *, day: date) -> Condition:
    if "plan" not in given.values:
        return Condition("nr1_plan", None, fact_missing("plan"))
    plan = plan_of(given)
    if plan is None or not plan.exists_on(day):
        return Condition("nr1_plan", holds=False)
    if plan.kind == UNREAD_KIND:
        return Condition("nr1_plan", None, PLAN_UNREAD)
    if plan.kind is None:
        return Condition("nr1_plan", None, fact_missing("plan.kind"))
    return Condition("nr1_plan", holds=True)


def _allowed(
    given: Facts, *, day: date, law: Law, settings: Settings, conditions: Sequence[Condition]
) -> Finding:
    ready = given.day_or_none("place_ready")
    is_placement = given.text("housing") != OWN_HOME
    if is_placement and ready is None and not _is_true(given, "can_move_in"):
        return _no_day_yet(conditions, day=day, law=law)
    first = max(ready or day, day)
    cannot_move = given.is_known("can_move_in") and not given.flag("can_move_in")
    parameter = law.parameter(MUNICIPAL)
    keeps_bed = settings.effect_during_appeal != "none"
    contradicts = cannot_move and first == day
    return Finding(
        rule=RULE,
        on=day,
        outcome="known",
        answer={
            "allowed": True,
            "reason": None,
            "missing": [],
            "conditions_apply": True,
            "effective_not_before": first.isoformat(),
            "bed_kept_during_appeal": keeps_bed,
            "conditions": [condition.as_json() for condition in conditions],
        },
        provisions=law.provisions(RULE, on=day),
        parameters=(parameter.use(parameter.on(day)),),
        settings=settings.as_mapping("effect_during_appeal"),
        review=(
            *((STILL_NOT_READY,) if contradicts else ()),
            _appeal_review(settings.effect_during_appeal, keeps_bed=keeps_bed),
            OTHER_DUTIES,
        ),
        reasons=(_may_discharge(first),),
    )


def _may_discharge(first: date) -> Text:
    day = first.isoformat()
    return Text(
        da=f"Alle betingelser i stk. 5 er opfyldt. Udskrivningen kan tidligst virke {day}.",
        en=f"All conditions of stk. 5 hold. The discharge can take effect on {day} at the earliest.",
    )


def _no_day_yet(conditions: Sequence[Condition], *, day: date, law: Law) -> Finding:
    """The decision could be made, but nobody has told from when the person can move in."""
    return _finding(
        day,
        law=law,
        outcome_known=False,
        answer={"missing": [], "conditions_apply": True, "effective_not_before": None},
        conditions=conditions,
        unknown=(fact_missing("place_ready"),),
        reason=Text(
            da="Efter § 107 eller § 108 virker udskrivningen først, når personen kan flytte ind.",
            en="Under § 107 or § 108 the discharge takes effect only when the person can move in.",
        ),
    )


def _not_yet(
    conditions: Sequence[Condition], *, day: date, law: Law, is_known: bool, review: tuple[Review, ...]
) -> Finding:
    words = unmet_words(conditions, words=WORDS)
    answer: dict[str, JSON] = {"conditions_apply": True}
    if is_known:
        answer |= {"allowed": False, "reason": "conditions_unmet", "missing": unmet(conditions)}
    return _finding(
        day,
        law=law,
        outcome_known=is_known,
        answer=answer,
        conditions=conditions,
        unknown=unknowns(conditions),
        review=review,
        reason=Text(
            da=f"Kommunen kan ikke udskrive, for det mangler: {words.da}. Personen bliver boende."
            if is_known
            else "Det vides ikke, om alle betingelser er opfyldt. Personen bliver boende.",
            en=f"The municipality can not discharge, since this is missing: {words.en}. The person stays."
            if is_known
            else "It is not known whether all conditions hold. The person stays.",
        ),
    )


def _finding(
    day: date,
    *,
    law: Law,
    outcome_known: bool,
    answer: dict[str, JSON],
    conditions: Sequence[Condition],
    unknown: tuple[Missing, ...],
    reason: Text,
    review: tuple[Review, ...] = (),
) -> Finding:
    parameter = law.parameter(MUNICIPAL)
    return Finding(
        rule=RULE,
        on=day,
        outcome="known" if outcome_known else "unknown",
        answer={**answer, "conditions": [condition.as_json() for condition in conditions]},
        provisions=law.provisions(RULE, on=day),
        parameters=(parameter.use(parameter.on(day)),),
        unknown=unknown,
        review=review,
        reasons=(reason,),
    )


def _no_power(day: date, *, law: Law, used: tuple[ParameterUse, ...]) -> Finding:
    return Finding(
        rule=RULE,
        on=day,
        outcome="known",
        answer={"allowed": False, "reason": "no_power_yet", "missing": []},
        provisions=law.provisions(RULE, on=day),
        parameters=used,
        reasons=(
            Text(
                da="Kommunen kunne ikke udskrive fra en boform før 1. oktober 2023. Lederen afgjorde det.",
                en="The municipality could not discharge from a shelter before 1 October 2023. The manager "
                "decided.",
            ),
        ),
    )


def _by_the_manager(day: date, *, law: Law) -> Finding:
    parameter = law.parameter(MANAGER)
    value = parameter.on(day)
    return Finding(
        rule=RULE,
        on=day,
        outcome="known",
        answer={"conditions_apply": False},
        provisions=law.provisions(RULE, on=day),
        parameters=(parameter.use(value),),
        reasons=(
            Text(
                da="Lederen afgør udskrivning efter stk. 4. Betingelserne i stk. 5 gælder kommunen.",
                en="The manager decides on discharge under stk. 4. The conditions of stk. 5 hold for the "
                "municipality.",
            ),
        ),
    )


def _appeal_review(chosen: str, *, keeps_bed: bool) -> Review:
    other: dict[str, JSON] = {"bed_kept_during_appeal": not keeps_bed}
    if chosen == "unknown":
        text = Text(
            da="Om en klage har opsættende virkning, er ikke fundet. Behold pladsen, til et menneske har "
            "afgjort det.",
            en="Whether an appeal suspends the discharge was not found. Keep the bed until a person decides.",
        )
    else:
        text = Text(
            da="Om en klage har opsættende virkning, er ikke fundet. Svaret bygger på den læsning, der er "
            "valgt.",
            en="Whether an appeal suspends the discharge was not found. The answer rests on the reading that "
            "was chosen.",
        )
    return Review("effect_during_appeal", text, other)
