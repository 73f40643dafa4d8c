"""The rule `support-refund`: half of § 85 a support after a shelter (serviceloven § 176 a, stk. 1 and 3).

Two ways lead to it: the decision was made before the discharge (nr. 1), or the person went directly to a
§ 107 placement and the decision on support in an own home came after that (nr. 2).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from hjemad.kernel.intervals import Span, difference, intersection, total, union
from hjemad.law.facts import FactObject, Facts, as_facts, closed_period, seen_on
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.readings import other_readings
from hjemad.law.serviceloven.par_176a import (
    REFUND_SHARE,
    SHELTER_SETTINGS,
    RefundPeriod,
    ShelterPath,
    decided,
    placements,
    read_path,
    since,
    told,
    windows,
)
from hjemad.law.serviceloven.par_176a_money import read_support_costs
from hjemad.law.settings import Settings

RULE = "support-refund"
MONTHS = "sel.176a.support_months"
HOUSING_FIRST = "85a"
AFTER_FIRST, AFTER_107 = "decision_after_first_discharge", "decision_after_107_ended"
OLD_DECISION = "old_decision"
OPEN_QUESTIONS = (*SHELTER_SETTINGS, "gap_days_before_107", "support_while_readmitted")


@dataclass(frozen=True, slots=True)
class Case:
    """The facts read under one set of settings; `strict` names a narrower reading, only to compare with."""

    path: ShelterPath
    periods: tuple[RefundPeriod, ...]
    decisions: tuple[int, ...]
    other_decisions: bool
    placements: list[Span]
    support: Span | None
    reform: int
    settings: Settings
    strict: str = ""

    def entitled(self) -> list[Span]:
        """The days on which § 85 a support is refunded if it is given."""
        days = [span for window in self.periods for span in (*self._nr_1(window), *self._nr_2(window))]
        return since(union(days), self.reform)

    def days(self) -> list[Span]:
        """The days of support with refund."""
        if self.support is None:
            return []
        days = intersection(self.entitled(), [self.support])
        counts = self.settings.support_while_readmitted == "refund"
        return days if counts else difference(days, self.path.back)

    def direct(self, window: RefundPeriod) -> list[Span]:
        """The placements that followed directly after a discharge of the period, and were then decided on."""
        gap = int(self.settings.gap_days_before_107)
        return [
            placed
            for placed in union(self.placements)
            if any(0 <= placed[0] - day <= gap for day in window.discharges)
        ]

    def _nr_1(self, window: RefundPeriod) -> list[Span]:
        decisions = self.decisions
        if self.strict == OLD_DECISION:
            ended = self.path.ended_before(window.start)
            decisions = tuple(day for day in decisions if day >= ended)
        first = window.decided_before(decisions, settings=self.settings)
        if first is None or (self.strict == AFTER_FIRST and first != window.start):
            return []
        return [(first, window.end)]

    def _nr_2(self, window: RefundPeriod) -> list[Span]:
        """Days in an own home after the placement, from the decision on."""
        found: list[Span] = []
        for start, end in self.direct(window):
            decision = min((day for day in self.decisions if day >= start), default=None)
            if decision is not None and not (self.strict == AFTER_107 and decision > end):
                found.append((max(end, decision), window.end))
        return difference(found, self.placements)


def decide_support_refund(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`eligible`, and the days of support the State pays half of: `refund_from` and `refund_to` inclusive.

    Facts: discharges and readmissions, dates; decisions [{provision: 85a | ..., date}]; placements_107
    [{from, to | null}]; support {from, to | null} or null. An open support is seen as of `as_of`, else `on`.
    Optional: costs [{date, cost_dkk}] give `refund_dkk`; own_team says there is no invoice (see
    `par_176a_money`). `reason` is None when eligible.
    """
    given = as_facts(facts)
    support = _support(given, on=on)
    case = _case(given, support=support, law=law, settings=settings)
    answer = _answer(case, given=given, law=law)
    costs = read_support_costs(given, settings=settings)
    unknown = [NO_SUPPORT] if answer["eligible"] and support is None else []
    unknown += costs.unknown(case.days()) if costs else ()
    asked = (*OPEN_QUESTIONS, *(costs.settings if costs else ()))
    day = date.fromordinal(case.periods[0].start) if case.periods else on

    def ask(other: Settings) -> dict[str, JSON]:
        return _answer(_case(given, support=support, law=law, settings=other), given=given, law=law)

    return Finding(
        rule=RULE,
        on=on or day,
        outcome="unknown" if unknown else "known",
        answer=answer,
        provisions=law.provisions(RULE, on=day),
        parameters=tuple(_used(case, law=law)),
        settings=settings.as_mapping(*asked),
        unknown=tuple(unknown),
        review=(
            *other_readings(*asked, settings=settings, answer=answer, ask=ask),
            *_reviews(case, answer=answer, given=given, law=law),
        ),
        reasons=(REASONS[str(answer["reason"] or "eligible")],),
    )


def _support(given: Facts, *, on: date | None) -> Span | None:
    if not given.is_known("support"):
        return None
    period = given.one("support").period("from", "to")
    closed = closed_period(period, seen=seen_on(given, on=on), name="support")
    return closed.start.toordinal(), closed.start.toordinal() + closed.nights


def _case(given: Facts, *, support: Span | None, law: Law, settings: Settings) -> Case:
    months = law.parameter(MONTHS)
    path = read_path(given, settings=settings)
    decisions = decided(given, provision=HOUSING_FIRST)
    return Case(
        path=path,
        periods=windows(path, months=months, settings=settings),
        decisions=decisions,
        other_decisions=len(given.several("decisions")) > len(decisions),
        placements=placements(given),
        support=support,
        reform=months.values[0].in_force_from.toordinal(),
        settings=settings,
    )


def _answer(case: Case, *, given: Facts, law: Law) -> dict[str, JSON]:
    entitled, days = case.entitled(), case.days()
    reason = None if entitled else _no_entitlement(case)
    if entitled and case.support is not None and not days:
        reason = "support_outside_period"
    answer: dict[str, JSON] = {
        **told(reason, entitled=entitled, days=days),
        "refundable_days": None if reason is None and case.support is None else total(days),
    }
    costs = read_support_costs(given, settings=case.settings)
    if costs is not None:
        rounding = case.settings.claim_rounding
        answer |= costs.answer(days, share=law.parameter(REFUND_SHARE), rounding=rounding)
    return answer


def _no_entitlement(case: Case) -> str:
    """Why no day is refunded: the first thing that is missing."""
    if not case.path.discharges:
        return "no_110_discharge"
    if not case.periods:
        return "discharge_before_reform"
    if not case.decisions:
        return "not_85a" if case.other_decisions else "no_decision"
    direct = [placed for window in case.periods for placed in case.direct(window)]
    if any(decision >= start for start, _ in direct for decision in case.decisions):
        return "placement_outlasts_period"
    if not direct and since(case.placements, case.periods[0].start):
        return "gap_before_107"
    return "decision_after_discharge"


def _used(case: Case, *, law: Law) -> Iterator[ParameterUse]:
    months, share = law.parameter(MONTHS), law.parameter(REFUND_SHARE)
    if case.periods:
        first = date.fromordinal(max(case.periods[0].start, case.reform))
        yield months.use(months.on(first))
    days = case.days()
    if days:
        yield share.use(share.on(date.fromordinal(days[0][0])))


def _reviews(case: Case, *, answer: dict[str, JSON], given: Facts, law: Law) -> Iterator[Review]:
    """What the text does not say and no setting asks about."""
    for code, text in STRICTER.items():
        figures = _answer(replace(case, strict=code), given=given, law=law)
        changed = {key: value for key, value in figures.items() if answer[key] != value}
        if changed:
            yield Review(code, text, changed)


NO_SUPPORT = Missing(
    "fact:support",
    Text(
        da="Det er ikke oplyst, fra hvornår til hvornår støtten gives. Tilføj support.",
        en="From when to when the support is given is not told. Add support.",
    ),
)
STRICTER = {
    AFTER_FIRST: Text(
        da="Afgørelsen kom efter den første udskrivning og før en senere. Perioden regnes fra den første; at "
        "den senere udskrivning så giver refusion, er læst ud af ordene, ikke sagt.",
        en="The decision came after the first discharge and before a later one. The period runs from the "
        "first; that the later discharge then gives refund is read out of the words, not said.",
    ),
    AFTER_107: Text(
        da="Afgørelsen kom, efter at opholdet i botilbuddet var slut. Loven nævner ingen sidste dag for den.",
        en="The decision came after the placement had ended. The act names no last day for it.",
    ),
    OLD_DECISION: Text(
        da="En ny periode hviler på en afgørelse fra før den forrige udskrivning. Gælder den endnu?",
        en="A new period rests on a decision from before the last discharge. Does it still hold?",
    ),
}
REASONS = {
    "eligible": Text(
        da="Staten betaler halvdelen af støtten i op til to år fra den første udskrivning.",
        en="The State pays half of the support for up to two years from the first discharge.",
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
        da="Der er ingen afgørelse om støtte efter § 85 a.", en="There is no decision on § 85 a support."
    ),
    "not_85a": Text(
        da="Kun støtte efter § 85 a refunderes, ikke anden støtte.",
        en="Only § 85 a support is refunded, not other support.",
    ),
    "gap_before_107": Text(
        da="Botilbuddet efter § 107 fulgte ikke umiddelbart efter udskrivningen.",
        en="The § 107 placement did not follow directly after the discharge.",
    ),
    "placement_outlasts_period": Text(
        da="Opholdet i botilbuddet efter § 107 varer, til perioden er udløbet.",
        en="The stay in the § 107 placement lasts until the period has ended.",
    ),
    "decision_after_discharge": Text(
        da="Afgørelsen kom efter udskrivningen. Det giver ingen refusion, heller ikke for senere måneder.",
        en="The decision came after the discharge. That gives no refund, not for later months either.",
    ),
    "support_outside_period": Text(
        da="Støtten gives ikke på nogen dag med refusion.",
        en="The support is given on no day with refund.",
    ),
}
