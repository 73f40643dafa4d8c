"""What it costs a municipality that people stay in a shelter, beside what a home with support would cost.

For a group, month by month, under the law of each day and with the municipality's own rates. Arithmetic on
facts: nobody is named, and nothing says what anybody ought to do.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hjemad.areas.refunds.facts import MunicipalityFacts, facts_of_municipality
from hjemad.areas.refunds.queries.what_if import rules_today
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.kernel.dates import add_months
from hjemad.kernel.intervals import Span, total, union
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claim import claim_lines
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import Line, PersonFacts, RateBook
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.rules import RuleSet, under
from hjemad.law.exact import exact, payable
from hjemad.law.rules_registry import decide
from hjemad.law.serviceloven import par_176a_support
from hjemad.law.serviceloven.par_176a import REFUND_SHARE
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS
from hjemad.law.supposing import supposing

_REFORM = date(2023, 10, 1)
_NO_CEILING = "9999"
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class HomeCost:
    """What a home with support costs one person: a month of support, what is paid once and what each month.

    `decided_first`: the decision on § 85 a support is made before the discharge. Support is refunded by the
    law; the other two are not.
    """

    support: Money
    once: Money
    monthly: Money
    decided_first: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the group in both ways; each amount is in whole øre, rounded once.

    `nights` are those of staying, `refunded` those of them with refund.
    """

    first: date
    nights: int
    refunded: int
    stay_cost: Money
    stay_refund: Money
    home_cost: Money
    home_refund: Money

    @property
    def stay_own(self) -> Money:
        """The municipality's own part of staying."""
        return self.stay_cost - self.stay_refund

    @property
    def home_own(self) -> Money:
        """The municipality's own part of a home with support."""
        return self.home_cost - self.home_refund

    @property
    def difference(self) -> Money:
        """What the home costs the municipality more than staying; negative where it costs less."""
        return self.home_own - self.stay_own


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """The months, and of how many citizens; `left_out` lack a fact, so their nights have no known amount."""

    months: tuple[Month, ...]
    citizens: int
    left_out: int

    @property
    def difference(self) -> Money:
        """The difference of all months."""
        return sum((month.difference for month in self.months), Money.zero())

    @property
    def even_from(self) -> date | None:
        """The first month after which the home has cost no more in all, and never does again; None: none."""
        if not self.citizens:
            return None
        sums = list(_running(month.difference for month in self.months))
        dearer = [at for at, so_far in enumerate(sums) if so_far.half_ore > 0]
        at = dearer[-1] + 1 if dearer else 0
        return self.months[at].first if at < len(self.months) else None


def business_case(actor: Actor, *, on: date, months: int, at_least: int, home: HomeCost) -> BusinessCase:
    """The group from the first of the next month on, staying and at home.

    The group: who sleeps in a shelter on `on`, is paid for by the actor's municipality, and has slept in one
    for at least `at_least` nights in a row.
    """
    actor.require(Permission.ASK_WHAT_IF)
    facts = _as_now(facts_of_municipality(actor.organisation_id, as_of=on, quarter=None), on=on)
    rules = rules_today(actor.organisation_id, on=on)
    start = add_months(on.replace(day=1), 1)
    edges = [add_months(start, step) for step in range(months + 1)]
    group = [person for person in facts.people if _stays(person, facts.payer, on=on) >= max(at_least, 1)]
    kept, staying = _without_unknown(facts, group, rules, start=start, end=edges[-1])
    every, refunded = staying
    ends = [_last_refunded(person, start, edges[-1], rules=rules, home=home) for person in kept]
    rows = tuple(
        _month(first, after, every, refunded, ends, rules=rules, home=home, is_first=first == start)
        for first, after in pairwise(edges)
    )
    return BusinessCase(rows, len(kept), len(group) - len(kept))


def _as_now(facts: MunicipalityFacts, *, on: date) -> MunicipalityFacts:
    """The facts with what is charged on `on` going on: next year's rates and payments are seldom known yet.

    What begins later is left out, so that one way of reckoning holds for all months; the page says so.
    """

    def going_on(period: Period) -> Period | None:
        return Period(period.start, None) if period.contains(on) else period if period.start < on else None

    rates = [
        replace(rate, period=period)
        for some in facts.rates.by_facility.values()
        for rate in some
        if (period := going_on(rate.period)) is not None
    ]
    people = tuple(
        replace(
            person,
            payments=tuple(
                replace(payment, period=period)
                for payment in person.payments
                if (period := going_on(payment.period)) is not None
            ),
        )
        for person in facts.people
    )
    return replace(facts, rates=RateBook.of(rates), people=people)


def _stays(person: PersonFacts, payer: str, *, on: date) -> int:
    """How many nights in a row the person has slept in a shelter up to `on`; 0 unless `payer` pays now."""
    if not any(fact.payer == payer and fact.period.contains(on) for fact in person.stays):
        return 0
    spans = _spans(person, until=on + timedelta(days=1))
    return total([span for span in spans if span[1] > on.toordinal()])


def _spans(person: PersonFacts, *, until: date) -> list[Span]:
    """The nights in any shelter before `until`, whoever pays."""
    far = until.toordinal()
    return union(
        (fact.period.start.toordinal(), min(far, fact.period.end.toordinal() if fact.period.end else far))
        for fact in person.stays
        if fact.period.start < until
    )


def _without_unknown(
    facts: MunicipalityFacts, group: Sequence[PersonFacts], rules: RuleSet, *, start: date, end: date
) -> tuple[list[PersonFacts], tuple[list[Line], list[Line]]]:
    """The group without those whose nights lack a fact; their lines without a ceiling, and as the law is."""
    free = replace(rules, law=supposing(rules.law, REFUND_NIGHTS, value=_NO_CEILING, first=_REFORM))
    both = [
        [line for line in _lines(facts, group, ruled, start=start, end=end) if line.person]
        for ruled in (free, rules)
    ]
    unknown = {line.person for lines in both for line in lines if not line.asks}
    kept = [person for person in group if person.person not in unknown]
    every, refunded = ([line for line in lines if line.person not in unknown] for lines in both)
    return kept, (every, refunded)


def _lines(
    facts: MunicipalityFacts, group: Sequence[PersonFacts], rules: RuleSet, *, start: date, end: date
) -> tuple[Line, ...]:
    """Each night of the group up to `end`, as if everybody stayed."""
    last = Quarter.of(end - timedelta(days=1))
    window = Window(Quarter.of(start), last, end.toordinal())
    claiming = Claiming(window, facts.rates, under(rules))
    return claim_lines(group, (), payer=facts.payer, claiming=claiming)


def _last_refunded(
    person: PersonFacts, start: date, end: date, *, rules: RuleSet, home: HomeCost
) -> date | None:
    """The last day of support with refund if the person moves home on `start`; None where there is none."""
    spans = _spans(person, until=start)
    decided = start - timedelta(days=1) if home.decided_first else start + timedelta(days=1)
    finding = decide(
        par_176a_support.RULE,
        {
            "discharges": [date.fromordinal(span[1]).isoformat() for span in spans],
            "readmissions": [date.fromordinal(span[0]).isoformat() for span in spans[1:]],
            "decisions": [{"provision": par_176a_support.HOUSING_FIRST, "date": decided.isoformat()}],
            "placements_107": [],
            "support": {"from": start.isoformat(), "to": end.isoformat()},
        },
        on=start,
        law=rules.law,
        settings=rules.settings,
    )
    last = finding.answer.get("refund_to") if finding.answer.get("eligible") else None
    return date.fromisoformat(str(last)) if last else None


def _month(
    first: date, after: date, every: Sequence[Line], refunded: Sequence[Line], ends: Sequence[date | None],
    *, rules: RuleSet, home: HomeCost, is_first: bool,
) -> Month:  # fmt: skip
    nights, cost = _share(every, first, after, of="net")
    with_refund, refund = _share(refunded, first, after, of="refund")
    people = len(ends)
    support = exact(home.support)
    share = Fraction(int(rules.law.parameter(REFUND_SHARE).on(first).value), _WHOLE)
    days = (after - first).days
    counted = sum(
        Fraction(max(0, min(days, (last - first).days + 1)), days) for last in ends if last is not None
    )
    others = exact(home.monthly) + (exact(home.once) if is_first else 0)
    return Month(
        first, nights, with_refund, payable(cost), payable(refund),
        payable((support + others) * people), payable(support * share * counted),
    )  # fmt: skip


def _share(lines: Sequence[Line], first: date, after: date, *, of: str) -> tuple[int, Fraction]:
    """Days of the lines within the month, and what they cost or give; a line's days have one amount each."""
    days, amount = 0, Fraction(0)
    for line in lines:
        money = line.net if of == "net" else line.refund
        if line.span is None or money is None:
            continue
        start, end = line.span
        shared = min(end, after.toordinal()) - max(start, first.toordinal())
        if shared > 0:
            days += shared
            amount += Fraction(money.half_ore * shared, end - start)
    return days, amount


def _running(amounts: Iterable[Money]) -> Iterator[Money]:
    so_far = Money.zero()
    for amount in amounts:
        so_far += amount
        yield so_far
