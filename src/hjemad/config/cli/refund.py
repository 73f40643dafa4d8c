"""`hjemad refund`: the state refund of one quarter from files, without a database or Django."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from hjemad.config.cli.main import language
from hjemad.config.cli.memory import everything_kept
from hjemad.config.cli.out_option import same_file, spare_what_is_read
from hjemad.config.cli.settings_option import chosen_settings
from hjemad.integrations.claim_files.faults import FilesRejected
from hjemad.integrations.claim_files.run import ClaimFiles, FactsOfFiles, RefundRun, read_files, refund_lines
from hjemad.integrations.claim_files.writer import write_lines
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import InputRejected, WrongUsage
from hjemad.kernel.municipalities import MunicipalityCode
from hjemad.kernel.quarters import Quarter
from hjemad.law.parameters_reader import load_law
from hjemad.law.settings import Settings

DONE, STOPPED = 0, 4


def run(argv: Sequence[str]) -> int:
    """The lines are written and the summary printed; 4 when any line is stopped, 0 otherwise."""
    options = _parser().parse_args(argv)
    quarter = Quarter.parse(options.quarter)
    as_of = parse_iso_date(options.as_of) if options.as_of else quarter.end
    municipality = MunicipalityCode.parse(options.municipality).code if options.municipality else None
    settings = Settings.default().with_values(chosen_settings(options.set))
    where = _files(options)
    with everything_kept():
        facts = _read(where, as_json=options.json)
        done = refund_lines(
            facts, quarter=quarter, as_of=as_of, municipality=municipality, law=load_law(), settings=settings
        )
        write_lines(Path(options.out), done.lines)
    danish = language() == "da"
    warnings = [told[0] if danish else told[1] for told in facts.warnings]
    for told in warnings:
        print(told, file=sys.stderr)
    if options.json:
        summary = _summary(done, quarter=quarter, as_of=as_of, settings=settings)
        _print_json({**summary, "warnings": warnings})
    else:
        _print_summary(done, quarter=quarter, out=options.out, danish=danish)
    return STOPPED if done.stopped or done.still_stopped else DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hjemad refund",
        description="The state refund of § 110 stays for one quarter, and differences in earlier quarters.",
        epilog="Files are CSV (UTF-8, commas) or Parquet; intervals [from, to). Exit 4: a line is stopped.",
    )
    parser.add_argument(
        "stays",
        metavar="STAYS",
        help="one row per stay: person_id, facility_id, check_in, check_out, payer_code",
    )
    parser.add_argument("--rates", required=True, help="facility_id, from, to, rate_dkk, registered")
    parser.add_argument("--payments", required=True, help="person_id, from, to, per_day_dkk")
    parser.add_argument("--quarter", required=True, help="for example 2026Q3")
    parser.add_argument("--municipality", metavar="CODE", help="only the lines this municipality pays")
    parser.add_argument(
        "--closed",
        action="append",
        default=[],
        metavar="CLOSED.csv",
        help="lines of earlier runs; may be repeated",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="nights from this day on are not seen; without it the end of the quarter",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting of the law, see `hjemad law list`",
    )
    parser.add_argument("--out", required=True, metavar="LINES.csv")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    return parser


def _files(options: argparse.Namespace) -> ClaimFiles:
    """The files to read, none of them twice and none of them the one to be written."""
    closed = tuple(Path(path) for path in options.closed)
    where = ClaimFiles(Path(options.stays), Path(options.rates), Path(options.payments), closed)
    spare_what_is_read(Path(options.out), (where.stays, where.rates, where.payments, *closed))
    if any(same_file(one, other) for one, other in combinations(closed, 2)):
        raise WrongUsage(
            en="The same file is given twice as --closed. Give each run once",
            da="Den samme fil er givet to gange som --closed. Giv hver kørsel én gang",
        )
    return where


def _read(where: ClaimFiles, *, as_json: bool) -> FactsOfFiles:
    """What the files say; when they are rejected, a script gets the places as JSON."""
    try:
        return read_files(where)
    except FilesRejected as rejected:
        if as_json:
            _print_json({"rejected": [fault.as_json() for fault in rejected.faults]})
        raise


def _print_json(answer: dict[str, object]) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=1))


def _summary(done: RefundRun, *, quarter: Quarter, as_of: date, settings: Settings) -> dict[str, object]:
    return {
        "quarter": str(quarter),
        "first_quarter": str(done.first_quarter),
        "as_of": as_of.isoformat(),
        "law_version": load_law().version,
        "settings": settings.as_mapping(),
        "lines": len(done.lines),
        "stopped": done.stopped,
        "still_stopped": done.still_stopped,
        "totals": done.totals(),
    }


def _print_summary(done: RefundRun, *, quarter: Quarter, out: str, danish: bool) -> None:
    for total in done.totals():
        name = _name(str(total["payer"]), danish=danish)
        nights = "nætter" if danish else "nights"
        print(f"{name}: {total['nights']} {nights}, {total['refund_dkk']} DKK")
    lines, waiting = len(done.lines), done.stopped + done.still_stopped
    if danish:
        print(f"{quarter}: {lines} linjer i {out}, {waiting} venter på oplysninger")
    else:
        print(f"{quarter}: {lines} lines in {out}, {waiting} waiting for facts")


def _name(code: str, *, danish: bool) -> str:
    try:
        return f"{code} {MunicipalityCode.parse(code).name}"
    except InputRejected:
        return "betaler ukendt" if danish else "payer not known"
