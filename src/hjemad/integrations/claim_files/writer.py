"""LINES of `hjemad refund`: one row per line, written whole or not at all."""

import csv
import io
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from hjemad.integrations.claim_files.closed_lines import LINE_COLUMNS
from hjemad.kernel.errors import WrongUsage
from hjemad.law.claim.facts import Line
from hjemad.law.serviceloven.par_177 import PROVISION


def line_row(line: Line) -> list[str]:
    """The line as text in the order of LINE_COLUMNS; amounts that are not known are empty, never 0."""
    start, end = (date.fromordinal(day).isoformat() for day in line.span) if line.span else ("", "")
    return [
        line.payer, str(line.origin), line.person, line.facility,
        start, end,
        str(line.nights), line.net.dkk() if line.net is not None else "",
        line.refund.dkk() if line.refund is not None else "",
        PROVISION, line.kind, line.cause, line.missing,
    ]  # fmt: skip


def lines_text(lines: Iterable[Line]) -> str:
    """The whole file as text, header first, one newline at the end of each row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LINE_COLUMNS)
    writer.writerows(line_row(line) for line in lines)
    return out.getvalue()


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """The file holds exactly these lines, as `write_whole` leaves it."""
    write_whole(path, lines_text(lines))


def write_whole(path: Path, text: str) -> None:
    """The file holds exactly this text; until it is whole the old file, if any, stands untouched.

    Raises WrongUsage when it cannot be written there.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("x", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except OSError as error:
        raise WrongUsage(
            en=f"Cannot write {path.name} ({error.strerror}). Choose another --out",
            da=f"Der kan ikke skrives i {path.name} ({error.strerror}). Vælg en anden --out",
        ) from None
    finally:
        with suppress(OSError):
            draft.unlink()
