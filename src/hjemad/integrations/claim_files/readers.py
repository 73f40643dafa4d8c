"""STAYS, RATES, PAYMENTS and CLOSED of `hjemad refund`, read into the ledger's facts.

Each reader returns what it read and adds every fault it finds to the list it is given; the caller refuses the
whole run when the list is not empty. Empty `check_out` is an open stay; empty `payer_code` a payer not known.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from hjemad.integrations.claim_files.tables import Fault, Table, read_table
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import HjemadError
from hjemad.kernel.intervals import Span
from hjemad.kernel.money import Money
from hjemad.kernel.municipalities import MunicipalityCode
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import ClosedLine, NightFact, PaymentFact, RateFact

STAY_COLUMNS = ("person_id", "facility_id", "check_in", "check_out", "payer_code")
STAY_EXTRA = ("stay_id", "municipality_code", "sex", "birth_date", "stay_type", "referral", "discharge_mode",
              "discharged_to")  # fmt: skip
RATE_COLUMNS = ("facility_id", "from", "to", "rate_dkk", "registered")
PAYMENT_COLUMNS = ("person_id", "from", "to", "per_day_dkk")
LINE_COLUMNS = ("payer", "origin_quarter", "person_id", "facility_id", "from", "to", "nights", "net_dkk",
                "refund_dkk", "provision", "kind", "cause", "missing")  # fmt: skip
KINDS = ("new", "difference", "stopped", "rounding")
YES, NO = {"true", "yes", "ja", "1"}, {"false", "no", "nej", "0"}


class RowReader:
    """Reads the fields of one table and keeps the faults; a field that cannot be read is None."""

    def __init__(self, table: Table, faults: list[Fault]) -> None:
        self.table, self.faults = table, faults
        self._days: dict[str, date | None] = {"": None}
        self._codes: dict[str, str | None] = {"": None}

    def fault(self, row: int, column: str, rule: str, *, da: str, en: str) -> None:
        """The fault is kept."""
        self.faults.append(Fault(self.table.name, row, column, rule, da, en))

    def required(self, text: str, row: int, column: str) -> str | None:
        """The text, or None with a fault when it is empty."""
        if not text:
            self.fault(
                row,
                column,
                "empty",
                da="Feltet er tomt og skal udfyldes",
                en="The field is empty and must be filled",
            )
            return None
        return text

    def day(self, text: str, row: int, column: str) -> date | None:
        """The day, None when the field is empty or cannot be read (then with a fault)."""
        known = self._days.get(text)
        if known is not None or not text:
            return known
        found = self.read(parse_iso_date, text, row, column, rule="date")
        if found is not None:
            self._days[text] = found
        return found

    def municipality(self, text: str, row: int, column: str) -> str | None:
        """The three-digit code of a real municipality; None when empty, or unknown (then with a fault)."""
        known = self._codes.get(text)
        if known is not None or not text:
            return known
        found = self.read(
            lambda code: MunicipalityCode.parse(code).code, text, row, column, rule="municipality"
        )
        if found is not None:
            self._codes[text] = found
        return found

    def money(self, text: str, row: int, column: str) -> Money | None:
        """The amount in whole øre; None with a fault when empty, unreadable or finer."""
        if self.required(text, row, column) is None:
            return None
        found = self.read(Money.parse, text, row, column, rule="amount")
        if found is not None and not found.is_whole_ore:
            self.fault(
                row,
                column,
                "whole_ore",
                da="Beløbet skal være i hele øre",
                en="The amount must be in whole øre",
            )
            return None
        return found

    def amount_or_none(self, text: str, row: int, column: str) -> Money | None:
        """The amount, to half an øre; None when the field is empty or cannot be read (then with a fault)."""
        return self.read(Money.parse, text, row, column, rule="amount") if text else None

    def period(self, texts: tuple[str, str], row: int, columns: tuple[str, str]) -> Period | None:
        """[first, second) with an open end where the second field is empty; reversed dates are a fault."""
        before = len(self.faults)
        if self.required(texts[0], row, columns[0]) is None:
            return None
        start, end = self.day(texts[0], row, columns[0]), self.day(texts[1], row, columns[1])
        if len(self.faults) > before or start is None:
            return None
        if end is not None and end < start:
            self.fault(
                row, columns[1], "reversed",
                da=f"{columns[1]} ligger før {columns[0]}. Ret den ene af datoerne",
                en=f"{columns[1]} lies before {columns[0]}. Correct one of the dates",
            )  # fmt: skip
            return None
        return Period(start, end)

    def read[T](self, read: Callable[[str], T], text: str, row: int, column: str, *, rule: str) -> T | None:
        """What `read` makes of the text, or None with the reader's own words as a fault."""
        try:
            return read(text)
        except HjemadError as error:
            self.fault(row, column, rule, da=error.text("da"), en=error.text("en"))
        return None


def read_stays(path: Path, faults: list[Fault]) -> tuple[dict[str, list[NightFact]], list[tuple[str, str]]]:
    """Person -> nights reported, and warnings. Repeated and overlapping rows are kept for the ledger."""
    table = read_table(path, required=STAY_COLUMNS, optional=STAY_EXTRA)
    reader = RowReader(table, faults)
    people: dict[str, list[NightFact]] = {}
    for row, (person, facility, check_in, check_out, payer, *_) in table.numbered():
        period = reader.period((check_in, check_out), row, ("check_in", "check_out"))
        named = reader.required(person, row, "person_id"), reader.required(facility, row, "facility_id")
        code = reader.municipality(payer, row, "payer_code")
        if period is not None and all(named):
            people.setdefault(person, []).append(NightFact(facility, code, period))
    return people, table.warnings


def read_rates(path: Path, faults: list[Fault]) -> tuple[list[RateFact], list[tuple[str, str]]]:
    """Rates by facility; two different rates for one night are a fault, a repeated row is not."""
    table = read_table(path, required=RATE_COLUMNS)
    reader = RowReader(table, faults)
    rates: dict[str, list[tuple[int, RateFact]]] = {}
    for row, (facility, start, end, amount, registered) in table.numbered():
        period = reader.period((start, end), row, ("from", "to"))
        money = reader.money(amount, row, "rate_dkk")
        listed = registered.lower()
        if listed not in YES | NO:
            reader.fault(
                row, "registered", "yes_or_no", da="Skriv true eller false", en="Write true or false"
            )
        named = reader.required(facility, row, "facility_id")
        if period is not None and money is not None and named and listed in YES | NO:
            rate = RateFact(facility, period, money, listed in YES)
            if not _clashes(
                reader, row, [(r, f.period, f) for r, f in rates.get(facility, [])], period, rate
            ):
                rates.setdefault(facility, []).append((row, rate))
    return [rate for some in rates.values() for _, rate in some], table.warnings


def read_payments(
    path: Path, faults: list[Fault]
) -> tuple[dict[str, list[PaymentFact]], list[tuple[str, str]]]:
    """Person -> resident payments charged; two different amounts for one night are a fault."""
    table = read_table(path, required=PAYMENT_COLUMNS)
    reader = RowReader(table, faults)
    payments: dict[str, list[tuple[int, PaymentFact]]] = {}
    for row, (person, start, end, amount) in table.numbered():
        period = reader.period((start, end), row, ("from", "to"))
        money = reader.money(amount, row, "per_day_dkk")
        named = reader.required(person, row, "person_id")
        if period is not None and money is not None and named:
            fact = PaymentFact(period, money)
            if not _clashes(
                reader, row, [(r, f.period, f) for r, f in payments.get(person, [])], period, fact
            ):
                payments.setdefault(person, []).append((row, fact))
    return {person: [fact for _, fact in some] for person, some in payments.items()}, table.warnings


def _clashes(
    reader: RowReader, row: int, known: list[tuple[int, Period, object]], period: Period, fact: object
) -> bool:
    """True when the row repeats an earlier one (silently) or speaks against it (with a fault)."""
    for other_row, other_period, other in known:
        if other == fact:
            return True
        if other_period.overlaps(period):
            reader.fault(
                row, "from", "overlap",
                da=f"Perioden overlapper række {other_row} med et andet beløb. Ret den ene",
                en=f"The period overlaps row {other_row} with another amount. Correct one of them",
            )  # fmt: skip
            return True
    return False


def read_closed(path: Path, faults: list[Fault]) -> tuple[list[ClosedLine], list[tuple[str, str]]]:
    """Lines of earlier runs, exactly as they were written."""
    table = read_table(path, required=LINE_COLUMNS)
    reader = RowReader(table, faults)
    lines = [line for row, fields in table.numbered() if (line := _closed(reader, row, fields)) is not None]
    return lines, table.warnings


def _closed(reader: RowReader, row: int, fields: list[str]) -> ClosedLine | None:
    before = len(reader.faults)
    payer, quarter, person, facility, start, end, nights, net, refund, _provision, kind, _cause, missing = (
        fields
    )
    if kind not in KINDS:
        reader.fault(
            row, "kind", "kind", da=f"Skriv en af: {', '.join(KINDS)}", en=f"Write one of: {', '.join(KINDS)}"
        )
    origin = reader.read(Quarter.parse, quarter, row, "origin_quarter", rule="quarter")
    code = reader.municipality(payer, row, "payer")
    span = _span(reader, row, start, end)
    count = reader.read(_whole, nights, row, "nights", rule="number")
    stopped = kind == "stopped"
    net_amount = None if stopped else reader.amount_or_none(net, row, "net_dkk")
    refund_amount = None if stopped else reader.amount_or_none(refund, row, "refund_dkk")
    if len(reader.faults) > before or origin is None or count is None:
        return None
    return ClosedLine(
        code or "", origin, person, facility, span, count, net_amount, refund_amount, kind, missing
    )


def _span(reader: RowReader, row: int, start: str, end: str) -> Span | None:
    if not start and not end:
        return None
    period = reader.period((start, end), row, ("from", "to"))
    if period is None or period.end is None:
        return None
    return period.start.toordinal(), period.end.toordinal()


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        pass
    raise _not_whole()


def _not_whole() -> HjemadError:
    return HjemadError(en="Write a whole number", da="Skriv et helt tal")
