"""`hjemad law diff`: the same facts under a changed law: who, how much, from which day (files only).

The answer comes from the bulk form. With `--out`, every night that changes is written with its reasons from
the reference, and the two must agree.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hjemad.config.cli.law_diff_texts import answer_json, answer_lines
from hjemad.config.cli.main import INTERRUPTED, language
from hjemad.config.cli.memory import everything_kept
from hjemad.config.cli.out_option import spare_what_is_read
from hjemad.config.cli.progress import Progress
from hjemad.integrations.claim_files.bulk_reader import read_bulk
from hjemad.integrations.claim_files.faults import FilesRejected
from hjemad.integrations.claim_files.run import ClaimFiles
from hjemad.integrations.claim_files.tables import Warnings
from hjemad.integrations.claim_files.writer import write_whole
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import InputRejected, WrongUsage
from hjemad.law.claim.bulk_facts import BulkFacts
from hjemad.law.claim.change import Change, read_change
from hjemad.law.claim.compared import ChangedStretch, Side
from hjemad.law.claim.what_if import WhatIf, money_of, reasons, what_if
from hjemad.law.parameters_reader import load_law

COLUMNS = (
    "payer", "person_id", "facility_id", "from", "to", "nights", "before", "after",
    "refund_before_dkk", "refund_after_dkk", "difference_dkk",
    "year_start_before", "number_before", "cap_before", "missing_before",
    "year_start_after", "number_after", "cap_after", "missing_after",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """The answer is printed (0) and, with `--out`, the reasons written; 130 when stopped, nothing written."""
    where = ClaimFiles(Path(options.stays), Path(options.rates), Path(options.payments))
    change_file = Path(options.change)
    if options.out:
        spare_what_is_read(Path(options.out), (where.stays, where.rates, where.payments, change_file))
    change = _change(change_file, as_of=options.as_of)
    progress = None
    try:
        with everything_kept():
            facts, warnings = _read(where, as_json=options.json)
            answer = what_if(facts, change)
            if options.out:
                progress = Progress(len(answer.affected), language=language(), out=sys.stderr)
                write_whole(Path(options.out), _reasons_text(answer, progress))
    except KeyboardInterrupt:
        _tell_stopped(progress)
        return INTERRUPTED
    _tell(answer, warnings, as_json=options.json, out=options.out)
    return 0


def _change(path: Path, *, as_of: str | None) -> Change:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputRejected(
            en=f"{path.name} is not saved as UTF-8", da=f"{path.name} er ikke gemt som UTF-8"
        ) from None
    except OSError as error:
        raise WrongUsage(
            en=f"The file {path.name} cannot be opened ({error.strerror}). Check the path",
            da=f"Filen {path.name} kan ikke åbnes ({error.strerror}). Se efter stien",
        ) from None
    change = read_change(text, where=path.name, law=load_law())
    return change.seen_as_of(parse_iso_date(as_of)) if as_of else change


def _read(where: ClaimFiles, *, as_json: bool) -> tuple[BulkFacts, Warnings]:
    """What the files say; when they are rejected, a script gets the places as JSON."""
    try:
        return read_bulk(where)
    except FilesRejected as rejected:
        if as_json:
            _print_json({"rejected": [fault.as_json() for fault in rejected.faults]})
        raise


def _reasons_text(answer: WhatIf, progress: Progress) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for stretches in reasons(answer):
        writer.writerows(map(_row, stretches))
        progress.step()
    return out.getvalue()


def _row(stretch: ChangedStretch) -> list[str]:
    """The stretch as text in the order of COLUMNS; what is not known is empty, never 0."""
    start, end = (date.fromordinal(day).isoformat() for day in stretch.span)
    before, after = stretch.before, stretch.after
    return [
        stretch.payer, stretch.person, stretch.facility, start, end, str(stretch.nights),
        before.state, after.state,
        *(_refund(side, stretch.nights) for side in (before, after)), money_of(stretch.hundredths).dkk(),
        *_reason(before), *_reason(after),
    ]  # fmt: skip


def _refund(side: Side, nights: int) -> str:
    return "" if side.state == "waiting" else money_of(side.hundredths * nights).dkk()


def _reason(side: Side) -> Iterator[str]:
    yield date.fromordinal(side.year_start).isoformat() if side.year_start else ""
    yield "" if side.number is None else str(side.number)
    yield "" if side.cap is None else str(side.cap)
    yield side.missing


def _tell(answer: WhatIf, warnings: Warnings, *, as_json: bool, out: str | None) -> None:
    told = [warning[0 if language() == "da" else 1] for warning in warnings]
    for warning in told:
        print(warning, file=sys.stderr)
    if as_json:
        _print_json({**answer_json(answer), "warnings": told})
    else:
        print("\n".join(answer_lines(answer, language=language(), out=out)))


def _tell_stopped(progress: Progress | None) -> None:
    danish = language() == "da"
    how_far = f" ({progress.text})" if progress else ""
    if danish:
        print(f"hjemad: standset{how_far}. Intet er skrevet", file=sys.stderr)
    else:
        print(f"hjemad: stopped{how_far}. Nothing has been written", file=sys.stderr)


def _print_json(answer: dict[str, object]) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=1))
