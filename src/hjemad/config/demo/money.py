"""What a night costs: the rates, the resident payments charged, and values the house does not know."""

from collections import defaultdict
from datetime import date, datetime

from hjemad.areas.billing.actions.rates import import_payments, record_rate
from hjemad.config.demo.houses import Houses
from hjemad.config.demo.people import ORIGIN, RecordIds
from hjemad.config.demo.staff import Staff
from hjemad.foundation.facts.actions import Basis, record_many
from hjemad.foundation.facts.models import LocalValue
from hjemad.foundation.organisations.actions import choose_setting
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.synthetic.model import InventedDenmark
from hjemad.synthetic.prices import INVENTED, RESIDENT_PAYMENT, national_amount

_SOURCE = "Opdigtet til demoen"
_UNIT = "dkk_per_day"


def write_rates(country: InventedDenmark, *, houses: Houses, staff: Staff, at: datetime) -> None:
    """Every rate stands, written by the leader of the shelter; one shelter has told none lately."""
    for rate in country.rates:
        record_rate(
            by=staff.leaders[rate.facility],
            facility=houses.shelters[rate.facility],
            per_day=rate.per_night,
            period=Period(rate.start, rate.end),
            registered=rate.registered,
            source_kind="tilbudsportal" if rate.registered else "agreement",
            source=f"{_SOURCE}, takst {rate.start.year}",
            at=at,
            origin=ORIGIN,
        )


def write_local_values(country: InventedDenmark, *, houses: Houses, staff: Staff, at: datetime) -> None:
    """Every municipality has entered the resident payment of the years the house does not know, marked."""
    years = {payment.start.year for payment in country.payments}
    unknown = {year: national_amount(year) for year in sorted(years) if national_amount(year).mark}
    for code, municipality in houses.municipalities.items():
        economist = staff.economists[code]
        record_many(
            LocalValue,
            basis=Basis(by=economist, at=at, reason="", origin=ORIGIN),
            rows=[
                {
                    "organisation_id": municipality.pk,
                    "parameter": RESIDENT_PAYMENT,
                    "value": amount.per_day.dkk(),
                    "unit": _UNIT,
                    "source": _SOURCE,
                    "seen_by": economist.user_name,
                    "marked": INVENTED,
                    "valid_from": date(year, 1, 1),
                    "valid_to": date(year + 1, 1, 1),
                }
                for year, amount in unknown.items()
            ],
        )


def choose_cost_of_own_houses(
    country: InventedDenmark, *, houses: Houses, staff: Staff, at: datetime
) -> None:
    """Every municipality with a shelter of its own reckons its own citizens' nights there as if charged."""
    for code in sorted({shelter.municipality for shelter in country.shelters}):
        choose_setting(
            houses.municipalities[code].pk,
            name="own_shelter_cost_basis",
            value="as_if_charged",
            period=Period(min(rate.start for rate in country.rates), None),
            source=_SOURCE,
            reason="",
            by=staff.economists[code],
            at=at,
            origin=ORIGIN,
        )


def write_payments(
    country: InventedDenmark, *, records: RecordIds, houses: Houses, staff: Staff, at: datetime
) -> None:
    """What each resident was charged stands for every house and year they stayed in it."""
    charged = {(payment.person, payment.start.year): payment for payment in country.payments}
    rows: dict[tuple[str, int], dict[int, tuple[int, Period, Money, str]]] = defaultdict(dict)
    for stay in country.stays:
        record = records[stay.person, stay.shelter]
        for year in range(stay.check_in.year, (stay.check_out or country.last).year + 1):
            paid = charged[stay.person, year]
            row = (record, Period(paid.start, paid.end), paid.per_day, paid.kind)
            rows[stay.shelter, year][record] = row
    for (shelter, year), some in rows.items():
        import_payments(
            by=staff.leaders[shelter],
            facility=houses.shelters[shelter],
            rows=list(some.values()),
            at=at,
            origin=ORIGIN,
            proposed_from=RESIDENT_PAYMENT,
            mark=national_amount(year).mark,
        )
