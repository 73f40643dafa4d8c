"""Pages of the auditor's remarks and their answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.refunds.actions import remarks as actions
from hjemad.areas.refunds.forms import AnswerForm, RemarkForm
from hjemad.areas.refunds.line_words.lines import cause_words, quarter_words
from hjemad.areas.refunds.models import ClaimLine
from hjemad.areas.refunds.queries import ledger
from hjemad.areas.refunds.queries import remarks as queries
from hjemad.areas.refunds.rules import NotACorrection
from hjemad.areas.refunds.views.ledger import asked_quarter, crumbs_to
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.kernel.money import Money

STATES = {"open": "ask", "answered": "open", "corrected": "done"}


def state_words(state: str) -> str:
    """The state in the reader's words."""
    return {
        "open": gettext("Open"),
        "answered": gettext("Answered"),
        "corrected": gettext("Corrected"),
    }[state]


def remarks(request: HttpRequest) -> HttpResponse:
    """Every remark on the municipality's requests with its state, newest first."""
    actor = actor_of(request)
    rows = [
        (
            one,
            STATES[one.state],
            state_words(one.state),
            quarter_words(asked_quarter(one.remark.claim.quarter)),
        )
        for one in queries.remarks_of(actor)
    ]
    context = {"rows": rows, "crumbs": crumbs_to(gettext("Remarks of the auditor"))}
    return render(request, "refunds/remarks.html", context)


def write(request: HttpRequest, number: int) -> HttpResponse:
    """A remark on the request, or on the line the address names."""
    actor = actor_of(request)
    claim = ledger.claim_numbered(actor, number)
    text = request.GET.get("linje", "")
    line = ledger.line_numbered(claim, int(text)) if text.isascii() and text.isdigit() else None
    # Before anything is written: a line about somebody who said no to the reader is for somebody else.
    who = ledger.name_of(line, actor=actor) if line else None
    note(request, "page", [line.record_id] if line else [])
    form = RemarkForm.for_request(request)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            words = form.cleaned_data["text"]
            actions.remark(claim, by=actor, text=words, at=clock.now(), line=line)
            return reverse("refunds:claim", args=[number])

        said, twice = gettext("The remark is saved"), gettext("You sent twice. The remark is saved once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    title = quarter_words(asked_quarter(claim.quarter))
    context = {
        "form": form, "title": title, "line": line,
        "who": who,
        "back": reverse("refunds:claim", args=[number]), "crumbs": crumbs_to(title),
    }  # fmt: skip
    return render(request, "refunds/remark.html", context)


def answer(request: HttpRequest, remark: int) -> HttpResponse:
    """The remark with its answers; the economist answers, and names the difference that corrects it."""
    actor = actor_of(request)
    found = queries.remark_with_id(actor, remark)
    who = ledger.name_of(found.remark.line, actor=actor) if found.remark.line else None
    lines = {str(line.pk): line for line in queries.corrections_for(found.remark)}
    records = [found.remark.line.record_id] if found.remark.line else []
    note(request, "page", [*records, *(line.record_id for line in lines.values())])
    choices = [(key, _line_words(line)) for key, line in lines.items()]
    form = AnswerForm.for_request(request, lines=choices)
    may_answer = actor.may(Permission.CLOSE_CLAIMS)
    if request.method == "POST":
        actor.require(Permission.CLOSE_CLAIMS)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            line = lines.get(given["line"])
            actions.answer(found.remark, by=actor, text=given["text"], at=clock.now(), line=line)
            return reverse("refunds:remark", args=[remark])

        said, twice = gettext("The answer is saved"), gettext("You sent twice. The answer is saved once")
        gone = saved(request, form, do=do, said=said, twice=twice, fields={NotACorrection: "line"})
        if gone is not None:
            return gone
    context = {
        "found": found, "form": form if may_answer else None, "state": STATES[found.state],
        "word": state_words(found.state), "crumbs": crumbs_to(gettext("Remark")),
        "who": who,
        "title": quarter_words(asked_quarter(found.remark.claim.quarter)),
    }  # fmt: skip
    return render(request, "refunds/answer.html", context)


def _line_words(line: ClaimLine) -> str:
    """`3. kvartal 2026: Rettede nætter, −2.104,935 kr.`; no name: the remark says who it is about."""
    quarter = quarter_words(asked_quarter(line.claim.quarter))
    amount = Money(line.refund_half_ore) if line.refund_half_ore is not None else None
    shown = formats.money(amount, language=reader_language())
    return f"{quarter}: {cause_words((line.cause,))}, {shown} ({line.claim.number}/{line.position})"
