"""What a new setting, number or rule changes in closed quarters, and the step that lets it be asked for."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.refunds.actions import acceptance as actions
from hjemad.areas.refunds.forms import AcceptForm
from hjemad.areas.refunds.line_words.lines import missing_words, quarter_words
from hjemad.areas.refunds.queries import ledger as queries
from hjemad.areas.refunds.views.ledger import ROWS_ON_A_PAGE, asked_quarter, crumbs_to
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import why
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.kernel.money import Money
from hjemad.law.claim.facts import Line
from hjemad.law.claim.rules import WAITING


def accept(request: HttpRequest, quarter: str) -> HttpResponse:
    """Every line the change would bring, the sum and how many people; nothing moves before it is accepted."""
    actor, asked, today = actor_of(request), asked_quarter(quarter), clock.today()
    found = queries.draft_for(actor, asked, as_of=today)
    form = AcceptForm.for_request(request, initial={"expected": found.fingerprint})
    if request.method == "POST":
        actor.require(Permission.ACCEPT_CHANGES)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            actions.accept(
                asked, by=actor, today=today, at=clock.now(), expected=given["expected"], note=given["note"]
            )
            return reverse("refunds:draft", args=[quarter])

        said, twice = (
            gettext("Accepted. The lines are in the draft now"),
            gettext("You sent twice. Accepted once"),
        )
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
        for problem in form.non_field_errors():
            messages.error(request, str(problem))
        form = AcceptForm(initial={"expected": found.fingerprint, "note": form.cleaned_data.get("note")})
    return render(request, "refunds/accept.html", _context(request, found, form=form, quarter=quarter))


def _context(
    request: HttpRequest, found: queries.Draft, *, form: AcceptForm, quarter: str
) -> dict[str, object]:
    actor = actor_of(request)
    lines = [line for line in found.lines if line.missing.startswith(WAITING)]
    page = Paginator(lines, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = _rows(request, found, list(page.object_list))
    changes = [
        (
            missing_words((f"{WAITING}{cause}",)), of["lines"], of["nights"], Money(of["refund_half_ore"]),
            len({line.person for line in lines if line.missing == f"{WAITING}{cause}" and line.person}),
        )
        for cause, of in actions.changes_of(found).items()
    ]  # fmt: skip
    before, now = found.settings.as_mapping(), found.now.settings.as_mapping()
    language = reader_language()
    chosen = {name: value for name, value in now.items() if value != before[name]}
    return {
        "form": form if actor.may(Permission.ACCEPT_CHANGES) else None, "page": page, "rows": rows,
        "changes": changes,
        "quarter": quarter, "title": quarter_words(found.quarter), "crumbs": crumbs_to(gettext("Accept")),
        "before": why.choice_lines({name: before[name] for name in chosen}, language=language),
        "after": why.choice_lines(chosen, language=language), "waiting": bool(found.waiting),
    }  # fmt: skip


def _rows(request: HttpRequest, found: queries.Draft, lines: list[Line]) -> list[tuple[object, ...]]:
    stored = queries.stored_shape(found, lines)
    note(request, "list", [line.record_id for line in stored])
    names = queries.names_of(stored, actor=actor_of(request))
    return [
        (names.get(row.record_id or 0), quarter_words(line.origin), line.nights, line.refund)
        for row, line in zip(stored, lines, strict=True)
    ]
