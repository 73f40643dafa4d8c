"""What a measurement is, and when it fails: above one and a half times its budget, or a wrong answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

FAILS_ABOVE = 1.5
MACHINE_LOOPS = 5_000_000


@dataclass(frozen=True)
class Measure:
    """Seconds, or a count, against a budget. The fastest round counts, since others share the machine."""

    name: str
    budget: float
    rounds: tuple[float, ...]
    unit: str = "s"

    @property
    def seconds(self) -> float:
        """The fastest round."""
        return min(self.rounds)

    @property
    def fails(self) -> bool:
        """The budget is broken; a little above it needs a decision record instead."""
        return self.seconds > FAILS_ABOVE * self.budget

    @property
    def above(self) -> bool:
        """More than its budget, failed or not."""
        return self.seconds > self.budget

    def __str__(self) -> str:
        return self.told(as_="FAILED" if self.fails else "ABOVE BUDGET" if self.above else "ok")

    def told(self, *, as_: str) -> str:
        """The line that is printed, under that word."""
        of = f"{self.seconds:.3g} {self.unit}".strip() + f" of {self.budget:g}"
        others = ", ".join(f"{seconds:.2f}" for seconds in self.rounds)
        return f"{as_:<12} {self.name}: {of}" + (f" ({others})" if len(self.rounds) > 1 else "")


@dataclass
class Results:
    """What was measured, what was found out beside it, and which answers were wrong."""

    measures: list[Measure] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def check(self, claim: str, *, holds: bool) -> None:
        """The claim is printed; one that does not hold fails the run."""
        print(f"{'ok' if holds else 'WRONG':<12} {claim}", flush=True)
        if not holds:
            self.wrong.append(claim)

    def add(self, measure: Measure) -> None:
        """The measure is printed and kept."""
        print(measure, flush=True)
        self.measures.append(measure)

    def untold(self, measure: Measure, *, why: str) -> None:
        """The measure is printed and counts neither for nor against: the machine was not free."""
        print(f"{measure.told(as_='not judged')} ({why})", flush=True)
        self.figures[measure.name] = measure.seconds

    def figure(self, name: str, value: float, unit: str = "") -> None:
        """A figure without a budget is printed and kept."""
        print(f"{'':<12} {name}: {value:,.2f}{f' {unit}' if unit else ''}", flush=True)
        self.figures[name] = value

    @property
    def failed(self) -> bool:
        """Whether any answer was wrong or any budget broken."""
        return bool(self.wrong) or any(measure.fails for measure in self.measures)

    def as_json(self) -> dict[str, object]:
        """Everything, for comparing with another day."""
        return {
            "measures": {one.name: {"budget": one.budget, "rounds": one.rounds} for one in self.measures},
            "figures": self.figures,
            "wrong": self.wrong,
        }


def timed[T](work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and the seconds it took."""
    began = time.perf_counter()
    done = work()
    return done, time.perf_counter() - began


def machine_seconds() -> float:
    """Seconds this machine needs for a plain loop, to compare figures of different machines and days."""
    return min(timed(_plain_loop)[1] for _ in range(3))


def _plain_loop() -> int:
    total = 0
    for number in range(MACHINE_LOOPS):
        total += number & 7
    return total
