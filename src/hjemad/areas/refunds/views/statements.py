"""Pages of the year's two statements: what each holds, and its steps to the auditor's endorsement."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.refunds.actions import statements as actions
from hjemad.areas.refunds.forms import HOW_WORDS, EndorseForm, ReadForm, SendForm
from hjemad.areas.refunds.line_words.lines import quarter_words
from hjemad.areas.refunds.line_words.steps import calendar_why, steps_shown
from hjemad.areas.refunds.models import RequestStep, StatementKind, StepKind, YearStatement
from hjemad.areas.refunds.queries import requests as queries
from hjemad.areas.refunds.views.ledger import asked_quarter
from hjemad.areas.refunds.views.requests import KINDS_BY_SLUG, sending_of, tell_problems
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Crumb, Step
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.saving import actor_of, saved
from hjemad.kernel.money import Money
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.refund_calendar import statement_due


def _kind(slug: str) -> StatementKind:
    found = KINDS_BY_SLUG.get(slug)
    if found is None:
        raise Http404
    return found


def title_of(kind: str, year: int) -> str:
    """`Endelig opgørelse 2026`."""
    words = {
        "provisional": gettext("Provisional statement %(year)s"),
        "final": gettext("Final statement %(year)s"),
    }
    return words[kind] % {"year": year}


def _crumbs(year: int, *titles: str) -> list[Crumb]:
    of_year = gettext("The year's statement %(year)s") % {"year": year}
    return [
        Crumb(gettext("Requests"), reverse("refunds:claims")),
        Crumb(of_year, reverse("refunds:year", args=[year])),
        *(Crumb(title) for title in titles),
    ]


def _here(year: int, slug: str) -> str:
    return reverse("refunds:statement", args=[year, slug])


def _shown(figures: dict[str, object], *, name: str) -> Money | None:
    value = figures[name]
    return Money(value) if isinstance(value, int) else None


def statement(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The statement as it was last drawn up; before that, the figures it would have today."""
    actor, kind, today = actor_of(request), _kind(slug), clock.today()
    found = queries.statement_for(actor, year, kind)
    now = queries.year_figures(actor.organisation_id, year, as_of=today)
    steps = queries.statement_steps(found) if found else {}
    stored = found.figures if found else actions.figures_as_stored(now)
    changed = found is not None and actions.fingerprint_of(now) != found.fingerprint
    sent = steps.get(StepKind.SENT)
    rows = [
        (
            quarter_words(asked_quarter(row["quarter"])),
            _shown(row, name="asked_half_ore"),
            _shown(row, name="right_half_ore"),
            row["waiting"],
        )
        for row in stored["quarters"]
    ]
    context = {
        "title": title_of(kind, year), "year": year, "slug": slug, "found": found, "rows": rows,
        "rounding": Money(stored["rounding_half_ore"]), "asked": Money(stored["asked_half_ore"]),
        "total": Money(found.total_half_ore) if found else now.right, "changed": changed,
        "steps": _steps(found, steps, changed=changed and sent is None), "sent": sent,
        "how": HOW_WORDS[sent.how] if sent else "", "endorsed": steps.get(StepKind.ENDORSED),
        "due": statement_due("final" if kind == StatementKind.FINAL else "provisional", year=year,
                             law=load_law()),
        "why": calendar_why(load_law()), "crumbs": _crumbs(year, title_of(kind, year)),
        **_may(request, found, changed=changed),
    }  # fmt: skip
    return render(request, "refunds/statement.html", context)


def _steps(found: YearStatement | None, steps: Mapping[str, RequestStep], *, changed: bool) -> list[Step]:
    """The statement's own row is its first step."""
    taken = dict(steps)
    if found is not None:
        first = RequestStep(kind=StepKind.DRAWN_UP, at=found.drawn_up_at, by=found.drawn_up_by)
        taken[StepKind.DRAWN_UP] = first
    return steps_shown(taken, reopened=changed)


def _may(request: HttpRequest, found: YearStatement | None, *, changed: bool) -> dict[str, bool]:
    """Which step the reader may take next."""
    actor = actor_of(request)
    steps = queries.statement_steps(found) if found else {}
    sent, checked = StepKind.SENT in steps, StepKind.CHECKED in steps
    own = found is not None and found.drawn_up_by_id == actor.user_id
    waits = found is not None and not checked and not changed
    return {
        "may_draw_up": actor.may(Permission.CLOSE_CLAIMS) and not sent and (found is None or changed),
        "may_check": actor.may(Permission.CHECK_CLAIMS) and waits and not own,
        "waits_for_another": waits and own,
        "may_send": actor.may(Permission.SEND_CLAIMS) and checked and not sent,
        "may_endorse": (
            actor.may(Permission.ENDORSE_CLAIMS) and sent and StepKind.ENDORSED not in steps
            and found is not None and found.kind == StatementKind.FINAL
        ),
    }  # fmt: skip


def draw_up(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The year's figures as they stand are handed to another person's check."""
    actor, kind, today = actor_of(request), _kind(slug), clock.today()
    actor.require(Permission.CLOSE_CLAIMS)
    now = queries.year_figures(actor.organisation_id, year, as_of=today)
    read = actions.fingerprint_of(now)
    form = ReadForm.for_request(request, initial={"expected": read})

    def do() -> str:
        given = form.cleaned_data["expected"]
        actions.draw_up(by=actor, year=year, kind=kind, today=today, at=clock.now(), expected=given)
        return _here(year, slug)

    answer = _saved(request, form, do, said=gettext("Drawn up. Another person checks it now"))
    if answer is not None:
        return answer
    context = {
        "form": ReadForm(initial={"expected": read}), "title": title_of(kind, year), "total": now.right,
        "said": gettext("Another person must check it before it can be sent."), "back": _here(year, slug),
        "button": gettext("Draw up"), "crumbs": _crumbs(year, title_of(kind, year)),
        "waiting": now.waiting,
    }  # fmt: skip
    return render(request, "refunds/statement_step.html", context)


def check(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The second person's page."""
    found = _drawn(request, year, slug)
    form = ReadForm.for_request(request, initial={"expected": found.fingerprint})

    def do() -> str:
        actions.check(found, by=actor_of(request), today=clock.today(), at=clock.now())
        return _here(year, slug)

    answer = _saved(request, form, do, said=gettext("Checked. It can be sent"))
    if answer is not None:
        return answer
    context = {
        "form": ReadForm(initial={"expected": found.fingerprint}), "title": title_of(found.kind, year),
        "total": Money(found.total_half_ore), "back": _here(year, slug),
        "said": gettext("You say that you have read the figures, and that they are those of the ledger."),
        "button": gettext("Check"), "crumbs": _crumbs(year, title_of(found.kind, year)),
        "waiting": sum(row["waiting"] for row in found.figures["quarters"]),
    }  # fmt: skip
    return render(request, "refunds/statement_step.html", context)


def send(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """How the checked statement was sent, when, and what proves it."""
    found = _drawn(request, year, slug)
    form = SendForm.for_request(request, initial={"on": clock.today()})

    def do() -> str:
        actions.send(found, by=actor_of(request), sending=sending_of(form), at=clock.now())
        return _here(year, slug)

    answer = _saved(request, form, do, said=gettext("The sending is noted"))
    if answer is not None:
        return answer
    title = title_of(found.kind, year)
    context = {
        "form": form, "title": title, "total": Money(found.total_half_ore), "crumbs": _crumbs(year, title),
        "back": _here(year, slug),
    }  # fmt: skip
    return render(request, "refunds/send.html", context)


def endorse(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The auditor's page."""
    found = _drawn(request, year, slug)
    form = EndorseForm.for_request(request)

    def do() -> str:
        note = form.cleaned_data["note"]
        actions.endorse(found, by=actor_of(request), note=note, at=clock.now())
        return _here(year, slug)

    answer = _saved(request, form, do, said=gettext("The statement is endorsed"))
    if answer is not None:
        return answer
    title = title_of(found.kind, year)
    context = {
        "form": form, "title": title, "total": Money(found.total_half_ore), "crumbs": _crumbs(year, title),
        "back": _here(year, slug),
    }  # fmt: skip
    return render(request, "refunds/endorse.html", context)


def _drawn(request: HttpRequest, year: int, slug: str) -> YearStatement:
    found = queries.statement_for(actor_of(request), year, _kind(slug))
    if found is None:
        raise Http404
    return found


def _saved(request: HttpRequest, form: HjForm, do: Callable[[], str], *, said: str) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    answer = saved(
        request, form, do=do, said=said, twice=gettext("You sent twice. It is done once"), fields={}
    )
    if answer is None and isinstance(form, ReadForm):
        tell_problems(request, form)
    return answer
