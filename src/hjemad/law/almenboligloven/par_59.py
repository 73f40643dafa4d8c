"""Whether a vacancy in a listed area may be assigned to a household (almenboligloven § 59, stk. 6-7).

No household is judged here: the present criteria were not read. A caseworker checks and says may or may not;
no ground enters the facts, so none can be shown to the housing officer or be inferred from the answer. Which
areas are on which list is dated data the municipality loads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hjemad.law.facts import FactObject, Facts, as_facts, day_asked
from hjemad.law.finding import Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "listed-area-assignment"
CHECKS = "abl.59.checks"
MAY, MAY_NOT, CASEWORKER_CHECKS = "may", "may_not", "caseworker_checks"
NO_LIST = Missing(
    "area_lists",
    Text(
        da="Der er ingen liste for den dag. Indlæs områdelisten for året.",
        en="There is no list of that day. Load the list of areas of the year.",
    ),
)
LATER_CRITERIA = Review(
    "later_criteria_unread",
    Text(
        da="Lovens nuværende kriterier er ikke læst. Sagsbehandleren ser efter i loven. Grunden vises ikke.",
        en="The present criteria of the act were not read. The caseworker checks the act. The ground is not "
        "shown.",
    ),
)
REASONS = {
    MAY: Text(da="Boligen kan anvises efter denne regel.", en="The dwelling may be assigned by this rule."),
    MAY_NOT: Text(
        da="Boligen kan ikke anvises til denne husstand. Sagsbehandleren har set efter.",
        en="The dwelling may not be assigned to this household. The caseworker has checked.",
    ),
    CASEWORKER_CHECKS: Text(
        da="Området er på en liste. Sagsbehandleren ser efter, før boligen anvises.",
        en="The area is on a list. The caseworker checks before the dwelling is assigned.",
    ),
}


@dataclass(frozen=True, slots=True)
class AreaList:
    """A list in force from a day, and whether the area of the dwelling is on it."""

    first: date
    has_area: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What a caseworker said on a day: may or may not. The ground stays in the case."""

    answer: str
    day: date


def decide_listed_area(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`assignment` that day: may | may_not | caseworker_checks; unknown when no list of the day is loaded.

    Facts: area; lists [{areas, from, to (optional, exclusive)}]; check (optional) {answer: may | may_not,
    on}. A check made before a list with the area began, or after the day asked about, does not count.
    """
    del settings
    day, given = day_asked(on, rule=RULE), as_facts(facts)
    area = given.text("area")
    parameter = law.parameter(CHECKS)
    value = parameter.on(day)
    used = parameter.use(value)
    lists = _lists(given, area=area, day=day)
    check = _check(given, day=day)
    if not lists:
        return Finding(
            rule=RULE,
            on=day,
            outcome="unknown",
            answer={},
            provisions=law.provisions(RULE, on=day),
            parameters=(used,),
            unknown=(NO_LIST,),
        )
    return _answered(_assignment(lists, check=check), day=day, law=law, used=used)


def _assignment(lists: Sequence[AreaList], *, check: Check | None) -> str:
    began = [one.first for one in lists if one.has_area]
    if not began:
        return MAY
    if check is None or check.day < max(began):
        return CASEWORKER_CHECKS
    return check.answer


def _answered(assignment: str, *, day: date, law: Law, used: ParameterUse) -> Finding:
    return Finding(
        rule=RULE,
        on=day,
        outcome="known",
        answer={"assignment": assignment},
        provisions=law.provisions(RULE, on=day),
        parameters=(used,),
        review=(LATER_CRITERIA,) if assignment == CASEWORKER_CHECKS else (),
        reasons=(REASONS[assignment],),
    )


def _lists(given: Facts, *, area: str, day: date) -> list[AreaList]:
    entries = [(entry, entry.period("from", "to")) for entry in given.several("lists")]
    return [
        AreaList(period.start, area in entry.texts("areas"))
        for entry, period in entries
        if period.contains(day)
    ]


def _check(given: Facts, *, day: date) -> Check | None:
    if not given.is_known("check"):
        return None
    check = given.one("check")
    found = Check(check.choice("answer", options=(MAY, MAY_NOT)), check.day("on"))
    return found if found.day <= day else None
