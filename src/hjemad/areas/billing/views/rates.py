"""Pages of rates and resident payments."""

import hashlib
from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.billing import queries
from hjemad.areas.billing.actions import rates as actions
from hjemad.areas.billing.forms.rates import (
    KINDS,
    SOURCES,
    AllMissingForm,
    LocalValueForm,
    PaymentForm,
    RateForm,
)
from hjemad.areas.billing.models import PaymentKind, RateSource
from hjemad.areas.billing.reads.payments import PAYMENT_RATE, Gap, offers_of, payments_missing, proposal
from hjemad.areas.billing.writes import payments as writes
from hjemad.areas.citizens.queries import called, record_for, record_public_ids
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.facts.queries import local_values
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import name_on, names_on, shelters
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import BadDate
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period

ROWS_ON_A_PAGE = 50


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
    departments = names_on({one.department_id for one in known if one.department_id}, day=today)
    rows = [
        (houses[one.facility_id], departments.get(one.department_id or 0, ""), one,
         Money.of_ore(one.per_day_ore), SOURCES[RateSource(one.source_kind)])
        for one in known
    ]  # fmt: skip
    return render(request, "billing/rates.html", {"rows": rows})


def rate(request: HttpRequest) -> HttpResponse:
    """A rate with its source and audit; what stood in those days is kept as an earlier version."""
    actor, today = actor_of(request), clock.today()
    named_houses = queries.houses_and_departments(actor, day=today)
    initial = {"facility": request.GET.get("facility"), "first": _day(request.GET.get("from", ""))}
    form = RateForm.for_request(request, shelters=named_houses, initial=initial)

    def do() -> str:
        given = form.cleaned_data
        house, _, department = given["facility"].partition("/")
        actions.record_rate(
            by=actor, facility=Organisation.objects.get(pk=house), at=clock.now(),
            department=Organisation.objects.get(pk=department) if department else None,
            per_day=given["per_day"], period=form.period, registered=given["registered"] == "yes",
            source_kind=given["source_kind"], source=given["source"],
            audit_statement=given["audit_statement"], audited=form.audited,
        )  # fmt: skip
        return reverse("billing:rates")

    answer = _saved(request, form, do)
    return answer or render(request, "billing/rate.html", {"form": form})


def local_value(request: HttpRequest) -> HttpResponse:
    """A value the house has no source for, with where it is printed and who has seen it."""
    actor = actor_of(request)
    form = LocalValueForm.for_request(request)

    def do() -> str:
        given = form.cleaned_data
        actions.enter_local_value(
            by=actor, parameter=PAYMENT_RATE, value=given["value"], period=form.period, at=clock.now(),
            source=given["source"], seen_by=given["seen_by"],
        )  # fmt: skip
        return reverse("billing:local_value")

    answer = _saved(request, form, do)
    rows = [
        (one, Money.parse(one.value)) for one in local_values(actor.organisation_id, parameter=PAYMENT_RATE)
    ]
    return answer or render(request, "billing/local_value.html", {"form": form, "rows": rows[::-1]})


def payments_to_write(request: HttpRequest) -> HttpResponse:
    """Everybody whose payment nobody has said, and one button that charges them what is proposed."""
    actor, today = actor_of(request), clock.today()
    gaps = payments_missing(actor, today=today)
    offers = offers_of(actor.organisation_id)
    offered = {gap: offers.of(gap.period, today=today) for gap in gaps}
    page = Paginator(gaps, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    note(request, "list", [gap.record for gap in shown])
    form = AllMissingForm.for_request(request, initial={"expected": _mark(gaps)})

    def do() -> str:
        expected = gaps if form.cleaned_data["expected"] == _mark(gaps) else []
        writes.charge_all_missing(by=actor, expected=expected, today=today, at=clock.now())
        return reverse("billing:payments_to_write")

    answer = _saved(request, form, do)
    names, public = (
        called(actor, record_ids=[gap.record for gap in shown]),
        record_public_ids([gap.record for gap in shown]),
    )
    houses = names_on({gap.facility for gap in shown}, day=today)
    rows = [
        {
            "who": names.get(gap.record), "house": houses[gap.facility], "period": gap.period,
            "offered": [(one.period, one.amount, one.mark) for one in offered[gap]],
            "address": f"{reverse('billing:payment', args=[public[gap.record], gap.facility])}"
            f"?from={gap.period.start.isoformat()}",
        }
        for gap in shown
    ]  # fmt: skip
    known = sum(bool(one) for one in offered.values())
    context = {"form": form, "rows": rows, "known": known, "page": page}
    return answer or render(request, "billing/payments.html", context)


def _mark(gaps: list[Gap]) -> str:
    """Changes when the list is another: what was read is charged, or nothing."""
    return hashlib.sha256(repr(gaps).encode()).hexdigest()


def payment(request: HttpRequest, record: UUID, facility: int) -> HttpResponse:
    """What a resident was charged in a shelter; the law's rate, or a local value, is only proposed."""
    actor = actor_of(request)
    known = record_for(actor, public_id=record)
    house = Organisation.objects.filter(pk=facility, kind=Kind.SHELTER).first()
    if house is None:
        raise Http404
    note(request, "page", [known.pk])
    first = _day(request.GET.get("from", ""))
    proposed = proposal(actor.organisation_id, day=first) if first else None
    initial = {"first": first, "per_day": proposed[0] if proposed else None}
    form = PaymentForm.for_request(request, initial=initial)

    def do() -> str:
        _charge(actor, form, record_id=known.pk, house=house)
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


def _charge(actor: Actor, form: PaymentForm, *, record_id: int, house: Organisation) -> None:
    """What was typed is charged; the proposed amount in full is charged year by year."""
    given = form.cleaned_data
    lapsed = given["kind"] == PaymentKind.LAPSED
    # The day typed decides, not the day the page was opened for: another year has another value.
    offered = proposal(actor.organisation_id, day=given["first"])
    same = offered is not None and not lapsed and given["per_day"] == offered[0]
    if same and given["kind"] == PaymentKind.FULL:
        writes.charge_proposed(
            by=actor, record_id=record_id, facility=house, period=form.period, today=clock.today(),
            at=clock.now(),
        )  # fmt: skip
        return
    actions.charge_payment(
        by=actor, record_id=record_id, facility=house, period=form.period, kind=given["kind"],
        at=clock.now(), per_day=Money.zero() if lapsed else given["per_day"],
        proposed_from=offered[1] if offered and same else "", mark=offered[2] if offered and same else "",
    )  # fmt: skip


def _saved(request: HttpRequest, form: HjForm, do: Callable[[], str]) -> HttpResponse | None:
    """The answer after the action; None when there is nothing to save yet, or it was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    twice = gettext("You sent twice. It is saved once")
    return saved(request, form, do=do, said=gettext("It is saved"), twice=twice, fields={})
