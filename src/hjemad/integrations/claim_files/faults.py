"""What is wrong in the files of a run: where, and which rule it breaks. Never the value itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from hjemad.kernel.errors import InputRejected, Language

SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file.

    `row` counts the header as row 1, as a spreadsheet does; 0 means the whole file.
    """

    file: str
    row: int
    column: str
    rule: str
    da: str
    en: str

    def told(self, language: Language) -> str:
        """Place, what to do, and the name of the rule."""
        danish = language == "da"
        place = self.file
        if self.row:
            place += f", {'række' if danish else 'row'} {self.row}"
        if self.column:
            place += f", {'kolonne' if danish else 'column'} {self.column}"
        return f"{place}: {self.da if danish else self.en} [{self.rule}]"

    def as_json(self) -> dict[str, object]:
        """Place and rule, for scripts."""
        return {"file": self.file, "row": self.row, "column": self.column, "rule": self.rule}


class FilesRejected(InputRejected):
    """Nothing was used and nothing written: the faults say what to mend."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(en=self._told("en"), da=self._told("da"))

    def _told(self, language: Language) -> str:
        danish = language == "da"
        lines = [fault.told(language) for fault in self.faults[:SHOWN_FAULTS]]
        rest = len(self.faults) - len(lines)
        if rest > 0:
            lines.append(f"… og {rest} til" if danish else f"… and {rest} more")
        lines.append(
            "Intet er skrevet. Ret filen, og kør igen" if danish
            else "Nothing has been written. Mend the file and run again"
        )  # fmt: skip
        return "\n".join(lines)
