"""A shelter's own list of stays as a spreadsheet might hold it, with defects put in on purpose and labelled.

`defective_list` gives the cells and, by row number, the one rule each spoiled row breaks; every other row can
be used as it stands.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.model import InventedDenmark

HEADER = (
    "Opholdsnr", "CPR", "Navn", "Fødselsdato", "Køn", "Indskrevet", "Udskrevet", "Plads", "Kommune",
    "Udskrivningsmåde",
)  # fmt: skip
_STAY, _CPR, _NAME, _BORN, _SEX, _IN, _OUT, _PLACE, _MUNICIPALITY, _MODE = range(len(HEADER))
_FORMS = ("{d.day}/{d.month}-{d.year}", "{d:%Y-%m-%d}", "{d:%d.%m.%Y}", "{d:%d-%m-%Y}")
_STAYS_PER_PERSON = 3
_NIGHTS_FOR_OVERLAP = 3

type Cells = list[str]
type Spoil = Callable[[Cells, date], None]


@dataclass(frozen=True)
class DefectiveList:
    """Rows of cells below the header; `labels` by the row number a spreadsheet shows (the header is 1)."""

    rows: tuple[tuple[str, ...], ...]
    labels: dict[int, str]

    def as_csv(self, *, encoding: str = "cp1252") -> bytes:
        """The list as an older spreadsheet saves it: semicolons, and no UTF-8."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(self.rows)
        return out.getvalue().encode(encoding)


def defective_list(*, rows: int, defects: int, seed: int, last: date) -> DefectiveList:
    """So many rows, so many of them spoiled, of all kinds alike; the same for the same arguments."""
    country = denmark(
        citizens=max(20, rows // _STAYS_PER_PERSON), seed=seed, first=last - timedelta(days=5_000), last=last
    )
    rng = Random(f"{seed}:list")
    good = _good_rows(country, rng)[: rows - _added(defects)]
    spoiled = rng.sample(range(len(good)), defects)
    labels: dict[int, str] = {}
    kinds = [*_SPOILS, "double_row", "overlaps_row"]
    untouched = iter([at for at in range(len(good)) if at not in set(spoiled)])
    added: list[Cells] = []
    for number, at in enumerate(spoiled):
        kind = kinds[number % len(kinds)]
        if kind in _SPOILS:
            _SPOILS[kind](good[at][0], last)
            labels[at + 2] = kind
        else:
            base = next(one for one in untouched if kind == "double_row" or _is_long(good[one]))
            added.append(_second(good[base], kind))
            labels[len(good) + 1 + len(added)] = kind
    return DefectiveList(tuple(tuple(cells) for cells in (*(one for one, *_ in good), *added)), labels)


def _added(defects: int) -> int:
    """How many of the defects are rows of their own, beside a good one."""
    kinds = len(_SPOILS) + 2
    return sum(number % kinds >= len(_SPOILS) for number in range(defects))


def _good_rows(country: InventedDenmark, rng: Random) -> list[tuple[Cells, date, date | None]]:
    """All stays of known people as if in one house, in order of day, without two in one night."""
    people = {person.id: person for person in country.persons if person.cpr is not None}
    free_from: dict[str, date | None] = {}
    found = []
    for stay in sorted(country.stays, key=lambda one: (one.check_in, one.id)):
        person = people.get(stay.person)
        after = free_from.get(stay.person, date.min)
        if person is None or person.cpr is None or after is None or stay.check_in < after:
            continue
        out = stay.check_out
        free_from[stay.person] = None if out is None else max(out, stay.check_in + timedelta(days=1))
        form = rng.choice(_FORMS)
        cells = [
            stay.id, person.cpr.full(), person.full_name, f"{person.birth_date:%Y-%m-%d}",
            "kvinde" if person.sex == "female" else "mand", form.format(d=stay.check_in),
            form.format(d=out) if out else "", "", stay.payer or "", "",
        ]  # fmt: skip
        found.append((cells, stay.check_in, out))
    return found


def _is_long(row: tuple[Cells, date, date | None]) -> bool:
    _, start, end = row
    return end is not None and (end - start).days > _NIGHTS_FOR_OVERLAP


def _second(row: tuple[Cells, date, date | None], kind: str) -> Cells:
    """The same stay again, or another one of the same person in the middle of it."""
    cells, start, _ = row
    again = list(cells)
    if kind == "overlaps_row":
        again[_STAY] = f"{cells[_STAY]}x"
        again[_IN] = (start + timedelta(days=1)).isoformat()
        again[_OUT] = (start + timedelta(days=2)).isoformat()
    return again


def _put(at: int, text: str) -> Spoil:
    def spoil(cells: Cells, last: date) -> None:  # noqa: ARG001 - every spoil takes the last day
        cells[at] = text

    return spoil


def _in_future(cells: Cells, last: date) -> None:
    cells[_IN], cells[_OUT] = (last + timedelta(days=40)).isoformat(), ""


def _reversed(cells: Cells, last: date) -> None:
    cells[_IN], cells[_OUT] = last.isoformat(), (last - timedelta(days=9)).isoformat()


def _nobody(cells: Cells, last: date) -> None:  # noqa: ARG001 - as above
    cells[_CPR] = cells[_NAME] = ""


def _born_later(cells: Cells, last: date) -> None:
    cells[_CPR], cells[_BORN] = "", last.isoformat()
    cells[_IN], cells[_OUT] = (last - timedelta(days=1)).isoformat(), ""


def _name_only(cells: Cells, last: date) -> None:  # noqa: ARG001 - as above
    cells[_CPR] = cells[_BORN] = ""


def _odd_ending(cells: Cells, last: date) -> None:
    cells[_OUT] = cells[_OUT] or last.isoformat()
    cells[_MODE] = "sivet"


def _no_such_place(cells: Cells, last: date) -> None:
    cells[_OUT] = cells[_OUT] or last.isoformat()
    cells[_PLACE] = "Loftet 99"


_SPOILS: dict[str, Spoil] = {
    "admitted_missing": _put(_IN, ""),
    "date_unreadable": _put(_IN, "31/02-2026"),
    "date_too_early": _put(_IN, "1/1-0202"),
    "date_in_future": _in_future,
    "discharged_before_admitted": _reversed,
    "nobody": _nobody,
    "cpr_not_valid": _put(_CPR, "990199-0000"),
    "birth_date_other": _put(_BORN, "1901-01-01"),
    "born_later": _born_later,
    "formula": _put(_NAME, '=HYPERLINK("x")'),
    "too_long": _put(_NAME, "Navn " * 60),
    "name_only": _name_only,
    "municipality_unknown": _put(_MUNICIPALITY, "Andeby"),
    "sex_unknown": _put(_SEX, "x7"),
    "mode_unknown": _odd_ending,
    "place_unknown": _no_such_place,
}


def kinds_of_defects() -> Sequence[str]:
    """The rules a defect can break."""
    return (*_SPOILS, "double_row", "overlaps_row")
