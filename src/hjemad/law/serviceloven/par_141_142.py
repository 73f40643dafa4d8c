"""Who must offer or make a plan, and what a plan must contain (serviceloven §§ 141 and 142).

Until 30 September 2023 the municipality must offer a plan (§ 141, stk. 2); from 1 October 2023 it must make
one for everyone staying at a § 110 shelter (§ 142). The wording of § 142 was not read, which its answers say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hjemad.kernel.errors import MissingFact
from hjemad.law.facts import FactObject, Facts, as_facts, day_asked
from hjemad.law.finding import JSON, Finding, Missing, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

DUTY_RULE = "plan-duty"
CONTENTS_RULE = "plan-contents"
PLAN_DUTY = "sel.141_142.plan_duty"
PLAN_CONTENTS = "sel.141.plan_contents"
MUST_MAKE = "must_make"
PLAN_KINDS = ("141", "142", "whole_situation")

NO_DEADLINE_FOUND = Missing(
    "statutory_deadline",
    Text(
        da="Ingen lovfastsat frist fundet. En påmindelse efter et antal dage er kommunens egen.",
        en="No statutory deadline found. A reminder after some days is the municipality's own.",
    ),
)
PAR_142_UNREAD = Review(
    "par_142_wording_unread",
    Text(
        da="Ordlyden af § 142 er ikke læst. Pligten står i andre tekster; se efter undtagelser i loven.",
        en="The wording of § 142 was not read. Other texts state the duty; check the act for exceptions.",
    ),
)
OFFER_CONDITIONS = Review(
    "offer_duty_conditions",
    Text(
        da="Pligten til at tilbyde gælder under folkepensionsalderen og ved alvorlige sociale problemer med "
        "behov for betydelig støtte. Se efter, om det passer på personen.",
        en="The duty to offer holds under pension age and for serious social problems that need considerable "
        "support. Check that this fits the person.",
    ),
)
OTHER_KIND_OF_PLAN = Review(
    "kind_of_plan",
    Text(
        da="Om en plan efter § 141 eller en helhedsorienteret plan opfylder pligten i § 142, er ikke læst.",
        en="Whether a § 141 plan or a whole-situation plan fulfils the duty of § 142 was not read.",
    ),
    {"duty": MUST_MAKE},
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan there is: its kind, None when not told, and the day it was made, None when not told."""

    kind: str | None
    made_on: date | None

    def exists_on(self, day: date) -> bool:
        """Whether it was made by that day; a plan whose day was not told is there."""
        return self.made_on is None or self.made_on <= day


def decide_plan_duty(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`duty` that day: must_offer, must_make, fulfilled (a plan exists), or none (not at the shelter).

    `age_days` is days since the admission, None when not at the shelter. Facts: stay {admitted, discharged}
    and plan: null (there is none), "141", "142", "whole_situation", or {kind, made_on}. A plan made later
    than the day asked about does not exist yet. The day of discharge is not a day at the shelter.
    """
    del settings
    day = day_asked(on, rule=DUTY_RULE)
    given = as_facts(facts)
    stay = given.one("stay").period("admitted", "discharged")
    plan = plan_of(given)
    if not stay.contains(day):
        return _not_staying(day, law=law)
    parameter = law.parameter(PLAN_DUTY)
    value = parameter.on(day)
    has_plan = plan is not None and plan.exists_on(day)
    duty = "fulfilled" if has_plan else value.value
    return Finding(
        rule=DUTY_RULE,
        on=day,
        outcome="known",
        answer={"duty": duty, "statutory_deadline": None, "age_days": (day - stay.start).days},
        provisions=law.provisions(DUTY_RULE, on=day),
        parameters=(parameter.use(value),),
        unknown=(NO_DEADLINE_FOUND,),
        review=tuple(_duty_reviews(value.value, plan=plan if has_plan else None)),
        reasons=(_DUTY_REASONS[duty],),
    )


def decide_plan_contents(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`complete` when nothing the law asks for is missing; `missing` in the order of the law.

    Facts: fields, what the plan has; kind (optional): "141", "142" or "whole_situation". Fields the law does
    not ask for are welcome and change nothing.
    """
    del settings
    given = as_facts(facts)
    present = given.texts("fields")
    kind = given.choice("kind", options=PLAN_KINDS) if given.is_known("kind") else "141"
    parameter = law.parameter(PLAN_CONTENTS)
    value = parameter.undated() if on is None else parameter.on(on)
    missing = [field for field in value.value.split() if field not in present]
    words: JSON = list(missing)
    return Finding(
        rule=CONTENTS_RULE,
        on=on,
        outcome="known",
        answer={"complete": not missing, "missing": words},
        provisions=law.provisions(CONTENTS_RULE, on=on),
        parameters=(parameter.use(value),),
        review=() if kind == "141" else (_contents_review(),),
        reasons=(_contents_reason(missing),),
    )


def plan_of(given: Facts) -> Plan | None:
    """The fact `plan`: None for null, which says there is none; MissingFact where nobody told."""
    if "plan" not in given.values:
        raise MissingFact("plan")
    value = given.values["plan"]
    if value is None:
        return None
    if isinstance(value, str):
        return Plan(given.choice("plan", options=PLAN_KINDS), None)
    plan = given.one("plan")
    kind = plan.choice("kind", options=PLAN_KINDS) if plan.is_known("kind") else None
    return Plan(kind, plan.day_or_none("made_on"))


def _not_staying(day: date, *, law: Law) -> Finding:
    return Finding(
        rule=DUTY_RULE,
        on=day,
        outcome="known",
        answer={"duty": "none", "statutory_deadline": None, "age_days": None},
        provisions=law.provisions(DUTY_RULE, on=day),
        reasons=(_DUTY_REASONS["none"],),
    )


def _duty_reviews(duty: str, *, plan: Plan | None) -> Iterator[Review]:
    if duty == MUST_MAKE:
        yield PAR_142_UNREAD
        if plan is not None and plan.kind != "142":
            yield OTHER_KIND_OF_PLAN
    elif plan is None:
        yield OFFER_CONDITIONS


_DUTY_REASONS = {
    "must_offer": Text(
        da="Personen bor på boformen, og reformen var ikke trådt i kraft: en plan skal tilbydes.",
        en="The person stays at the shelter, and the reform was not in force: a plan must be offered.",
    ),
    "must_make": Text(
        da="Personen bor på boformen: der skal laves en plan.",
        en="The person stays at the shelter: a plan must be made.",
    ),
    "fulfilled": Text(da="Der er en plan.", en="There is a plan."),
    "none": Text(
        da="Personen bor ikke på boformen den dag.", en="The person does not stay at the shelter that day."
    ),
}


def _contents_review() -> Review:
    return Review(
        "other_plan_contents_unread",
        Text(
            da="Kravene til denne slags plan er ikke læst. § 141, stk. 3, er brugt.",
            en="What this kind of plan must contain was not read. § 141, stk. 3, was used.",
        ),
    )


def _contents_reason(missing: list[str]) -> Text:
    if not missing:
        return Text(da="Planen har det, loven kræver.", en="The plan has what the law asks for.")
    words = ", ".join(missing)
    return Text(da=f"Planen mangler: {words}.", en=f"The plan lacks: {words}.")
