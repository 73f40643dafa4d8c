"""The rules by slug, and the one way to ask them.

`decide` turns what a rule cannot know (no value that day, a fact not given) into a Finding with outcome
unknown, so every caller gets the third answer in the same shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Protocol

from hjemad.kernel.errors import MissingFact, NotInForce, WrongUsage
from hjemad.law.almenboligloven import par_59, par_63_dwelling, par_63_period
from hjemad.law.conditions import missing_of
from hjemad.law.databeskyttelse import art_12, par_11, retention
from hjemad.law.facts import BadFact, FactObject
from hjemad.law.finding import Finding, Missing, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.puljer import cheap_dwellings
from hjemad.law.retssikkerhedsloven import appeals, par_3, par_9
from hjemad.law.serviceloven import (
    par_85_a_wish,
    par_85_a_worker,
    par_109_110,
    par_110,
    par_110_discharge,
    par_110_discharge_notice,
    par_141_142,
    par_163,
    par_163a,
    par_166,
    par_174,
    par_176,
    par_176a_placement,
    par_176a_support,
    par_177_rules,
    refund_calendar_rules,
    refund_choice,
)
from hjemad.law.settings import Settings


class Decide(Protocol):
    """A rule: facts, a day, the law and the settings in; a Finding out. It reads no clock and no file."""

    def __call__(self, facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
        """The Finding; may raise OutcomeUnknown or InputRejected."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A modelled rule under the slug that case tables and the command line use."""

    slug: str
    decide: Decide


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.slug: rule
        for rule in (
            Rule(par_177_rules.NIGHTS_RULE, par_177_rules.decide_nights),
            Rule(par_177_rules.AMOUNT_RULE, par_177_rules.decide_amount),
            Rule(par_176a_support.RULE, par_176a_support.decide_support_refund),
            Rule(par_176a_placement.RULE, par_176a_placement.decide_placement_refund),
            Rule(refund_choice.RULE, refund_choice.decide_refund_choice),
            Rule(par_174.RULE, par_174.decide_intermunicipal_claim),
            Rule(refund_calendar_rules.RULE, refund_calendar_rules.decide_refund_calendar),
            Rule(par_176.RULE, par_176.decide_central_scheme_basis),
            Rule(par_110.RULE, par_110.decide_notice_deadline),
            Rule(par_110_discharge.RULE, par_110_discharge.decide_municipal_discharge),
            Rule(par_110_discharge_notice.RULE, par_110_discharge_notice.decide_discharge_notice),
            Rule(par_85_a_wish.RULE, par_85_a_wish.decide_supplier_wish),
            Rule(par_85_a_worker.RULE, par_85_a_worker.decide_choice_of_worker),
            Rule(par_109_110.RULE, par_109_110.decide_anonymity),
            Rule(par_141_142.DUTY_RULE, par_141_142.decide_plan_duty),
            Rule(par_141_142.CONTENTS_RULE, par_141_142.decide_plan_contents),
            Rule(par_163.RULE, par_163.decide_resident_payment),
            Rule(cheap_dwellings.RULE, cheap_dwellings.decide_cheap_dwelling),
            Rule(par_163a.RULE, par_163a.decide_transitional_subsidy),
            Rule(par_166.RULE, par_166.decide_appealable),
            Rule(appeals.DEADLINE_RULE, appeals.decide_appeal_deadline),
            Rule(appeals.FORWARDING_RULE, appeals.decide_appeal_forwarding),
            Rule(par_3.RULE, par_3.decide_case_time_limits),
            Rule(par_9.ACTING_RULE, par_9.decide_acting_municipality),
            Rule(par_9.DISPUTED_RULE, par_9.decide_disputed),
            Rule(par_63_period.RULE, par_63_period.decide_transitional_period),
            Rule(par_63_dwelling.RULE, par_63_dwelling.decide_transitional_dwelling),
            Rule(par_59.RULE, par_59.decide_listed_area),
            Rule(par_11.RULE, par_11.decide_cpr_basis),
            Rule(retention.RULE, retention.decide_retention),
            Rule(art_12.RULE, art_12.decide_erasure_deadline),
        )
    }
)


def decide(slug: str, facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """What the rule says; outcome unknown when law, a parameter or a fact is missing or nobody modelled it.

    Raises WrongUsage for a rule that does not exist, InputRejected for facts that cannot be read.
    """
    if slug not in law.coverage:
        raise no_such_rule(slug, law=law)
    rule = RULES.get(slug)
    if rule is None:
        return _unknown(slug, missing=not_modelled(slug, law=law), on=on, law=law)
    try:
        return rule.decide(facts, on=on, law=law, settings=settings)
    except OverflowError:
        raise _too_far_away() from None
    except MissingFact as error:
        missing = missing_of(error)
    except NotInForce as error:
        missing = Missing(f"parameter:{error.parameter}", Text(da=f"{error.da}.", en=f"{error.en}."))
    return _unknown(slug, missing=missing, on=on, law=law)


def _too_far_away() -> BadFact:
    return BadFact(
        en="A date or number in the facts leads beyond the year 9999. Check the dates",
        da="En dato eller et tal i oplysningerne fører ud over år 9999. Se efter i datoerne",
    )


def no_such_rule(slug: str, *, law: Law) -> WrongUsage:
    """The error for a slug nobody has heard of, with the nearest names there are."""
    near = get_close_matches(slug, law.coverage, n=3, cutoff=0.5)
    names = ", ".join(near or law.coverage)
    lead_en, lead_da = ("Did you mean", "Mente du") if near else ("There are", "Der er")
    return WrongUsage(
        en=f"There is no rule {slug!r}. {lead_en}: {names}",
        da=f"Der er ingen regel {slug!r}. {lead_da}: {names}",
    )


def not_modelled(slug: str, *, law: Law) -> Missing:
    """What is missing when the rule is known to exist and nobody has modelled it."""
    title = law.coverage[slug].title
    return Missing(
        "not_modelled",
        Text(
            da=f"Reglen er ikke bygget endnu: {title.da}. Afgør det ud fra loven selv.",
            en=f"The rule is not modelled yet: {title.en}. Decide it from the act itself.",
        ),
    )


def _unknown(slug: str, *, missing: Missing, on: date | None, law: Law) -> Finding:
    return Finding(
        rule=slug,
        on=on,
        outcome="unknown",
        answer={},
        provisions=law.provisions(slug, on=on),
        unknown=(missing,),
    )
