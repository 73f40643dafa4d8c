"""Many invented people with every kind of stay a file can hold, the same ones each time."""

from datetime import date, timedelta
from random import Random

from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.claim.facts import NightFact, PaymentFact, PersonFacts, RateBook, RateFact

FIRST = date(2022, 6, 1)
SHELTERS = ("S1", "S2", "S3", "S4")
PAYERS = ("101", "751", None)
MOST_DAYS = 1_600


def people(count: int, *, seed: int) -> list[PersonFacts]:
    """Stays that touch, overlap, repeat, are empty or open, and payments with gaps, in no order."""
    chance = Random(seed)  # noqa: S311 - repeatable chance, no secret
    found = [_person(f"P{number:04d}", chance) for number in range(count)]
    chance.shuffle(found)
    return found


def _person(name: str, chance: Random) -> PersonFacts:
    stays: list[NightFact] = []
    at = FIRST + timedelta(days=chance.randrange(700))
    for _ in range(chance.randrange(8)):
        length = chance.choice((0, 1, 2, 30, 95, 130, 400, None))
        end = None if length is None else at + timedelta(days=length)
        payer = chance.choice(PAYERS) if chance.random() < 0.3 else "101"
        stays.append(NightFact(chance.choice(SHELTERS), payer, Period(at, end)))
        if chance.random() < 0.1:
            stays.append(stays[-1])
        at += timedelta(days=(length or 20) + chance.choice((0, 0, 1, -1, -10, 40, 365)))
    chance.shuffle(stays)
    return PersonFacts(name, tuple(stays), tuple(_payments(chance)))


def _payments(chance: Random) -> list[PaymentFact]:
    cuts = sorted({chance.randrange(MOST_DAYS) for _ in range(3)})
    found = [
        PaymentFact(
            Period(FIRST + timedelta(days=start), FIRST + timedelta(days=end)),
            Money.of_ore(chance.choice((0, 8_750, 9_671, 250_000))),
        )
        for start, end in zip([-400, *cuts], [*cuts, MOST_DAYS], strict=True)
        if chance.random() < 0.85
    ]
    if found and chance.random() < 0.3:
        # The same said once more of some of the same nights, and of some later ones.
        last = found[-1]
        start, end = last.period.start, last.period.end
        if end is not None and (end - start).days > 1:
            found.append(
                PaymentFact(Period(start + timedelta(days=1), end + timedelta(days=200)), last.per_night)
            )
    return found


def rates() -> RateBook:
    """One shelter with two rates and a gap, one left out of Tilbudsportalen for a time, one without rates."""
    return RateBook.of(
        [
            RateFact(
                "S1", Period(date(2020, 1, 1), date(2024, 2, 10)), Money.of_ore(150_001), registered=True
            ),
            _rate("S1", "2024-02-10/", 160_000),
            RateFact(
                "S2", Period(date(2020, 1, 1), date(2023, 12, 24)), Money.of_ore(140_000), registered=True
            ),
            RateFact(
                "S2", Period(date(2024, 2, 1), date(2025, 1, 1)), Money.of_ore(141_000), registered=False
            ),
            _rate("S2", "2025-01-01/", 99_999),
            _rate("S4", "2020-01-01/", 0),
            _rate("S9", "2020-01-01/", 1),
        ]
    )


def _rate(shelter: str, of: str, ore: int, *, registered: bool = True) -> RateFact:
    first, last = of.split("/")
    period = Period(date.fromisoformat(first), date.fromisoformat(last) if last else None)
    return RateFact(shelter, period, Money.of_ore(ore), registered)
