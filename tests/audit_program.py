"""An auditor's own program: adds a year up again from its evidence pack. It knows nothing of the house.

    python tests/audit_program.py PACK.zip

Reads plain CSV with exact decimals, prints the totals it finds, one `name value` per line, and exits 1 with a
sentence for everything that does not agree with what the pack says of itself.
"""

import csv
import hashlib
import io
import sys
import zipfile
from collections import defaultdict
from decimal import Decimal

SHARE, CEILING = "sel.177.refund_share", "sel.177.refund_nights"
COUNTED = {"new", "difference", "rounding", "opening"}


def table(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


def value_on(parameters, name, day):
    """The value in force on the day; None before the first."""
    for row in parameters:
        if row["parameter"] == name and row["from"] <= day and (not row["to"] or day < row["to"]):
            return Decimal(row["value"])
    return None


def right_by_quarter(archive, problems):
    """Every night again: rate less resident payment, times the State's share of that night."""
    parameters = table(archive, "parameters.csv")
    rates = {row["fact"]: row for row in table(archive, "rates.csv")}
    payments = {row["fact"]: row for row in table(archive, "payments.csv")}
    found: dict[str, Decimal] = defaultdict(Decimal)
    seen: set[tuple[str, str]] = set()
    for row in table(archive, "nights.csv"):
        night, facts = row["night"], row["facts"].split()
        rate = next(rates[fact] for fact in facts if fact in rates)
        payment = next(payments[fact] for fact in facts if fact in payments)
        if not rate["from"] <= night or (rate["to"] and night >= rate["to"]):
            problems.append(f"{night}: the rate does not hold that night")
        if rate["facility"] != row["facility"] or payment["citizen"] != row["citizen"]:
            problems.append(f"{night}: a fact belongs to somebody else")
        ceiling = value_on(parameters, CEILING, night)
        if ceiling is not None and row["number"] and int(row["number"]) > ceiling:
            problems.append(f"{night}: number {row['number']} lies above the ceiling {ceiling}")
        if (row["citizen"], night) in seen:
            problems.append(f"{night}: the same night of the same citizen twice")
        seen.add((row["citizen"], night))
        net = Decimal(rate["per_night_dkk"]) - Decimal(payment["per_night_dkk"])
        found[row["origin_quarter"]] += net * value_on(parameters, SHARE, night) / 100
    return found


def main(path):
    problems = []
    with zipfile.ZipFile(path) as archive:
        control = table(archive, "control.csv")
        for row in control:
            if row["file"] and hashlib.sha256(archive.read(row["file"])).hexdigest() != row["sha256"]:
                problems.append(f"{row['file']}: another file than the pack was made with")
        said = {row["total"]: Decimal(row["value"]) for row in control if row["total"]}
        right = right_by_quarter(archive, problems)
        for row in table(archive, "quarters.csv"):
            if row["right_dkk"] and right[row["quarter"]] != Decimal(row["right_dkk"]):
                problems.append(f"{row['quarter']}: {right[row['quarter']]} and not {row['right_dkk']}")
        lines = [row for row in table(archive, "lines.csv") if row["kind"] in COUNTED and row["refund_dkk"]]
        rounding = sum((Decimal(r["refund_dkk"]) for r in lines if r["kind"] == "rounding"), Decimal(0))
        asked = sum((Decimal(row["refund_dkk"]) for row in lines), Decimal(0))
    found = {"asked_dkk": asked, "right_dkk": sum(right.values(), rounding), "rounding_dkk": rounding}
    for name, value in found.items():
        if value != said[name]:
            problems.append(f"{name}: {value} and not {said[name]}")
        sys.stdout.write(f"{name} {value}\n")
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
