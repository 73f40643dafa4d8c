"""Admit: who and which place. Whom the house knows and may be meant is asked about before saving."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.actions import NAME_NOT_KNOWN, PersonDetails
from hjemad.areas.citizens.queries import Called
from hjemad.areas.shelters import actions, queries, rules
from hjemad.areas.shelters.forms.admission import NAME_UNKNOWN, SOMEBODY_ELSE, AdmitForm
from hjemad.areas.shelters.forms.late import moment_of
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads import house as house_reads
from hjemad.areas.shelters.reads.residents import ResidentHit, search_residents
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.barred import unread_ban
from hjemad.areas.shelters.views.beside import unread_beside
from hjemad.areas.shelters.views.board import NOON
from hjemad.areas.shelters.writes.announcements import arrived
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import settings_of
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.components import Step
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before
from hjemad.foundation.ui.widgets import HintedLabel

MIDNIGHT = "00:00"
ERRORS = {rules.PlaceTaken: "place", rules.PlaceNotOpen: "place", rules.NightInFuture: "night"}


def admit(request: HttpRequest) -> HttpResponse:
    """Step one of two; the rest are tomorrow's questions.

    `?plads=` names the place chosen on the board, `?kommer=` who is announced: the form is then filled in.
    """
    before = sent_before(request, twice=str(words.TWICE))
    if before is not None:
        return before
    actor, now = actor_of(request), clock.now()
    again = _again(request, actor)
    hits = [] if again else _hits(request, actor, on=timezone.localtime(now).date())
    nights = nights_of_a_knock(actor, _came(request, now))
    house = house_reads.tonight(actor, night=nights[-1])
    by_number = next((hit.record_id for hit in hits if hit.matched == "cpr"), None)
    surely = again.record_id if again else by_number
    form = _form(request, house, nights=nights, hits=[] if surely else hits, again=again is not None)
    already = barred = None
    beside = ""
    if request.method == "POST" and form.is_valid() and not form.asks:
        record_id = surely or _chosen(form)
        already = _already_here(actor, record_id) if record_id is not None else None
        barred = unread_ban(request, record_id, on=nights[-1])
        beside = unread_beside(request, record_id, place=form.cleaned_data["place"], on=nights[-1])
        if already is None and barred is None and not beside:
            answer = _save(request, form, nights=nights, record_id=record_id, at=now)
            if answer is not None:
                return answer
    context = {
        "form": form,
        "full": not words.free_places(house),
        "already": already,
        "barred": barred,
        "beside": beside,
        "now": now,
        "again": _called(request, actor, again) if again else None,
        **_aside(now),
    }
    return render(request, "shelters/admit.html", {**context, "crumbs": words.crumbs(gettext("Admit"))})


def _form(
    request: HttpRequest,
    house: house_reads.HouseTonight,
    *,
    nights: list[date],
    hits: list[ResidentHit],
    again: bool,
) -> AdmitForm:
    return AdmitForm.for_request(
        request,
        places=words.free_places(house),
        nights=[(night.isoformat(), words.capital(words.night(night))) for night in nights],
        hits=[(str(hit.record_id), hit_words(request, hit)) for hit in hits],
        again=again,
        initial=_asked_for(request, house),
    )


def _save(
    request: HttpRequest, form: AdmitForm, *, nights: list[date], record_id: int | None, at: datetime
) -> HttpResponse | None:
    actor, given = actor_of(request), form.cleaned_data
    night = date.fromisoformat(given["night"]) if "night" in given else nights[-1]
    who: dict[str, Any] = {"person": _details(form)} if record_id is None else {"record_id": record_id}

    def do() -> str:
        place = queries.place_for(actor, place_id=int(given["place"]), night=night)
        done = actions.admit(
            by=actor,
            place=place,
            night=night,
            decided_at=form.late_at or at,
            at=at,
            night_note=given["night_note"],
            late_why=given["late_why"] if form.late_at else "",
            **who,
        )
        if given.get("announced"):
            arrived(given["announced"], by=actor, at=at)
        return reverse("shelters:questions", args=[done.stay.fact_id])

    return saved(request, form, do=do, said="", twice=str(words.TWICE), fields=ERRORS)


def _again(request: HttpRequest, actor: Actor) -> Stay | None:
    """The earlier stay of somebody who comes back (`?igen=`), from its page; None for anybody else."""
    try:
        fact_id = UUID(request.GET.get("igen", ""))
    except ValueError:
        return None
    return queries.stay_for(actor, fact_id=fact_id)


def _called(request: HttpRequest, actor: Actor, again: Stay) -> Called:
    note(request, "page", [again.record_id])
    return citizens.called(actor, record_ids=[again.record_id])[again.record_id]


def _came(request: HttpRequest, now: datetime) -> datetime:
    """When the person came, as far as it is said: now, or the earlier hour that is being written."""
    earlier = moment_of(request.POST)
    return earlier if earlier is not None and earlier < now else now


def nights_of_a_knock(actor: Actor, now: datetime) -> list[date]:
    """The nights a knock at this hour may belong to; after midnight yesterday's comes first.

    A house that has chosen when its night turns is not asked: before that hour it is still yesterday's.
    """
    local = timezone.localtime(now)
    today = local.date()
    yesterday = today - words.ONE_DAY
    if local.hour >= NOON:
        return [today]
    turns_at = settings_of(actor.organisation_id, on=today).night_turns_at
    if turns_at == MIDNIGHT:
        return [yesterday, today]
    return [yesterday if f"{local:%H:%M}" < turns_at else today]


def _hits(request: HttpRequest, actor: Actor, *, on: date) -> list[ResidentHit]:
    """Whom the house knows by what was typed; reading them is noted."""
    typed = request.POST.get("who", "").strip()
    if request.POST.get("unknown"):  # a description is nobody's name
        return []
    if not typed or len(typed) > AdmitForm.LONGEST_NAME:  # said by the form, and no search
        return []
    hits = search_residents(actor, text=typed, on=on)
    note(request, "search", [hit.record_id for hit in hits])
    return hits


def hit_words(request: HttpRequest, hit: ResidentHit) -> HintedLabel:
    """The name, why it matched, and when the person was here; nothing else."""
    matched = {
        "name": gettext("The name fits."),
        "alias": gettext("The nickname fits."),
        "birth_date": gettext("The birth date fits."),
    }[hit.matched]
    if hit.here_now:
        place = hit.place_label or gettext("not known")
        when = gettext("Sleeps here now, place %(place)s.") % {"place": place}
    else:
        days = formats.stay(hit.period, language=reader_language())
        when = gettext("Lived here %(days)s.") % {"days": days}
    age = words.age(hit.birth_date)
    name = named(request, hit.called)
    shown = f"{name}, {age}" if age else name
    return HintedLabel(shown, hint=f"{matched} {when}")


def _asked_for(request: HttpRequest, house: house_reads.HouseTonight) -> dict[str, str]:
    """What the board knows already: the place that was chosen, or who is announced (`?kommer=`)."""
    coming = _announced(request.GET.get("kommer", ""), house)
    if coming is not None:
        return {"who": coming.called, "place": str(coming.place_id or ""), "announced": str(coming.id)}
    asked = request.GET.get("plads", "")
    return {
        "place": next((str(place.id) for place in house.free if asked in {str(place.id), place.label}), "")
    }


def _announced(asked: str, house: house_reads.HouseTonight) -> house_reads.Coming | None:
    return next((one for one in house.coming if asked == str(one.id)), None)


def _chosen(form: AdmitForm) -> int | None:
    """The record the reader recognised; None for somebody the house does not know."""
    match = form.cleaned_data.get("match", SOMEBODY_ELSE)
    return None if match in {SOMEBODY_ELSE, NAME_UNKNOWN} else int(match)


def _details(form: AdmitForm) -> PersonDetails:
    """What to call the person. A name that was typed waits as a nickname until the day confirms it."""
    given = form.cleaned_data
    if form.number is not None:
        return PersonDetails(alias=NAME_NOT_KNOWN, cpr=form.number)
    if given.get("unknown"):
        return PersonDetails(alias=given["who"] or NAME_NOT_KNOWN)
    if given.get("match") == NAME_UNKNOWN:
        return PersonDetails(alias=given["description"])
    return PersonDetails(alias=given["who"])


def _already_here(actor: Actor, record_id: int) -> Stay | None:
    """The stay of somebody who sleeps here already."""
    stays = queries.stays_of_record(actor, record_id=record_id)
    return next((stay for stay in stays if stay.valid_to is None), None)


def _aside(now: datetime) -> dict[str, Any]:
    """What follows from saving now, by the law of this day."""
    today = timezone.localtime(now).date()
    notice = rules.notice_deadline(today)
    return {
        "steps": [
            Step(gettext("1. Tonight"), "open", gettext("who and which place"), here=True),
            Step(gettext("2. Tomorrow"), "none", gettext("the rest, as questions")),
        ],
        "notice": notice,
        "send_by": rules.send_by(notice),
        "plan": rules.plan_duty(today, on=today),
    }
