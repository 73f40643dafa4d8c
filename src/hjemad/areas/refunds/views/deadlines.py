"""What other municipalities owe for nights in the municipality's own shelters, and by when to ask."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hjemad.areas.refunds.line_words.steps import calendar_why
from hjemad.areas.refunds.queries.deadlines import owed_to
from hjemad.areas.refunds.views.ledger import ROWS_ON_A_PAGE, crumbs_to
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.ui.formats import MONTHS
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of
from hjemad.law.parameters_reader import load_law


def deadlines(request: HttpRequest) -> HttpResponse:
    """By municipality and month: nights, billed, missing, and the last day."""
    today, law = clock.today(), load_law()
    owed = owed_to(actor_of(request), today=today, law=law)
    page = Paginator(owed, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    names = names_on({one.payer_id for one in page}, day=today)
    months = MONTHS[reader_language()]
    rows = [
        (names[one.payer_id], f"{months[one.month.month - 1]} {one.month.year}", one, one.by < today)
        for one in page
    ]
    context = {
        "page": page, "rows": rows, "why": calendar_why(law, with_months=True),
        "crumbs": crumbs_to(gettext("What other municipalities owe you")),
    }  # fmt: skip
    return render(request, "refunds/deadlines.html", context)
