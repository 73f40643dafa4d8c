"""The fields of a row read strictly: days, amounts, codes and opaque ids, or a fault that names the place."""

import re
from collections.abc import Callable
from datetime import date

from hjemad.integrations.claim_files.faults import Fault
from hjemad.integrations.claim_files.tables import Table
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import HjemadError
from hjemad.kernel.money import Money
from hjemad.kernel.municipalities import MunicipalityCode
from hjemad.kernel.periods import Period

# A spreadsheet that opens the written lines would run these; a plain number is no formula.
_FORMULA = re.compile(r"[=@]|[+-](?![0-9]+$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


class RowReader:
    """Reads the fields of one table and keeps the faults; a field that cannot be read is None.

    What has been read well once is remembered by its text, since columns repeat themselves.
    """

    def __init__(self, table: Table, faults: list[Fault]) -> None:
        self.table, self.faults = table, faults
        self._days: dict[str, date] = {}
        self._periods: dict[tuple[str, str], Period] = {}
        self._codes: dict[str, str] = {}
        self._amounts: dict[str, Money] = {}
        self._ids: set[str] = set()

    def fault(self, row: int, column: str, rule: str, *, da: str, en: str) -> None:
        """The fault is kept."""
        self.faults.append(Fault(self.table.name, row, column, rule, da, en))

    def filled(self, text: str, row: int, column: str) -> bool:
        """Whether something stands in the field; a fault when not."""
        if not text:
            self.fault(
                row, column, "empty",
                da="Feltet er tomt og skal udfyldes", en="The field is empty and must be filled",
            )  # fmt: skip
        return bool(text)

    def opaque_id(self, text: str, row: int, column: str) -> str | None:
        """The id as it stands; a fault when it is empty, or would do harm where the lines are opened."""
        if text in self._ids:
            return text
        if not self.filled(text, row, column):
            return None
        if _CONTROL.search(text):
            self.fault(
                row, column, "control",
                da="Feltet indeholder linjeskift eller styretegn. Mangler et anførselstegn?",
                en="The field holds a line break or control character. Is a quotation mark missing?",
            )  # fmt: skip
        elif _FORMULA.match(text):
            self.fault(
                row, column, "formula",
                da="Feltet begynder som en formel (=, +, - eller @). Brug en anden betegnelse",
                en="The field begins as a formula does (=, +, - or @). Use another id",
            )  # fmt: skip
        else:
            self._ids.add(text)
            return text
        return None

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

    def price(self, text: str, row: int, column: str) -> Money | None:
        """An amount of 0 or more in whole øre; None with a fault when it is anything else, or empty."""
        known = self._amounts.get(text)
        if known is not None:
            return known
        found = self.amount(text, row, column)
        if found is None:
            return None
        if not found.is_whole_ore:
            self.fault(
                row, column, "whole_ore",
                da="Beløbet skal være i hele øre", en="The amount must be in whole øre",
            )  # fmt: skip
            return None
        if found < Money.zero():
            self.fault(
                row, column, "negative",
                da="Beløbet er mindre end 0. Ret det", en="The amount is less than 0. Correct it",
            )  # fmt: skip
            return None
        self._amounts[text] = found
        return found

    def amount(self, text: str, row: int, column: str) -> Money | None:
        """The amount, to half an øre; None with a fault when the field is empty or cannot be read."""
        if not self.filled(text, row, column):
            return None
        return self.read(Money.parse, text, row, column, rule="amount")

    def whole_number(self, text: str, row: int, column: str) -> int | None:
        """The number; None with a fault when it is not a whole one."""
        if _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        self.fault(row, column, "number", da="Skriv et helt tal", en="Write a whole number")
        return None

    def period(self, texts: tuple[str, str], row: int, columns: tuple[str, str]) -> Period | None:
        """[first, second) with an open end where the second field is empty; reversed dates are a fault."""
        known = self._periods.get(texts)
        if known is not None:
            return known
        before = len(self.faults)
        self.filled(texts[0], row, columns[0])
        start, end = (self.day(text, row, column) for text, column in zip(texts, columns, strict=True))
        if len(self.faults) > before or start is None:
            return None
        if end is not None and end < start:
            self.fault(
                row, columns[1], "reversed",
                da=f"{columns[1]} ligger før {columns[0]}. Ret den ene af datoerne",
                en=f"{columns[1]} lies before {columns[0]}. Correct one of the dates",
            )  # fmt: skip
            return None
        found = self._periods[texts] = Period(start, end)
        return found

    def day(self, text: str, row: int, column: str) -> date | None:
        """The day, None when the field is empty or cannot be read (then with a fault)."""
        known = self._days.get(text)
        if known is not None or not text:
            return known
        found = self.read(parse_iso_date, text, row, column, rule="date")
        if found is not None:
            self._days[text] = found
        return found

    def read[T](self, read: Callable[[str], T], text: str, row: int, column: str, *, rule: str) -> T | None:
        """What `read` makes of the text, or None with the reader's own words as a fault."""
        try:
            return read(text)
        except HjemadError as error:
            self.fault(row, column, rule, da=error.text("da"), en=error.text("en"))
        return None
