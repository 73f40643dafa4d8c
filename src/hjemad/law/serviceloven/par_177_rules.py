"""The rules `shelter-refund-nights` and `shelter-refund-amount` (§ 177, stk. 1, nr. 5; law.md R1-R5).

Both answer from plain facts; the ledger in `law/claim` uses the same counting. Where the text is open, the
finding prints what the other reading gives, if it gives something else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hjemad.kernel.dates import add_years
from hjemad.kernel.intervals import Span, difference, intersection, total, union
from hjemad.kernel.money import Money
from hjemad.law.facts import BadFact, FactObject, Facts, as_facts, closed_period, seen_on
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text, iso
from hjemad.law.parameters_reader import Law
from hjemad.law.readings import reading_review
from hjemad.law.serviceloven.par_177 import (
    REFUND_NIGHTS,
    REFUND_SHARE,
    NightCount,
    RunningYear,
    caps_from,
    count_nights,
)
from hjemad.law.serviceloven.par_177_amount import share_of
from hjemad.law.settings import CHOICES, Settings

NIGHTS_RULE = "shelter-refund-nights"
AMOUNT_RULE = "shelter-refund-amount"
OPEN_QUESTIONS = (
    "cap_mode",
    "first_day_of_90",
    "period_anchor",
    "quota_follows",
    "day_count",
    "pre_reform_stay",
)


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay as the facts give it, in ordinals; `left` None while the person is still there."""

    admitted: int
    left: int | None
    payer: str

    def span(self, seen: int, settings: Settings) -> Span:
        """The nights (or days, by the setting) of the stay."""
        end = seen if self.left is None else min(self.left, seen)
        gone = self.left is not None and self.left <= seen
        if gone and (
            settings.day_count == "both_days"
            or (settings.day_count == "at_least_one" and end == self.admitted)
        ):
            end += 1
        return self.admitted, max(end, self.admitted)


@dataclass(frozen=True, slots=True)
class Asked:
    """The stays, and the day they are seen on (0: no day is known): nights from `seen` on are not counted."""

    stays: tuple[Stay, ...]
    seen: int

    @property
    def day(self) -> date | None:
        """The day of asking, where one is known."""
        return date.fromordinal(self.seen) if self.seen else None

    @property
    def still_there(self) -> bool:
        """Whether the person stays somewhere on the day of asking."""
        return any(stay.left is None or stay.left > self.seen for stay in self.stays)

    def counts(self, *, law: Law, settings: Settings) -> list[NightCount]:
        """One count for the person, or one for each payer where the quota follows both."""
        apart = settings.quota_follows == "person_and_payer"
        groups: dict[str, list[Span]] = {} if apart else {"": []}
        for stay in self.stays:
            key = stay.payer if apart else ""
            groups.setdefault(key, []).append(stay.span(self.seen, settings))
        caps = caps_from(law, settings)
        return [count_nights(spans, caps=caps, settings=settings) for spans in groups.values()]


def decide_nights(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """Which nights the State refunds, how many are left of the running year and when it begins anew.

    Facts: stays [{shelter, admitted, discharged | null, payer?}], as_of?. Dates in answers are nights,
    named by the day they begin; `last_…` and `forecast_…` are inclusive. An open stay is seen as of
    `as_of`, else `on`.
    """
    asked = _asked(facts, on=on)
    counts = asked.counts(law=law, settings=settings)
    _check_nights_are_known(counts, law=law)
    answer: dict[str, JSON] = {**_nights(counts), **_year(asked, counts, law=law, settings=settings)}
    return Finding(
        rule=NIGHTS_RULE, on=on, outcome="known", answer=answer,
        provisions=law.provisions(NIGHTS_RULE, on=on or asked.day),
        parameters=tuple(_caps_used(counts, law)), settings=settings.as_mapping(*OPEN_QUESTIONS),
        review=tuple(_other_readings(asked, answer, law=law, settings=settings)),
        reasons=(_said(counts),),
    )  # fmt: skip


def _check_nights_are_known(counts: Sequence[NightCount], *, law: Law) -> None:
    """Raises NotInForce where a night lies before the first day of which anything was read."""
    nights = [span[0] for count in counts for span in count.all_nights]
    if nights:
        law.parameter(REFUND_SHARE).on(date.fromordinal(min(nights)))


def _asked(facts: FactObject, *, on: date | None) -> Asked:
    given = as_facts(facts)
    as_of, seen_day = given.day_or_none("as_of"), seen_on(given, on=on)
    stays: list[Stay] = []
    for item in given.several("stays"):
        if item.is_known("shelter"):
            item.text("shelter")
        period = item.period("admitted", "discharged")
        closed_period(period, seen=seen_day, name=item.name("discharged"))
        payer = item.text("payer") if item.is_known("payer") else ""
        stays.append(Stay(period.start.toordinal(), period.end.toordinal() if period.end else None, payer))
    asked_on = seen_day.toordinal() if seen_day else 0
    latest = max((asked_on if stay.left is None else stay.left for stay in stays), default=asked_on)
    return Asked(tuple(stays), as_of.toordinal() if as_of else latest)


def _nights(counts: Sequence[NightCount]) -> dict[str, JSON]:
    every = total([span for count in counts for span in count.all_nights])
    refundable = union([span for count in counts for span in count.refundable_spans])
    pre_reform = sum(count.nights_pre_reform for count in counts)
    beyond = difference([span for count in counts for span in count.all_nights], refundable)
    return {
        "nights_total": every,
        "nights_pre_reform": pre_reform,
        "nights_refundable": total(refundable),
        "nights_not_refundable": every - total(refundable),
        "last_refundable_night": iso(date.fromordinal(refundable[-1][1] - 1)) if refundable else None,
        "first_unrefundable_night": iso(date.fromordinal(beyond[0][0])) if beyond else None,
    }


def _year(asked: Asked, counts: Sequence[NightCount], *, law: Law, settings: Settings) -> dict[str, JSON]:
    """The running year on the day of asking, and what happens if the person stays on."""
    if len(counts) != 1 or not asked.seen:
        return {}
    year = _current(counts[0].years, asked.seen)
    cap = caps_from(law, settings).at(
        year.start if year and settings.cap_mode == "period_start" else asked.seen
    )
    used = year.used if year else 0
    forecast: tuple[date, date] | None = None
    if asked.still_there:
        forecast = _forecast(asked, law=law, settings=settings)
    return {
        "nights_used": used,
        "nights_left": max(0, cap - used),
        "quota_reset_date": iso(date.fromordinal(year.end)) if year else None,
        "forecast_last_refundable_night": iso(forecast[0]) if forecast else None,
        "forecast_first_unrefundable_night": iso(forecast[1]) if forecast else None,
    }


def _current(years: Sequence[RunningYear], day: int) -> RunningYear | None:
    return next((year for year in years if year.start <= day < year.end), None)


def _forecast(asked: Asked, *, law: Law, settings: Settings) -> tuple[date, date] | None:
    """(last refundable night, first one without refund) from the day of asking, if the person stays on."""
    later = add_years(date.fromordinal(asked.seen), 2).toordinal()
    staying = tuple(
        Stay(stay.admitted, None if stay.left is None or stay.left > asked.seen else stay.left, stay.payer)
        for stay in asked.stays
    )
    [count] = Asked(staying, later).counts(law=law, settings=settings)
    first = next((max(span[0], asked.seen) for span in count.beyond_spans if span[1] > asked.seen), None)
    if first is None:
        return None
    last = max((min(s[1], first) for s in count.refundable_spans if s[0] < first), default=None)
    if last is None:
        return None
    return date.fromordinal(last) - timedelta(days=1), date.fromordinal(first)


def _caps_used(counts: Sequence[NightCount], law: Law) -> Iterator[ParameterUse]:
    """The ceilings that hold on one of the nights."""
    caps = law.parameter(REFUND_NIGHTS)
    nights = union([span for count in counts for span in count.all_nights])
    for value in caps.values:
        end = value.in_force_to or date.max
        if intersection(nights, [(value.in_force_from.toordinal(), end.toordinal())]):
            yield caps.use(value)


def _other_readings(
    asked: Asked, answer: Mapping[str, JSON], *, law: Law, settings: Settings
) -> Iterator[Review]:
    """One review for each open question whose other reading gives another number of refundable nights."""
    for name in OPEN_QUESTIONS:
        chosen = settings.as_mapping(name)[name]
        for other in CHOICES[name].alternatives:
            figures = _nights(asked.counts(law=law, settings=settings.with_values({name: other})))
            if figures["nights_refundable"] != answer["nights_refundable"]:
                changed = {key: figures[key] for key in figures if figures[key] != answer[key]}
                yield reading_review(name, chosen=chosen, other=other, changed=changed)


def _said(counts: Sequence[NightCount]) -> Text:
    figures = _nights(counts)
    kept, every = figures["nights_refundable"], figures["nights_total"]
    return Text(
        da=f"Staten betaler halvdelen af {kept} af {every} nætter.",
        en=f"The State pays half of {kept} of {every} nights.",
    )


def decide_amount(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """What the nights cost the municipality net of resident payment, and the State's share of it.

    Facts: lines [{shelter, refundable_nights, rate_per_day_dkk, resident_payment_per_day_dkk,
    meals_paid_to_shelter_dkk, registered_on_tilbudsportalen}]. `refund_exact_dkk` has three decimals, exact
    to half an øre; `refund_dkk` is rounded once, on the total, by `claim_rounding`. A rate or a payment
    that is not known makes the answer unknown; a shelter outside Tilbudsportalen gives no refund.
    """
    given = as_facts(facts)
    share = law.parameter(REFUND_SHARE)
    percent = share.undated() if on is None else share.on(on)
    net_total = refund = Money.zero()
    unknown: list[Missing] = []
    unregistered = False
    for item in given.several("lines"):
        registered = item.flag("registered_on_tilbudsportalen")
        unregistered |= not registered
        net = _net_of_line(item, unknown)
        if net is not None:
            net_total += net
            refund += share_of(net, int(percent.value)) if registered else Money.zero()
    answer: dict[str, JSON] = {"reason": "not_registered" if unregistered else None}
    if not unknown:
        rounded = refund.rounded("down_krone" if settings.claim_rounding == "down_krone" else "half_up_ore")
        answer |= {
            "net_expense_dkk": net_total.dkk(),
            "refund_exact_dkk": _three_decimals(refund),
            "refund_dkk": rounded.dkk(),
            "municipal_net_dkk": (net_total - rounded).dkk(),
        }
    return Finding(
        rule=AMOUNT_RULE, on=on, outcome="unknown" if unknown else "known", answer=answer,
        provisions=law.provisions(AMOUNT_RULE, on=on), parameters=(share.use(percent),),
        settings=settings.as_mapping("claim_rounding"), unknown=tuple(unknown),
        reasons=(_share_said(percent.value, unregistered=unregistered),),
    )  # fmt: skip


def _net_of_line(item: Facts, unknown: list[Missing]) -> Money | None:
    """The line's net cost, or None with what is missing added to `unknown`."""
    nights = item.count("refundable_nights")
    if item.is_known("meals_paid_to_shelter_dkk"):
        item.money(
            "meals_paid_to_shelter_dkk"
        )  # paid to the shelter, never deducted (bek. 1244/2017 § 2, stk. 3)
    rate, payment = item.money_or_none("rate_per_day_dkk"), item.money_or_none("resident_payment_per_day_dkk")
    if rate is None:
        unknown.append(Missing(f"fact:{item.name('rate_per_day_dkk')}", NO_RATE))
    if payment is None:
        unknown.append(Missing(f"fact:{item.name('resident_payment_per_day_dkk')}", NO_PAYMENT))
    if rate is None or payment is None:
        return None
    if payment > rate:
        raise BadFact(
            en=f"{item.name('resident_payment_per_day_dkk')} is larger than the rate. Check both amounts",
            da=f"{item.name('resident_payment_per_day_dkk')} er større end taksten. Se efter begge beløb",
        )
    return (rate - payment) * nights


def _three_decimals(amount: Money) -> str:
    text = amount.dkk()
    return text if not amount.is_whole_ore else f"{text}0"


def _share_said(percent: str, *, unregistered: bool) -> Text:
    if unregistered:
        return Text(
            da=f"Staten betaler {percent} % af taksten minus egenbetaling, kun på Tilbudsportalens steder.",
            en=f"The State pays {percent} % of rate less resident payment, on Tilbudsportalen only.",
        )
    return Text(
        da=f"Staten betaler {percent} % af taksten minus egenbetaling.",
        en=f"The State pays {percent} % of the rate less resident payment.",
    )


NO_RATE = Text(
    da="Taksten mangler. Indtast den med dens kilde.", en="The rate is missing. Enter it with its source."
)
NO_PAYMENT = Text(
    da="Egenbetalingen mangler. Indtast den med dens kilde; har borgeren ingen indtægt, er den 0.",
    en="The resident payment is missing. Enter it with its source; with no income it is 0.",
)
