"""`hjemad import invoices|stays|residents FILE`: what is in it first, then what is new, as on the web.

Exit code 0 when everything in the file stands (or would), 3 when rows were rejected or are in conflict; what
can be used is imported all the same. A second import of the same file changes nothing.
"""

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hjemad.config.cli.acting import acting, add_acting, noted
from hjemad.config.cli.main import language

if TYPE_CHECKING:
    from hjemad.areas.billing.reads.invoices import Previewed

REJECTED = 3
_SHOWN = 20
_DOES = {
    "new": ("new", "nye"), "changed": ("changed", "ændrede"), "conflict": ("in conflict", "i strid"),
    "same": ("the same", "de samme"),
}  # fmt: skip


def run(argv: Sequence[str]) -> int:
    """The file's invoices stand; or, with --dry-run, it is only told what would happen."""
    options = _parser().parse_args(argv)
    raw = Path(options.file).read_bytes()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    import django  # noqa: PLC0415 - settings are read only by commands that need the database

    django.setup()
    if options.what != "invoices":
        from hjemad.config.cli.importing_stays import import_list  # noqa: PLC0415 - needs Django started

        return import_list(options, raw)
    return _invoices(options, raw)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hjemad import", description="Files of others into the database")
    parser.add_argument("what", choices=["invoices", "stays", "residents"])
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    parser.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEADING",
        help="stays, residents: which column a field is in, where the heading does not say so",
    )  # fmt: skip
    parser.add_argument(
        "--open-places", metavar="CODE",
        help="stays, residents: open the beds the house has not, in the department with that code",
    )  # fmt: skip
    parser.add_argument(
        "--refused", metavar="OUT.xlsx", help="stays, residents: write the rows that cannot be used there"
    )  # fmt: skip
    parser.add_argument(
        "--shelter", metavar="CODE",
        help="stays: a municipality reads in a shelter nobody works for here; its code",
    )  # fmt: skip
    parser.add_argument(
        "--origin",
        choices=["invoice", "letter"],
        default="letter",
        help="with --shelter: where it is known from",
    )
    add_acting(parser)
    return parser


def _invoices(options: argparse.Namespace, raw: bytes) -> int:
    from django.db import transaction  # noqa: PLC0415 - needs Django started

    from hjemad.areas.billing.reads.invoices import preview  # noqa: PLC0415
    from hjemad.areas.billing.writes.invoices import read_file, receive  # noqa: PLC0415
    from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
    from hjemad.foundation.audit import clock  # noqa: PLC0415

    today, at = clock.today(), clock.now()
    actor = acting(options.user, purpose=options.purpose, permission=Permission.WRITE_INVOICES, on=today)
    with transaction.atomic():
        file = read_file(by=actor, name=Path(options.file).name, raw=raw, today=today, at=at)
        found = preview(file)
        print("\n".join(_told(found, rejected=file.rejected)))
        if not options.dry_run:
            receive(by=actor, file=file, at=at)
        transaction.set_rollback(options.dry_run)
    records = {row["record"] for row in file.rows if row["record"] is not None}
    noted(actor, kind="list", records=records, command="import invoices", at=at)
    return REJECTED if file.rejected or any(one.does == "conflict" for one in found) else 0


def _told(found: "Sequence[Previewed]", *, rejected: Sequence[Mapping[str, Any]]) -> list[str]:
    """Counts, then the rows that cannot be used; numbers of invoices, never anything of a person."""
    danish = language() == "da"
    lines = [
        f"{words[danish]}: {len(some)}" + (f" ({', '.join(some[:_SHOWN])})" if some else "")
        for does, words in _DOES.items()
        for some in [[f"{one.facility} {one.number}" for one in found if one.does == does]]
    ]
    lines.append(
        f"{'afviste rækker' if danish else 'rejected rows'}: {len({one['row'] for one in rejected})}"
    )
    lines += [
        f"  {'række' if danish else 'row'} {one['row']}, {one['column']}: {one['da' if danish else 'en']}"
        f" [{one['rule']}]"
        for one in rejected[:_SHOWN]
    ]
    return lines
