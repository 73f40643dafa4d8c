"""The shape of one year of an invented Denmark, measured as the official statistic measures.

Only to compare with the published figures and to teach; the statistic itself has its own floor. Keys are the
measure and category of `published.py`, shares are per cent.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hjemad.kernel.intervals import total
from hjemad.synthetic.model import InventedDenmark, InventedPerson, InventedStay, Sex
from hjemad.synthetic.truth import by_person

Shape = dict[tuple[str, str], float]
LONG_STAY_NIGHTS = 120
OLD_AGE = 60
AGE_CLASSES = (("18-24", 18, 24), ("25-29", 25, 29), ("30-49", 30, 49), ("50-59", 50, 59), ("60+", 60, 130))


@dataclass(frozen=True, slots=True)
class _PersonYear:
    """One user in the year: age at its end, nights once each, and the lengths of the stays in it."""

    sex: Sex
    age: int
    nights: int
    whole: bool
    lengths: tuple[int, ...]


def shape_of_year(country: InventedDenmark, *, year: int) -> Shape:
    """All measures of a calendar year that lies whole in [first, last].

    A stay that runs over New Year is one stay in each year; a stay counts one night at least.
    """
    users = list(_users(country, year=year))
    stays = Counter[str]()
    for user in users:
        stays["all"] += len(user.lengths)
        stays[user.sex] += len(user.lengths)
        stays["1"] += sum(length <= 1 for length in user.lengths)
        stays["over_120"] += sum(length > LONG_STAY_NIGHTS for length in user.lengths)
    nights = sum(max(1, user.nights) for user in users)
    return {
        ("users", ""): len(users),
        ("stays", ""): stays["all"],
        ("nights_per_user", ""): nights / len(users),
        ("nights_per_stay", ""): nights / stays["all"],
        ("stays_per_user", ""): stays["all"] / len(users),
        **{("stays_by_sex", sex): 100 * stays[sex] / stays["all"] for sex in ("female", "male")},
        **{("stays_by_nights", key): 100 * stays[key] / stays["all"] for key in ("1", "over_120")},
        **_shares_of_users(users),
    }


def _shares_of_users(users: list[_PersonYear]) -> Shape:
    old = [user for user in users if user.age >= OLD_AGE]
    shares: Shape = {
        ("users_by_nights", "1"): _percent(sum(user.nights <= 1 for user in users), users),
        ("users_by_nights", "whole_year"): _percent(sum(user.whole for user in users), users),
        ("users_60plus_by_nights", "whole_year"): _percent(sum(user.whole for user in old), old),
        ("users_by_admissions", "1"): _percent(sum(len(user.lengths) == 1 for user in users), users),
        ("users_by_admissions", "2+"): _percent(sum(len(user.lengths) > 1 for user in users), users),
    }
    for sex in ("female", "male"):
        ages = [user.age for user in users if user.sex == sex]
        shares["users_by_sex", sex] = _percent(len(ages), users)
        shares["mean_age", sex] = sum(ages) / len(ages)
    for name, youngest, oldest in AGE_CLASSES:
        shares["users_by_age", name] = _percent(sum(youngest <= user.age <= oldest for user in users), users)
    return shares


def _users(country: InventedDenmark, *, year: int) -> Iterator[_PersonYear]:
    persons = {person.id: person for person in country.persons}
    start, end = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    for own in by_person(country.stays):
        user = _user(persons[own[0].person], stays=own, start=start, end=end)
        if user is not None:
            yield user


def _user(person: InventedPerson, *, stays: list[InventedStay], start: int, end: int) -> _PersonYear | None:
    """The person's year; None when no stay reaches into it."""
    spans = [
        (max(start, check_in), min(end, check_out))
        for stay in stays
        for check_in in (stay.check_in.toordinal(),)
        for check_out in (stay.check_out.toordinal() if stay.check_out else end,)
        if check_in < end and (check_out > start or check_in >= start)
    ]
    if not spans:
        return None
    nights = total(spans)
    return _PersonYear(
        sex=person.sex,
        age=date.fromordinal(start).year - person.birth_date.year,
        nights=nights,
        whole=nights == end - start,
        lengths=tuple(max(1, out - into) for into, out in spans),
    )


def _percent(count: int, users: list[_PersonYear]) -> float:
    return 100 * count / len(users)
