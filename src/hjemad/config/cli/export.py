"""`hjemad export claim NUMBER|quarter --out FILE`: a closed request, or a house's quarter for statistics.

The suffix of FILE decides. NUMBER is the one of the municipality's own requests, as on the page's address.
What to look at first in a quarter is told on standard error. Logged like on the web.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from hjemad.config.cli.acting import acting, add_acting, noted
from hjemad.config.cli.main import language
from hjemad.kernel.errors import InputRejected, WrongUsage
from hjemad.kernel.quarters import Quarter

SUFFIXES = {"claim": ("csv", "xlsx", "pdf"), "dst-quarter": ("csv", "xlsx"), "quarter": ("csv", "xlsx")}


def run(argv: Sequence[str]) -> int:
    """The file stands, whole or not at all."""
    options = _parser().parse_args(argv)
    suffixes = SUFFIXES[options.what]
    out = Path(options.out)
    suffix = out.suffix.removeprefix(".").lower()
    if suffix not in suffixes:
        ends = ", ".join(f".{one}" for one in suffixes)
        raise WrongUsage(
            en=f"Give --out a name that ends with one of {ends}",
            da=f"Giv --out et navn, der ender på en af {ends}",
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    import django  # noqa: PLC0415 - settings are read only by commands that need the database

    django.setup()
    data = (_claim if options.what == "claim" else _quarter)(options, suffix)
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hjemad export", description="What the house has, as a file")
    parser.add_argument("what", choices=sorted(SUFFIXES))
    parser.add_argument("number", type=int, nargs="?", metavar="NUMBER", help="claim: which one")
    parser.add_argument("--facility", metavar="CODE", help="quarter: which house, where the user has several")
    parser.add_argument("--quarter", metavar="2026Q3", help="quarter: which one")
    parser.add_argument("--out", required=True, metavar="FILE", help="ends with .csv, .xlsx or .pdf")
    add_acting(parser)
    return parser


def _quarter(options: argparse.Namespace, suffix: str) -> bytes:
    from hjemad.areas.shelters.reads.quarter import quarter_of_house  # noqa: PLC0415 - needs Django started
    from hjemad.areas.shelters.writes.quarter import export_quarter  # noqa: PLC0415
    from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
    from hjemad.foundation.audit import clock  # noqa: PLC0415

    if not options.quarter:
        raise WrongUsage(en="Say which with --quarter, as 2026Q3", da="Sig hvilket med --quarter, som 2026Q3")
    at, today = clock.now(), clock.today()
    user = f"{options.user}/{options.facility}" if options.facility else options.user
    actor = acting(user, purpose=options.purpose, permission=Permission.EXPORT_STATISTICS, on=today)
    quarter = Quarter.parse(options.quarter)
    if quarter.end > today:
        raise InputRejected(en="The quarter is not over", da="Kvartalet er ikke slut")
    found = quarter_of_house(actor, quarter)
    danish = language() == "da"
    for one in found.to_look_at:
        day = one.stay.valid_from.isoformat()
        rules = ", ".join(one.rules)
        print(f"{'se på' if danish else 'look at'}: {one.stay.fact_id} {day}: {rules}", file=sys.stderr)
    if found.left_out:
        print("filen er ikke hel" if danish else "the file is not whole", file=sys.stderr)
    data = export_quarter(found, by=actor, suffix=suffix, at=at)
    noted(actor, kind="export", records=found.record_ids, command="export quarter", at=at)
    return data


def _claim(options: argparse.Namespace, suffix: str) -> bytes:
    from django.utils.translation import override  # noqa: PLC0415 - needs Django started

    from hjemad.areas.refunds.actions.exports import export_claim  # noqa: PLC0415
    from hjemad.areas.refunds.queries.ledger import claim_numbered  # noqa: PLC0415
    from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
    from hjemad.foundation.audit import clock  # noqa: PLC0415

    if options.number is None:
        raise WrongUsage(
            en="Write the request's number after claim", da="Skriv anmodningens nummer efter claim"
        )
    at = clock.now()
    actor = acting(options.user, purpose=options.purpose, permission=Permission.SEE_CLAIMS, on=clock.today())
    claim = claim_numbered(actor, options.number)
    with override(language()):
        data, records = export_claim(claim, by=actor, suffix=suffix, at=at)
    noted(actor, kind="export", records=records, command="export claim", at=at)
    return data
