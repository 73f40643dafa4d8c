"""A small invented world in the database: two paying municipalities, two shelters, and whoever is let in."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from hjemad.areas.billing.actions import rates as billing
from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.areas.citizens import actions as citizens
from hjemad.areas.citizens.models import PersonRecord, RecordLink, ResponsibleMunicipality
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.refunds.actions import ledger as actions
from hjemad.areas.refunds.models import Claim, ClaimLine, OpeningBalance
from hjemad.areas.shelters import actions as shelters
from hjemad.areas.shelters.models import DisputeDecision, Stay
from hjemad.foundation.access.actions import assign, create_user
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.actions import create_organisation, seed_denmark
from hjemad.foundation.organisations.models import Kind, Organisation, OrganisationParent
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.properties.refund_twin import Facts, Sums

START = datetime(2027, 1, 1, 12, tzinfo=UTC)
LONG_AGO = date(2015, 1, 1)
FAR = date(2035, 1, 1)
READ = "a test looks at everything"


@dataclass
class World:
    """Who acts, and a clock that goes one minute forward at each action."""

    shelters: dict[str, Organisation]
    municipalities: dict[str, Organisation]
    actors: dict[str, Actor]
    now: datetime = START
    records: dict[str, PersonRecord] = field(default_factory=dict)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def person(self, name: str = "Kaj Opdigtet", shelters: tuple[str, ...] = ("S1", "S2")) -> None:
        """One citizen with a record in each shelter, known there by one night long ago."""
        citizen = uuid4()
        for shelter in shelters:
            new = citizens.NewRecord(PersonDetails(full_name=name), valid_from=LONG_AGO, citizen=citizen)
            [self.records[shelter]] = citizens.create_records(
                by=self.actors[shelter], new=[new], at=self.tick(), origin="entered"
            )
            self.stay(shelter, LONG_AGO, LONG_AGO + timedelta(days=1))

    def stay(self, shelter: str, start: date, end: date | None) -> Stay:
        known = shelters.KnownStay(
            record_id=self.records[shelter].pk, period=Period(start, end), decided_at=self.now
        )
        by = self.actors[shelter]
        [stay] = shelters.import_stays(
            by=by, shelter_id=by.organisation_id, stays=[known], at=self.tick(), origin="entered"
        )
        return stay

    def correct(self, stay: Stay, start: date, end: date | None, shelter: str) -> Stay:
        return shelters.correct_stay(
            by=self.actors[shelter],
            stay=stay,
            valid_from=start,
            valid_to=end,
            reason="rettet",
            at=self.tick(),
        )

    def withdraw(self, stay: Stay, shelter: str) -> Stay:
        return shelters.withdraw_stay(by=self.actors[shelter], stay=stay, reason="fejl", at=self.tick())

    def payer(self, shelter: str, municipality: str, start: date, *, acts: str = "") -> None:
        pays = self.municipalities[municipality]
        citizens.set_responsible_municipality(
            self.records[shelter], by=self.actors[shelter], acts=self.municipalities[acts or municipality],
            pays=pays, valid_from=start, at=self.tick(), basis="test",
        )  # fmt: skip

    def rate(self, shelter: str, period: Period, amount: str, *, registered: bool = True) -> Rate:
        return billing.record_rate(
            by=self.actors["A"], facility=self.shelters[shelter], per_day=Money.parse(amount), period=period,
            registered=registered, source_kind="agreement", source="test", at=self.tick(),
        )  # fmt: skip

    def payment(self, shelter: str, period: Period, amount: str) -> ResidentPayment:
        money = Money.parse(amount)
        return billing.charge_payment(
            by=self.actors[shelter], record_id=self.records[shelter].pk, facility=self.shelters[shelter],
            per_day=money, period=period, kind="full" if money > Money.zero() else "lapsed", at=self.tick(),
        )  # fmt: skip

    def close(self, municipality: str, quarter: str, *, today: date | None = None) -> Claim:
        """The claim is closed on the quarter's first day after, or earlier: then the rest is expected."""
        asked = Quarter.parse(quarter)
        by = self.actors[municipality]
        return actions.close(by=by, quarter=asked, today=today or asked.end, at=self.tick())

    def people(self) -> dict[int, str]:
        """Record id -> whose it is now: P and the citizen's id."""
        links = RecordLink.objects.everything(reason=READ).current()
        return {link.record_id: f"P{link.citizen_id}" for link in links}

    def twin_facts(self, *, opened_by: int | None = None) -> Facts:
        """Today's facts as the twin takes them, read straight from the tables.

        Of opening balances those of one municipality: what another says was used is not its to know.
        """
        facts, people = Facts(), self.people()
        every = {"reason": READ}
        payers = list(ResponsibleMunicipality.objects.everything(**every).current())
        for stay in Stay.objects.everything(**every).current():
            mine = [p for p in payers if p.record_id == stay.record_id]
            facts.stays += [(people[stay.record_id], *row) for row in _rows(stay, mine)]
        facts.rates = [
            (str(r.facility_id), r.valid_from, r.valid_to, r.per_day_ore, r.registered)
            for r in Rate.objects.current()
        ]
        facts.payments = [
            (f"{people[p.record_id]}/{p.facility_id}", p.valid_from, p.valid_to, p.per_day_ore)
            for p in ResidentPayment.objects.everything(**every).current()
        ]
        facts.decided = [
            (people[d.record_id], str(d.shelter_id), d.valid_from, d.valid_to or FAR, d.counts)
            for d in DisputeDecision.objects.everything(**every).current()
        ]
        facts.used = [
            (people[o.record_id], o.year_start, o.nights_used or 0)
            for o in OpeningBalance.objects.current().filter(municipality_id=opened_by)
            if o.record_id and o.year_start
        ]
        facts.own = {
            (str(row.parent_id), str(row.child_id))
            for row in OrganisationParent.objects.filter(child__kind=Kind.SHELTER)
        }
        return facts

    def closed_sums(self) -> Sums:
        """All ever closed or claimed before, per payer, origin quarter and person (empty: the whole)."""
        people = self.people()
        sums: Sums = {}
        told: list[tuple[Any, int, str, int | None]] = [
            (line, line.claim.municipality_id, line.origin_quarter, line.record_id)
            for line in ClaimLine.objects.filter(kind__in=["new", "difference"]).select_related("claim")
        ]
        told += [
            (one, one.municipality_id, str(Quarter.of(one.valid_from)), one.record_id)
            for one in OpeningBalance.objects.current()
        ]
        for row, municipality, quarter, record in told:
            key = (str(municipality), quarter, people[record] if record else "")
            old = sums.get(key, (0, 0, 0))
            net, refund = row.net_half_ore or 0, row.refund_half_ore or 0
            sums[key] = (old[0] + row.nights, old[1] + net, old[2] + refund)
        return {key: value for key, value in sums.items() if value != (0, 0, 0)}


def _rows(
    stay: Stay, payers: list[ResponsibleMunicipality]
) -> list[tuple[str, date, date | None, str | None]]:
    """The stay night by night with its payer, as one row per night group."""
    start, end = stay.valid_from, stay.valid_to or date(2030, 1, 1)
    rows: list[tuple[str, date, date | None, str | None]] = []
    night = start
    while night < end:
        payer = next(
            (p for p in payers if p.valid_from <= night and (p.valid_to is None or night < p.valid_to)), None
        )
        until = min(
            [end, *(edge for p in payers for edge in (p.valid_from, p.valid_to) if edge and edge > night)]
        )
        rows.append((str(stay.shelter_id), night, until, str(payer.pays_id) if payer else None))
        night = until
    return rows


def small_world(*, run_by: str = "") -> World:
    """Municipalities A and B with an economist each, shelters S1 and S2 with a worker each.

    `run_by`: the municipality that runs S2 itself.
    """
    at = START
    seed_denmark(at=at, by=None)
    municipalities = {
        key: Organisation.objects.get(kind=Kind.MUNICIPALITY, code=code)
        for key, code in (("A", "615"), ("B", "751"))
    }
    houses: dict[str, Organisation] = {}
    for code in ("S1", "S2"):
        houses[code] = create_organisation(
            Kind.SHELTER, code=code, name=f"Herberg {code}", valid_from=LONG_AGO, at=at, by=None,
            parent=municipalities[run_by] if run_by and code == "S2" else None,
        )  # fmt: skip
    actors = {key: _actor(key, "economist", place, at) for key, place in municipalities.items()}
    actors["A caseworker"] = _actor("caseworker", "caseworker", municipalities["A"], at)
    actors |= {key: _actor(key, "shelter_staff", place, at) for key, place in houses.items()}
    return World(houses, municipalities, actors)


def _actor(name: str, role: str, place: Organisation, at: datetime) -> Actor:
    user = create_user(f"user-{name}", full_name=f"Bruger {name}", password=None, at=at, by=None)
    assignment = assign(user, role=role, organisation=place, valid_from=LONG_AGO, at=at, by=None)
    return Actor(
        user_id=user.pk, user_name=user.full_name, assignment_id=assignment.pk, organisation_id=place.pk,
        role=role, on=LONG_AGO, purpose="test",
    )  # fmt: skip
