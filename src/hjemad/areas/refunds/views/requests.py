"""Pages of the steps: draw up, check, send; and the year they belong to, with its two statements."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.refunds.actions import requests as actions
from hjemad.areas.refunds.actions.requests import Sending
from hjemad.areas.refunds.forms import ReadForm, SendForm
from hjemad.areas.refunds.line_words.lines import quarter_words
from hjemad.areas.refunds.line_words.steps import calendar_why, who_and_when
from hjemad.areas.refunds.models import RequestStep, StatementKind, StepKind
from hjemad.areas.refunds.queries import ledger
from hjemad.areas.refunds.queries import requests as queries
from hjemad.areas.refunds.views.ledger import asked_quarter, crumbs_to, draft_answers
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Answer
from hjemad.foundation.ui.formats import money
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, saved
from hjemad.kernel.money import Money
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.refund_calendar import statement_due

FIRST_YEAR, LAST_YEAR = 2007, 2199


def draw_up(request: HttpRequest, quarter: str) -> HttpResponse:
    """A page of its own: exactly what is read here is handed to another person's check."""
    actor, asked, today = actor_of(request), asked_quarter(quarter), clock.today()
    found = ledger.draft_for(actor, asked, as_of=today)
    form = ReadForm.for_request(request, initial={"expected": found.fingerprint})

    def do(expected: str) -> str:
        actions.draw_up(by=actor, quarter=asked, today=today, at=clock.now(), expected=expected)
        return reverse("refunds:draft", args=[quarter])

    words = (
        gettext("Drawn up. Another person checks it now"),
        gettext("You sent twice. It is drawn up once"),
    )
    answer = _taken(request, form, do, words=words)
    if answer is not None:
        return answer
    return _step_page(request, found, quarter=quarter, step="draw_up")


def check(request: HttpRequest, quarter: str) -> HttpResponse:
    """The second person's page: the same draft, and that closing it is for good."""
    actor, asked = actor_of(request), asked_quarter(quarter)
    drawn = queries.drawing_of(actor.organisation_id, asked)
    found = ledger.draft_for(actor, asked, as_of=drawn.on if drawn and drawn.on else clock.today())
    form = ReadForm.for_request(request, initial={"expected": found.fingerprint})

    def do(expected: str) -> str:
        closed = actions.check(by=actor, quarter=asked, at=clock.now(), expected=expected)
        return reverse("refunds:claim", args=[closed.number])

    words = (
        gettext("Checked. The lines are closed and never change again"),
        gettext("You sent twice. The request is closed once"),
    )
    answer = _taken(request, form, do, words=words)
    if answer is not None:
        return answer
    return _step_page(request, found, quarter=quarter, step="check")


def _taken(
    request: HttpRequest, form: ReadForm, do: Callable[[str], str], *, words: tuple[str, str]
) -> HttpResponse | None:
    """The way on after the step; None when it was not taken, and then a message says why."""
    if request.method != "POST" or not form.is_valid():
        return None
    said, twice = words
    expected = form.cleaned_data["expected"]
    answer = saved(request, form, do=lambda: do(expected), said=said, twice=twice, fields={})
    if answer is None:
        tell_problems(request, form)
    return answer


def tell_problems(request: HttpRequest, form: HjForm) -> None:
    """What was read is not what stands now: the page shows that anew, so the reason is a message."""
    for problem in form.non_field_errors():
        messages.error(request, str(problem))


def _step_page(request: HttpRequest, found: ledger.Draft, *, quarter: str, step: str) -> HttpResponse:
    actor = actor_of(request)
    drawn = queries.drawing_of(actor.organisation_id, found.quarter)
    fresh = drawn is not None and drawn.fingerprint == found.fingerprint
    context = {
        "form": ReadForm(initial={"expected": found.fingerprint}), "draft": found, "quarter": quarter,
        "facts": draft_answers(found, changed=0), "title": quarter_words(found.quarter), "step": step,
        "crumbs": crumbs_to(quarter_words(found.quarter)),
        "over": ledger.may_be_asked(found, today=clock.today()),
        "drawn": drawn if fresh else None, "drawn_words": who_and_when(drawn) if drawn and fresh else "",
        "own": drawn is not None and drawn.by_id == actor.user_id,
    }  # fmt: skip
    return render(request, "refunds/step.html", context)


def send(request: HttpRequest, number: int) -> HttpResponse:
    """How the checked request was sent, when, and what proves it."""
    actor = actor_of(request)
    found = ledger.claim_numbered(actor, number)
    form = SendForm.for_request(request, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.send(found, by=actor, sending=sending_of(form), at=clock.now())
            return reverse("refunds:claim", args=[number])

        said, twice = gettext("The sending is noted"), gettext("You sent twice. It is noted once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    title = quarter_words(asked_quarter(found.quarter))
    context = {
        "form": form, "title": title, "total": Money(found.total_half_ore), "crumbs": crumbs_to(title),
        "back": reverse("refunds:claim", args=[number]),
    }  # fmt: skip
    return render(request, "refunds/send.html", context)


def sending_of(form: SendForm) -> Sending:
    """What the form says."""
    given = form.cleaned_data
    return Sending(how=given["how"], on=given["on"], proof=given["proof"])


def year(request: HttpRequest, year: int) -> HttpResponse:
    """The year's statement: four requests, the provisional and the final, with their days."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    actor, today, law = actor_of(request), clock.today(), load_law()
    actor.require(Permission.SEE_CLAIMS)
    figures = queries.year_figures(
        actor.organisation_id, year, as_of=today, next_request=ledger.next_quarter(actor, on=today)
    )
    requests = queries.requests_of_year(actor, year)
    rows = [
        (quarter_words(one.quarter), one, steps_state(one.steps), of)
        for one, of in zip(requests, figures.quarters, strict=True)
    ]
    drawn_up = queries.statements_of(actor, year)
    shown = [
        (kind, statement_due(kind, year=year, law=law), drawn_up[kind][1] if kind in drawn_up else {})
        for kind in ("provisional", "final")
    ]
    context = {
        "year": year, "facts": _year_answers(figures), "rows": rows, "figures": figures,
        "statements": [
            (kind, steps_state(steps), due, steps, KIND_SLUGS[kind]) for kind, due, steps in shown
        ],
        "years": queries.years_of(actor, today=today), "why": calendar_why(law),
        "crumbs": crumbs_to(gettext("The year's statement %(year)s") % {"year": year}),
    }  # fmt: skip
    return render(request, "refunds/year.html", context)


KIND_SLUGS = {"provisional": "foreloebig", "final": "endelig"}
KINDS_BY_SLUG = {slug: StatementKind(kind) for kind, slug in KIND_SLUGS.items()}


def steps_state(steps: Mapping[str, RequestStep]) -> tuple[str, str, str]:
    """Shape, word and note of the last step taken."""
    for kind, word in (
        (StepKind.ENDORSED, gettext("Endorsed")),
        (StepKind.SENT, gettext("Sent")),
        (StepKind.CHECKED, gettext("Checked")),
    ):
        if kind in steps:
            return "done", word, who_and_when(steps[kind])
    if StepKind.DRAWN_UP in steps:
        return "open", gettext("Drawn up"), who_and_when(steps[StepKind.DRAWN_UP])
    return "none", gettext("Not drawn up"), ""


def _year_answers(figures: queries.YearFigures) -> list[Answer]:
    language = reader_language()
    expected = gettext("of which expected %(amount)s") % {
        "amount": money(figures.expected, language=language)
    }
    return [
        Answer(gettext("Asked so far"), money(figures.asked, language=language)),
        Answer(gettext("In all in the year"), money(figures.right, language=language), expected),
        Answer(
            gettext("Comes in the next request"),
            money(figures.right - figures.asked, language=language),
        ),
        Answer(
            gettext("Waits"),
            ngettext("%(n)s line", "%(n)s lines", figures.waiting) % {"n": figures.waiting},
            gettext("unknown, and in no sum") if figures.waiting else "",
        ),
    ]
