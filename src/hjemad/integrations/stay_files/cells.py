"""One row of a list read cell by cell: what it says, and what of it cannot be used or must be looked at."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from hjemad.integrations.stay_files import columns
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import BadDate, BadPersonNumber, UnknownMunicipality
from hjemad.kernel.municipalities import MunicipalityCode, all_municipalities
from hjemad.kernel.person_number import MODULUS_11, PersonNumber

LONGEST, LONGEST_PLACE, LONGEST_NUMBER = 200, 40, 60
FIRST_DAY = date(1950, 1, 1)
_CLOCK = re.compile(r"(.*\d)[ T]\d{1,2}[:.]\d{2}([:.]\d{2})?")
_FORMULA = re.compile(r"[=@+]|.*[\x00-\x1f\x7f]", re.DOTALL)
_EMPTY = frozenset({"", "-", "–", "?", "n/a", "null", "ukendt", "unknown", "uoplyst"})
_SEXES = {
    "female": "female", "kvinde": "female", "k": "female", "f": "female", "male": "male", "mand": "male",
    "m": "male",
}  # fmt: skip
# How a stay ended, in our own codes, in those of the national statistic, and in plain words.
_MODES = {
    "moved_home": ("own_dwelling", "egen bolig", "flyttet i egen bolig", "bolig"),
    "moved_elsewhere": ("family_friends", "flyttet", "andet sted", "familie", "venner", "botilbud"),
    "other_shelter": ("other_s110", "anden boform", "andet herberg", "herberg", "forsorgshjem"),
    "institution": ("prison", "hospital", "treatment", "fængsel", "hospital", "behandling", "sygehus"),
    "left": ("own_departure", "rejst", "selv", "egen udskrivning", "gået"),
    "expelled": ("expelled", "bortvist", "bortvisning"),
    "died": ("death", "død", "afgået ved døden", "died"),
    "unknown": (),
}
_MODE_OF = {word: code for code, words in _MODES.items() for word in (code, *words)}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a row: the field it is about and the rule. `refuses`: the row cannot be used."""

    field: str
    rule: str
    refuses: bool = True
    other_row: int = 0


@dataclass(frozen=True, slots=True)
class StayRow:
    """What one row says. Empty texts and None are not said, never a guess; the CPR number masks itself."""

    number: int
    admitted: date
    discharged: date | None
    stay_number: str
    person_number: str
    cpr: PersonNumber | None
    name: str
    alias: str
    birth_date: date | None
    sex: str
    department: str
    place: str
    municipality: str
    mode: str
    left_to: str


class RowCells:
    """The cells of one row, each read with its remarks kept."""

    def __init__(self, number: int, texts: Mapping[str, str], *, today: date) -> None:
        self.number, self.texts, self.today = number, texts, today
        self.remarks: list[Remark] = []

    def read(self) -> StayRow | None:
        """The row, or None where something refuses it."""
        admitted, discharged = self._days()
        cpr, birth_date = self._person()
        row = StayRow(
            self.number, admitted or date.max, discharged, self._text(columns.STAY_NUMBER, LONGEST_NUMBER),
            self._text(columns.PERSON_NUMBER, LONGEST_NUMBER), cpr, self._text(columns.NAME),
            self._text(columns.ALIAS), birth_date, self._sex(), self._text(columns.DEPARTMENT),
            self._text(columns.PLACE, LONGEST_PLACE), self._municipality(), self._mode(discharged),
            self._text(columns.LEFT_TO),
        )  # fmt: skip
        self._somebody(row)
        return None if any(remark.refuses for remark in self.remarks) else row

    def _say(self, field: str, rule: str, *, refuses: bool = True) -> None:
        self.remarks.append(Remark(field, rule, refuses))

    def _cell(self, field: str) -> str:
        text = " ".join(self.texts.get(field, "").split())
        return "" if text.casefold() in _EMPTY else text

    def _text(self, field: str, longest: int = LONGEST) -> str:
        """The text; refused when it is longer than anything of its kind, or would run as a formula."""
        if _FORMULA.match(self.texts.get(field, "").strip()):
            self._say(field, "formula")
            return ""
        text = self._cell(field)
        if len(text) > longest:
            self._say(field, "too_long")
        return text[:longest]

    def _day(self, field: str) -> date | None:
        text = self._cell(field)
        if with_clock := _CLOCK.fullmatch(text):
            text = with_clock[1]
        if not text:
            return None
        day = None
        if text[:1].isdigit():  # "i går" is for people at a screen: a file is read on any day
            with suppress(BadDate):
                day = parse_danish_date(text, today=self.today)
        if day is None or (day < FIRST_DAY and field != columns.BIRTH_DATE):
            self._say(field, "date_unreadable" if day is None else "date_too_early")
            return None
        return day

    def _days(self) -> tuple[date | None, date | None]:
        before = len(self.remarks)
        admitted, discharged = self._day(columns.ADMITTED), self._day(columns.DISCHARGED)
        if admitted is None and len(self.remarks) == before:
            self._say(columns.ADMITTED, "admitted_missing")
        for field, day in ((columns.ADMITTED, admitted), (columns.DISCHARGED, discharged)):
            if day is not None and day > self.today:
                self._say(field, "date_in_future")
        if len(self.remarks) == before and admitted and discharged and discharged < admitted:
            self._say(columns.DISCHARGED, "discharged_before_admitted")
        return admitted, discharged

    def _person(self) -> tuple[PersonNumber | None, date | None]:
        cpr, born = None, self._day(columns.BIRTH_DATE)
        if text := self._cell(columns.CPR):
            try:
                cpr = PersonNumber.parse(_ten_digits(text))
            except BadPersonNumber:
                self._say(columns.CPR, "cpr_not_valid")
        if cpr is not None and MODULUS_11 in cpr.warnings_on(self.today):
            self._say(columns.CPR, "cpr_odd", refuses=False)
        if cpr is not None and born is not None and cpr.birth_date != born:
            self._say(columns.BIRTH_DATE, "birth_date_other")
        return cpr, born or (cpr.birth_date if cpr else None)

    def _somebody(self, row: StayRow) -> None:
        """Refuses a row about nobody, or about somebody born after they came."""
        refused = {remark.field for remark in self.remarks}
        if not (row.cpr or row.name or row.alias) and not refused & set(columns.WHO):
            self._say(columns.NAME, "nobody")
        if row.birth_date is not None and row.birth_date > row.admitted:
            self._say(columns.BIRTH_DATE, "born_later")

    def _sex(self) -> str:
        text = self._cell(columns.SEX).casefold()
        if text and text not in _SEXES:
            self._say(columns.SEX, "sex_unknown", refuses=False)
        return _SEXES.get(text, "")

    def _municipality(self) -> str:
        text = self._cell(columns.MUNICIPALITY)
        if not text:
            return ""
        try:
            return MunicipalityCode.parse(text).code
        except UnknownMunicipality:
            code = _by_name(text)
        if not code:
            self._say(columns.MUNICIPALITY, "municipality_unknown", refuses=False)
        return code

    def _mode(self, discharged: date | None) -> str:
        text = self._cell(columns.MODE).casefold()
        if text and text not in _MODE_OF:
            self._say(columns.MODE, "mode_unknown", refuses=False)
        return _MODE_OF.get(text, "unknown") if discharged is not None else ""


def _ten_digits(text: str) -> str:
    """A spreadsheet takes the first 0 of a number away; nothing else is mended."""
    return f"0{text}" if len(text) == 9 and text.isdigit() else text


def _by_name(text: str) -> str:
    """The code of the municipality of that name, with or without the word Kommune; empty for none."""
    name = text.casefold().removesuffix(" kommune").strip()
    return next((one.code for one in all_municipalities() if one.name.casefold() == name), "")
