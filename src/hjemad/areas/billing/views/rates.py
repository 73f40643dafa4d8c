"""Pages of rates and resident payments."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.billing import queries
from hjemad.areas.billing.actions import rates as actions
from hjemad.areas.billing.forms.rates import KINDS, SOURCES, DatedForm, PaymentForm, RateForm
from hjemad.areas.billing.models import PaymentKind, RateSource
from hjemad.areas.citizens.queries import called, record_for
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.facts.queries import local_values
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import name_on, shelters
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import BadDate, NotInForce
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.parameters_reader import load_law

PAYMENT_RATE = "sel.163.resident_payment_110"


def _day(text: str) -> date | None:
    try:
        return parse_iso_date(text)
    except BadDate:
        return None


def rates(request: HttpRequest) -> HttpResponse:
    """The rates that hold today, by shelter."""
    today = clock.today()
    houses = {one.id: one.name for one in shelters(day=today)}
    known = queries.rates_for(houses, period=Period(today, None))
    rows = [
        (houses[one.facility_id], one, Money.of_ore(one.per_day_ore), SOURCES[RateSource(one.source_kind)])
        for one in known
    ]
    return render(request, "billing/rates.html", {"rows": rows})


def rate(request: HttpRequest) -> HttpResponse:
    """A rate with its source; what stood in those days is kept as an earlier version."""
    named = [(str(one.id), one.name) for one in shelters(day=clock.today())]
    initial = {"facility": request.GET.get("facility"), "first": _day(request.GET.get("from", ""))}
    form = RateForm.for_request(request, shelters=named, initial=initial)

    def do() -> str:
        given = form.cleaned_data
        actions.record_rate(
            by=actor_of(request), facility=Organisation.objects.get(pk=given["facility"]), at=clock.now(),
            per_day=given["per_day"], period=form.period, registered=given["registered"] == "yes",
            source_kind=given["source_kind"], source=given["source"],
        )  # fmt: skip
        return reverse("billing:rates")

    answer = _saved(request, form, do)
    return answer or render(request, "billing/rate.html", {"form": form})


def payment(request: HttpRequest, record: UUID, facility: int) -> HttpResponse:
    """What a resident was charged in a shelter; the law's rate, or a local value, is only proposed."""
    actor = actor_of(request)
    known = record_for(actor, public_id=record)
    house = Organisation.objects.filter(pk=facility, kind=Kind.SHELTER).first()
    if house is None:
        raise Http404
    note(request, "page", [known.pk])
    first = _day(request.GET.get("from", ""))
    proposed = proposal(actor, day=first) if first else None
    initial = {"first": first, "per_day": proposed[0] if proposed else None}
    form = PaymentForm.for_request(request, initial=initial)

    def do() -> str:
        given = form.cleaned_data
        lapsed = given["kind"] == PaymentKind.LAPSED
        # The day typed decides, not the day the page was opened for: another year has another value.
        offered = proposal(actor, day=given["first"])
        same = offered is not None and not lapsed and given["per_day"] == offered[0]
        actions.charge_payment(
            by=actor, record_id=known.pk, facility=house, period=form.period, kind=given["kind"],
            at=clock.now(), per_day=Money.zero() if lapsed else given["per_day"],
            proposed_from=offered[1] if offered and same else "",
            mark=offered[2] if offered and same else "",
        )  # fmt: skip
        return reverse("billing:payment", args=[record, facility])

    answer = _saved(request, form, do)
    name = named(request, called(actor, record_ids=[known.pk])[known.pk])
    charged = [
        (one, Money.of_ore(one.per_day_ore), KINDS[PaymentKind(one.kind)])
        for one in queries.payments_of(actor, record_id=known.pk)
    ]
    context = {"form": form, "name": name, "house": name_on(facility, day=clock.today()), "charged": charged,
               "proposed": proposed}  # fmt: skip
    return answer or render(request, "billing/payment.html", context)


def proposal(actor: Actor, *, day: date) -> tuple[Money, str, str] | None:
    """(amount, source, mark) that the law or a local value proposes for the day; None when unknown."""
    parameter = load_law().parameter(PAYMENT_RATE)
    try:
        value = parameter.on(day)
    except NotInForce:
        for local in local_values(actor.organisation_id, parameter=PAYMENT_RATE):
            if local.period.contains(day):
                return Money.parse(local.value), local.source[:200], local.marked
        return None
    return Money.parse(value.value), PAYMENT_RATE, ""


def _saved(request: HttpRequest, form: DatedForm, do: Callable[[], str]) -> HttpResponse | None:
    """The answer after the action; None when there is nothing to save yet, or it was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    twice = gettext("You sent twice. It is saved once")
    return saved(request, form, do=do, said=gettext("It is saved"), twice=twice, fields={})
