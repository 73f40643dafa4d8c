"""Could not get a place: is it a decision, what does the person say, and where can they sleep tonight."""

from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.decisions.actions import NewDecision
from hjemad.areas.decisions.queries import DeciderMissing, LastDayMissing, NotHeard, ReasonsMissing
from hjemad.areas.decisions.reads.sheet import handout_of
from hjemad.areas.shelters.forms.no_place import NOT_KNOWN, NoPlaceForm, SayNoForm
from hjemad.areas.shelters.models import Refusal
from hjemad.areas.shelters.reads import nearby, no_place
from hjemad.areas.shelters.reads.house import tonight
from hjemad.areas.shelters.reads.residents import ResidentHit, search_residents
from hjemad.areas.shelters.views import no_place_words as said
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.admission import hit_words, nights_of_a_knock
from hjemad.areas.shelters.writes import no_place as writes
from hjemad.areas.shelters.writes.refusals import PlacesAreFree
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import own_name
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import name_on
from hjemad.foundation.ui.saving import Fields, actor_of, note, saved, sent_before

ERRORS: Fields = {
    NotHeard: "own_words",
    ReasonsMissing: "reasons",
    DeciderMissing: "decider",
    LastDayMissing: "last_day",
    PlacesAreFree: "ground",
}


def say_no(request: HttpRequest) -> HttpResponse:
    """Somebody at the door for whom there is no place tonight."""
    before = sent_before(request, twice=gettext("You sent twice. It is written once"))
    if before is not None:
        return before
    actor, now = actor_of(request), clock.now()
    night = nights_of_a_knock(actor, now)[0]
    house, places = tonight(actor, night=night), nearby.near(actor, night=night)
    hits = _hits(request, actor, on=timezone.localtime(now).date())
    form = NoPlaceForm.for_request(
        request,
        hits=[(str(hit.record_id), hit_words(request, hit)) for hit in hits],
        free=[place.label for place in house.free],
        night=night,
        sleep_at=sleep_choices(places),
        initial={"decider": leader_named(actor)},
    )
    if request.method == "POST" and form.is_valid() and not form.asks:
        answer = _save(request, form, places=places, night=night, at=now)
        if answer is not None:
            return answer
    return render(
        request,
        "shelters/say_no.html",
        {
            "form": form,
            "places": places,
            "free": house.free,
            "night": night,
            "now": now,
            "facts": said.facts(form, places=places, on=timezone.localtime(now).date()),
            "guidance": said.guidance_of(form, on=timezone.localtime(now).date()),
            "house": own_name(actor),
            "crumbs": words.crumbs(gettext("No place")),
        },
    )


def no_places(request: HttpRequest) -> HttpResponse:
    """How often there was no place, by month and reason, and the latest nights."""
    actor = actor_of(request)
    rows = no_place.lately(actor)
    note(request, "list", [row.record_id for row in rows])
    called = citizens.called(actor, record_ids=[row.record_id for row in rows if row.record_id])
    months = no_place.by_month(actor, on=clock.today())
    context = {
        "months": months,
        "facts": said.counted(months, on=clock.today()),
        "rows": [
            {"refusal": row, "why": said.WHY[row.why], "who": called.get(row.record_id or 0)} for row in rows
        ],
        "crumbs": words.crumbs(gettext("Nights without a place")),
    }
    return render(request, "shelters/no_places.html", context)


def refusal(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """One night without a place that is no decision: what was found instead, and the sheet."""
    actor = actor_of(request)
    found = no_place.refusal_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    who = None
    if found.record_id is not None:
        who = citizens.called(actor, record_ids=[found.record_id]).get(found.record_id)
    context = {
        "refusal": found,
        "who": who,
        "why": said.WHY[found.why],
        "crumbs": words.crumbs(gettext("No place"), found.reference),
    }
    return render(request, "shelters/refusal.html", context)


def refusal_sheet(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The paper of a full house as a file; its name names nobody."""
    found = no_place.refusal_for(actor_of(request), fact_id=fact_id)
    if found.sheet is None:
        raise Http404
    note(request, "export", [found.record_id])
    file = pdf_of(
        handout_of(
            found.sheet,
            reference=found.reference,
            reader=name_on(found.shelter_id, day=actor_of(request).on),
            made_at=timezone.localtime(found.asked_at),
            handed=None,
        )
    )
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ark-{found.reference}.pdf"'
    return response


def decision_from(form: SayNoForm, *, sleep_here: str, record_id: int | None, called: str) -> NewDecision:
    """What was typed, as a decision."""
    given = form.cleaned_data
    return NewDecision(
        ground=given["ground"],
        is_resident=form.is_resident,
        first=form.night,
        last_day=given["ends"],
        own_words=given["own_words"],
        not_heard_why=given["not_heard_why"],
        reasons=given["reasons"],
        decider=given["decider"],
        sleep_here=sleep_here,
        practical=given["practical"],
        language=given["language"],
        house_line="",
        record_id=record_id,
        called=called,
    )


def sleep_choices(places: list[nearby.Near]) -> list[tuple[str, str]]:
    """The house's list, each with how many places it shows."""
    return [(str(one.id), f"{one.name} · {said.free_words(one)}") for one in places]


def sleeps(form: SayNoForm, places: list[nearby.Near]) -> str:
    """Where the person can sleep, as it stands on the sheet: what was chosen, and what was typed."""
    chosen = form.cleaned_data.get("sleep_at")
    told = next((one.told for one in places if str(one.id) == chosen), "")
    return "\n".join(text for text in (told, form.cleaned_data["sleep_here"].strip()) if text)


def leader_named(actor: Actor) -> str:
    """A leader decides without asking anybody."""
    return actor.user_name if actor.may(Permission.ANSWER_APPEALS) else ""


def _save(
    request: HttpRequest, form: NoPlaceForm, *, places: list[nearby.Near], night: date, at: datetime
) -> HttpResponse | None:
    actor, given = actor_of(request), form.cleaned_data
    chosen = given.get("match", NOT_KNOWN)
    record_id = None if chosen == NOT_KNOWN else int(chosen)
    asked = writes.Asked(
        night=night,
        sleep_here=sleeps(form, places),
        language=given["language"],
        record_id=record_id,
        called=given["who"],
        practical=given["practical"],
    )

    def do() -> str:
        if form.is_decision:
            new = decision_from(form, sleep_here=asked.sleep_here, record_id=record_id, called=asked.called)
            decision = writes.refuse(asked, new, by=actor, at=at)
            return reverse("decisions:decision", args=[decision.fact_id])
        done: Refusal = writes.no_place(asked, why=given["ground"], by=actor, at=at)
        return reverse("shelters:refusal", args=[done.fact_id])

    return saved(
        request,
        form,
        do=do,
        said=gettext("It is written. Print the sheet, and hand it over")
        if form.is_decision
        else gettext("It is written. It is no decision about the person"),
        twice=gettext("You sent twice. It is written once"),
        fields=ERRORS,
    )


def _hits(request: HttpRequest, actor: Actor, *, on: date) -> list[ResidentHit]:
    """Whom the house knows by what was typed; reading them is noted."""
    typed = request.POST.get("who", "").strip()
    if not typed or len(typed) > NoPlaceForm.base_fields["who"].max_length:  # type: ignore[attr-defined] # a CharField
        return []
    hits = search_residents(actor, text=typed, on=on)
    note(request, "search", [hit.record_id for hit in hits])
    return hits
