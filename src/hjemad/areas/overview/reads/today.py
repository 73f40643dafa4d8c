"""What waits for a caseworker: tasks of the areas by time, and for whom a plan must be made."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from hjemad.areas.citizens.queries import Called, called_for_house, visible_public_ids
from hjemad.areas.citizens.reads import tasks as of_citizens
from hjemad.areas.citizens.reads.protection import protected
from hjemad.areas.overview.rules.groups import GROUPS, Group, group_of, in_order
from hjemad.areas.shelters.reads import tasks as of_shelters
from hjemad.areas.shelters.reads.plan_duty import PlanDuty, plan_duties
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.ui.tasks import Task

# Each area that has tasks for a caseworker; a new one adds its query.
_SOURCES = (of_shelters.tasks, of_citizens.tasks)
LATELY = timedelta(days=3)


@dataclass(frozen=True)
class Today:
    """Everything that waits, by group, and for whom a plan must be made, who came first first."""

    groups: dict[Group, list[Task]]
    plans: list[PlanDuty]

    @property
    def tasks(self) -> list[Task]:
        """All of it."""
        return [task for group in GROUPS for task in self.groups[group]]

    @property
    def next_day(self) -> date | None:
        """The first day after today that something is due."""
        return min((task.due for task in self.tasks[len(self.groups["now"]) :] if task.due), default=None)

    def came_lately(self, *, on: date) -> int:
        """How many came to a shelter in the last days."""
        return sum(one.since > on - LATELY for one in self.plans)


@dataclass(frozen=True)
class Who:
    """A person in a row: what they are called, or only that they are protected.

    `public_id` leads to the person's page; None where the reader knows of them by a notice only.
    """

    called: Called | None
    is_protected: bool
    public_id: UUID | None


def today_of(actor: Actor) -> Today:
    """All tasks of the areas, and the plan duties; eight queries."""
    groups: dict[Group, list[Task]] = {group: [] for group in GROUPS}
    found = [task for source in _SOURCES for task in source(actor)]
    for task in sorted(found, key=lambda one: in_order(one.due, one.since, on=actor.on)):
        groups[group_of(task.due, on=actor.on)].append(task)
    return Today(groups, plan_duties(actor))


def people(actor: Actor, record_ids: list[int]) -> dict[int, Who]:
    """Those of the shown rows, found to be the reader's by the areas that told of them; five queries."""
    hidden = protected(record_ids)
    called = called_for_house(actor, record_ids)
    pages = visible_public_ids(actor, record_ids)
    return {one: Who(called.get(one), one in hidden, pages.get(one)) for one in set(record_ids)}
