"""One run of `hjemad refund`: files in, the lines of one quarter out."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hjemad.integrations.claim_files.closed_lines import ClosedFiles
from hjemad.integrations.claim_files.faults import Fault, FilesRejected
from hjemad.integrations.claim_files.readers import read_payments, read_rates, read_stays
from hjemad.integrations.claim_files.tables import Warnings
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, NightFact, PaymentFact, PersonFacts, RateBook
from hjemad.law.claim.ledger import build_lines, by_person, line_order, told_before
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.rounding import claim_total, rounding_line
from hjemad.law.claim.rules import RuleSet, under
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings


@dataclass(frozen=True, slots=True)
class ClaimFiles:
    """Where the files of a run lie."""

    stays: Path
    rates: Path
    payments: Path
    closed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class FactsOfFiles:
    """All that the files say."""

    stays: dict[str, list[NightFact]]
    payments: dict[str, list[PaymentFact]]
    rates: RateBook
    closed: tuple[ClosedLine, ...]
    warnings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RefundRun:
    """The lines of one quarter, in the order of the file, and what was left waiting.

    `still_stopped` counts stopped nights' lines that stood among the closed ones already and are not
    repeated.
    """

    lines: tuple[Line, ...]
    first_quarter: Quarter
    still_stopped: int

    @property
    def stopped(self) -> int:
        """Lines that wait for a fact."""
        return sum(line.kind == "stopped" for line in self.lines)

    def totals(self) -> list[dict[str, object]]:
        """Per payer: refundable nights, exact refund, rounding, what the claim asks for, stopped lines."""
        grouped: dict[str, list[Line]] = {}
        for line in self.lines:
            grouped.setdefault(line.payer, []).append(line)
        return [_total(payer, some) for payer, some in sorted(grouped.items())]


def _total(payer: str, lines: Sequence[Line]) -> dict[str, object]:
    rounding = claim_total([line for line in lines if line.kind == "rounding"])
    asked = claim_total(lines)
    net = sum((line.net for line in lines if line.net is not None), Money.zero())
    return {
        "payer": payer,
        "nights": sum(line.nights for line in lines if line.kind in {"new", "difference"}),
        "net_dkk": net.dkk(),
        "refund_exact_dkk": (asked - rounding).dkk(),
        "rounding_dkk": rounding.dkk(),
        "refund_dkk": asked.dkk(),
        "lines": dict(sorted(Counter(line.kind for line in lines).items())),
    }


def read_files(where: ClaimFiles) -> FactsOfFiles:
    """Every file read whole; raises FilesRejected with all faults of all files, and then nothing is used."""
    faults: list[Fault] = []
    stays = _whole(read_stays, where.stays, faults)
    rates = _whole(read_rates, where.rates, faults)
    payments = _whole(read_payments, where.payments, faults)
    closed_files = ClosedFiles()
    closed = [_whole(closed_files.read, path, faults) for path in where.closed]
    if faults or stays is None or rates is None or payments is None:
        raise FilesRejected(faults)
    read = [some for some in closed if some is not None]
    warnings = [*stays[1], *rates[1], *payments[1], *(told for some in read for told in some[1])]
    lines = tuple(line for some in read for line in some[0])
    return FactsOfFiles(stays[0], payments[0], RateBook.of(rates[0]), lines, tuple(warnings))


type _Reader[T] = Callable[[Path, list[Fault]], tuple[T, Warnings]]


def _whole[T](read: _Reader[T], path: Path, faults: list[Fault]) -> tuple[T, Warnings] | None:
    """What the file says, or None when not one row of it can be read: the faults then say why."""
    try:
        return read(path, faults)
    except FilesRejected as rejected:
        faults += rejected.faults
    return None


def refund_lines(
    facts: FactsOfFiles,
    *,
    quarter: Quarter,
    as_of: date,
    municipality: str | None,
    law: Law,
    settings: Settings,
) -> RefundRun:
    """The next claim for `quarter`: new lines, differences in earlier quarters, stopped lines, roundings.

    Nights from `as_of` on are not seen. The first quarter is the earliest one in the closed lines: what was
    claimed before them is not known here, and nothing before it is claimed. With `municipality` only its
    own lines are given, but every payer's nights use the person's quota.
    """
    origins = [line.origin for line in facts.closed]
    first = min([*origins, quarter])
    horizon = min(as_of, quarter.end).toordinal()
    claiming = Claiming(
        Window(first, quarter, horizon),
        facts.rates,
        under(RuleSet(law, settings)),
        max(origins, default=None),
    )
    closed_of = by_person(facts.closed)
    lines: list[Line] = []
    waiting = 0
    for person in sorted({*facts.stays, *closed_of} - {""}):
        known = PersonFacts(person, tuple(facts.stays.get(person, ())), tuple(facts.payments.get(person, ())))
        closed = closed_of.get(person, [])
        for line in build_lines(known, closed, claiming=claiming):
            if municipality is not None and line.payer != municipality:
                continue
            if closed and told_before(line, closed):
                waiting += 1
            else:
                lines.append(line)
    lines += _roundings(lines, facts.closed, quarter=quarter, municipality=municipality, settings=settings)
    lines.sort(key=line_order)
    return RefundRun(tuple(lines), first, waiting)


def _roundings(
    lines: Sequence[Line], closed: Sequence[ClosedLine], *,
    quarter: Quarter, municipality: str | None, settings: Settings,
) -> list[Line]:  # fmt: skip
    mine: dict[str, list[Line]] = {}
    before: dict[str, list[ClosedLine]] = {}
    for line in lines:
        mine.setdefault(line.payer, []).append(line)
    for old in closed:
        before.setdefault(old.payer, []).append(old)
    payers = {*mine, *before} - {""} if municipality is None else {municipality}
    found = [
        rounding_line(
            payer, lines=mine.get(payer, []), closed=before.get(payer, []), quarter=quarter, settings=settings
        )
        for payer in sorted(payers)
    ]
    return [line for line in found if line is not None]
