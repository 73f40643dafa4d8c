"""What an address asks for."""

from datetime import date

from django.http import Http404

from hjemad.foundation.audit import clock
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import BadDate


def asked_month(text: str) -> date:
    """The first day of a month that has begun, written `2026-10`; 404 for anything else."""
    try:
        found = parse_iso_date(f"{text}-01")
    except BadDate:
        raise Http404 from None
    if found.year < 2000 or found > clock.today():
        raise Http404
    return found
