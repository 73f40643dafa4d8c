"""Whatever happens in whatever order, all closed claims together are what today's facts give."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.areas.shelters.models import Stay
from hjemad.kernel.errors import HjemadError
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.properties.refund_twin import Sums, right_sums

FIRST, LAST = Quarter.parse("2023Q3"), Quarter.parse("2024Q4")
QUARTERS = Quarter.range(FIRST, LAST)
DAYS = (LAST.end - FIRST.start).days


class Story:
    """One random sequence of admissions, corrections, payer, rate and payment changes, and closings."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.stays: list[tuple[str, Stay]] = []
        self.next_quarter = {"A": FIRST, "B": FIRST}
        self.closings = 0

    def begin(self) -> None:
        for shelter in ("S1", "S2"):
            self.world.rate(shelter, Period(LONG_AGO, None), "1500.00")
            self.world.payment(shelter, Period(LONG_AGO, None), "96.71")
            self.world.payer(shelter, self.random.choice("AB"), LONG_AGO)
        for municipality in ("A", "B"):
            self.close_for(municipality)

    def step(self) -> None:
        """One thing happens; what the house refuses (an overlap in one shelter) simply does not happen."""
        happens: list[Callable[[], None]] = [
            self.admit, self.admit, self.correct, self.withdraw, self.payer, self.rate, self.payment,
            self.close,
        ]  # fmt: skip
        try:
            self.random.choice(happens)()
        except HjemadError:
            return

    def day(self) -> date:
        return FIRST.start + timedelta(days=self.random.randrange(DAYS))

    def shelter(self) -> str:
        return self.random.choice(("S1", "S2"))

    def admit(self) -> None:
        shelter, start = self.shelter(), self.day()
        end = self.random.choice([None, *[start + timedelta(days=self.random.randrange(150))] * 4])
        self.stays.append((shelter, self.world.stay(shelter, start, end)))

    def correct(self) -> None:
        if self.stays:
            at = self.random.randrange(len(self.stays))
            shelter, stay = self.stays[at]
            start = stay.valid_from if self.random.random() < 0.6 else self.day()
            end = start + timedelta(days=self.random.randrange(150))
            self.stays[at] = (shelter, self.world.correct(stay, start, end, shelter))

    def withdraw(self) -> None:
        if self.stays:
            shelter, stay = self.stays.pop(self.random.randrange(len(self.stays)))
            self.world.withdraw(stay, shelter)

    def payer(self) -> None:
        self.world.payer(self.shelter(), self.random.choice("AB"), self.day())

    def rate(self) -> None:
        amount = f"{self.random.randrange(900, 2000)}.{self.random.randrange(100):02d}"
        self.world.rate(self.shelter(), self.period(), amount, registered=self.random.random() < 0.9)

    def payment(self) -> None:
        amount = self.random.choice(["0.00", "51.25", "104.00"])
        self.world.payment(self.shelter(), self.period(), amount)

    def period(self) -> Period:
        start = self.day()
        return Period(
            start, self.random.choice([None, start + timedelta(days=self.random.randrange(1, 200))])
        )

    def close(self) -> None:
        self.close_for(self.random.choice("AB"))

    def close_for(self, municipality: str, quarter: Quarter | None = None) -> None:
        """The municipality's next quarter is closed, or a later one (those between come with it)."""
        quarter = quarter or self.next_quarter[municipality]
        self.next_quarter[municipality] = quarter.next()
        self.world.close(municipality, str(quarter))
        self.closings += 1
        self.check(municipality, quarter)

    def check(self, municipality: str, quarter: Quarter) -> None:
        """What the municipality has closed in all is what the twin says of today's facts."""
        payer = str(self.world.municipalities[municipality].pk)
        right, waiting = right_sums(
            self.world.twin_facts(), first=str(FIRST), last=str(quarter), horizon=quarter.end
        )
        settled = _settled(right, payer, waiting)
        assert _settled(self.world.closed_sums(), payer, waiting) == settled


def _settled(sums: Sums, payer: str, waiting: set[tuple[str, str, str]]) -> Sums:
    """The payer's sums without the quarters where a night still waits (an overlap of two houses)."""
    open_quarters = {quarter for _, quarter, _ in waiting}
    return {k: v for k, v in sums.items() if k[0] == payer and k[1] not in open_quarters and v != (0, 0, 0)}


SEQUENCES, STEPS, BLOCKS = 200, 14, 4


@pytest.mark.django_db
@pytest.mark.parametrize("block", range(BLOCKS))
def test_after_random_sequences_the_closed_claims_add_up_to_a_fresh_computation(block: int) -> None:
    world = small_world()
    compared = 0
    for seed in range(block, SEQUENCES, BLOCKS):
        with transaction.atomic():
            compared += told(world, seed)
            transaction.set_rollback(True)

    assert compared >= 2 * SEQUENCES // BLOCKS


def told(world: World, seed: int) -> int:
    """The story of one seed, told until both have closed the last quarter; how many closings."""
    world.person()
    story = Story(world, seed)
    story.begin()
    for _ in range(STEPS):
        story.step()
    for municipality in ("A", "B"):
        story.close_for(municipality, max(LAST, story.next_quarter[municipality]))
    return story.closings
