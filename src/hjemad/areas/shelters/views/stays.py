"""A stay: what was saved, what follows from it, who wrote what; its end, its correction, its withdrawal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.reads.clocks import ClockFact, clocks_of
from hjemad.areas.citizens.reads.own_words import own_words
from hjemad.areas.shelters import actions, queries, rules
from hjemad.areas.shelters.forms.stays import CorrectForm, DischargeForm, WithdrawForm
from hjemad.areas.shelters.models import Notice, NoticeState, NoticeWay, Stay
from hjemad.areas.shelters.reads import clocks
from hjemad.areas.shelters.reads import notices as notice_reads
from hjemad.areas.shelters.reads.agreements import appointments_of
from hjemad.areas.shelters.reads.disputes import nights_to_check
from hjemad.areas.shelters.reads.house_log import record_notes
from hjemad.areas.shelters.reads.stay_versions import StayWithVersions, stay_with_versions
from hjemad.areas.shelters.reads.wishes import Wishes, wishes_of
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.known import asked_of, known_of
from hjemad.areas.shelters.views.stay_house import house_lines
from hjemad.areas.shelters.views.undo import offered
from hjemad.areas.shelters.views.wish_words import shown_wishes
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import defaults_on, name_on, settings_on
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import Fields, actor_of, note, saved, sent_before
from hjemad.kernel.periods import Period

DAY_ERRORS: Fields = {rules.DischargeBeforeAdmission: "day", rules.NightInFuture: "day"}
END_ERRORS: Fields = {
    rules.DischargeBeforeAdmission: "end",
    rules.NightInFuture: "end",
    rules.AlreadyHere: "start",
    rules.PlaceTaken: "start",
}


def stay(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """What is known of the stay and of the person, what is asked tomorrow, and every version."""
    actor = actor_of(request)
    whole = stay_with_versions(actor, fact_id=fact_id)
    found = whole.found
    note(request, "page", [found.record_id])
    asked = asked_of(actor, found, earlier=whole.earlier)
    wishes = wishes_of(actor, stay_facts=[found.whole]).get(found.whole, Wishes())
    context = {
        **shown(found),
        **known_of(asked),
        "shift_notes": record_notes(actor, record_id=found.record_id),
        "shift_agreements": appointments_of(actor, record_id=found.record_id, on=clock.today()),
        "versions": [
            (one, Period(one.valid_from, one.valid_to), words.mode(one.discharge_mode), words.reason(one))
            for one in whole.versions
        ],
        "crumbs": words.crumbs(named(request, asked.known.called)),
        "own_words": own_words(actor, record_id=found.record_id, about="stay"),
        "undo": offered(request, found, versions=whole.versions),
        "wishes": shown_wishes(wishes),
        **_follows(actor, whole, today=clock.today()),
        **house_lines(actor, found, first=whole.first),
    }
    return render(request, "shelters/stay.html", context)


def discharge(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The stay ends on a day that somebody chose or wrote; never by itself."""
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    form = DischargeForm.for_request(request, today=clock.today(), admitted=found.valid_from)

    def do() -> str:
        given = form.cleaned_data
        leaving = actions.Leaving(
            left_to=given["where"],
            discharged_to=given["to"],
            agreed=given["agreed"],
            left_at=form.left_at,
            late_why=given["late_why"],
        )
        actions.discharge(
            by=actor, stay=found, day=given["day"], mode=given["mode"], at=clock.now(), leaving=leaving
        )
        return reverse("shelters:stay", args=[fact_id])

    return form_page(
        request,
        found,
        form,
        do=do,
        fields=DAY_ERRORS,
        said="",
        title=gettext("Discharge"),
        template="shelters/discharge.html",
    )


def correct(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The stay held other nights; what was written before stands beside it."""
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    written = {"start": found.valid_from, "end": found.valid_to, "mode": found.discharge_mode}
    form = CorrectForm.for_request(request, initial=written)

    def do() -> str:
        given = form.cleaned_data
        actions.correct_stay(
            by=actor,
            stay=found,
            valid_from=given["start"],
            valid_to=given["end"],
            reason=given["reason"],
            at=clock.now(),
            discharge_mode=given["mode"] or None,
        )
        return reverse("shelters:stay", args=[fact_id])

    return form_page(
        request,
        found,
        form,
        do=do,
        fields=END_ERRORS,
        said="",
        title=gettext("Correct the stay"),
        template="shelters/correct.html",
    )


def withdraw(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The stay never was: it holds no night any more, and its versions are kept."""
    before = sent_before(request, twice=str(words.TWICE))
    if before is not None:
        return before
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    form = WithdrawForm.for_request(request)

    def do() -> str:
        actions.withdraw_stay(by=actor, stay=found, reason=form.cleaned_data["reason"], at=clock.now())
        return reverse("shelters:tonight")

    return form_page(
        request,
        found,
        form,
        do=do,
        fields={},
        said=gettext("The stay is withdrawn. It holds no night any more"),
        title=gettext("Withdraw the stay"),
        template="shelters/withdraw.html",
    )


def form_page(
    request: HttpRequest,
    found: Stay,
    form: HjForm,
    *,
    do: Callable[[], str],
    fields: Fields,
    said: str,
    title: str,
    template: str,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A form about one stay: saved, or shown with who it is about and the way back."""
    note(request, "page", [found.record_id])
    if request.method == "POST" and form.is_valid():
        answer = saved(request, form, do=do, said=said, twice=str(words.TWICE), fields=fields)
        if answer is not None:
            return answer
    called = citizens.called(actor_of(request), record_ids=[found.record_id])[found.record_id]
    way = words.crumbs(named(request, called), title)
    way[1] = type(way[1])(way[1].title, reverse("shelters:stay", args=[found.fact_id]))
    context = {**shown(found), "form": form, "who": called, "crumbs": way, "title": title, **(more or {})}
    return render(request, template, context)


def shown(found: Stay, *, with_department: bool = True) -> dict[str, Any]:
    """What every page about a stay says of it; a query for the department only where the read named none."""
    department = getattr(found, "department_called", None) if with_department else ""
    if department is None:
        department = name_on(found.department_id, day=found.valid_from) if found.department_id else ""
    return {
        "stay": found,
        "period": Period(found.valid_from, found.valid_to),
        "place": found.place.label if found.place else "",
        "department": department,
        "mode": words.mode(found.discharge_mode),
        "left": words.left(found),
        "late": words.late(found),
    }


def _follows(actor: Actor, whole: StayWithVersions, *, today: date) -> dict[str, Any]:
    """What the law says follows from the stay, as far as it is modelled, and what was done about it."""
    found, left = whole.found, whole.found.valid_to
    notices = notice_reads.notices_of_stay(actor, stay_facts={found.whole, found.fact_id})
    known = clocks_of(actor, subjects={found.whole, found.fact_id})
    days = {found.decided_on, left or found.decided_on}
    chosen = settings_on(found.shelter_id, days=days) if whole.house_chose else defaults_on(days)
    told_of_leaving = left is not None and rules.tells_of_discharge(chosen[left])
    return {
        "notice": words.notice_law(found, chosen=chosen[found.decided_on]),
        "admission": _told(found, kind=clocks.ADMISSION, notices=notices, known=known, today=today),
        "leaving": _told(found, kind=clocks.DISCHARGE, notices=notices, known=known, today=today)
        if told_of_leaving
        else None,
        "plan": rules.plan_duty(found.valid_from, on=words.day_of(found)) if left is None else None,
        "discharge_notice": rules.discharge_notice(left) if left else None,
        "checks": nights_to_check(actor, record_ids=[found.record_id]).get(found.record_id, [])
        if whole.elsewhere_too
        else [],
    }


@dataclass(frozen=True)
class Told:
    """How far a notice has come: its clock, the notice that stands, the latest that came back."""

    about: str
    clock: ClockFact
    late: bool
    notice: Notice | None
    returned: Notice | None

    @property
    def how(self) -> str:
        """Which way it went."""
        return str(words.WAYS[NoticeWay(self.notice.way)]) if self.notice else ""


def _told(
    found: Stay,
    *,
    kind: str,
    notices: list[Notice],
    known: Mapping[tuple[str, UUID], ClockFact],
    today: date,
) -> Told | None:
    """None where there is no deadline: history that was imported, or no discharge."""
    # A stay that went on in another place: the law's days of the admission hang on its first part.
    subject = found.whole if kind == clocks.ADMISSION else found.fact_id
    running = known.get((kind, subject))
    if running is None:
        return None
    about = [one for one in notices if one.kind == clocks.KINDS[kind]]
    return Told(
        about=words.ADDRESSES[clocks.KINDS[kind]],
        clock=running,
        late=running.passed(on=today),
        notice=next((one for one in about if _explains(one, running)), None),
        returned=next((one for one in about if one.state == NoticeState.RETURNED), None),
    )


def _explains(one: Notice, running: ClockFact) -> bool:
    """The notice that stopped the clock; while it runs, the letter that waits to be sent."""
    if running.state == "stopped":
        return one.sent_at == running.stopped_at and one.state != NoticeState.RETURNED
    return one.state == NoticeState.DRAFT
