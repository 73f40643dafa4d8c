"""`load`: a whole invented Denmark in an empty database, written through the actions the web uses."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from hjemad.config.demo.answers import write_answers
from hjemad.config.demo.house import write_evenings
from hjemad.config.demo.houses import open_houses
from hjemad.config.demo.money import (
    choose_cost_of_own_houses,
    write_local_values,
    write_payments,
    write_rates,
)
from hjemad.config.demo.people import write_payers, write_records
from hjemad.config.demo.saying_no import say_no
from hjemad.config.demo.shifts import write_shifts
from hjemad.config.demo.staff import DemoUser, hire
from hjemad.config.demo.stays import open_places, write_stays
from hjemad.config.demo.waiting import write_waiting
from hjemad.foundation.access.models import User
from hjemad.kernel.errors import WrongUsage
from hjemad.synthetic.model import InventedDenmark


@dataclass(frozen=True)
class Loaded:
    """Who one can sign in as."""

    users: tuple[DemoUser, ...]


def load(country: InventedDenmark, *, at: datetime) -> Loaded:
    """The country stands in the database, all of it or nothing, recorded at that moment with origin demo.

    `at` lies on the country's last day: what it knows is what its houses know on that evening.
    """
    opened = date(min(stay.check_in for stay in country.stays).year, 1, 1)
    with transaction.atomic():
        houses = open_houses(country, opened=opened, at=at)
        staff = hire(country, houses=houses, at=at)
        places = open_places(country, houses=houses, opened=opened, at=at)
        write_rates(country, houses=houses, staff=staff, at=at)
        write_local_values(country, houses=houses, staff=staff, at=at)
        choose_cost_of_own_houses(country, houses=houses, staff=staff, at=at)
        records = write_records(country, staff=staff, at=at)
        _count_what_came()
        write_payers(country, records=records, houses=houses, staff=staff, at=at)
        write_stays(country, records=records, places=places, houses=houses, staff=staff, at=at)
        _count_what_came()
        write_answers(country, houses=houses, staff=staff, at=at)
        write_evenings(staff, at=at)
        write_payments(country, records=records, houses=houses, staff=staff, at=at)
        say_no(country, records=records, houses=houses, staff=staff, at=at)
        _count_what_came()
        write_waiting(staff, at=at)
        write_shifts(staff=staff, at=at)
    return Loaded(users=staff.shown)


def _count_what_came() -> None:
    """Until the database has counted what came in at once, it plans its queries for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def refuse_a_used_database() -> None:
    """Raises `WrongUsage` when somebody works in this database already, or it is not one of ours."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if tables and (User._meta.db_table not in tables or User.objects.exists()):
        raise WrongUsage(
            en="The database in DATABASE_URL is in use. Name an empty one, or unset DATABASE_URL",
            da="Databasen i DATABASE_URL er i brug. Angiv en tom, eller fjern DATABASE_URL",
        )
