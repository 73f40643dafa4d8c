"""The shift: who is on it, what the one before left, what happens, what comes tomorrow."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from hjemad.areas.shelters.forms.house_log import LineForm
from hjemad.areas.shelters.forms.shifts import BeginForm, HandOverForm
from hjemad.areas.shelters.models import About
from hjemad.areas.shelters.reads import shift_rules
from hjemad.areas.shelters.reads import shifts as reads
from hjemad.areas.shelters.reads.agreements import Agreed
from hjemad.areas.shelters.reads.handover import Handover, handover
from hjemad.areas.shelters.reads.house import HouseTonight, tonight
from hjemad.areas.shelters.reads.house_log import Line
from hjemad.areas.shelters.reads.shift_page import told
from hjemad.areas.shelters.views import shift_words, words
from hjemad.areas.shelters.views.house_log import crumbs
from hjemad.areas.shelters.writes import shifts as writes
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Answer
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.lock_views import seats_here
from hjemad.foundation.ui.naming import hides_names
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before
from hjemad.foundation.ui.session_rules import lock_seconds
from hjemad.kernel.errors import HjemadError
from hjemad.kernel.hours import next_time

WITHOUT_SHIFT = timedelta(hours=12)
NO_FIELDS: dict[type[HjemadError], str] = {}


@dataclass(frozen=True)
class Page:
    """All that the page of the shift tells."""

    now: datetime
    state: reads.ShiftNow
    handed: list[reads.HandoverMessage]
    handover: Handover
    lines: list[Line]
    incidents: list[Line]
    tomorrow: list[Agreed]
    apart: list[Any]
    rounds: list[shift_rules.Round]

    @property
    def log(self) -> list[tuple[shift_rules.Round | None, Line | None]]:
        """Lines and rounds together, newest first."""
        entries: list[tuple[datetime, shift_rules.Round | None, Line | None]] = [
            *((line.happened_at, None, line) for line in self.lines),
            *((one.at, one, None) for one in self.rounds),
        ]
        entries.sort(key=lambda entry: entry[0], reverse=True)
        return [(one, line) for _, one, line in entries]

    @property
    def counts_unseen(self) -> bool:
        """It is so late that somebody nobody has seen is one who was not seen."""
        return shift_rules.counts_not_seen(timezone.localtime(self.now))

    @property
    def record_ids(self) -> list[int]:
        """Whom the page shows."""
        found = [*self.handover.record_ids]
        found += [record for line in (*self.lines, *self.incidents) for record in line.record_ids]
        found += [one.who.record_id for one in self.tomorrow if one.who]
        found += [who.record_id for pair in self.apart for who in (pair.one, pair.other)]
        found += [one.record_id for one in self.handed if one.record_id is not None]
        return sorted(set(found))


def shift(request: HttpRequest) -> HttpResponse:
    """The page a shift works from. While the session hides names, words about people are left out."""
    actor, now = actor_of(request), clock.now()
    page = page_of(actor, now)
    note(request, "list", page.record_ids)
    on_it = page.state.has(actor.user_id)
    context = {
        "page": page,
        "state": page.state,
        "on_it": on_it,
        "initials": hides_names(request),
        "seated": {one.pk for one in seats_here(request)},
        "lock_minutes": lock_seconds(request) // 60,
        "may_open_substitute": actor.may(Permission.OPEN_SUBSTITUTE),
        "title": shift_words.name_of(page.state.shift.began_at if page.state.shift else now),
        "when": shift_words.span_of(page.state.shift) if page.state.shift else "",
        "facts": facts_of(page),
        "form": LineForm.for_request(request, people=[], initial={"about": About.HOUSE.value}),
        "newest_incident": page.incidents[-1] if page.incidents else None,
        "unread": [one for one in page.handed if not one.read_by_me],
    }
    return render(request, "shelters/shift.html", context)


def begin(request: HttpRequest) -> HttpResponse:
    """The reader takes the shift."""
    before = sent_before(request, twice=gettext("You sent twice. The shift is begun once"))
    if before is not None:
        return before
    form = BeginForm.for_request(request)
    now = clock.now()

    def do() -> str:
        writes.begin_shift(
            by=actor_of(request), ends_at=next_time(form.cleaned_data["ends"], after=now), at=now
        )
        return reverse("shelters:shift")

    if request.method == "POST" and form.is_valid():
        said = gettext("You are on shift. Read what the last shift left")
        answer = saved(request, form, do=do, said=said, twice=said, fields={shift_rules.ShiftTooLong: "ends"})
        if answer is not None:
            return answer
    return render(
        request, "shelters/shift_begin.html", {"form": form, "crumbs": crumbs(gettext("Take the shift"))}
    )


def hand_over(request: HttpRequest) -> HttpResponse:
    """What the next shift will find, and the one message that is still missing."""
    before = sent_before(request, twice=gettext("You sent twice. The shift is handed over once"))
    if before is not None:
        return before
    actor, now = actor_of(request), clock.now()
    form = HandOverForm.for_request(request)

    def do() -> str:
        writes.hand_over(by=actor, words=form.cleaned_data["words"], at=now)
        return reverse("shelters:shift")

    if request.method == "POST" and form.is_valid():
        said = gettext("The shift is handed over. The next one reads what you left")
        answer = saved(request, form, do=do, said=said, twice=said, fields=NO_FIELDS)
        if answer is not None:
            return answer
    page = page_of(actor, now)
    note(request, "list", page.record_ids)
    context = {
        "form": form,
        "page": page,
        "state": page.state,
        "initials": hides_names(request),
        "left": [line for line in page.lines if line.for_next and not line.struck],
        "crumbs": crumbs(gettext("Hand over the shift")),
    }
    return render(request, "shelters/shift_hand_over.html", context)


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """On the shift that is under way, or home from it."""
    actor, now = actor_of(request), clock.now()
    changes = {
        "join": (writes.join_shift, gettext("You are on the shift")),
        "leave": (writes.leave_shift, gettext("You are off the shift. It goes on without you")),
    }
    if request.POST.get("change") not in changes:
        raise Http404
    change, said = changes[request.POST["change"]]
    return _done(request, lambda: change(by=actor, at=now), said=said)


@require_POST
def read(request: HttpRequest, line: UUID) -> HttpResponse:
    """A message of the shift before is read."""
    actor, now = actor_of(request), clock.now()
    back = "shelters:tonight" if request.POST.get("from") == "board" else "shelters:shift"
    return _done(request, lambda: writes.read_message(by=actor, line_fact=line, at=now), said="", back=back)


def _done(request: HttpRequest, do: Any, *, said: str, back: str = "shelters:shift") -> HttpResponse:
    try:
        do()
    except shift_rules.ShiftNotOpen as error:
        messages.error(request, str(refusal(error).message))
    else:
        if said:
            messages.success(request, said)
    return redirect(back)


def page_of(actor: Actor, now: datetime) -> Page:
    """All of it, read once for the screen and for paper."""
    state = reads.shift_now(actor)
    house = tonight(actor, night=_night(now), with_coming=False)
    found = told(
        actor,
        before=state.before,
        since=_since(state, now),
        until=now,
        tomorrow=tomorrow_of(now),
        house=house,
    )
    since = _handover_since(state, now)
    return Page(
        now=now,
        state=state,
        handed=found.handed,
        handover=handover(actor, since=since, at=now, house=house, look_in=found.look_in),
        lines=found.lines,
        incidents=found.incidents,
        tomorrow=found.tomorrow,
        apart=found.apart,
        rounds=shift_rules.rounds(_sightings(house, since=_since(state, now))),
    )


def _sightings(house: HouseTonight, *, since: datetime) -> list[tuple[datetime, str]]:
    """Who was seen when and by whom, in the night of the page and since its log begins."""
    seen = [one.seen for one in house.here if one.seen is not None]
    return [(one.seen_at, one.written_by) for one in seen if one.night == house.night and one.seen_at > since]


def tomorrow_of(now: datetime) -> date:
    """Before noon the night people speak of still ends today: its tomorrow is today."""
    local = timezone.localtime(now)
    return local.date() if local.hour < NOON else local.date() + words.ONE_DAY


NOON = 12
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _night(now: datetime) -> date:
    return tomorrow_of(now) - words.ONE_DAY


def _since(state: reads.ShiftNow, now: datetime) -> datetime:
    if state.shift is not None:
        return state.shift.began_at
    closed_at = state.before.closed_at if state.before else None
    return closed_at or now - WITHOUT_SHIFT


def _handover_since(state: reads.ShiftNow, now: datetime) -> datetime:
    """From the beginning of the shift before: what it saw and what this one sees."""
    return state.before.began_at if state.before else now - WITHOUT_SHIFT


def facts_of(page: Page) -> list[Answer]:
    """The answers that stand first, on the screen and on paper."""
    house = page.handover
    return [
        Answer(gettext("On shift"), shift_words.count(len(page.state.workers)), _substitutes(page.state)),
        Answer(
            gettext("Sleeps here"),
            gettext("%(n)s of %(m)s") % {"n": house.sleeping, "m": house.places},
            ngettext(
                "%(n)d new since the last shift began", "%(n)d new since the last shift began", len(house.new)
            )
            % {"n": len(house.new)}
            if house.new
            else "",
        ),
        Answer(
            gettext("Not seen tonight"),
            shift_words.count(len(house.unseen)) if page.counts_unseen else gettext("Not counted yet"),
            _not_seen(house) if page.counts_unseen else _from_the_round(page.now),
        ),
        Answer(
            gettext("Incidents"),
            shift_words.count(len(page.incidents)),
            shift_words.incident_note(page.incidents),
        ),
        Answer(
            gettext("Agreed tomorrow"),
            shift_words.count(len(page.tomorrow)),
            gettext("the first at %(hour)s") % {"hour": shift_words.hour(page.tomorrow[0].starts_at)}
            if page.tomorrow
            else "",
        ),
    ]


def _from_the_round(now: datetime) -> str:
    """`fra kl. 23.00`."""
    begins = datetime.combine(timezone.localdate(now), shift_rules.NOT_SEEN_FROM)
    return gettext("from %(hour)s") % {"hour": shift_words.hour(timezone.make_aware(begins))}


def _not_seen(house: Handover) -> str:
    """The place of the one who has not been seen for longest; names stand below."""
    if not house.missed:
        return ""
    first = min(house.missed, key=lambda one: one.seen.seen_at if one.seen else _LONG_AGO)
    if first.seen is None:
        return first.place_label
    return gettext("%(place)s, last seen %(day)s") % {
        "place": first.place_label,
        "day": words.day(timezone.localdate(first.seen.seen_at)),
    }


def _substitutes(state: reads.ShiftNow) -> str:
    some = [one for one in state.workers if one.until is not None]
    if not some:
        return gettext("nobody has taken the shift") if state.shift is None else ""
    return ngettext(
        "of them %(n)d substitute until %(hour)s", "of them %(n)d substitutes until %(hour)s", len(some)
    ) % {"n": len(some), "hour": shift_words.hour(min(one.until for one in some if one.until))}
