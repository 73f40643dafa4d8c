"""A whole country's files read the slow way, person by person, and the twin asked about each of them."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tests.properties.refund_twin import Facts, Key, Sums, right_sums

QUARTER_MONTHS = {"1": (1, 4), "2": (4, 7), "3": (7, 10), "4": (10, 13)}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def people_of_files(folder: Path) -> dict[str, Facts]:
    """person -> that person's rows of the three files, with the rates of every shelter slept in."""
    people: dict[str, Facts] = defaultdict(Facts)
    rates: dict[str, list[tuple[str, date, date | None, int, bool]]] = defaultdict(list)
    for row in rows_of(folder / "rates.csv"):
        rates[row["facility_id"]].append(
            (row["facility_id"], *_days(row), _ore(row["rate_dkk"]), row["registered"] == "true")
        )
    for row in rows_of(folder / "stays.csv"):
        known = people[row["person_id"]]
        start, end = date.fromisoformat(row["check_in"]), _day(row["check_out"])
        known.stays.append((row["person_id"], row["facility_id"], start, end, row["payer_code"] or None))
        known.rates = known.rates + [rate for rate in rates[row["facility_id"]] if rate not in known.rates]
    for row in rows_of(folder / "payments.csv"):
        person = people[row["person_id"]]
        person.payments.append((row["person_id"], *_days(row), _ore(row["per_day_dkk"])))
    return dict(people)


def twin_of(people: Iterable[Facts], quarter: str) -> tuple[Sums, set[Key]]:
    """What the twin says of the quarter: sums per payer, quarter and person, and the keys that wait."""
    sums: Sums = {}
    waiting: set[Key] = set()
    start, end = _quarter(quarter)
    for facts in people:
        if not any(row[2] < end and (row[3] is None or row[3] > start) for row in facts.stays):
            continue
        known, unknown = right_sums(facts, first=quarter, last=quarter, horizon=end)
        sums |= known
        waiting |= unknown
    return sums, waiting


def claimed_in(path: Path, *, people: set[str] | None = None) -> tuple[Sums, set[Key]]:
    """What the file of lines says, in the same form; of the people named alone, or of all."""
    sums: Sums = {}
    waiting: set[Key] = set()
    for row in rows_of(path):
        key = row["payer"], row["origin_quarter"], row["person_id"]
        if row["kind"] == "rounding" or (people is not None and row["person_id"] not in people):
            continue
        if row["kind"] == "stopped":
            waiting.add(key)
            continue
        nights, net, refund = sums.get(key, (0, 0, 0))
        sums[key] = (
            nights + int(row["nights"]),
            net + _half_ore(row["net_dkk"]),
            refund + _half_ore(row["refund_dkk"]),
        )
    return sums, waiting


def nights_in(sums: Sums) -> int:
    return sum(nights for nights, _, _ in sums.values())


def _quarter(quarter: str) -> tuple[date, date]:
    year, number = quarter.split("Q")
    first, after = QUARTER_MONTHS[number]
    return date(int(year), first, 1), date(int(year) + after // 13, after % 12 if after > 12 else after, 1)


def _days(row: dict[str, str]) -> tuple[date, date | None]:
    return date.fromisoformat(row["from"]), _day(row["to"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _ore(text: str) -> int:
    kroner, ore = text.split(".")
    return int(kroner) * 100 + int(ore)


def _half_ore(text: str) -> int:
    kroner, decimals = text.split(".")
    return int(kroner) * 200 + int(decimals.ljust(3, "0")) // 5
