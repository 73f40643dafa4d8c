"""The people who work in the invented Denmark, and the few of them one can sign in as."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from hjemad.config.demo.houses import Houses
from hjemad.foundation.access.actions import assign, create_user
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.access.roles import role_named
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.names import search_key
from hjemad.kernel.municipalities import all_municipalities
from hjemad.synthetic.model import InventedDenmark
from hjemad.synthetic.people import staff_names

SHOWN_SHELTERS, SHOWN_MUNICIPALITIES = 3, 3
_WORDS = ("anker", "birk", "fjord", "gran", "havn", "klit", "lygte", "mose", "pil", "rav", "siv", "strand")


@dataclass(frozen=True)
class DemoUser:
    """One user who can sign in; several roles stand in `roles`, each with the organisation's code."""

    username: str
    password: str
    full_name: str
    roles: tuple[tuple[str, Organisation], ...]


@dataclass(frozen=True)
class Staff:
    """Who writes what: by shelter (staff, leader) and by municipality (caseworker, economist)."""

    staff: Mapping[str, Actor]
    leaders: Mapping[str, Actor]
    caseworkers: Mapping[str, Actor]
    economists: Mapping[str, Actor]
    shown: tuple[DemoUser, ...]


def hire(country: InventedDenmark, *, houses: Houses, at: datetime) -> Staff:
    """Every shelter has staff and a leader, every municipality a caseworker and an economist.

    Those of the shelters with most residents, and of the municipalities that pay for most, can sign in; so
    can an auditor, an administrator, and one who works in two houses.
    """
    office = _Office(country, at=at)
    shelters, municipalities = busiest_shelters(country), _busiest_payers(country)
    staff = {
        code: office.hire("shelter_staff", houses.shelters[code], shown=code in shelters)
        for code in houses.shelters
    }
    leaders = {
        code: office.hire("shelter_leader", houses.shelters[code], shown=code in shelters)
        for code in houses.shelters
    }
    caseworkers = {
        code: office.hire("caseworker", houses.municipalities[code], shown=code in municipalities)
        for code in houses.municipalities
    }
    economists = {
        code: office.hire("economist", houses.municipalities[code], shown=code in municipalities)
        for code in houses.municipalities
    }
    # A request takes two persons: the second economist of the busiest municipality checks the first's.
    office.hire("economist", houses.municipalities[municipalities[0]], shown=True)
    office.hire("auditor", houses.municipalities[municipalities[0]], shown=True)
    office.hire("system_administrator", houses.system, shown=True)
    office.hire("shelter_staff", *(houses.shelters[code] for code in shelters[:2]), shown=True)
    advised = (houses.shelters[shelters[0]], houses.municipalities[municipalities[0]])
    office.hire("dpo", *advised, shown=True)
    office.hire("municipal_leader", houses.municipalities[municipalities[0]], shown=True)
    return Staff(staff, leaders, caseworkers, economists, tuple(office.shown))


@dataclass
class _Office:
    """Hires one after the other, each with a name and a user name nobody else has."""

    country: InventedDenmark
    at: datetime
    shown: list[DemoUser] = field(default_factory=list)
    _names: Iterator[str] = field(init=False)
    _usernames: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        jobs = 2 * len(self.country.shelters) + 2 * len(all_municipalities()) + 6
        chance = Random(f"{self.country.seed}:staff")  # noqa: S311 - names are to repeat, not to be secret
        self._names = iter(staff_names(chance, count=jobs))

    def hire(self, role: str, *organisations: Organisation, shown: bool) -> Actor:
        """The user stands with the role in each organisation; acts, here, for the first of them."""
        name = next(self._names)
        password = _password() if shown else None
        username = self._short_username(name) if shown else search_key(name).replace(" ", ".")
        user = create_user(username, full_name=name, password=password, at=self.at, by=None)
        first, *_ = [
            self._actor(user, role=role, organisation=organisation) for organisation in organisations
        ]
        if password is not None:
            roles = tuple((role, organisation) for organisation in organisations)
            self.shown.append(DemoUser(user.username, password, name, roles))
        return first

    def _short_username(self, name: str) -> str:
        """The given name, with a number from the second of that name on."""
        given = search_key(name).split()[0]
        self._usernames[given] += 1
        return given if self._usernames[given] == 1 else f"{given}{self._usernames[given]}"

    def _actor(self, user: User, *, role: str, organisation: Organisation) -> Actor:
        since: date = self.country.first
        assignment = assign(user, role=role, organisation=organisation, valid_from=since, at=self.at, by=None)
        return Actor(
            user_id=user.pk,
            user_name=user.full_name,
            assignment_id=assignment.pk,
            organisation_id=organisation.pk,
            role=role,
            on=self.country.last,
            purpose=role_named(role).sentence_da,
        )


def _password() -> str:
    """Easy to read aloud, new each time the demo is made."""
    return "-".join([*(secrets.choice(_WORDS) for _ in range(3)), str(secrets.randbelow(900) + 100)])


def busiest_shelters(country: InventedDenmark) -> list[str]:
    """The shelters with most residents tonight, and the one whose rate is missing."""
    silent, _ = country.truth.rate_missing_from
    tonight = Counter(stay.shelter for stay in country.stays if stay.check_out is None)
    order = _most(tonight, among=(shelter.id for shelter in country.shelters))
    return [*[code for code in order if code != silent][: SHOWN_SHELTERS - 1], silent]


def _busiest_payers(country: InventedDenmark) -> list[str]:
    """The municipalities that pay for most residents tonight."""
    tonight = Counter(
        stay.payers[-1].code for stay in country.stays if stay.check_out is None and stay.payers[-1].code
    )
    return _most(tonight, among=(code for code in tonight if code))[:SHOWN_MUNICIPALITIES]


def _most(counts: Counter[str] | Counter[str | None], *, among: Iterable[str]) -> list[str]:
    return sorted(among, key=lambda code: (-counts[code], code))
