"""The small country these tests load, and the moment it is loaded."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.model import InventedDenmark

LAST = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))


def small_country(*, citizens: int, seed: int = 11) -> InventedDenmark:
    """Some people over three years, so that quarters before and after April 2026 hold nights."""
    return denmark(citizens=citizens, seed=seed, first=date(2024, 1, 1), last=LAST)
