"""What a municipality's refund would be under other rules. Nothing is stored, and no claim is touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hjemad.areas.refunds.facts import MunicipalityFacts, claiming_of, facts_of_municipality
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.organisations.queries import settings_of
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claim import claim_lines
from hjemad.law.claim.facts import Line
from hjemad.law.claim.rounding import rounding_line
from hjemad.law.claim.rules import RuleSet, under
from hjemad.law.parameters_reader import load_law


@dataclass(frozen=True, slots=True)
class Quarterly:
    """One quarter under two sets of rules, each amount rounded as a claim of its own would be.

    `nights`, `refund`: (as it is, as it would be). `waiting`: how many lines lack a fact in each.
    `people`: whose amount differs. `asked`: the quarter stands in a closed claim.
    """

    quarter: Quarter
    asked: bool
    nights: tuple[int, int]
    refund: tuple[Money, Money]
    waiting: tuple[int, int]
    people: int

    @property
    def difference(self) -> Money:
        """What the other rules would give more; negative where they give less."""
        return self.refund[1] - self.refund[0]


@dataclass(frozen=True, slots=True)
class Effect:
    """All quarters seen. `people`: how many citizens differ in any of them; `first`: the first such night."""

    quarters: tuple[Quarterly, ...]
    people: int
    first: date | None

    def of(self, *, asked: bool) -> Money:
        """The difference in quarters that are asked for already, or in those that are not."""
        rows = (row.difference for row in self.quarters if row.asked == asked)
        return sum(rows, Money.zero())

    @property
    def changed(self) -> tuple[Quarterly, ...]:
        """The quarters in which anything differs."""
        return tuple(
            row
            for row in self.quarters
            if row.people or row.refund[0] != row.refund[1] or row.waiting[0] != row.waiting[1]
        )


def rules_today(municipality_id: int, *, on: date) -> RuleSet:
    """The shipped law and the municipality's readings of the day."""
    return RuleSet(load_law(), settings_of(municipality_id, on=on))


def effect_of(
    actor: Actor, then: RuleSet, *, quarter: Quarter, as_of: date, since: Quarter | None = None
) -> Effect:
    """What `then` would give the actor's municipality instead of today's rules, up to and with `quarter`.

    Seen are the quarters that are claimed, or will be; from `since` on also those nobody claims here. Each
    is computed from today's facts, whatever was asked for it; nights of opening balances are not among them.
    Coming nights of the quarter are expected by each set's own rule.
    """
    actor.require(Permission.ASK_WHAT_IF)
    facts = facts_of_municipality(actor.organisation_id, as_of=as_of, quarter=None)
    today = rules_today(actor.organisation_id, on=as_of)
    both = [_lines(facts, rules, quarter, as_of=as_of, since=since) for rules in (today, then)]
    last = facts.last_claimed
    quarters = sorted({line.origin for lines in both for line in lines})
    rows = tuple(
        _quarterly(one, both, rules=(today, then), payer=facts.payer, asked=last is not None and one <= last)
        for one in quarters
    )
    now, other = (_per_person(lines) for lines in both)
    return Effect(rows, len(_differing(now, other)), _first_difference(*both))


def _lines(
    facts: MunicipalityFacts, rules: RuleSet, quarter: Quarter, *, as_of: date, since: Quarter | None
) -> tuple[Line, ...]:
    claiming = claiming_of(facts, quarter, as_of=as_of, now=rules)
    first = min([claiming.window.first, *([since] if since else [])])
    plain = replace(
        claiming,
        window=replace(claiming.window, first=first),
        steps=under(rules),
        last_closed=None,
        expected_before=range(0),
        whole_quarters=frozenset(),
    )
    return claim_lines(facts.people, (), payer=facts.payer, claiming=plain)


def _quarterly(
    quarter: Quarter,
    both: Sequence[Sequence[Line]],
    *,
    rules: tuple[RuleSet, RuleSet],
    payer: str,
    asked: bool,
) -> Quarterly:
    now, then = ([line for line in lines if line.origin == quarter and line.person] for lines in both)
    return Quarterly(
        quarter,
        asked,
        nights=(_nights(now), _nights(then)),
        refund=(
            _rounded(now, quarter, rules[0], payer=payer),
            _rounded(then, quarter, rules[1], payer=payer),
        ),
        waiting=(_waiting(now), _waiting(then)),
        people=len(_differing(_per_person(now), _per_person(then))),
    )


def _nights(lines: Sequence[Line]) -> int:
    return sum(line.nights for line in lines if line.asks)


def _waiting(lines: Sequence[Line]) -> int:
    return sum(not line.asks for line in lines)


def _rounded(lines: Sequence[Line], quarter: Quarter, rules: RuleSet, *, payer: str) -> Money:
    exact = sum((line.refund for line in lines if line.asks and line.refund is not None), Money.zero())
    rounding = rounding_line(payer, lines=lines, closed=(), quarter=quarter, settings=rules.settings)
    return exact + rounding.refund if rounding is not None and rounding.refund is not None else exact


def _per_person(lines: Sequence[Line]) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for line in lines:
        if line.person and line.asks and line.refund is not None:
            sums[line.person] = sums.get(line.person, Money.zero()) + line.refund
    return sums


def _differing(now: Mapping[str, Money], then: Mapping[str, Money]) -> set[str]:
    everybody = now.keys() | then.keys()
    return {who for who in everybody if now.get(who, Money.zero()) != then.get(who, Money.zero())}


def _first_difference(now: Sequence[Line], then: Sequence[Line]) -> date | None:
    """The first night whose amount is another, or is there in one only."""
    nights, others = _amounts(now), _amounts(then)
    days = [key[1] for key in nights.keys() | others.keys() if nights.get(key) != others.get(key)]
    return date.fromordinal(min(days)) if days else None


def _amounts(lines: Sequence[Line]) -> dict[tuple[str, int], Fraction]:
    """Person and day -> its share of what is asked; a line holds days in a row with one amount each."""
    return {
        (line.person, day): Fraction(line.refund.half_ore, line.span[1] - line.span[0])
        for line in lines
        if line.span is not None and line.asks and line.refund is not None
        for day in range(*line.span)
    }
