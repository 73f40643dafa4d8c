"""Pure: the clocks of the duties."""

from datetime import datetime, timedelta

BREACH_REPORT = timedelta(hours=72)


def breach_report_due(known_at: datetime) -> datetime:
    """The moment by which Datatilsynet is told of a breach: 72 hours after it became known.

    Source: GDPR art. 33(1). The hours run through weekends and holidays, and through a change of the clock.
    """
    return known_at + BREACH_REPORT
