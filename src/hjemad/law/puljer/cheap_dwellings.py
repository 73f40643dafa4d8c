"""The rule `cheap-dwelling`: the schemes of especially cheap dwellings (law.md R17).

Two schemes: a grant to new family dwellings, and a temporary reduction of the rent in existing ones. That a
dwelling qualifies does not say that money is left in the frame.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hjemad.kernel.errors import MissingFact
from hjemad.kernel.money import Money
from hjemad.law.conditions import Condition, all_hold, fact_missing, told, unknowns, unmet
from hjemad.law.facts import FactObject, Facts, as_facts, day_asked
from hjemad.law.finding import JSON, Finding, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.readings import other_readings
from hjemad.law.settings import Settings

RULE = "cheap-dwelling"
NEW_BUILD, REDUCTION = "new_build", "temporary_reduction"
RENT_CAP = "cheap.rent_cap"
RENT_FROM, RENT_TO = "cheap.reduction_rent_from", "cheap.reduction_rent_to"
OPEN = {NEW_BUILD: "cheap.new_build_open", REDUCTION: "cheap.reduction_open"}
GRANT = {NEW_BUILD: "cheap.new_build_grant", REDUCTION: "cheap.reduction_grant"}
GRANT_KEY = {NEW_BUILD: "grant_dkk", REDUCTION: "grant_per_year_dkk"}
# Conditions that are asked about only where somebody told of them; what nobody told is named for a person.
IF_TOLD = {NEW_BUILD: ("family_dwelling", "in_bossinf"), REDUCTION: ("letting_agreements",)}
RENT, ORIGINAL_RENT = "rent_per_month_dkk", "original_rent_per_month_dkk"
INDEXED, INDEXED_SOURCE = "indexed_rent_cap_dkk", "indexed_rent_cap_source"
CAP_SETTING = "cheap_rent_cap_indexed"


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts, the day, and the values of the law that day."""

    given: Facts
    day: date
    programme: str
    law: Law

    def value(self, name: str) -> ParameterUse:
        """The value of that day; raises NotInForce where it is not known."""
        parameter = self.law.parameter(name)
        return parameter.use(parameter.on(self.day))

    def cap(self, settings: Settings) -> ParameterUse:
        """The ceiling of the rent; with yearly adjustment it must be told, with its source."""
        value = self.value(RENT_CAP)
        if getattr(settings, CAP_SETTING) == "no":
            return value
        amount, source = self.given.money(INDEXED), Text.alike(self.given.text(INDEXED_SOURCE))
        return ParameterUse(RENT_CAP, amount.dkk(), value.unit, value.in_force_from, source, "local")


def decide_cheap_dwelling(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`qualifies`, the conditions, and the grant of the day's level where it is known.

    Facts: programme: new_build | temporary_reduction. new_build: rent_per_month_dkk without consumption;
    optional family_dwelling, in_bossinf. temporary_reduction: original_rent_per_month_dkk, municipal_plan;
    optional rent_per_month_dkk after the reduction, letting_agreements. `grant_dkk` is paid once,
    `grant_per_year_dkk` every year; None where the level of the year is not known.
    """
    given = as_facts(facts)
    asked = Asked(given, day_asked(on, rule=RULE), given.choice("programme", options=tuple(OPEN)), law)
    conditions, used = _conditions(asked, settings)
    qualifies = all_hold(conditions)
    grant = _grant(asked) if qualifies else None
    answer: dict[str, JSON] = {
        **_answer(conditions),
        GRANT_KEY[asked.programme]: None if grant is None else Money.parse(grant.value).dkk(),
        "conditions": [condition.as_json() for condition in conditions],
    }
    parameters = (*used, *([grant] if grant else ()))
    return Finding(
        rule=RULE,
        on=asked.day,
        outcome="unknown" if qualifies is None else "known",
        answer=answer,
        provisions=law.provisions(RULE, on=asked.day),
        parameters=parameters,
        settings=settings.as_mapping(CAP_SETTING),
        unknown=unknowns(conditions) if qualifies is None else (),
        review=tuple(_reviews(asked, answer, parameters, settings=settings)),
        reasons=(QUALIFIES,) if qualifies else tuple(_why_not(answer)),
    )


def _answer(conditions: list[Condition]) -> dict[str, JSON]:
    failed = unmet(conditions)
    return {"qualifies": all_hold(conditions), "reason": failed[0] if failed else None, "unmet": failed}


def _conditions(asked: Asked, settings: Settings) -> tuple[list[Condition], list[ParameterUse]]:
    """Every condition of the scheme with the values it was held against."""
    given, opened = asked.given, asked.value(OPEN[asked.programme])
    conditions, used = [Condition("scheme_open", opened.value == "open")], [opened]
    if asked.programme == REDUCTION:
        lowest, highest = asked.value(RENT_FROM), asked.value(RENT_TO)
        conditions.append(_rent("original_rent", asked, fact=ORIGINAL_RENT, lowest=lowest, highest=highest))
        used += [lowest, highest]
    if asked.programme == NEW_BUILD or given.is_known(RENT):
        cap = asked.cap(settings)
        conditions.append(_rent("rent_cap", asked, fact=RENT, lowest=None, highest=cap))
        used.append(cap)
    if asked.programme == REDUCTION:
        conditions.append(told("municipal_plan", given=given, fact="municipal_plan"))
    for fact in IF_TOLD[asked.programme]:
        if given.is_known(fact):
            conditions.append(told(fact, given=given, fact=fact))
    return conditions, used


def _rent(
    code: str, asked: Asked, *, fact: str, lowest: ParameterUse | None, highest: ParameterUse
) -> Condition:
    """The rent lies within the boundaries, both included; unknown when it is not told."""
    rent = asked.given.money_or_none(fact)
    if rent is None:
        return Condition(code, None, fact_missing(asked.given.name(fact)))
    high_enough = lowest is None or Money.parse(lowest.value) <= rent
    return Condition(code, high_enough and rent <= Money.parse(highest.value))


def _grant(asked: Asked) -> ParameterUse | None:
    parameter = asked.law.parameter(GRANT[asked.programme])
    return parameter.use(parameter.on(asked.day)) if parameter.is_known_on(asked.day) else None


def _reviews(
    asked: Asked, answer: dict[str, JSON], used: tuple[ParameterUse, ...], *, settings: Settings
) -> Iterator[Review]:
    def ask(other: Settings) -> dict[str, JSON]:
        try:
            return _answer(_conditions(asked, other)[0])
        except MissingFact:
            return {"qualifies": None}

    # An adjusted ceiling is not lower than the one that was read, so it matters to a higher rent only.
    if "rent_cap" in _texts(answer["unmet"]) or getattr(settings, CAP_SETTING) == "yes":
        yield from other_readings(CAP_SETTING, settings=settings, answer=answer, ask=ask)
    for one in used:
        if one.certainty != "sourced":
            yield _not_sourced(one)
    if answer["qualifies"]:
        yield from _of_a_dwelling_that_qualifies(asked, answer)


def _of_a_dwelling_that_qualifies(asked: Asked, answer: dict[str, JSON]) -> Iterator[Review]:
    not_told = [fact for fact in IF_TOLD[asked.programme] if not asked.given.is_known(fact)]
    if not_told:
        names = ", ".join(not_told)
        yield Review(
            "conditions_not_told",
            Text(
                da=f"Dette er også betingelser og er ikke oplyst: {names}.",
                en=f"These are conditions too and are not told: {names}.",
            ),
        )
    if asked.programme == NEW_BUILD and asked.given.values.get("municipal_plan") is False:
        yield PLAN_NOT_READ
    if answer[GRANT_KEY[asked.programme]] is None:
        yield LEVEL_NOT_FOUND


def _not_sourced(used: ParameterUse) -> Review:
    return Review(
        f"{used.certainty}:{used.id}",
        Text(
            da=f"{used.value} er ikke læst i en gældende tekst. Kilde: {used.source.da}",
            en=f"{used.value} was not read in a text in force. Source: {used.source.en}",
        ),
    )


def _texts(codes: JSON) -> list[str]:
    return [str(code) for code in codes] if isinstance(codes, list) else []


def _why_not(answer: dict[str, JSON]) -> Iterator[Text]:
    for code in _texts(answer["unmet"]):
        yield WHY_NOT[code]


QUALIFIES = Text(
    da="Boligen opfylder ordningens betingelser. Om der er penge tilbage i puljen, siger reglen ikke.",
    en="The dwelling meets the conditions of the scheme. Whether money is left the rule does not say.",
)
WHY_NOT = {
    "scheme_open": Text(da="Ordningen er lukket den dag.", en="The scheme is closed that day."),
    "original_rent": Text(
        da="Den oprindelige husleje ligger uden for intervallet.",
        en="The original rent lies outside the interval.",
    ),
    "rent_cap": Text(da="Huslejen er over loftet.", en="The rent is above the ceiling."),
    "municipal_plan": Text(
        da="Kommunen har ikke en plan mod hjemløshed.",
        en="The municipality has no plan against homelessness.",
    ),
    "letting_agreements": Text(
        da="Der er ikke aftaler om udlejningen.", en="There are no agreements on the letting."
    ),
    "family_dwelling": Text(
        da="Puljen gælder kun familieboliger.", en="The scheme is for family dwellings only."
    ),
    "in_bossinf": Text(
        da="Projektet skal først stå i BOSSINF-STB.", en="The project must stand in BOSSINF-STB first."
    ),
}
PLAN_NOT_READ = Review(
    "plan_not_read_for_new_build",
    Text(
        da="At en plan mod hjemløshed er en betingelse for nye boliger, er ikke læst. Spørg styrelsen.",
        en="That a plan against homelessness is a condition for new dwellings was not read. Ask the agency.",
    ),
    {"qualifies": False},
)
LEVEL_NOT_FOUND = Review(
    "grant_level_not_found",
    Text(
        da="Tilskuddets størrelse den dag er ikke fundet. Slå den op hos styrelsen.",
        en="The size of the grant that day was not found. Look it up with the agency.",
    ),
)
