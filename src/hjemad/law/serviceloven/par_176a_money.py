"""What § 85 a support cost, day by day, and the State's share of it (serviceloven § 176 a, stk. 1).

A bill gives `cost_dkk`. The municipality's own team sends none: then `own_team_cost_basis` says what its cost
is, and until somebody chooses it is not known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hjemad.kernel.intervals import Span
from hjemad.law.exact import exact, payable
from hjemad.law.facts import BadFact, Facts
from hjemad.law.finding import JSON, Missing, Text
from hjemad.law.parameters_reader import Parameter
from hjemad.law.settings import Settings

MINUTES_PER_HOUR = 60
WHOLE = 100
INVOICE = "invoice"
# The facts of a row each way of counting needs.
NEEDED = {
    INVOICE: ("cost_dkk",),
    "hours_at_rate": ("minutes", "hour_rate_dkk"),
    "salary_by_caseload": ("salary_dkk", "caseload"),
    "agreed_rate": ("agreed_rate_dkk",),
}


@dataclass(frozen=True, slots=True)
class CostRow:
    """The support of one day: its cost, None with what is missing."""

    day: int
    cost: Fraction | None
    missing: tuple[Missing, ...]

    def lies_in(self, days: Sequence[Span]) -> bool:
        """Whether its day is one of the days."""
        return any(start <= self.day < end for start, end in days)


@dataclass(frozen=True, slots=True)
class SupportCosts:
    """The rows given; those on days without refund count for nothing and may lack anything."""

    rows: tuple[CostRow, ...]
    settings: tuple[str, ...]

    def unknown(self, days: Sequence[Span]) -> Iterator[Missing]:
        """What is missing for the days, each thing once."""
        seen: set[str] = set()
        for missing in (one for row in self.rows if row.lies_in(days) for one in row.missing):
            if missing.code not in seen:
                yield missing
            seen.add(missing.code)

    def answer(self, days: Sequence[Span], *, share: Parameter, rounding: str) -> dict[str, JSON]:
        """`refundable_cost_dkk` and `refund_dkk`, None while a cost is missing; rounded once, on the sum."""
        counted = [row for row in self.rows if row.lies_in(days)]
        costs = [(row.day, row.cost) for row in counted if row.cost is not None]
        if len(costs) < len(counted):
            return {"refundable_cost_dkk": None, "refund_dkk": None}
        cost = refund = Fraction(0)
        for day, one in costs:
            cost += one
            refund += one * int(share.on(date.fromordinal(day)).value) / WHOLE
        return {
            "refundable_cost_dkk": payable(cost).dkk(),
            "refund_dkk": payable(refund, rounding=rounding).dkk(),
        }


def read_support_costs(given: Facts, *, settings: Settings) -> SupportCosts | None:
    """The costs in `costs`, None when none are told."""
    if not given.is_known("costs"):
        return None
    own_team = given.is_known("own_team") and given.flag("own_team")
    basis = settings.own_team_cost_basis if own_team else INVOICE
    rows = tuple(_row(item, basis=basis) for item in given.several("costs"))
    return SupportCosts(rows, ("own_team_cost_basis", "claim_rounding") if own_team else ("claim_rounding",))


def _row(item: Facts, *, basis: str) -> CostRow:
    day = item.day("date").toordinal()
    if basis == "unknown":
        return CostRow(day, None, (NO_BASIS,))
    missing = tuple(_not_told(item.name(key)) for key in NEEDED[basis] if not item.is_known(key))
    return CostRow(day, None if missing else _cost(item, basis=basis), missing)


def _cost(item: Facts, *, basis: str) -> Fraction:
    if basis == "hours_at_rate":
        return exact(item.money("hour_rate_dkk")) * item.count("minutes") / MINUTES_PER_HOUR
    if basis == "salary_by_caseload":
        caseload = item.count("caseload")
        if caseload == 0:
            raise BadFact(
                en=f"{item.name('caseload')} must be at least 1, since the citizen is one of them",
                da=f"{item.name('caseload')} skal være mindst 1, for borgeren er en af dem",
            )
        return exact(item.money("salary_dkk")) / caseload
    return exact(item.money(NEEDED[basis][0]))


def _not_told(name: str) -> Missing:
    return Missing(
        f"fact:{name}",
        Text(da=f"{name} er ikke oplyst. Indtast det med dets kilde.", en=f"{name} is not told. Enter it."),
    )


NO_BASIS = Missing(
    "setting:own_team_cost_basis",
    Text(
        da="Kommunens eget team sender ingen regning, og ingen tekst siger, hvad dets støtte koster. Vælg "
        "own_team_cost_basis, og skriv hvorfor.",
        en="The municipality's own team sends no bill, and no text says what its support costs. Choose "
        "own_team_cost_basis, and write why.",
    ),
)
