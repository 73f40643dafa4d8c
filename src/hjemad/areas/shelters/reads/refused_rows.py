"""The rows of a list that were refused, as a workbook: their own cells and why, to mend and send again."""

from collections.abc import Sequence
from datetime import datetime

from hjemad.areas.shelters.models import StayFile
from hjemad.areas.shelters.reads.incoming import opened
from hjemad.documents.spreadsheet import Sheet, xlsx_of
from hjemad.integrations.stay_files.judge import JudgedRow
from hjemad.integrations.stay_files.words import said
from hjemad.kernel.errors import Language

_HEADINGS = {"da": ("Række", "Hvorfor"), "en": ("Row", "Why")}
_LONGEST_CELL = 1000


def refused_file(file: StayFile, refused: Sequence[JudgedRow], *, language: Language, at: datetime) -> bytes:
    """The workbook; every cell is text and none runs as a formula."""
    sheet = opened(file)
    cells = dict(sheet.rows)
    rows = [
        (
            str(one.number),
            ". ".join(said(remark, language) for remark in one.remarks),
            *(_cell(cells[one.number], at=place) for place in range(len(sheet.header))),
        )
        for one in refused
        if one.number in cells
    ]
    headings = (*_HEADINGS[language], *(_clipped(heading) for heading in sheet.header))
    return xlsx_of(
        [Sheet("Afviste" if language == "da" else "Refused", headings, rows)], title="", made_at=at
    )


def _cell(cells: tuple[str, ...], *, at: int) -> str:
    return _clipped(cells[at]) if at < len(cells) else ""


def _clipped(text: str) -> str:
    return text[:_LONGEST_CELL]
