"""How large a file of invoices may be. How it is read stands in `table_files`."""

from hjemad.integrations.table_files import sheet
from hjemad.integrations.table_files.sheet import FileRefused as FileRefused
from hjemad.integrations.table_files.sheet import Limits, Sheet

LIMITS = Limits(
    megabytes=5,
    megabytes_unpacked=60,
    rows=20_000,
    advice_en="Send one month in a file, without pictures",
    advice_da="Send en fil med én måned, uden billeder",
)
MAX_BYTES = LIMITS.megabytes * 1_000_000


def read_sheet(raw: bytes) -> Sheet:
    """The first sheet of a workbook, or the CSV. Raises `FileRefused`."""
    return sheet.read_sheet(raw, limits=LIMITS)


def too_big() -> FileRefused:
    """The error for a file that is larger than an invoice can be."""
    return sheet.too_big(LIMITS)
