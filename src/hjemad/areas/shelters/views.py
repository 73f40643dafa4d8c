"""Pages of the shelter: thin, each loads, binds a form, calls one action or query, and answers."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.citizens.actions import PersonDetails
from hjemad.areas.citizens.queries import called
from hjemad.areas.shelters import actions, queries
from hjemad.areas.shelters.forms import MODES, SOMEBODY_ELSE, AdmitForm, CorrectForm, DischargeForm
from hjemad.areas.shelters.models import DischargeMode, Stay
from hjemad.areas.shelters.rules import DecidedTooLate, NightInFuture, PlaceNotOpen, PlaceTaken
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.facts.submissions import answered, once
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.components import Answer, Crumb
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.errors import Conflict, HjemadError, InputRejected
from hjemad.kernel.person_number import PersonNumber
from hjemad.law.finding import Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings

NOON = 12
ROWS_ON_A_PAGE = 50
DIGITS_OF_A_NUMBER, SLIPS_OF_THE_FINGER = 6, 2


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return] # set by access.middleware


def _note(request: HttpRequest, kind: str, records: list[int]) -> None:
    request.reads.add(kind, records)  # type: ignore[attr-defined] # set by audit.middleware


def _nights(now: datetime) -> list[date]:
    """The nights a knock at this hour may belong to; after midnight yesterday's comes first."""
    local = timezone.localtime(now)
    today = local.date()
    return [today - timedelta(days=1), today] if local.hour < NOON else [today]


def tonight(request: HttpRequest) -> HttpResponse:
    """Who sleeps here tonight, and which places are free."""
    actor, night = _actor(request), _nights(clock.now())[0]
    house = queries.tonight(actor, night=night)
    _note(request, "list", list(house.record_ids))
    facts = [
        Answer(
            gettext("Sleeps here"), gettext("%(n)s of %(m)s") % {"n": house.sleeping, "m": len(house.places)}
        ),
        Answer(gettext("Free"), str(len(house.free))),
    ]
    if house.without_place:
        facts.append(Answer(gettext("Place not known"), str(len(house.without_place))))
    context = {"house": house, "facts": facts, "night": night, "until": night + timedelta(days=1)}
    return render(request, "shelters/tonight.html", context)


def moved_on(request: HttpRequest) -> HttpResponse:
    """Whose stay has ended, for as long as the house may see it: so that a day can be corrected."""
    found = queries.moved_on(_actor(request), on=clock.today())
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    _note(request, "list", [row.record_id for row in page.object_list])
    return render(request, "shelters/moved_on.html", {"page": page})


def admit(request: HttpRequest) -> HttpResponse:
    """Who, and which place: two things. Only what the house itself knows is offered."""
    actor, now = _actor(request), clock.now()
    nights = _nights(now)
    typed = request.POST.get("who", "").strip()
    hits = queries.search_residents(actor, text=typed, on=nights[0]) if typed else []
    _note(request, "search", [hit.record_id for hit in hits])
    places = _places(actor, nights=nights)
    form = AdmitForm.for_request(
        request, places=places, nights=[(n.isoformat(), _night_words(n)) for n in nights],
        hits=[(str(hit.record_id), _hit_words(hit)) for hit in hits],
        initial={"place": request.GET.get("plads", "")},
    )  # fmt: skip
    answer = _saved(request, form, _field_of, lambda: _admitted(actor, form, nights=nights, at=now))
    if answer is not None:
        return answer
    crumbs = [Crumb(gettext("Tonight"), reverse("shelters:tonight")), Crumb(gettext("Admit"))]
    return render(request, "shelters/admit.html", {"form": form, "crumbs": crumbs, "full": not places})


def _places(actor: Actor, *, nights: list[date]) -> list[tuple[str, str]]:
    """Places free in any of the nights; the action refuses one that is taken in the night chosen."""
    free = {place.id: place for night in nights for place in queries.free_places(actor, night=night)}
    ordered = sorted(free.values(), key=lambda place: place.label)
    return [(str(p.id), f"{p.label} · {p.traits}" if p.traits else p.label) for p in ordered]


def _field_of(error: HjemadError, form: HjForm) -> str | None:
    """The question of the admission that a refusal is about."""
    if isinstance(error, PlaceTaken | PlaceNotOpen):
        return "place"
    if isinstance(error, NightInFuture | DecidedTooLate):
        return "night" if "night" in form.fields else None
    return "who"


def _night_words(night: date) -> str:
    language = reader_language()
    days = {
        "first": formats.near_day(night, today=night, language=language),
            "second": formats.near_day(night + timedelta(days=1), today=night, language=language),
    }  # fmt: skip
    return gettext("The night from %(first)s to %(second)s") % days


def _hit_words(hit: queries.ResidentHit) -> str:
    if hit.here_now:
        return gettext("%(name)s, sleeps here now") % {"name": hit.called.shown}
    day = formats.day(hit.last_day, language=reader_language())
    return gettext("%(name)s, lived here until %(day)s") % {"name": hit.called.shown, "day": day}


def _admitted(actor: Actor, form: AdmitForm, *, nights: list[date], at: datetime) -> str:
    given = form.cleaned_data
    night = date.fromisoformat(given["night"]) if "night" in given else nights[0]
    place = queries.place_for(actor, place_id=int(given["place"]), night=night)
    match = given.get("match", SOMEBODY_ELSE)
    known: dict[str, Any] = (
        {"person": _details(given["who"])} if match == SOMEBODY_ELSE else {"record_id": int(match)}
    )
    admission = actions.admit(by=actor, place=place, night=night, decided_at=at, at=at, **known)
    return reverse("shelters:stay", args=[admission.stay.fact_id])


def _details(typed: str) -> PersonDetails:
    """What was typed: a CPR number, or what to call the person. The name waits for the day."""
    signs = typed.replace(" ", "").replace("-", "")
    digits = sum(sign.isdigit() for sign in signs)
    if digits >= DIGITS_OF_A_NUMBER and len(signs) - digits <= SLIPS_OF_THE_FINGER:
        return PersonDetails(alias=gettext("Name not known yet"), cpr=PersonNumber.parse(typed))
    return PersonDetails(alias=typed)


type FieldOf = Callable[[HjemadError, HjForm], str | None]


def _saved(
    request: HttpRequest, form: HjForm, field_of: FieldOf, do: Callable[[], str]
) -> HttpResponse | None:
    """The answer after the action; None when there is none yet: the form then says why and keeps all.

    A form sent again gets the first answer, also when what it asks for is no longer possible because of it.
    """
    if request.method != "POST":
        return None
    if not form.is_valid():
        key = form.cleaned_data.get("submission")
        earlier = answered(_actor(request), key=key) if key else None
        return _done(request, earlier, repeated=True) if earlier else None
    try:
        address, repeated = once(_actor(request), key=form.cleaned_data["submission"], at=clock.now(), do=do)
    except (Conflict, InputRejected) as error:
        form.add_error(field_of(error, form), refusal(error))
        return None
    return _done(request, address, repeated=repeated)


def _done(request: HttpRequest, address: str, *, repeated: bool) -> HttpResponse:
    said = gettext("You sent twice. It is saved once") if repeated else gettext("It is saved")
    messages.success(request, said)
    return redirect(address)


def stay(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """What is known of the stay, what follows from it, and who wrote which version."""
    actor = _actor(request)
    found = queries.stay_for(actor, fact_id=fact_id)
    _note(request, "page", [found.record_id])
    who = called(actor, record_ids=[found.record_id])[found.record_id]
    notice = _notice(found)
    context = {
        "stay": found, "who": who, "crumbs": _crumbs(who.shown), "notice": notice,
        "due": _due(notice),
        "place": found.place.label if found.place else "",
        "versions": queries.versions_of(actor, fact_id=fact_id),
        "mode": MODES[DischargeMode(found.discharge_mode)] if found.discharge_mode else "",
    }  # fmt: skip
    return render(request, "shelters/stay.html", context)


def _notice(found: Stay) -> Finding | None:
    decided_on = timezone.localtime(found.decided_at).date()
    try:
        return decide(
            "notice-deadline", {"decided_on": decided_on.isoformat()}, on=decided_on, law=load_law(),
            settings=Settings.default(),
        )  # fmt: skip
    except HjemadError:
        return None


def _due(notice: Finding | None) -> date | None:
    """The last day for the notice, None where the law of that day is not known."""
    due = notice.answer.get("due") if notice else None
    return date.fromisoformat(due) if isinstance(due, str) else None


def _crumbs(*titles: str) -> list[Crumb]:
    return [Crumb(gettext("Tonight"), reverse("shelters:tonight")), *(Crumb(title) for title in titles)]


def discharge(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The stay ends on a day that is typed; never by itself."""
    actor = _actor(request)
    found = queries.stay_for(actor, fact_id=fact_id)
    form = DischargeForm.for_request(request)

    def do() -> str:
        given = form.cleaned_data
        actions.discharge(by=actor, stay=found, day=given["day"], mode=given["mode"], at=clock.now())
        return reverse("shelters:stay", args=[fact_id])

    return _stay_form(request, found, form, field="day", do=do, template="shelters/discharge.html")


def correct(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The stay held other nights; what was written before stands beside it."""
    actor = _actor(request)
    found = queries.stay_for(actor, fact_id=fact_id)
    form = CorrectForm.for_request(request, initial={"start": found.valid_from, "end": found.valid_to})

    def do() -> str:
        given = form.cleaned_data
        actions.correct_stay(
            by=actor, stay=found, valid_from=given["start"], valid_to=given["end"], reason=given["reason"],
            at=clock.now(),
        )  # fmt: skip
        return reverse("shelters:stay", args=[fact_id])

    return _stay_form(request, found, form, field="end", do=do, template="shelters/correct.html")


def _stay_form(
    request: HttpRequest, found: Stay, form: HjForm, *, field: str, do: Callable[[], str], template: str
) -> HttpResponse:
    who = called(_actor(request), record_ids=[found.record_id])[found.record_id]
    _note(request, "page", [found.record_id])
    answer = _saved(request, form, lambda *_: field, do)
    if answer is not None:
        return answer
    return render(request, template, {"form": form, "stay": found, "who": who, "crumbs": _crumbs(who.shown)})
