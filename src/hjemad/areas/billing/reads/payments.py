"""What residents are proposed to pay, year by year, and whose payment nobody has written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hjemad.areas.billing.facts import payment_facts
from hjemad.areas.citizens.queries import records_paid_by
from hjemad.areas.shelters.queries import records_of_house, stay_facts
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.facts.queries import KnownLocalValue, local_values
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.kernel.errors import NotInForce
from hjemad.kernel.intervals import difference, periods_of, spans_of
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.parameters_reader import Parameter, load_law

PAYMENT_RATE = "sel.163.resident_payment_110"


@dataclass(frozen=True, slots=True)
class Proposed:
    """An amount per night for a period inside one year; `source` is the parameter or where it is printed."""

    period: Period
    amount: Money
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Nights of a person in a house for which nobody has said what was charged."""

    record: int
    facility: int
    period: Period


@dataclass(frozen=True)
class Offers:
    """What the law and the organisation's own values propose: read once, asked for any number of people."""

    parameter: Parameter
    local: list[KnownLocalValue]

    def on(self, day: date) -> tuple[Money, str, str] | None:
        """(amount, source, mark) of that day; None when unknown."""
        try:
            return Money.parse(self.parameter.on(day).value), PAYMENT_RATE, ""
        except NotInForce:
            for value in self.local:
                if value.period.contains(day):
                    return Money.parse(value.value), value.source[:200], value.marked
        return None

    def of(self, period: Period, *, today: date) -> list[Proposed]:
        """The period cut at each 1 January and wherever a value changes, each part with its own proposal.

        Parts without a proposal are left out, and so is what lies after this year of an open period: nobody
        knows the rate of a year before it is published.
        """
        end = period.end or date(max(today, period.start).year + 1, 1, 1)
        cuts = {period.start, end}
        cuts |= {date(year, 1, 1) for year in range(period.start.year + 1, end.year + 1)}
        cuts |= {day for value in self.local for day in (value.period.start, value.period.end) if day}
        ordered = sorted(day for day in cuts if period.start <= day <= end)
        found = []
        for start, after in pairwise(ordered):
            offered = self.on(start)
            if offered is not None:
                found.append(Proposed(Period(start, after), *offered))
        return found


def offers_of(organisation_id: int) -> Offers:
    """The proposals of the organisation; one query."""
    values = local_values(organisation_id, parameter=PAYMENT_RATE)
    return Offers(load_law().parameter(PAYMENT_RATE), list(values))


def proposal(organisation_id: int, *, day: date) -> tuple[Money, str, str] | None:
    """(amount, source, mark) that the law or the organisation's own value proposes; None when unknown."""
    return offers_of(organisation_id).on(day)


def proposed(organisation_id: int, *, period: Period, today: date) -> list[Proposed]:
    """What is proposed for the nights of one person; one query."""
    return offers_of(organisation_id).of(period, today=today)


def payments_missing(actor: Actor, *, today: date) -> list[Gap]:
    """Nights since last New Year but one, up to today, without a payment; of the actor's house or citizens.

    Four queries, however many people.
    """
    actor.require(Permission.CHARGE_PAYMENT)
    shelter = Organisation.objects.filter(pk=actor.organisation_id, kind=Kind.SHELTER).exists()
    records = records_of_house(actor) if shelter else records_paid_by(actor.organisation_id)
    payments = payment_facts(records, seen={})
    window = Period(date(today.year - 1, 1, 1), today)
    return [
        Gap(record, stay.shelter_id, period)
        for record, stays in sorted(stay_facts(records).items())
        for stay in stays
        if not shelter or stay.shelter_id == actor.organisation_id
        for period in _without(
            stay.period, window=window,
            paid=[
                one.period
                for one in payments.get(record, ())
                if one.facility in (None, str(stay.shelter_id))
            ],
        )
    ]  # fmt: skip


def _without(stay: Period, *, window: Period, paid: list[Period]) -> Iterator[Period]:
    shared = stay.intersection(window)
    if shared is None:
        return
    rest = difference(spans_of([shared], as_of=date.max), spans_of(paid, as_of=date.max))
    yield from periods_of(rest)
