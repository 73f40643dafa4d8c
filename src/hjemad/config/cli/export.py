"""`hjemad export claim NUMBER --out FILE`: a closed request as CSV, XLSX or PDF, logged like on the web.

The suffix of FILE decides. NUMBER is the one of the municipality's own requests, as on the page's address.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from hjemad.config.cli.acting import acting, add_acting, noted
from hjemad.config.cli.main import language
from hjemad.kernel.errors import WrongUsage

SUFFIXES = ("csv", "xlsx", "pdf")


def run(argv: Sequence[str]) -> int:
    """The file stands, whole or not at all."""
    options = _parser().parse_args(argv)
    out = Path(options.out)
    suffix = out.suffix.removeprefix(".").lower()
    if suffix not in SUFFIXES:
        raise WrongUsage(
            en="Give --out a name that ends with .csv, .xlsx or .pdf",
            da="Giv --out et navn, der ender på .csv, .xlsx eller .pdf",
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    import django  # noqa: PLC0415 - settings are read only by commands that need the database

    django.setup()
    data = _claim(options, suffix)
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hjemad export", description="What the house has, as a file")
    parser.add_argument("what", choices=["claim"])
    parser.add_argument("number", type=int, metavar="NUMBER")
    parser.add_argument("--out", required=True, metavar="FILE", help="ends with .csv, .xlsx or .pdf")
    add_acting(parser)
    return parser


def _claim(options: argparse.Namespace, suffix: str) -> bytes:
    from django.utils.translation import override  # noqa: PLC0415 - needs Django started

    from hjemad.areas.refunds.actions.exports import export_claim  # noqa: PLC0415
    from hjemad.areas.refunds.queries.ledger import claim_numbered  # noqa: PLC0415
    from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
    from hjemad.foundation.audit import clock  # noqa: PLC0415

    at = clock.now()
    actor = acting(options.user, purpose=options.purpose, permission=Permission.SEE_CLAIMS, on=clock.today())
    claim = claim_numbered(actor, options.number)
    with override(language()):
        data, records = export_claim(claim, by=actor, suffix=suffix, at=at)
    noted(actor, kind="export", records=records, command="export claim", at=at)
    return data
