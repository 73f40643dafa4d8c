"""Pages of claims: thin, each loads, binds a form, calls one action or query, and answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.queries import record_public_ids
from hjemad.areas.refunds.actions import ledger as actions
from hjemad.areas.refunds.forms import HOW_WORDS
from hjemad.areas.refunds.line_words.lines import (
    EXPECTED_RULES,
    cause_words,
    missing_words,
    quarter_words,
)
from hjemad.areas.refunds.line_words.steps import steps_shown
from hjemad.areas.refunds.models import Claim, StepKind
from hjemad.areas.refunds.queries import ledger as queries
from hjemad.areas.refunds.queries import remarks, requests
from hjemad.areas.refunds.queries.rows import LedgerRow, rows_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Answer, Crumb
from hjemad.foundation.ui.formats import money
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note
from hjemad.kernel.errors import BadQuarter
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.rules import WAITING

ROWS_ON_A_PAGE = 50


def asked_quarter(text: str) -> Quarter:
    """The quarter of an address; there is no page for anything else."""
    try:
        return Quarter.parse(text)
    except BadQuarter:
        raise Http404 from None


def claims(request: HttpRequest) -> HttpResponse:
    """The economist's first page: the next claim, and those that stand closed."""
    actor = actor_of(request)
    quarter = queries.next_quarter(actor, on=clock.today())
    draft = queries.draft_for(actor, quarter, as_of=clock.today())
    facts = [
        Answer(gettext("Next request"), quarter_words(quarter)),
        Answer(gettext("As of now"), money(draft.total, language=reader_language()), _without(draft)),
        Answer(gettext("Waits"), _lines(len(draft.stopped))),
    ]
    closed = [
        (one, Money(one.total_half_ore), Quarter.parse(one.quarter)) for one in queries.claims_of(actor)
    ]
    rows = [(one, total, quarter_words(of)) for one, total, of in closed]
    context = {
        "facts": facts, "closed": rows, "quarter": str(quarter),
        "years": requests.years_of(actor, today=clock.today()),
        "may_read_in": actor.may(Permission.IMPORT_STAYS_ELSEWHERE),
        "unanswered": sum(one.state == "open" for one in remarks.remarks_of(actor)),
    }  # fmt: skip
    return render(request, "refunds/claims.html", context)


def draft(request: HttpRequest, quarter: str) -> HttpResponse:
    """What can be claimed for the quarter by today's facts, and what waits for one."""
    actor, asked = actor_of(request), asked_quarter(quarter)
    found = queries.draft_for(actor, asked, as_of=clock.today())
    rows = rows_of(found, actor=actor, day=clock.today())
    waits = [row for row in rows if row.asked is None and not _for_acceptance(row)]
    known = [row for row in rows if row.asked is not None]
    shown = Paginator(known, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [(row, quarter_words(row.origin), cause_words(row.causes), _group(row, asked)) for row in shown]
    first = waits[:ROWS_ON_A_PAGE]
    addresses = record_public_ids([row.record_id for row in first])
    note(request, "list", [row.record_id for row in [*shown, *first]])
    context = {
        "facts": draft_answers(found, changed=sum(row.origin != asked for row in known)),
        "page": shown, "lines": lines, "sums": _group_sums(known, asked), "accepts": bool(found.waiting),
        "expected_rule": EXPECTED_RULES[found.settings.expected_part],
        "waiting": [(row, missing_words(row.missing), _mend(row, addresses)) for row in first],
        "more_waiting": max(0, len(waits) - ROWS_ON_A_PAGE), "quarter": quarter,
        "title": quarter_words(asked), "total": found.total,
        "rounding": queries.rounding_of(found), "marked": any(row.marked for row in rows),
        "crumbs": crumbs_to(quarter_words(asked)), **_drawing(actor, found),
    }  # fmt: skip
    return render(request, "refunds/draft.html", context)


def _for_acceptance(row: LedgerRow) -> bool:
    """Whether the row waits for acceptance alone: its amount is known, and stands on a page of its own."""
    return all(code.startswith(WAITING) for code in row.missing)


def _group(row: LedgerRow, quarter: Quarter) -> str:
    if row.expected:
        return "expected"
    return "new" if row.origin == quarter else "difference"


def _group_sums(rows: Sequence[LedgerRow], quarter: Quarter) -> dict[str, Money]:
    sums = {name: Money.zero() for name in ("expected", "new", "difference")}
    for row in rows:
        sums[_group(row, quarter)] += row.asked or Money.zero()
    return sums


def _drawing(actor: Actor, found: queries.Draft) -> dict[str, Any]:
    """The steps above a draft, and which of them the reader may take."""
    drawn = requests.drawing_of(actor.organisation_id, found.quarter)
    stands = drawn is not None and requests.drawing_stands(drawn, found)
    own = drawn is not None and drawn.by_id == actor.user_id
    return {
        "steps": steps_shown({StepKind.DRAWN_UP: drawn} if drawn else {}, reopened=not stands),
        "may_draw_up": actor.may(Permission.CLOSE_CLAIMS) and not stands,
        "may_check": actor.may(Permission.CHECK_CLAIMS) and stands and not own,
        "waits_for_another": stands and own,
    }


def _lines(count: int) -> str:
    return ngettext("%(n)s line", "%(n)s lines", count) % {"n": count}


def _without(draft: queries.Draft) -> str:
    """Said beside the amount while something waits: it is not part of it, and not 0."""
    return gettext("without what waits, which is unknown") if draft.stopped else ""


def draft_answers(found: queries.Draft, *, changed: int) -> list[Answer]:
    """The answer line of a draft."""
    new = sum(line.nights for line in found.lines if line.kind == "new")
    return [
        Answer(gettext("This request"), money(found.total, language=reader_language()), _without(found)),
        Answer(gettext("Nights"), str(new), gettext("new in the quarter")),
        Answer(
            gettext("Changed since last"),
            ngettext("%(n)s citizen", "%(n)s citizens", changed) % {"n": changed},
        ),
        Answer(gettext("Waits"), _lines(len(found.stopped))),
    ]


def _mend(row: LedgerRow, addresses: Mapping[int, str]) -> tuple[str, str]:
    """Where what is missing can be entered: address and words; empty where somebody else must."""
    first = row.first_night.isoformat() if row.first_night else ""
    if "rate" in row.missing:
        return f"{reverse('billing:rate')}?facility={row.facility_id}&from={first}", gettext("Enter the rate")
    if "resident_payment" in row.missing:
        address = reverse("billing:payment", args=[addresses[row.record_id], row.facility_id])
        return f"{address}?from={first}", gettext("Enter the resident payment")
    if "own_shelter_cost_basis" in row.missing:
        return reverse("refunds:choose_setting", args=["own_shelter_cost_basis"]), gettext("Choose")
    return "", ""


def crumbs_to(*titles: str) -> list[Crumb]:
    """The way from the first page of requests to this one."""
    return [Crumb(gettext("Requests"), reverse("refunds:claims")), *(Crumb(title) for title in titles)]


def claim(request: HttpRequest, number: int) -> HttpResponse:
    """A closed claim as it was closed, and whether its file still is what was stored."""
    actor = actor_of(request)
    found = queries.claim_numbered(actor, number)
    lines = queries.lines_with_marks(found)
    same = actions.digest_of(queries.csv_of_rows(found, lines)) == found.digest_csv
    page = Paginator(lines, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    note(request, "list", [line.record_id for line in shown if line.record_id])
    names = queries.names_of(shown, actor=actor)
    rows = [(line, names.get(line.record_id or 0), _row_words(line)) for line in shown]
    quarter = Quarter.parse(found.quarter)
    context: dict[str, Any] = {
        "claim": found, "total": Money(found.total_half_ore), "same": same, "title": quarter_words(quarter),
        "page": page, "rows": rows,
        "marked": any(line.is_marked for line in lines), **_steps_of(actor, found),
        "crumbs": crumbs_to(gettext("Request %(number)s") % {"number": found.number}),
    }  # fmt: skip
    return render(request, "refunds/claim.html", context)


def _steps_of(actor: Actor, found: Claim) -> dict[str, Any]:
    """The steps of a closed request with the year's endorsement, its remarks, and what the reader may do."""
    steps = requests.steps_of(found)
    endorsed = requests.endorsement_of(found.municipality_id, Quarter.parse(found.quarter).year)
    sent = steps.get(StepKind.SENT)
    return {
        "steps": steps_shown({**steps, StepKind.ENDORSED: endorsed} if endorsed else steps, reopened=False),
        "sent": sent, "how": HOW_WORDS[sent.how] if sent else "",
        "may_send": actor.may(Permission.SEND_CLAIMS) and StepKind.CHECKED in steps and sent is None,
        "may_remark": actor.may(Permission.ENDORSE_CLAIMS),
        "remarks": remarks.remarks_of(actor, claim=found),
    }  # fmt: skip


def _row_words(line: Any) -> dict[str, Any]:
    return {
        "origin": quarter_words(Quarter.parse(line.origin_quarter)),
        "cause": missing_words(tuple(line.missing.split(";")))
        if line.missing
        else cause_words((line.cause,)),
        "refund": None if line.refund_half_ore is None else Money(line.refund_half_ore),
    }
