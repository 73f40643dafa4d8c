"""One run of the ledger: which quarters, under which rules, and what of it is expected."""

from dataclasses import dataclass, field

from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import RateBook
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.rules import Step, Steps


@dataclass(frozen=True, slots=True)
class Claiming:
    """What is the same for every person of a claim.

    `last_closed` is the latest origin quarter any earlier claim covered; later quarters give `new` lines,
    earlier ones `difference`. Nights from `expected_from` (ordinal) on are expected, not known; so were
    those of `expected_before` when the latest claim was closed. `whole_quarters`: payer and quarter whose
    opening balance names no person; they are compared as a whole (`whole.whole_quarter_lines`).
    """

    window: Window
    rates: RateBook
    steps: Steps
    last_closed: Quarter | None = None
    expected_from: int | None = None
    expected_before: range = range(0)
    whole_quarters: frozenset[tuple[str, Quarter]] = field(default_factory=frozenset)

    def kind(self, origin: Quarter) -> str:
        """`new` after all quarters ever claimed, `difference` in them."""
        return "new" if self.last_closed is None or origin > self.last_closed else "difference"

    def steps_of(self, origin: Quarter) -> tuple[Step, ...]:
        """The computations that count for nights of the quarter."""
        return self.steps.new if self.kind(origin) == "new" else self.steps.earlier

    def is_expected(self, day: int) -> bool:
        """Whether the night is reckoned and not known."""
        return self.expected_from is not None and day >= self.expected_from
