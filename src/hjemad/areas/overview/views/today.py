"""I dag: what a caseworker must do, by when, and why."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hjemad.areas.overview.reads.today import Today, Who, people, today_of
from hjemad.areas.overview.rules.groups import GROUPS, Group
from hjemad.areas.shelters.reads.plan_duty import PlanDuty, plan_finding
from hjemad.foundation.ui.saving import actor_of, note
from hjemad.foundation.ui.tasks import Task

ROWS_ON_A_PAGE = 25
_PLANS = "plan"


@dataclass(frozen=True)
class Shown:
    """A group as the page shows it: its rows with whom they are about; `more` where there are others."""

    name: str
    title: str
    count: int
    rows: list[tuple[Task, Who | None]]
    page: "Page[Any] | None"
    more: bool


def today(request: HttpRequest) -> HttpResponse:
    """Three groups by time; below, for whom a plan must be made. `?gruppe=` shows one, page by page."""
    actor = actor_of(request)
    found = today_of(actor)
    only = request.GET.get("gruppe", "")
    pages = {name: _page(request, rows, paged=name == only) for name, rows in _all(found).items()}
    shown = {name: page for name, page in pages.items() if only not in pages or name == only}
    records = [one.record_id for page in shown.values() for one in page if one.record_id is not None]
    who = people(actor, records)
    note(request, "list", records)
    context = {
        "groups": [
            _shown(name, shown[name], who=who, paged=name == only) for name in GROUPS if name in shown
        ],
        "plans": [(one, who[one.record_id]) for one in shown.get(_PLANS, [])],
        "plan_page": shown.get(_PLANS),
        "plan_paged": only == _PLANS,
        "plan_count": len(found.plans),
        "plan_law": plan_finding(actor.on),
        "came_lately": found.came_lately(on=actor.on),
        "next_day": found.next_day,
        "count": len(found.tasks),
        "now": len(found.groups["now"]),
        "only": only if only in pages else "",
        "on": actor.on,
    }
    return render(request, "overview/today.html", context)


def _all(found: Today) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {group: list(found.groups[group]) for group in GROUPS}
    return groups | {_PLANS: list[PlanDuty](found.plans)}


def _page(request: HttpRequest, rows: list[Any], *, paged: bool) -> "Page[Any]":
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page") if paged else 1)


def _shown(name: Group, page: "Page[Any]", *, who: dict[int, Who], paged: bool) -> Shown:
    titles = {
        "now": gettext("Must happen today"),
        "soon": gettext("Tomorrow and the day after"),
        "later": gettext("Later"),
    }
    return Shown(
        name=name,
        title=titles[name],
        count=page.paginator.count,
        rows=[(task, who.get(task.record_id or 0)) for task in page],
        page=page if paged else None,
        more=not paged and page.has_next(),
    )
