"""What shelters have told a municipality and nobody there has answered, as tasks of its caseworkers."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters.models import NoticeKind
from hjemad.areas.shelters.reads.notices import Arrived, unanswered
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.ui.tasks import Task


def tasks(actor: Actor) -> list[Task]:
    """The unanswered notices; two queries."""
    if not actor.may(Permission.SEE_NOTICES):
        return []
    return [_task(one) for one in unanswered(actor)]


def _task(one: Arrived) -> Task:
    notice = one.notice
    admission = notice.kind == NoticeKind.ADMISSION
    asked = (
        gettext("The shelter has told you, because as far as it knows you act for this person.")
        if admission
        else gettext("The shelter has told you that the stay has ended.")
    )
    return Task(
        what=gettext("Answer the notice: do you act?")
        if admission
        else gettext("Answer: the stay has ended"),
        why=gettext("it was sent to you"),
        reasons=(
            asked,
            gettext("No text that was read sets a day for the answer."),
            gettext("Until it is answered the shelter does not know whom to call."),
            *([gettext("The shelter has taken the stay back since.")] if one.withdrawn else []),
        ),
        verb=gettext("Answer"),
        address=reverse("shelters:arrived", args=[notice.fact_id]),
        since=timezone.localtime(notice.sent_at).date() if notice.sent_at else None,
        place=one.shelter,
        record_id=notice.record_id,
    )
