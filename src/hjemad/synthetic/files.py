"""The country as the files of `hjemad refund` and `hjemad statistics`: equal bytes for equal countries."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from hjemad.synthetic.model import InventedDenmark

STAYS = (
    "stay_id",
    "person_id",
    "facility_id",
    "check_in",
    "check_out",
    "municipality_code",
    "payer_code",
    "sex",
    "birth_date",
)
RATES = ("facility_id", "from", "to", "rate_dkk", "registered")
PAYMENTS = ("person_id", "from", "to", "per_day_dkk")


def write_files(country: InventedDenmark, folder: Path) -> None:
    """`stays.csv`, `rates.csv` and `payments.csv` stand in `folder`: UTF-8, sorted, lines end in one newline.

    A stay whose payer changed is several rows, the later ones with "-2", "-3" after the stay's id. Where the
    payer is not known both municipality columns are empty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "stays.csv", STAYS, sorted(_stay_rows(country)))
    _write(folder / "rates.csv", RATES, sorted(_rate_rows(country)))
    _write(folder / "payments.csv", PAYMENTS, sorted(_payment_rows(country)))


def _stay_rows(country: InventedDenmark) -> Iterator[tuple[str, ...]]:
    persons = {person.id: person for person in country.persons}
    for stay in country.stays:
        person = persons[stay.person]
        for number, span in enumerate(stay.payers, start=1):
            yield (
                stay.id if number == 1 else f"{stay.id}-{number}",
                stay.person,
                stay.shelter,
                span.start.isoformat(),
                _day(span.end),
                span.code or "",
                span.code or "",
                person.sex,
                person.birth_date.isoformat(),
            )


def _rate_rows(country: InventedDenmark) -> Iterator[tuple[str, ...]]:
    for rate in country.rates:
        registered = "true" if rate.registered else "false"
        yield (
            rate.facility,
            rate.start.isoformat(),
            rate.end.isoformat(),
            rate.per_night.dkk(),
            registered,
        )


def _payment_rows(country: InventedDenmark) -> Iterator[tuple[str, ...]]:
    for payment in country.payments:
        yield payment.person, payment.start.isoformat(), payment.end.isoformat(), payment.per_day.dkk()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
