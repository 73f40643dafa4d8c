"""A life line in the reader's words: days, months, counts, the legend, and three sentences that tell it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from hjemad.documents.life_line import Form, LifeLine, MarkKind, day_of
from hjemad.documents.life_words import LifeWords
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.periods import Period

LEGEND: dict[Form | MarkKind, Any] = {
    "guest": gettext_lazy("with friends"),
    "street": gettext_lazy("street"),
    "night_cafe": gettext_lazy("night café"),
    "institution": gettext_lazy("hospital, prison"),
    "shelter": gettext_lazy("at a shelter"),
    "leave": gettext_lazy("away, place kept"),
    "home": gettext_lazy("own home"),
    "dwelling": gettext_lazy("a place under §§ 107–108"),
    "planned": gettext_lazy("planned"),
    "meeting": gettext_lazy("meeting"),
    "meeting_unnamed": gettext_lazy("meeting without a name"),
    "notice": gettext_lazy("notice"),
    "decided": gettext_lazy("plan, decision"),
    "missing": gettext_lazy("waits"),
    "dwelling_yes": gettext_lazy("dwelling, said yes"),
    "dwelling_no": gettext_lazy("dwelling, no thanks"),
    "cause": gettext_lazy("cause"),
    "moves_home": gettext_lazy("moves home"),
    "left": gettext_lazy("a stay ended"),
}


def words_for(line: LifeLine, *, known: bool) -> LifeWords:
    """`known`: the line is drawn as it was known at its day, and not as it is today."""
    language = reader_language()
    tag = gettext("as known %(day)s") if known else gettext("today %(day)s")
    return LifeWords(
        day=lambda day: formats.day(day, language=language, year=day.year != line.today.year),
        days=_days,
        nights=lambda count: formats.nights(count, language=language),
        since=lambda day: (
            gettext("since %(day)s")
            % {"day": formats.day(day, language=language, year=day.year != line.today.year)}
        ),
        month=lambda day: formats.MONTHS[language][day.month - 1],
        month_and_year=lambda day: f"{formats.MONTHS[language][day.month - 1]} {day.year}",
        several=_several,
        now=tag % {"day": formats.day(line.today, language=language, year=known)},
        phases=gettext("Deadlines and phases"),
        unknown=gettext("not known where"),
    )


def title_of(line: LifeLine) -> str:
    """Without a name: a title is read out loud."""
    language = reader_language()
    return gettext("The way from %(first)s to %(last)s") % {
        "first": formats.day(line.first, language=language),
        "last": formats.day(line.last, language=language),
    }


def story_of(line: LifeLine) -> str:
    """Where the person sleeps; what happened last and what waits; where all of it stands in words."""
    words = words_for(line, known=False)
    here = [one for one in line.strands if one.period.end is None or one.period.end > line.today]
    sleeps = (
        gettext("%(where)s since %(day)s.")
        % {"where": here[-1].label, "day": words.day(here[-1].period.start)}
        if here
        else gettext("Where the person sleeps is not known.")
    )
    past = [mark for mark in line.marks if mark.on <= line.today and mark.kind != "missing"]
    waits = sum(mark.kind == "missing" for mark in line.marks)
    last = (
        gettext("Last: %(what)s, %(day)s") % {"what": past[-1].label, "day": words.day(day_of(past[-1]))}
        if past
        else gettext("Nothing has happened yet")
    )
    counted = ngettext("%(n)s thing waits", "%(n)s things wait", waits) % {"n": waits}
    return f"{sleeps} {last}; {counted}. " + gettext("All of it stands in words below the drawing.")


def legend_of(line: LifeLine) -> list[tuple[Form | MarkKind, str]]:
    """The shapes that are in this line, in the order of the grammar."""
    used = {strand.form for strand in line.strands} | {mark.kind for mark in line.marks}
    return [(kind, str(word)) for kind, word in LEGEND.items() if kind in used]


def _days(period: Period) -> str:
    text = formats.stay(period, language=reader_language())
    if period.end is None:
        return text
    return f"{text}, {formats.nights(period.nights, language=reader_language())}"


def _several(kind: MarkKind | None, count: int) -> str:
    if kind == "notice":
        return ngettext("%(n)s notice", "%(n)s notices", count) % {"n": count}
    if kind == "decided":
        return ngettext("%(n)s decision", "%(n)s decisions", count) % {"n": count}
    if kind == "missing":
        return ngettext("%(n)s thing waits", "%(n)s things wait", count) % {"n": count}
    if kind == "left":
        return ngettext("%(n)s stay ended", "%(n)s stays ended", count) % {"n": count}
    return ngettext("%(n)s thing", "%(n)s things", count) % {"n": count}


def day_known(day: date) -> str:
    """The day something was known at."""
    return formats.day(day, language=reader_language())
