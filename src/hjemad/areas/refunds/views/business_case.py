"""Staying in a shelter beside a home with support: what it costs the municipality, month by month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from hjemad.areas.refunds.forms import BusinessCaseForm
from hjemad.areas.refunds.queries.business_case import BusinessCase, HomeCost, business_case
from hjemad.areas.refunds.queries.what_if import rules_today
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats, why
from hjemad.foundation.ui.components import Answer
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of
from hjemad.kernel.money import Money
from hjemad.law.claim.rules import SETTINGS


def compare(request: HttpRequest) -> HttpResponse:
    """The group, its months in both ways, and what it rests on. Nothing is saved and nobody is named."""
    actor, today, language = actor_of(request), clock.today(), reader_language()
    form = BusinessCaseForm.for_request(request)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        home = HomeCost(given["support"], given["once"], given["monthly"], given["decided"] == "yes")
        found = business_case(
            actor, on=today, months=given["months"], at_least=given["at_least"] or 1, home=home
        )
        used = rules_today(actor.organisation_id, on=today).settings.as_mapping(*SETTINGS)
        context |= {
            "case": found,
            "facts": _facts(found),
            "months": [(formats.month(month.first, language=language), month) for month in found.months],
            "sums": _sums(found),
            "home": home,
            "source": given["source"],
            "readings": why.choice_lines(used, language=language),
        }
    return render(request, "refunds/business_case.html", context)


def _facts(found: BusinessCase) -> list[Answer]:
    language = reader_language()
    left_out = (
        ngettext(
            "%(n)s is left out: a fact is missing", "%(n)s are left out: a fact is missing", found.left_out
        )
        % {"n": found.left_out}
        if found.left_out
        else gettext("nobody is left out")
    )
    even = found.even_from
    return [
        Answer(
            gettext("Whom it concerns"),
            ngettext("%(n)s citizen", "%(n)s citizens", found.citizens) % {"n": found.citizens},
            left_out,
        ),
        Answer(
            gettext("Difference in all"),
            formats.money(found.difference, language=language),
            gettext("the municipality's own part; minus where the home costs less"),
        ),
        Answer(
            gettext("The home costs no more from"),
            formats.month(even, language=language) if even else gettext("Not within the months"),
        ),
    ]


def _sums(found: BusinessCase) -> dict[str, Money | int]:
    zero = Money.zero()
    return {
        "nights": sum(month.nights for month in found.months),
        "refunded": sum(month.refunded for month in found.months),
        "stay_cost": sum((month.stay_cost for month in found.months), zero),
        "stay_refund": sum((month.stay_refund for month in found.months), zero),
        "stay_own": sum((month.stay_own for month in found.months), zero),
        "home_cost": sum((month.home_cost for month in found.months), zero),
        "home_refund": sum((month.home_refund for month in found.months), zero),
        "home_own": sum((month.home_own for month in found.months), zero),
        "difference": found.difference,
    }
