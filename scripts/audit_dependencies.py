"""Are there known faults in what we depend on? Asks the register of faults about every locked package.

Fails when a fault is known that `requirements/known_faults.csv` does not accept, or when a line there is
past its day. Says so plainly when nothing could be asked, and passes then: no network is no fault.
"""

import csv
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "base.txt"
ACCEPTED = ROOT / "requirements" / "known_faults.csv"
LONGEST_SECONDS, ONE_ANSWER_SECONDS = 60, 5


@dataclass(frozen=True)
class Accepted:
    """A fault we live with for a reason, until a day."""

    fault: str
    package: str
    reason: str
    until: date


def accepted() -> list[Accepted]:
    """The lines of the file; one without a reason is refused."""
    with ACCEPTED.open(encoding="utf-8", newline="") as file:
        rows = [
            Accepted(row["fault"], row["package"], row["reason"].strip(), date.fromisoformat(row["until"]))
            for row in csv.DictReader(file)
        ]
    if any(not row.reason for row in rows):
        raise ValueError(f"{ACCEPTED.name}: every line needs a reason")
    return rows


def ask() -> tuple[dict[str, Any] | None, str]:
    """What the register answered, or why there is no answer."""
    command = [
        str(Path(sys.executable).parent / "pip-audit"), "--requirement", str(LOCK), "--require-hashes",
        "--disable-pip", "--progress-spinner", "off", "--timeout", str(ONE_ANSWER_SECONDS),
        "--format", "json",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS
        )
    except FileNotFoundError:
        return None, "pip-audit is not installed"
    except subprocess.TimeoutExpired:
        return None, f"the register of faults did not answer within {LONGEST_SECONDS} seconds"
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        return None, last[:200]
    return answer, ""


def judged(answer: dict[str, Any], *, known: list[Accepted], today: date) -> tuple[list[str], list[str]]:
    """What is wrong, one sentence each; and the packages nothing was told about."""
    accepted_now = {(one.package, one.fault) for one in known if one.until >= today}
    wrong = [
        f"{one.package}: {one.fault} was accepted until {one.until}" for one in known if one.until < today
    ]
    unanswered = []
    for package in answer["dependencies"]:
        name = package["name"]
        if "skip_reason" in package:
            unanswered.append(name)
            continue
        for fault in package["vulns"]:
            names = {fault["id"], *fault.get("aliases", [])}
            if not any((name, one) in accepted_now for one in names):
                fixed = ", ".join(fault["fix_versions"]) or "no version yet"
                wrong.append(f"{name} {package['version']}: {fault['id']}, mended in {fixed}")
    return wrong, unanswered


def main() -> int:
    """Exit code 1 for a fault; 0 when there is none or nothing could be asked, and then it says which."""
    answer, why_not = ask()
    if answer is None:
        print(f"not audited: {why_not}")
        return 0
    wrong, unanswered = judged(answer, known=accepted(), today=date.fromisoformat(time.strftime("%Y-%m-%d")))
    asked = len(answer["dependencies"]) - len(unanswered)
    print(f"{asked} of {len(answer['dependencies'])} packages audited, {len(wrong)} faults")
    if unanswered:
        print(f"not audited: the register of faults knows nothing of {', '.join(unanswered)}")
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
