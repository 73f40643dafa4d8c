"""What waits for the leader among the house's decisions: appeals to look at again and pass on."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.decisions.models import Appeal
from hjemad.areas.decisions.rules import day_in, forwarding
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.tasks import Task


def appeals_waiting(actor: Actor) -> list[Task]:
    """One task for all appeals of the house that are not passed on, with the nearest day; one query."""
    waiting = list(
        Appeal.objects.everything(reason="counts the house's own; names nobody")
        .current()
        .filter(organisation_id=actor.organisation_id, valid_to__isnull=True, passed_on__isnull=True)
        .order_by("valid_from", "pk")
        .values_list("valid_from", flat=True)
    )
    if not waiting:
        return []
    return [
        Task(
            what=ngettext("%(n)s appeal waits", "%(n)s appeals wait", len(waiting)) % {"n": len(waiting)},
            why=gettext("look at the decision again, and pass the appeal on"),
            reasons=tuple(reason.in_language(reader_language()) for reason in forwarding(waiting[0]).reasons),
            verb=gettext("See the decisions"),
            address=reverse("decisions:decisions"),
            due=day_in(forwarding(waiting[0]), "forward_by"),
            day_of="law",
            since=waiting[0],
        )
    ]
