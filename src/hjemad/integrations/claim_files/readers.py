"""STAYS, RATES and PAYMENTS of `hjemad refund`, read into the ledger's facts.

Each reader returns what it read and adds every fault it finds to the list it is given; the caller refuses the
whole run when the list is not empty. Empty `check_out` is an open stay; empty `payer_code` a payer not known.
"""

from pathlib import Path

from hjemad.integrations.claim_files.faults import Fault
from hjemad.integrations.claim_files.fields import RowReader
from hjemad.integrations.claim_files.tables import Warnings, read_table
from hjemad.law.claim.facts import NightFact, PaymentFact, RateFact

STAY_COLUMNS = ("person_id", "facility_id", "check_in", "check_out", "payer_code")
STAY_EXTRA = ("stay_id", "municipality_code", "sex", "birth_date", "stay_type", "referral", "discharge_mode",
              "discharged_to")  # fmt: skip
RATE_COLUMNS = ("facility_id", "from", "to", "rate_dkk", "registered")
PAYMENT_COLUMNS = ("person_id", "from", "to", "per_day_dkk")
YES, NO = {"true", "yes", "ja", "1"}, {"false", "no", "nej", "0"}


def read_stays(path: Path, faults: list[Fault]) -> tuple[dict[str, list[NightFact]], Warnings]:
    """Person -> nights reported, and warnings. Repeated and overlapping rows are kept for the ledger."""
    table = read_table(path, required=STAY_COLUMNS, known=STAY_EXTRA)
    reader = RowReader(table, faults)
    people: dict[str, list[NightFact]] = {}
    for row, (person, facility, check_in, check_out, payer) in table.numbered():
        period = reader.period((check_in, check_out), row, ("check_in", "check_out"))
        who = reader.opaque_id(person, row, "person_id")
        where = reader.opaque_id(facility, row, "facility_id")
        code = reader.municipality(payer, row, "payer_code")
        if period is not None and who is not None and where is not None:
            people.setdefault(who, []).append(NightFact(where, code, period))
    return people, table.warnings


def read_rates(path: Path, faults: list[Fault]) -> tuple[list[RateFact], Warnings]:
    """Every rate; two different ones for the same night are a fault, a repeated row is not."""
    table = read_table(path, required=RATE_COLUMNS)
    reader = RowReader(table, faults)
    rates: dict[str, list[tuple[int, RateFact]]] = {}
    for row, (facility, start, end, amount, registered) in table.numbered():
        period = reader.period((start, end), row, ("from", "to"))
        price = reader.price(amount, row, "rate_dkk")
        listed = _yes_or_no(reader, registered, row)
        where = reader.opaque_id(facility, row, "facility_id")
        if period is not None and price is not None and listed is not None and where is not None:
            _keep(reader, rates.setdefault(where, []), row, RateFact(where, period, price, listed))
    return [rate for some in rates.values() for _, rate in some], table.warnings


def read_payments(path: Path, faults: list[Fault]) -> tuple[dict[str, list[PaymentFact]], Warnings]:
    """Person -> resident payments charged; two different ones for the same night are a fault."""
    table = read_table(path, required=PAYMENT_COLUMNS)
    reader = RowReader(table, faults)
    payments: dict[str, list[tuple[int, PaymentFact]]] = {}
    for row, (person, start, end, amount) in table.numbered():
        period = reader.period((start, end), row, ("from", "to"))
        price = reader.price(amount, row, "per_day_dkk")
        who = reader.opaque_id(person, row, "person_id")
        if period is not None and price is not None and who is not None:
            _keep(reader, payments.setdefault(who, []), row, PaymentFact(period, price))
    return {person: [fact for _, fact in some] for person, some in payments.items()}, table.warnings


def _yes_or_no(reader: RowReader, text: str, row: int) -> bool | None:
    listed = text.lower()
    if listed not in YES | NO:
        reader.fault(row, "registered", "yes_or_no", da="Skriv true eller false", en="Write true or false")
        return None
    return listed in YES


def _keep[F: (RateFact, PaymentFact)](
    reader: RowReader, known: list[tuple[int, F]], row: int, fact: F
) -> None:
    """The fact stands among the known ones, unless it speaks against one of them: then a fault does.

    What says the same of a night that is already known changes nothing and is kept.
    """
    for other_row, other in known:
        if _says(other) != _says(fact) and other.period.overlaps(fact.period):
            reader.fault(
                row, "from", "overlap",
                da=f"Perioden overlapper række {other_row}, der siger noget andet. Ret den ene",
                en=f"The period overlaps row {other_row}, which says otherwise. Correct one of them",
            )  # fmt: skip
            return
    known.append((row, fact))


def _says(fact: RateFact | PaymentFact) -> tuple[object, ...]:
    """What the fact says of each of its nights."""
    return (fact.per_night, fact.registered) if isinstance(fact, RateFact) else (fact.per_night,)
