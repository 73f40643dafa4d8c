"""Lives that were never lived, and the words of a reader, for tests of the line."""

from datetime import date, timedelta

from hjemad.documents.life_line import Form, LifeLine, Mark, MarkKind, Part, Phase, Strand, line_of
from hjemad.documents.life_words import LifeWords
from hjemad.kernel.periods import Period

TODAY = date(2026, 11, 23)


def _days(period: Period) -> str:
    end = period.end
    return f"{period.start:%d %b %Y}–" + ("" if end is None else f"{end:%d %b %Y}")


WORDS = LifeWords(
    day=lambda day: f"{day:%d %b %Y}",
    days=_days,
    nights=lambda n: f"{n} nights",
    since=lambda day: f"since {day:%d %b}",
    month=lambda day: f"{day:%b}",
    month_and_year=lambda day: f"{day:%b %Y}",
    several=lambda kind, n: f"{n} {kind or 'things'}",
    now="today 23 Nov",
    phases="Deadlines and phases",
    unknown="not known",
)


def strand(form: Form, start: date, end: date | None, label: str = "") -> Strand:
    return Strand(form, Period(start, end), label or form)


def mark(kind: MarkKind, on: date, label: str = "") -> Mark:
    return Mark(kind, on, label or kind)


def sanne() -> LifeLine:
    """The way that the design draws: evicted in June, in a shelter in September, home in December."""
    part = Part(
        strands=(
            strand("guest", date(2026, 6, 3), date(2026, 8, 14), "With friends"),
            strand("street", date(2026, 8, 14), date(2026, 9, 21), "Street"),
            strand("institution", date(2026, 9, 21), date(2026, 9, 28), "Hospital"),
            strand("shelter", date(2026, 9, 28), None, "Shelter"),
            strand("planned", date(2026, 12, 1), date(2027, 2, 1), "Own home"),
        ),
        marks=(
            mark("cause", date(2026, 6, 3), "Evicted"),
            mark("meeting_unnamed", date(2026, 8, 29), "Met without a name"),
            mark("meeting", date(2026, 9, 11), "Says the name"),
            mark("notice", date(2026, 9, 29), "Notice to Horsens"),
            mark("decided", date(2026, 11, 2), "Plan made"),
            mark("dwelling_no", date(2026, 11, 12), "Said no for now"),
            mark("dwelling_yes", date(2026, 11, 19), "Dwelling, said yes"),
            mark("missing", date(2026, 11, 25), "Lease is missing"),
            mark("missing", date(2026, 11, 27), "Decision of support is missing"),
            mark("moves_home", date(2026, 12, 1), "Moves home"),
        ),
        phases=(
            Phase("done", Period(date(2026, 9, 28), date(2026, 10, 1)), "Notice: came 29 Sep"),
            Phase("open", Period(date(2026, 6, 18), None), "Protection"),
        ),
    )
    return line_of([part], today=TODAY)


def busy(count: int, *, days: int) -> LifeLine:
    """So many notices, evenly over so many days before today."""
    marks = tuple(
        mark(
            "notice" if n % 3 else "decided", TODAY - timedelta(days=days * n // count), f"Notice number {n}"
        )
        for n in range(count)
    )
    return line_of([Part(marks=marks)], today=TODAY)
