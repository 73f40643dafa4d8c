"""The day a page is asked for in its address, `?dag=`; the field that asks is `ui/components/as_of.html`."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from hjemad.foundation.audit import clock
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import BadDate


@dataclass(frozen=True)
class DayAsked:
    """What was typed, the day that is shown, and what is wrong with what was typed."""

    typed: str
    day: date
    problem: str

    @property
    def is_another_day(self) -> bool:
        """Whether another day than today is shown."""
        return self.day != clock.today()


def day_asked(request: HttpRequest, *, otherwise: date) -> DayAsked:
    """The day in `?dag=`; `otherwise` without one, or where what was typed is no day."""
    typed = request.GET.get("dag", "").strip()
    try:
        day = parse_danish_date(typed, today=clock.today()) if typed else otherwise
    except BadDate as error:
        return DayAsked(typed, otherwise, error.text(reader_language()))
    return DayAsked(typed, day, "")
