"""The rule `transitional-subsidy`: a month's subsidy of a transitional dwelling (§ 163 a; bek. 718/2013).

The person's share of rent and other obligatory payments, less the calculated housing benefit, less what the
person would have paid for lodging in the place the dwelling replaces; never below nothing.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import BadDate, MissingFact
from hjemad.kernel.money import Money
from hjemad.law.exact import exact, payable
from hjemad.law.facts import BadFact, FactObject, Facts, as_facts
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.readings import other_readings
from hjemad.law.serviceloven.par_163 import RATE
from hjemad.law.settings import Settings

RULE = "transitional-subsidy"
FORMULA = "sel.163a.subsidy_formula"
CAME_FROM = ("107", "109", "110", "elsewhere")
# Who comes from elsewhere is reckoned as in a § 110 shelter.
AS_110 = ("110", "elsewhere")
MONTHS_A_YEAR, DAYS_A_YEAR = 12, 365
# Paid outside the subsidy: read so that nobody thinks they were overlooked.
OUTSIDE = ("reminder_fee_dkk", "deposit_dkk", "housing_benefit_paid_dkk")


@dataclass(frozen=True, slots=True)
class Month:
    """What a month costs the household and how many adults share it."""

    first: date
    rent: Money
    obligatory: Money
    benefit: Money
    lodging: Money
    adults: int

    def would_have_paid(self, settings: Settings) -> Fraction:
        """The lodging of the month; a price per day becomes one per month as the setting says."""
        if settings.month_from_day_rate == "365/12":
            return exact(self.lodging) * DAYS_A_YEAR / MONTHS_A_YEAR
        return exact(self.lodging) * monthrange(self.first.year, self.first.month)[1]

    def answer(self, settings: Settings) -> dict[str, JSON]:
        """The amounts, each rounded once to whole øre."""
        lodging = self.would_have_paid(settings)
        household = exact(self.rent + self.obligatory) - exact(self.benefit)
        left = household / self.adults - lodging
        subsidy = payable(max(left, Fraction(0)))
        return {
            "would_have_paid_dkk": payable(lodging).dkk(),
            "subsidy_dkk": subsidy.dkk(),
            "reason": None if subsidy.half_ore else "nothing_left",
        }


def decide_transitional_subsidy(
    facts: FactObject, *, on: date | None, law: Law, settings: Settings
) -> Finding:
    """`subsidy_dkk` of the month, and `would_have_paid_dkk`, the lodging deducted; rounded once to whole øre.

    Facts: month, as 2026-03; rent_dkk, other_obligatory_dkk and housing_benefit_calculated_dkk of the whole
    household; applied_for_benefit; adults; lodging_per_day_dkk, the person's own, or came_from: 107 | 109 |
    110 | elsewhere. Reminder fees, deposit and the benefit paid out change nothing.
    """
    given = as_facts(facts)
    first = _month(given)
    formula = law.parameter(FORMULA)
    used = [formula.use(formula.on(first))]
    for key in OUTSIDE:
        given.money_or_none(key)
    applied, rate = given.flag("applied_for_benefit"), _rate(given, first=first, law=law)
    if not applied or (rate is None and _rate_decides(given)):
        return _without_amounts(first, on=on, law=law, used=used, applied=applied)
    if rate is not None and not given.is_known("lodging_per_day_dkk"):
        used.append(rate)
    month = _read(given, first=first, rate=rate)
    answer = month.answer(settings)
    return Finding(
        rule=RULE,
        on=on or first,
        outcome="known",
        answer=answer,
        provisions=law.provisions(RULE, on=first),
        parameters=tuple(used),
        settings=settings.as_mapping("month_from_day_rate"),
        review=(
            *other_readings("month_from_day_rate", settings=settings, answer=answer, ask=month.answer),
            *_reviews(month, rate=rate, settings=settings),
        ),
        reasons=(LEFT,) if answer["reason"] is None else (NOTHING_LEFT,),
    )


def _without_amounts(
    first: date, *, on: date | None, law: Law, used: list[ParameterUse], applied: bool
) -> Finding:
    """No subsidy where no benefit was applied for; else the lodging is a rate that is not known."""
    answer: dict[str, JSON] = {"subsidy_dkk": "0.00", "reason": "benefit_not_applied_for"}
    return Finding(
        rule=RULE,
        on=on or first,
        outcome="unknown" if applied else "known",
        answer={"subsidy_dkk": None, "would_have_paid_dkk": None} if applied else answer,
        provisions=law.provisions(RULE, on=first),
        parameters=tuple(used),
        unknown=(_rate_unknown(first),) if applied else (),
        reasons=() if applied else (NOT_APPLIED,),
    )


def _month(given: Facts) -> date:
    """The first day of the month in the facts."""
    try:
        return parse_iso_date(f"{given.text('month')}-01")
    except BadDate:
        raise BadFact(
            en=f"{given.name('month')} must be a year and a month, for example 2026-03",
            da=f"{given.name('month')} skal være år og måned, for eksempel 2026-03",
        ) from None


def _reckoned_as_110(given: Facts) -> bool:
    """Whether the lodging is that of a § 110 shelter."""
    return given.is_known("came_from") and given.choice("came_from", options=CAME_FROM) in AS_110


def _rate_decides(given: Facts) -> bool:
    """Whether the national rate is the lodging, since the person's own is not told."""
    return _reckoned_as_110(given) and not given.is_known("lodging_per_day_dkk")


def _rate(given: Facts, *, first: date, law: Law) -> ParameterUse | None:
    """The national § 110 rate of the month where it is the lodging; None where it is not known."""
    parameter = law.parameter(RATE)
    if not _reckoned_as_110(given) or not parameter.is_known_on(first):
        return None
    return parameter.use(parameter.on(first))


def _rate_unknown(first: date) -> Missing:
    year = first.year
    return Missing(
        f"rate_{year}",
        Text(
            da=f"Taksten på en boform efter § 110 i {year} kendes ikke. Indtast, hvad logi ville have kostet "
            "pr. døgn (lodging_per_day_dkk), med kilde.",
            en=f"The rate at a § 110 shelter in {year} is not known. Enter what lodging would have cost per "
            "day (lodging_per_day_dkk), with its source.",
        ),
    )


def _read(given: Facts, *, first: date, rate: ParameterUse | None) -> Month:
    lodging = given.money_or_none("lodging_per_day_dkk")
    if lodging is None and rate is not None:
        lodging = Money.parse(rate.value)
    if lodging is None:
        raise MissingFact(given.name("lodging_per_day_dkk"))
    adults = given.count("adults")
    if adults == 0:
        raise BadFact(
            en=f"{given.name('adults')} must be at least 1", da=f"{given.name('adults')} skal være mindst 1"
        )
    return Month(
        first=first,
        rent=given.money("rent_dkk"),
        obligatory=given.money("other_obligatory_dkk"),
        benefit=given.money("housing_benefit_calculated_dkk"),
        lodging=lodging,
        adults=adults,
    )


def _reviews(month: Month, *, rate: ParameterUse | None, settings: Settings) -> Iterator[Review]:
    answer = month.answer(settings)
    others = {
        "obligatory_list_unread": (OBLIGATORY_UNREAD, _without_obligatory(month)),
        "lodging_is_not_the_rate": (NOT_THE_RATE, _at_rate(month, rate)),
    }
    for code, (text, other) in others.items():
        figures = other.answer(settings)
        changed = {key: value for key, value in figures.items() if answer[key] != value}
        if changed:
            yield Review(code, text, changed)


def _without_obligatory(month: Month) -> Month:
    return replace(month, obligatory=Money.zero())


def _at_rate(month: Month, rate: ParameterUse | None) -> Month:
    return month if rate is None else replace(month, lodging=Money.parse(rate.value))


OBLIGATORY_UNREAD = Text(
    da="Hvilke ydelser ud over huslejen der er obligatoriske (varme, vand), står på en liste, som ikke er "
    "fundet. Uden dem bliver tilskuddet et andet.",
    en="Which payments beside the rent are obligatory (heat, water) stands in a list that was not found. "
    "Without them the subsidy is another.",
)
NOT_THE_RATE = Text(
    da="Prisen for logi er en anden end årets takst på en boform efter § 110. Er den nedsat?",
    en="The lodging differs from the year's rate at a § 110 shelter. Was it reduced?",
)
NOT_APPLIED = Text(
    da="Der betales kun tilskud, når der er søgt boligstøtte.",
    en="Subsidy is paid only when housing benefit has been applied for.",
)
LEFT = Text(
    da="Tilskuddet er boligudgiften minus den beregnede boligstøtte og minus det, logi ville have kostet.",
    en="The subsidy is the housing cost less the calculated benefit and less what lodging would have cost.",
)
NOTHING_LEFT = Text(
    da="Boligudgiften minus boligstøtten er ikke højere end det, logi ville have kostet.",
    en="The housing cost less the benefit is no higher than what lodging would have cost.",
)
