"""Rows -> the ledger's facts: what a municipality's next claim is made of. The one bridge of this area.

In the ledger a person is a citizen's id, a payer and a facility an organisation's id, all as text.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import JSONField, QuerySet

from hjemad.areas.billing.queries import applying_key, payment_facts, rate_facts
from hjemad.areas.citizens.queries import (
    LinkFact,
    PayerFact,
    link_facts,
    payer_facts,
    records_paid_by,
)
from hjemad.areas.refunds.models import Acceptance, Claim, ClaimLine, OpeningBalance
from hjemad.areas.shelters.queries import (
    DisputeFact,
    StayFact,
    dispute_decisions,
    records_staying_since,
    stay_facts,
)
from hjemad.foundation.facts.id_list import IdList
from hjemad.foundation.facts.leaving_out import with_column_of_last
from hjemad.foundation.organisations.queries import parents_of
from hjemad.kernel.intervals import Span, difference, periods_of, spans_of
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, NightFact, NightsUsed, PaymentFact, PersonFacts, RateBook
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.rules import Rules, RuleSet, as_kept, steps_between
from hjemad.law.parameters_reader import Law

OWN = ("stay:", "payer:")


@dataclass(frozen=True)
class Seen:
    """The fact versions the municipality's latest claim knew; empty before its first."""

    citizens: Mapping[str, frozenset[str]]
    rates: frozenset[str]

    @cached_property
    def everything(self) -> frozenset[str]:
        """The versions it knew of all citizens."""
        return frozenset().union(*self.citizens.values())

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> "Seen":
        """What that claim stored; None: there was none."""
        if stored is None:
            return cls({}, frozenset())
        return cls(
            {key: frozenset(refs) for key, refs in stored["citizens"].items()}, frozenset(stored["rates"])
        )


@dataclass(frozen=True, slots=True)
class MunicipalityFacts:
    """Everything a municipality's next claim rests on, read in a fixed number of queries.

    `public_ids`: of each citizen. `records`: stay ref, or "citizen/facility" of a stay or earlier line, ->
    record id. `refs`: citizen -> the versions this claim knows, as the next one will ask for. `opened`:
    quarters with an opening balance, of which `whole` have one that names no person. `latest`: the
    municipality's last claim.
    """

    payer: str
    people: tuple[PersonFacts, ...]
    public_ids: Mapping[str, UUID]
    rates: RateBook
    closed: tuple[ClosedLine, ...]
    records: Mapping[str, int]
    refs: Mapping[str, tuple[str, ...]]
    first_claimed: Quarter | None
    last_claimed: Quarter | None
    opened: frozenset[Quarter]
    whole: frozenset[Quarter]
    latest: Claim | None
    accepted: frozenset[Rules]


def facts_of_municipality(municipality_id: int, *, as_of: date, quarter: Quarter | None) -> MunicipalityFacts:
    """Today's facts of the citizens whose nights the municipality pays, or once claimed.

    `quarter`: only those its claim can say anything of, by `Window.sees_any_of` or a line that was closed.
    None: everybody, as a claim remembers them when it is closed. No stay begins after `as_of`.
    """
    mine = Claim.objects.filter(municipality_id=municipality_id)
    claims = with_column_of_last(mine, "seen", of=JSONField(), order="number")
    opening = OpeningBalance.objects.current().filter(municipality_id=municipality_id)
    balances = list(opening.order_by("valid_from", "pk"))
    quarters = [Quarter.parse(claim.quarter) for claim in claims]
    opened = frozenset(Quarter.of(balance.valid_from) for balance in balances)
    first_claimed = min(quarters, default=None)
    seen = Seen.of(claims[-1].last_seen if claims else None)
    first = None if quarter is None else _first_quarter(quarter, first_claimed=first_claimed, opened=opened)
    links = link_facts(*_records(municipality_id, opening, since=None if first is None else first.start))
    records: Any = IdList(link.record_id for link in links)  # found once, not anew by each question below
    citizen_of = {link.record_id: str(link.citizen_id) for link in links}
    closed, line_records = closed_lines(claims, balances, citizen_of=citizen_of)
    stays = _begun(stay_facts(records), as_of=as_of)
    houses = {stay.shelter_id for some in stays.values() for stay in some}
    rates = rate_facts(houses, seen=seen.rates)
    known = {record: seen.citizens.get(citizen, frozenset()) for record, citizen in citizen_of.items()}
    reading = Reading(
        payer=str(municipality_id), links=_by_citizen(links), stays=stays, payers=payer_facts(records),
        named=frozenset(link.record_id for link in links if link.named),
        payments=payment_facts(records, seen=known), seen=seen, rate_keys=frozenset(rates),
        decisions=dispute_decisions(records),
        own_houses=_own_houses(houses, municipality_id), used=_used(balances, citizen_of=citizen_of),
    )  # fmt: skip
    people = tuple(reading.person(citizen) for citizen in sorted({*citizen_of.values()}))
    return MunicipalityFacts(
        payer=reading.payer, people=people, rates=RateBook.of(r for some in rates.values() for r in some),
        closed=closed, records={**reading.records(), **line_records},
        refs={person.person: reading.refs(person) for person in people},
        public_ids={str(link.citizen_id): link.citizen_public_id for link in links},
        first_claimed=first_claimed, last_claimed=max([*quarters, *opened], default=None), opened=opened,
        whole=frozenset(Quarter.of(one.valid_from) for one in balances if one.record_id is None),
        latest=claims[-1] if claims else None, accepted=_accepted(municipality_id),
    )  # fmt: skip


def _records(
    municipality_id: int, opening: QuerySet[Any, Any], *, since: date | None
) -> tuple[QuerySet[Any, Any], ...]:
    """Whom the municipality pays for (with a stay that day or later, where one is told) or once claimed."""
    lines = ClaimLine.objects.filter(claim__municipality_id=municipality_id, record__isnull=False)
    paid = records_paid_by(municipality_id)
    if since is not None:
        paid = paid.filter(record_id__in=records_staying_since(since))
    balances = opening.filter(record__isnull=False)
    return paid, lines.order_by().values("record_id"), balances.order_by().values("record_id")


def claiming_of(facts: MunicipalityFacts, quarter: Quarter, *, as_of: date, now: RuleSet) -> Claiming:
    """The run of the ledger for `quarter`: what is expected, and the rules from the last claim to `now`.

    Before the quarter is over its nights from `as_of` on are expected, or not seen, as the municipality has
    chosen (`expected_part`).
    """
    closed_under = None if facts.latest is None else rules_of(facts.latest, law=now.law)
    expects = as_of < quarter.end and now.settings.expected_part == "open_stays_to_quarter_end"
    horizon = quarter.end if expects else min(as_of, quarter.end)
    first = _first_quarter(quarter, first_claimed=facts.first_claimed, opened=facts.opened)
    return Claiming(
        Window(first, quarter, horizon.toordinal()),
        facts.rates,
        steps_between(closed_under, now, accepted=facts.accepted),
        facts.last_claimed,
        expected_from=as_of.toordinal() if expects else None,
        expected_before=_expected_then(facts.latest),
        whole_quarters=frozenset((facts.payer, one) for one in facts.whole),
    )  # fmt: skip


def _first_quarter(
    quarter: Quarter, *, first_claimed: Quarter | None, opened: Collection[Quarter]
) -> Quarter:
    """The earliest quarter that is claimed: back from the first claim as far as opening balances reach."""
    first = min([quarter, *([first_claimed] if first_claimed else [])])
    while first.previous() in opened:
        first = first.previous()
    return first


def _expected_then(latest: Claim | None) -> range:
    """The nights that were only expected when that claim was closed."""
    if latest is None or latest.expected_from is None:
        return range(0)
    return range(latest.expected_from.toordinal(), Quarter.parse(latest.quarter).end.toordinal())


def rules_of(claim: Claim, *, law: Law) -> RuleSet:
    """The rules the claim was closed under; what it did not store is as in `law`."""
    return as_kept(claim.rules or {}, settings=claim.settings, law=law)


def _begun(stays: Mapping[int, list[StayFact]], *, as_of: date) -> dict[int, list[StayFact]]:
    return {record: [stay for stay in some if stay.period.start <= as_of] for record, some in stays.items()}


def _own_houses(houses: Iterable[int], municipality_id: int) -> dict[int, list[Period]]:
    """Shelter id -> when the municipality itself ran it."""
    return {
        house: [period for above, period in parents if above == municipality_id]
        for house, parents in parents_of(houses).items()
    }


def _accepted(municipality_id: int) -> frozenset[Rules]:
    rows = Acceptance.objects.filter(municipality_id=municipality_id)
    return frozenset(Rules.parse(text) for text in rows.values_list("rules", flat=True))


def _used(
    balances: Sequence[OpeningBalance], *, citizen_of: Mapping[int, str]
) -> dict[str, tuple[NightsUsed, ...]]:
    """Citizen -> nights of a running year known from an opening balance."""
    used: dict[str, tuple[NightsUsed, ...]] = {}
    for one in balances:
        if one.record_id is not None and one.year_start is not None and one.nights_used is not None:
            citizen = citizen_of[one.record_id]
            fact = NightsUsed(
                one.year_start.toordinal(), one.nights_used, str(one.municipality_id), (f"opening:{one.pk}",)
            )
            used[citizen] = (*used.get(citizen, ()), fact)
    return used


def _by_citizen(links: Sequence[LinkFact]) -> dict[str, list[LinkFact]]:
    grouped: dict[str, list[LinkFact]] = {}
    for link in links:
        grouped.setdefault(str(link.citizen_id), []).append(link)
    return grouped


def closed_lines(
    claims: Sequence[Claim], balances: Sequence[OpeningBalance], *, citizen_of: Mapping[int, str]
) -> tuple[tuple[ClosedLine, ...], dict[str, int]]:
    """Opening balances, then every line of the claims, on the citizen its record is about now."""
    lines = [_opening(one, citizen_of.get(one.record_id or 0, "")) for one in balances]
    records = {
        f"{line.person}/{line.facility}": one.record_id
        for line, one in zip(lines, balances, strict=True)
        if one.record_id is not None
    }
    payer = str(claims[0].municipality_id) if claims else ""
    rows = ClaimLine.objects.filter(claim__in=claims).order_by("claim__number", "position")
    for row in rows:
        citizen = citizen_of.get(row.record_id, str(row.citizen_id)) if row.record_id else ""
        facility = str(row.facility_id) if row.facility_id else ""
        if row.record_id:
            records[f"{citizen}/{facility}"] = row.record_id
        lines.append(
            ClosedLine(
                payer, Quarter.parse(row.origin_quarter), citizen, facility, _span(row), row.nights,
                _money(row.net_half_ore), _money(row.refund_half_ore), row.kind, row.missing,
            )
        )  # fmt: skip
    return tuple(lines), records


def _opening(balance: OpeningBalance, citizen: str) -> ClosedLine:
    return ClosedLine(
        str(balance.municipality_id), Quarter.of(balance.valid_from), citizen,
        str(balance.facility_id) if balance.facility_id else "", None, balance.nights,
        Money(balance.net_half_ore), Money(balance.refund_half_ore), "opening",
    )  # fmt: skip


def _span(row: ClaimLine) -> Span | None:
    if row.valid_from is None or row.valid_to is None:
        return None
    return row.valid_from.toordinal(), row.valid_to.toordinal()


def _money(half_ore: int | None) -> Money | None:
    return None if half_ore is None else Money(half_ore)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the lower areas said, put together citizen by citizen."""

    payer: str
    links: Mapping[str, list[LinkFact]]
    stays: Mapping[int, list[StayFact]]
    payers: Mapping[int, list[PayerFact]]
    named: frozenset[int]
    payments: Mapping[int, list[PaymentFact]]
    seen: Seen
    rate_keys: frozenset[str]
    decisions: Mapping[int, list[DisputeFact]]
    own_houses: Mapping[int, list[Period]]
    used: Mapping[str, tuple[NightsUsed, ...]]

    def person(self, citizen: str) -> PersonFacts:
        """The citizen's nights on every record, whoever pays, and whether this payer's own facts are new."""
        links = self._links(citizen)
        nights = [night for link in links for night in self._nights_of(link.record_id, citizen)]
        payments = [payment for link in links for payment in self.payments.get(link.record_id, ())]
        before = self.seen.citizens.get(citizen)
        own = {
            ref for night in nights if night.payer == self.payer for ref in night.refs if ref.startswith(OWN)
        }
        known = None if before is None else {ref for ref in before if ref.startswith(OWN)}
        return PersonFacts(
            citizen, tuple(nights), tuple(payments), own_changed={self.payer: known != own},
            link_changed=self._link_changed(before, links=links, own=own),
            used_before=self.used.get(citizen, ()),
        )  # fmt: skip

    def _link_changed(
        self, before: frozenset[str] | None, *, links: Sequence[LinkFact], own: Collection[str]
    ) -> bool:
        """Whether records were joined to the citizen's or parted from them since the latest claim.

        A citizen the claim did not know has records that were parted from one it knew, or is new.
        """
        if before is None:
            return any(ref in self.seen.everything for ref in own)
        return {link.ref for link in links} != {ref for ref in before if ref.startswith("link:")}

    def refs(self, person: PersonFacts) -> tuple[str, ...]:
        """The versions of this payer's own facts, payments and links; nothing of another payer's."""
        own = {ref for night in person.stays if night.payer == self.payer for ref in night.refs}
        paid = {ref for payment in person.payments for ref in payment.refs}
        return tuple(sorted(own | paid | {link.ref for link in self._links(person.person)}))

    def records(self) -> dict[str, int]:
        """Stay ref, and citizen/facility -> record id: a line that takes nights back rests on no stay."""
        found: dict[str, int] = {}
        for citizen, links in self.links.items():
            for link in links:
                for stay in self.stays.get(link.record_id, ()):
                    found[stay.ref] = found[f"{citizen}/{stay.shelter_id}"] = link.record_id
        return found

    def _nights_of(self, record: int, citizen: str) -> Iterator[NightFact]:
        seen = self.seen.citizens.get(citizen, frozenset())
        payers = self.payers.get(record, [])
        for stay in self.stays.get(record, ()):
            for payer in payers:
                shared = stay.period.intersection(payer.period)
                if shared is not None:
                    changed = payer.ref not in seen and stay.ref in seen
                    night = self._night(record, stay, shared, payer, payer_changed=changed)
                    yield from self._marked(record, stay, night)
            for rest in _rest(stay.period, [payer.period for payer in payers]):
                yield from self._marked(
                    record, stay, self._night(record, stay, rest, None, payer_changed=False)
                )

    def _marked(self, record: int, stay: StayFact, night: NightFact) -> Iterator[NightFact]:
        """The nights with what a decision says of them, and whether the payer runs the house itself."""
        nights = [night]
        for decision in self.decisions.get(record, ()):
            if decision.shelter_id == stay.shelter_id:
                nights = [
                    replace(part, counts=decision.counts, refs=(*part.refs, *decision.refs))
                    if inside
                    else part
                    for one in nights
                    for part, inside in _parts(one, decision.period)
                ]
        for period in self.own_houses.get(stay.shelter_id, ()) if night.payer == self.payer else ():
            nights = [
                replace(part, own_house=True) if inside and not part.own_house else part
                for one in nights
                for part, inside in _parts(one, period)
            ]
        yield from nights

    def _links(self, citizen: str) -> list[LinkFact]:
        return self.links.get(citizen, [])

    def _night(
        self, record: int, stay: StayFact, period: Period, payer: PayerFact | None, *, payer_changed: bool
    ) -> NightFact:
        key = applying_key(stay.shelter_id, stay.department_id, known=self.rate_keys)
        return NightFact(
            facility=str(stay.shelter_id), payer=str(payer.payer_id) if payer else None, period=period,
            refs=(stay.ref, payer.ref) if payer else (stay.ref,), identity_known=record in self.named,
            payer_changed=payer_changed, rate_key=key,
        )  # fmt: skip


def _rest(period: Period, taken: Sequence[Period]) -> list[Period]:
    if any(one.holds(period) for one in taken):
        return []  # nearly always, and a draft asks it for every stay
    far = date.max
    free = difference(spans_of([period], as_of=far), spans_of(taken, as_of=far))
    return [Period(p.start, None if p.end == far else p.end) for p in periods_of(free)]


def _parts(night: NightFact, period: Period) -> Iterator[tuple[NightFact, bool]]:
    """The nights inside the period, marked so, and those outside it."""
    shared = night.period.intersection(period)
    if shared is None:
        yield night, False
        return
    yield night if shared == night.period else replace(night, period=shared), True
    for rest in _rest(night.period, [period]):
        yield replace(night, period=rest), False
