"""Which dwellings can be transitional: almenboligloven § 63; private rentals: lov om boligforhold § 57 a.

The answer is about the dwelling. Vacancy, the agreement and the tenant's situation settle it when they are
told to fail; when nobody told, they are named to be asked about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from hjemad.law.conditions import Condition, all_hold, told, unknowns, unmet, unmet_words
from hjemad.law.facts import FactObject, Facts, as_facts
from hjemad.law.finding import JSON, Finding, Provision, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "transitional-dwelling"
KINDS, PRIVATE_KIND = "abl.63.dwelling_kinds", "lbf.57_a.private_dwellings"
FAMILY, ELDERLY, YOUTH, PRIVATE = "family", "elderly", "youth", "private"
DWELLINGS = (FAMILY, ELDERLY, YOUTH, PRIVATE)
# Conditions of every dwelling, by the fact that tells; vacancy is asked of social dwellings only.
COMMON = ("agreement", "tenant_in_target_group")
WORDS = {
    "kind_of_dwelling": Text(da="den slags bolig er ikke nævnt", en="that kind of dwelling is not named"),
    "demand_from_entitled": Text(
        da="de, boligen er til, efterspørger den", en="those it is meant for ask for it"
    ),
    "tenant_young_or_student": Text(
        da="lejeren er hverken studerende eller ung med særligt behov",
        en="the tenant is neither a student nor a young person with special need",
    ),
    "assignment_agreement": Text(
        da="ejendommen har ingen anvisningsaftale", en="the property has no assignment agreement"
    ),
    "agreement": Text(da="der er ingen aftale med udlejeren", en="there is no agreement with the landlord"),
    "vacant": Text(da="boligen er ikke ledig", en="the dwelling is not vacant"),
    "tenant_in_target_group": Text(
        da="lejeren er ikke i målgruppen", en="the tenant is not in the target group"
    ),
}
TENANT_MIX = Review(
    "tenant_mix",
    Text(
        da="Ved ungdoms- og ældreboliger tages hensyn til beboersammensætningen i afdelingen.",
        en="With youth and elderly dwellings the mix of tenants of the section is considered.",
    ),
)
GUARANTEES = Text(
    da="Kommunen betaler lejen, til boligen er lejet ud, står inde for istandsættelse ved fraflytning og "
    "betaler efter en opsigelse, den selv har bedt om, til boligen er lejet ud igen (begrænset).",
    en="The municipality pays the rent until the dwelling is let, guarantees repair at move-out, and pays "
    "after a termination it asked for until it is let again (limited).",
)
NOT_SURE = Text(
    da="Det vides ikke, om boligen kan være udslusningsbolig. Tilføj det, der mangler.",
    en="It is not known whether the dwelling can be transitional. Add what is missing.",
)


def decide_transitional_dwelling(
    facts: FactObject, *, on: date | None, law: Law, settings: Settings
) -> Finding:
    """`allowed` for that dwelling, `problems` by code.

    Facts: dwelling: family | elderly | youth | private; for elderly demand_from_entitled, for youth
    tenant_young_or_student, for private assignment_agreement; optional: agreement with the housing
    association or landlord, vacant (social dwellings), tenant_in_target_group. Without a day the only wording
    read is used.
    """
    del settings
    given = as_facts(facts)
    dwelling = given.choice("dwelling", options=DWELLINGS)
    parameter = law.parameter(PRIVATE_KIND if dwelling == PRIVATE else KINDS)
    value = parameter.undated() if on is None else parameter.on(on)
    asked = COMMON if dwelling == PRIVATE else (*COMMON, "vacant")
    conditions = (
        Condition("kind_of_dwelling", dwelling == PRIVATE or dwelling in value.value.split()),
        *_own_conditions(given, dwelling=dwelling),
        *_told_ones(given, asked=asked),
    )
    allowed = all_hold(conditions)
    answer: dict[str, JSON] = {}
    if allowed is not None:
        answer = {"allowed": allowed, "problems": unmet(conditions)}
    not_told = [name for name in asked if not given.is_known(name)]
    return Finding(
        rule=RULE,
        on=on,
        outcome="unknown" if allowed is None else "known",
        answer=answer,
        provisions=_provisions(law, dwelling=dwelling, on=on),
        parameters=(parameter.use(value),),
        unknown=unknowns(conditions),
        review=tuple(_reviews(dwelling, not_told=not_told)) if allowed is not False else (),
        reasons=(_reason(conditions, allowed=allowed),),
    )


def _own_conditions(given: Facts, *, dwelling: str) -> Iterator[Condition]:
    """What only that kind of dwelling asks for; a family dwelling asks for nothing of its own."""
    if dwelling == ELDERLY:
        demand = told("demand_from_entitled", given=given, fact="demand_from_entitled")
        holds = None if demand.holds is None else not demand.holds
        yield replace(demand, holds=holds)
    elif dwelling == YOUTH:
        yield told("tenant_young_or_student", given=given, fact="tenant_young_or_student")
    elif dwelling == PRIVATE:
        yield told("assignment_agreement", given=given, fact="assignment_agreement")


def _told_ones(given: Facts, *, asked: Sequence[str]) -> Iterator[Condition]:
    yield from (told(name, given=given, fact=name) for name in asked if given.is_known(name))


def _reviews(dwelling: str, *, not_told: Sequence[str]) -> Iterator[Review]:
    if not_told:
        words = ", ".join(not_told)
        yield Review(
            "also_asked_for",
            Text(
                da=f"Loven kræver også det, der ikke er oplyst: {words}.",
                en=f"The act also asks for what was not told: {words}.",
            ),
        )
    if dwelling in (ELDERLY, YOUTH):
        yield TENANT_MIX


def _provisions(law: Law, *, dwelling: str, on: date | None) -> tuple[Provision, ...]:
    act = "lov om boligforhold" if dwelling == PRIVATE else "almenboligloven"
    return tuple(one for one in law.provisions(RULE, on=on) if one.act == act)


def _reason(conditions: Sequence[Condition], *, allowed: bool | None) -> Text:
    if allowed is None:
        return NOT_SURE
    if allowed:
        return GUARANTEES
    words = unmet_words(conditions, words=WORDS)
    return Text(
        da=f"Boligen kan ikke være udslusningsbolig: {words.da}.",
        en=f"The dwelling can not be transitional: {words.en}.",
    )
