"""The rule `temporary-placement-refund`: half of a § 107 placement after a shelter (§ 176 a, stk. 2).

Up to six months within one year from the first discharge, when the placement was decided on before the
discharge it follows. A night in a shelter is never a day in a placement (law.md R8).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from hjemad.kernel.dates import add_months
from hjemad.kernel.intervals import Span, difference, intersection, total, union
from hjemad.law.facts import FactObject, Facts, as_facts, closed_period, seen_on
from hjemad.law.finding import JSON, Finding, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.readings import other_readings
from hjemad.law.serviceloven.par_176a import (
    REFUND_SHARE,
    SHELTER_SETTINGS,
    RefundPeriod,
    ShelterPath,
    decided,
    read_path,
    since,
    told,
    windows,
)
from hjemad.law.serviceloven.par_176a_placement_costs import (
    COSTS,
    PlacementCosts,
    narrow_days,
    read_placement_costs,
)
from hjemad.law.settings import Settings

RULE = "temporary-placement-refund"
FRAME_MONTHS, MONTHS = "sel.176a.placement_frame_months", "sel.176a.placement_months"
TEMPORARY = "107"
AFTER_FIRST, OLD_DECISION = "decision_after_first_discharge", "old_decision"
OPEN_QUESTIONS = (*SHELTER_SETTINGS, "six_months_broken_stay")


@dataclass(frozen=True, slots=True)
class Case:
    """The facts read under one set of settings; `strict` names a narrower reading, only to compare with."""

    path: ShelterPath
    periods: tuple[RefundPeriod, ...]
    decisions: tuple[int, ...]
    other_decisions: bool
    placements: list[Span]
    reform: int
    months: int
    settings: Settings
    strict: str = ""

    def entitled(self) -> list[Span]:
        """The days of the periods on which a placement could be refunded, before six months are counted."""
        return since([span for period in self.periods for span in self._decided(period)], self.reform)

    def days(self) -> list[Span]:
        """The days in a placement with refund."""
        found: list[Span] = []
        for period in self.periods:
            entitled = since(self._decided(period), self.reform)
            there = difference(intersection(entitled, self.placements), self.path.back)
            found += self._six_months(there)
        return union(found)

    def _decided(self, period: RefundPeriod) -> list[Span]:
        if self.strict == OLD_DECISION:
            return self._decided_anew(period)
        first = period.decided_before(self.decisions, settings=self.settings)
        if first is None or (self.strict == AFTER_FIRST and first != period.start):
            return []
        return [(first, period.end)]

    def _decided_anew(self, period: RefundPeriod) -> list[Span]:
        """Only the days after a discharge whose own stay in the shelter saw the decision."""
        found: list[Span] = []
        for day, after in pairwise([*period.discharges, period.end]):
            ended = self.path.ended_before(day)
            fresh = [one for one in self.decisions if one >= ended]
            alone = replace(period, discharges=(day,))
            if alone.decided_before(fresh, settings=self.settings) is not None:
                found.append((day, after))
        return found

    def _six_months(self, there: Sequence[Span]) -> list[Span]:
        """The days that fit within the six months, from the first of them."""
        if not there:
            return []
        first = there[0][0]
        end = add_months(date.fromordinal(first), self.months).toordinal()
        choice = self.settings.six_months_broken_stay
        if choice == "span":
            return intersection(there, [(first, end)])
        left = end - first if choice == "calendar_months" else int(choice)
        found: list[Span] = []
        for start, after in there:
            found.append((start, min(after, start + left)))
            left -= min(after - start, left)
        return union(found)


def decide_placement_refund(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`eligible`, and the days of the placement the State pays half of: `refund_from`, `refund_to` inclusive.

    Facts: discharges and readmissions, dates; decisions [{provision: 107 | ..., date}]; placements_107
    [{from, to | null}]. An open placement is seen as of `as_of`, else `on`. Optional: costs_dkk {stay,
    support}, what all the days cost, or costs [{from, to, stay_per_day_dkk, support_per_day_dkk}]; they
    give `refund_dkk`. `reason` is None when eligible.
    """
    given = as_facts(facts)
    case = _case(given, on=on, law=law, settings=settings)
    costs = read_placement_costs(given, placements=case.placements)
    answer = _answer(case, costs=costs, law=law)
    unknown = tuple(costs.unknown(case.days(), law=law)) if costs else ()
    asked = (*OPEN_QUESTIONS, *(("claim_rounding",) if costs else ()))
    day = date.fromordinal(case.periods[0].start) if case.periods else on

    def ask(other: Settings) -> dict[str, JSON]:
        return _answer(_case(given, on=on, law=law, settings=other), costs=costs, law=law)

    return Finding(
        rule=RULE,
        on=on or day,
        outcome="unknown" if unknown else "known",
        answer=answer,
        provisions=law.provisions(RULE, on=day),
        parameters=tuple(_used(case, costs=costs, law=law)),
        settings=settings.as_mapping(*asked),
        unknown=unknown,
        review=(
            *other_readings(*asked, settings=settings, answer=answer, ask=ask),
            *_reviews(case, answer=answer, costs=costs, law=law),
        ),
        reasons=(REASONS[str(answer["reason"] or "eligible")],),
    )


def _case(given: Facts, *, on: date | None, law: Law, settings: Settings) -> Case:
    frame, seen = law.parameter(FRAME_MONTHS), seen_on(given, on=on)
    path = read_path(given, settings=settings)
    decisions = decided(given, provision=TEMPORARY)
    placed = [
        closed_period(item.period("from", "to"), seen=seen, name=item.name("to"))
        for item in given.several("placements_107")
    ]
    months = law.parameter(MONTHS)
    periods = windows(path, months=frame, settings=settings)
    reform = frame.values[0].in_force_from
    begins = max(date.fromordinal(periods[0].start), reform) if periods else reform
    return Case(
        path=path,
        periods=periods,
        decisions=decisions,
        other_decisions=len(given.several("decisions")) > len(decisions),
        placements=union((one.start.toordinal(), one.start.toordinal() + one.nights) for one in placed),
        reform=reform.toordinal(),
        months=int(months.on(begins).value),
        settings=settings,
    )


def _answer(case: Case, *, costs: PlacementCosts | None, law: Law) -> dict[str, JSON]:
    entitled, days = case.entitled(), case.days()
    reason = None if days else _no_days(case, entitled)
    answer: dict[str, JSON] = {
        **told(reason, entitled=entitled, days=days),
        "refundable_days": total(days),
    }
    if costs is not None:
        refund = costs.refund(days, law=law, rounding=case.settings.claim_rounding)
        answer["refund_dkk"] = None if refund is None else refund.dkk()
    return answer


def _no_days(case: Case, entitled: Sequence[Span]) -> str:
    """Why no day is refunded: the first thing that is missing."""
    if not case.path.discharges:
        return "no_110_discharge"
    if not case.periods:
        return "discharge_before_reform"
    if not case.decisions:
        return "not_107" if case.other_decisions else "no_decision"
    return "placement_outside_period" if entitled else "decision_after_discharge"


def _used(case: Case, *, costs: PlacementCosts | None, law: Law) -> Iterator[ParameterUse]:
    if not case.periods:
        return
    first = date.fromordinal(max(case.periods[0].start, case.reform))
    for name in (FRAME_MONTHS, MONTHS):
        yield law.parameter(name).use(law.parameter(name).on(first))
    days = case.days()
    if days and costs is not None:
        last = date.fromordinal(days[-1][1] - 1)
        for name in (COSTS, REFUND_SHARE):
            yield law.parameter(name).use(law.parameter(name).on(last))


def _reviews(
    case: Case, *, answer: dict[str, JSON], costs: PlacementCosts | None, law: Law
) -> Iterator[Review]:
    """What the text does not say and no setting asks about."""
    for code, text in STRICTER.items():
        figures = _answer(replace(case, strict=code), costs=costs, law=law)
        changed = {key: value for key, value in figures.items() if answer[key] != value}
        if changed:
            yield Review(code, text, changed)
    days = case.days()
    if narrow_days(days, law=law):
        rounding = case.settings.claim_rounding
        wide = costs.refund(days, law=law, rounding=rounding, total_costs=True) if costs else None
        yield Review("older_wording", OLDER_WORDING, {} if wide is None else {"refund_dkk": wide.dkk()})


STRICTER = {
    AFTER_FIRST: Text(
        da="Afgørelsen kom efter den første udskrivning og før en senere. Året regnes fra den første; at den "
        "senere udskrivning så giver refusion, er læst ud af ordene, ikke sagt.",
        en="The decision came after the first discharge and before a later one. The year runs from the "
        "first; that the later discharge then gives refund is read out of the words, not said.",
    ),
    OLD_DECISION: Text(
        da="Botilbuddet hviler på en afgørelse fra før den forrige udskrivning. Gælder den endnu?",
        en="The placement rests on a decision from before the last discharge. Does it still hold?",
    ),
}
OLDER_WORDING = Text(
    da="Nogle af dagene ligger, før de nyere ord i § 176 a, stk. 2, er set (3. juli 2024). Vi regner kun "
    "opholdet med på dem, ikke støtten. Hvilken dag ordene begyndte at gælde, er ikke fundet.",
    en="Some of the days lie before the newer words of § 176 a, stk. 2, were seen (3 July 2024). Only the "
    "stay counts on them, not the support. From which day the words held was not found.",
)
REASONS = {
    "eligible": Text(
        da="Staten betaler halvdelen i op til seks måneder inden for et år fra den første udskrivning.",
        en="The State pays half for up to six months within a year from the first discharge.",
    ),
    "no_110_discharge": Text(
        da="Borgeren er ikke udskrevet fra en boform efter § 110, og refusionen hænger på udskrivningen.",
        en="The citizen was not discharged from a § 110 shelter, and the refund hangs on the discharge.",
    ),
    "discharge_before_reform": Text(
        da="Udskrivningen var før 1. oktober 2023, hvor reglen begyndte.",
        en="The discharge was before 1 October 2023, when the rule began.",
    ),
    "no_decision": Text(
        da="Der er ingen afgørelse om et botilbud efter § 107.",
        en="There is no decision on a § 107 placement.",
    ),
    "not_107": Text(
        da="Kun botilbud efter § 107 refunderes efter denne regel.",
        en="Only a § 107 placement is refunded under this rule.",
    ),
    "decision_after_discharge": Text(
        da="Afgørelsen kom efter udskrivningen. Det giver ingen refusion, heller ikke for senere måneder.",
        en="The decision came after the discharge. That gives no refund, not for later months either.",
    ),
    "placement_outside_period": Text(
        da="Borgeren er ikke i botilbuddet på nogen dag med refusion.",
        en="The citizen is in the placement on no day with refund.",
    ),
}
