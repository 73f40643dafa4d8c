"""A small invented world in the database: two paying municipalities, two shelters, and whoever is let in."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from hjemad.areas.billing.actions import rates as billing
from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.areas.citizens import actions as citizens
from hjemad.areas.citizens.models import PersonRecord, ResponsibleMunicipality
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.refunds.actions import ledger as actions
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.shelters import actions as shelters
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actions import assign, create_user
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.actions import create_organisation, seed_denmark
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.properties.refund_twin import Facts, Sums

START = datetime(2027, 1, 1, 12, tzinfo=UTC)
LONG_AGO = date(2015, 1, 1)
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

    def payer(self, shelter: str, municipality: str, start: date) -> None:
        pays = self.municipalities[municipality]
        citizens.set_responsible_municipality(
            self.records[shelter], by=self.actors[shelter], acts=pays, pays=pays, valid_from=start,
            at=self.tick(), basis="test",
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

    def close(self, municipality: str, quarter: str) -> Claim:
        asked = Quarter.parse(quarter)
        return actions.close(by=self.actors[municipality], quarter=asked, today=asked.end, at=self.tick())

    def twin_facts(self) -> Facts:
        """Today's facts as the twin takes them, read straight from the tables; the person is P."""
        facts = Facts()
        every = {"reason": READ}
        payers = list(ResponsibleMunicipality.objects.everything(**every).current())
        for stay in Stay.objects.everything(**every).current():
            facts.stays += list(_rows(stay, [p for p in payers if p.record_id == stay.record_id]))
        facts.rates = [
            (str(r.facility_id), r.valid_from, r.valid_to, r.per_day_ore, r.registered)
            for r in Rate.objects.current()
        ]
        facts.payments = [
            (f"P/{p.facility_id}", p.valid_from, p.valid_to, p.per_day_ore)
            for p in ResidentPayment.objects.everything(**every).current()
        ]
        return facts

    def closed_sums(self) -> Sums:
        """All that was ever closed, per payer and origin quarter."""
        sums: Sums = {}
        for line in ClaimLine.objects.filter(kind__in=["new", "difference"]).select_related("claim"):
            key = (str(line.claim.municipality_id), line.origin_quarter, "P")
            old = sums.get(key, (0, 0, 0))
            net, refund = line.net_half_ore or 0, line.refund_half_ore or 0
            sums[key] = (old[0] + line.nights, old[1] + net, old[2] + refund)
        return {key: value for key, value in sums.items() if value != (0, 0, 0)}


def _rows(
    stay: Stay, payers: list[ResponsibleMunicipality]
) -> list[tuple[str, str, date, date | None, str | None]]:
    """The stay night by night with its payer, as one row per night group."""
    start, end = stay.valid_from, stay.valid_to or date(2030, 1, 1)
    rows: list[tuple[str, str, date, date | None, str | None]] = []
    night = start
    while night < end:
        payer = next(
            (p for p in payers if p.valid_from <= night and (p.valid_to is None or night < p.valid_to)), None
        )
        until = min(
            [end, *(edge for p in payers for edge in (p.valid_from, p.valid_to) if edge and edge > night)]
        )
        rows.append(("P", str(stay.shelter_id), night, until, str(payer.pays_id) if payer else None))
        night = until
    return rows


def small_world() -> World:
    """Municipalities A and B with an economist each, shelters S1 and S2 with a worker each."""
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
        )  # fmt: skip
    actors = {key: _actor(key, "economist", place, at) for key, place in municipalities.items()}
    actors |= {key: _actor(key, "shelter_staff", place, at) for key, place in houses.items()}
    return World(houses, municipalities, actors)


def _actor(name: str, role: str, place: Organisation, at: datetime) -> Actor:
    user = create_user(f"user-{name}", full_name=f"Bruger {name}", password=None, at=at, by=None)
    assignment = assign(user, role=role, organisation=place, valid_from=LONG_AGO, at=at, by=None)
    return Actor(
        user_id=user.pk, user_name=user.full_name, assignment_id=assignment.pk, organisation_id=place.pk,
        role=role, on=LONG_AGO, purpose="test",
    )  # fmt: skip
