"""A closed quarter as we knew it then, as we know it now, and what each cause in between moved."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.queries import called_for_house
from hjemad.areas.refunds.line_words.lines import cause_words, missing_words, quarter_words
from hjemad.areas.refunds.queries.since import Change, Since, since
from hjemad.areas.refunds.views.ledger import ROWS_ON_A_PAGE, crumbs_to
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.components import Answer
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note
from hjemad.law.claim.rules import WAITING


def then_and_now(request: HttpRequest, number: int) -> HttpResponse:
    """Then, each change by its cause, and now; below, each person who differs, opened to the night."""
    actor, today = actor_of(request), clock.today()
    found = since(actor, number, as_of=today)
    changed = [one for one in found.records if one.changes]
    page = Paginator(changed, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    note(request, "list", [one.record_id for one in shown])
    names = called_for_house(actor, [one.record_id for one in shown if one.record_id])
    title = quarter_words(found.quarter)
    context = {
        "found": found,
        "facts": _facts(found),
        "causes": [
            (_cause(cause, waits=waits), claim, *rest, waits) for cause, claim, *rest, waits in found.by_cause
        ],
        "rows": [(one, names.get(one.record_id or 0), _causes(one.changes)) for one in shown],
        "page": page,
        "title": title,
        "crumbs": crumbs_to(gettext("Request %(number)s") % {"number": number}, gettext("Then and now")),
    }
    return render(request, "refunds/since.html", context)


def _facts(found: Since) -> list[Answer]:
    language = reader_language()
    closed = formats.day(found.claim.closed_at.date(), language=language)
    stopped = (
        ngettext("%(n)s line waits for a fact", "%(n)s lines wait for a fact", found.stopped)
        % {"n": found.stopped}
        if found.stopped
        else ""
    )
    return [
        Answer(
            gettext("As we knew it %(day)s") % {"day": closed}, formats.money(found.then, language=language)
        ),
        Answer(gettext("As we know it now"), formats.money(found.now, language=language), stopped),
        Answer(gettext("Difference"), formats.money(found.now - found.then, language=language)),
    ]


def _cause(cause: str, *, waits: bool) -> str:
    """The cause in words; a line about nights nobody had asked for before has none."""
    words = missing_words((f"{WAITING}{cause}",)) if waits else cause_words((cause,))
    return words or gettext("New nights")


def _causes(changes: Iterable[Change]) -> str:
    return ", ".join(dict.fromkeys(_cause(one.cause, waits=one.waits) for one in changes))
