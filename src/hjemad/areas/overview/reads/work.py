"""What waits for those who work with no single person: economist, leaders, auditor, officer, administrator.

Counts and days only. Each section is asked by permission, so a role sees exactly what it may open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.billing.reads import tasks as billing
from hjemad.areas.decisions.queries import decisions_of_house
from hjemad.areas.decisions.reads.tasks import appeals_waiting
from hjemad.areas.refunds.queries import tasks as refunds
from hjemad.areas.rights.queries import tasks as rights
from hjemad.areas.shelters.reads import figures, leading
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import active_users, ending_at
from hjemad.foundation.audit.queries import last_event
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.tasks import Task

SOON = timedelta(days=14)
A_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Section:
    """A heading with what waits; `empty` is said where nothing does. `figures` are names and values."""

    title: str
    tasks: tuple[Task, ...]
    empty: str
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def record_ids(self) -> list[int]:
        """Whom it is about, for the read log."""
        return [task.record_id for task in self.tasks if task.record_id is not None]


type Source = Callable[[Actor, datetime], Section]


def sections_for(actor: Actor, *, at: datetime) -> list[Section]:
    """In the order of the sources; only those whose permission the role holds."""
    return [source(actor, at) for permission, source in _SOURCES if actor.may(permission)]


def _requests(actor: Actor, at: datetime) -> Section:
    del at
    found = refunds.latest(actor)
    money = formats.money(found.total, language=reader_language()) if found else ""
    return Section(
        title=gettext("Requests and statements"),
        tasks=tuple(refunds.tasks(actor)),
        empty=gettext("Nothing waits until the quarter is over."),
        figures=((gettext("Latest request"), f"{found.quarter}: {money}"),) if found else (),
    )


def _bills(actor: Actor, at: datetime) -> Section:
    del at
    return Section(
        gettext("Bills from shelters"), tuple(billing.bills_to_answer(actor)), gettext("No bill waits.")
    )


def _audit(actor: Actor, at: datetime) -> Section:
    del at
    return Section(
        title=gettext("To endorse, and your remarks"),
        tasks=(*refunds.to_endorse(actor), *refunds.open_remarks(actor)),
        empty=gettext("No statement waits for you, and every remark is answered."),
    )


def _house(actor: Actor, at: datetime) -> Section:
    [tonight] = figures.figures_of([actor.organisation_id], night=actor.on)
    asked = list(leading.look_ups_lately(actor, at=at))
    decided = decisions_of_house(actor, since=actor.on - A_MONTH)
    language = reader_language()
    return Section(
        title=gettext("The house"),
        tasks=(
            *leading.notices_to_send(actor),
            *appeals_waiting(actor),
            *leading.shift_waits(actor),
            *billing.bills_to_issue(actor),
        ),
        empty=gettext("Every notice is sent, and last month's bills are issued."),
        figures=(
            (
                gettext("Sleep here tonight"),
                gettext("%(n)s of %(m)s places") % {"n": tonight.sleeping, "m": tonight.places},
            ),
            (
                gettext("Exact look-ups, last seven days"),
                gettext("%(n)s, by %(m)s people") % {"n": len(asked), "m": len(set(asked))}
                if asked
                else gettext("none"),
            ),
            (
                gettext("Refusals and expulsions, last thirty days"),
                formats.number(len(decided), language=language),
            ),
            *_house_tonight(actor, at),
            *_ending(actor.organisation_id, actor),
        ),
    )


def _house_tonight(actor: Actor, at: datetime) -> list[tuple[str, str]]:
    """Substitutes who can sign in now, and how often there was no place this month."""
    nights, full = leading.without_place(actor)
    substitutes = leading.substitutes_now(actor, at=at)
    return [
        (gettext("Substitutes with a right now"), str(substitutes) if substitutes else gettext("none")),
        (
            gettext("No place, this month"),
            gettext("%(n)s, %(m)s of them because the house was full") % {"n": nights, "m": full}
            if nights
            else gettext("none"),
        ),
    ]


def _ending(organisation_id: int | None, actor: Actor) -> list[tuple[str, str]]:
    """Who stops soon: a substitute's right names its end."""
    rows = ending_at(organisation_id, on=actor.on, until=actor.on + SOON)
    language = reader_language()
    return [
        (
            gettext("Works here until"),
            f"{formats.day(one.valid_to - timedelta(days=1), language=language)}: {one.user.full_name}",
        )
        for one in rows
        if one.valid_to is not None
    ]


def _emergencies(actor: Actor, at: datetime) -> Section:
    del at
    return Section(
        gettext("Opened in an emergency"), tuple(rights.emergencies(actor)), gettext("Nothing waits.")
    )


def _copies(actor: Actor, at: datetime) -> Section:
    del at
    return Section(
        gettext("Requests for a copy, and questions"),
        tuple(rights.requests(actor)),
        gettext("Nobody has asked for a copy that is not answered."),
    )


def _breaches(actor: Actor, at: datetime) -> Section:
    return Section(
        title=gettext("Breaches, and requests for a copy"),
        tasks=(*rights.breaches(actor, at=at), *rights.requests_counted(actor)),
        empty=gettext("No breach is open, and no request waits."),
    )


def _unusual(actor: Actor, at: datetime) -> Section:
    del at
    return Section(
        gettext("Unusual reading"),
        tuple(rights.unusual(actor)),
        gettext("Nothing unusual that nobody has looked at."),
    )


def _units(actor: Actor, at: datetime) -> Section:
    del at
    language = reader_language()
    houses = figures.own_houses(actor.organisation_id, night=actor.on)
    return Section(
        title=gettext("Your own houses tonight"),
        tasks=(),
        empty=gettext("Places that are slept in, of those that are open. No person is shown.")
        if houses
        else gettext("The municipality has no house of its own here."),
        figures=tuple(
            (
                one.name,
                gettext("%(n)s of %(m)s places")
                % {
                    "n": formats.number(one.sleeping, language=language),
                    "m": formats.number(one.places, language=language),
                },
            )
            for one in houses
        ),
    )


def _administration(actor: Actor, at: datetime) -> Section:
    del at
    language = reader_language()
    ending = ending_at(None, on=actor.on, until=actor.on + A_MONTH)
    rebuilt, deleted = last_event("citizens.clocks_rebuilt"), last_event("rights.retention_run")
    return Section(
        title=gettext("Users and jobs"),
        tasks=(
            Task(
                what=gettext("%(n)s roles end within thirty days") % {"n": len(ending)},
                why=gettext("a role that ends is prolonged by somebody, or not"),
                reasons=(gettext("Nobody signs in with a role after its last day."),),
                verb=gettext("See the users"),
                address=reverse("access:users"),
                due=(ending[0].valid_to or actor.on) - timedelta(days=1),
                day_of="own",
            ),
        )
        if ending
        else (),
        empty=gettext("No role ends within thirty days."),
        figures=(
            (gettext("Users who can sign in"), formats.number(active_users(), language=language)),
            (gettext("Deadlines made again"), _moment(rebuilt)),
            (gettext("Deletion by rule"), _moment(deleted)),
        ),
    )


def _moment(at: datetime | None) -> str:
    if at is None:
        return gettext("never yet")
    return formats.moment(timezone.localtime(at), language=reader_language())


_SOURCES: tuple[tuple[Permission, Source], ...] = (
    (Permission.CLOSE_CLAIMS, _requests),
    (Permission.WRITE_INVOICES, _bills),
    (Permission.ENDORSE_CLAIMS, _audit),
    (Permission.MAKE_BILLS, _house),
    (Permission.SEE_BREACHES, _breaches),
    (Permission.SEE_EMERGENCIES, _emergencies),
    (Permission.ANSWER_ACCESS_REQUESTS, _copies),
    (Permission.SEE_UNUSUAL_READING, _unusual),
    (Permission.SEE_UNIT_FIGURES, _units),
    (Permission.MANAGE_USERS, _administration),
)
