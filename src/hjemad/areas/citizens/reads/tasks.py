"""What waits about persons: protections to ask about, disagreements, what the CPR register told."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens.models import ActingDispute, RegisterNote
from hjemad.areas.citizens.reads.protection import to_look_at_again
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.tasks import Task


def tasks(actor: Actor) -> list[Task]:
    """Three queries, however many persons."""
    return [*_protections(actor), *_disputes(actor), *_told(actor)]


def _protections(actor: Actor) -> list[Task]:
    if not actor.may(Permission.WRITE_PROTECTION):
        return []
    return [
        Task(
            what=gettext("Ask about the protection"),
            why=gettext("it is time to look at it again"),
            reasons=(
                gettext("The protection expires %(day)s, as it was written.") % {"day": _day(one.expires_on)}
                if one.expires_on
                else gettext("Somebody set a reminder for this day."),
                gettext("It never ends by itself here: somebody asks the person, and writes it."),
            ),
            verb=gettext("See it"),
            address=reverse("citizens:protection", args=[public_id]),
            due=one.expires_on or one.remind_on,
            day_of="own",
            since=one.remind_on,
            record_id=record_id,
        )
        for record_id, public_id, one in to_look_at_again(actor)
    ]


def _disputes(actor: Actor) -> list[Task]:
    if not actor.may(Permission.WRITE_RESPONSIBLE_MUNICIPALITY):
        return []
    rows = ActingDispute.objects.visible_to(actor).current().filter(valid_to__isnull=True)
    return [
        Task(
            what=gettext("Settle who acts"),
            why=gettext("two municipalities disagree"),
            reasons=(
                gettext("Meanwhile somebody must act, and the person must know who."),
                gettext("No text that was read sets a day for settling it."),
            ),
            verb=gettext("See the disagreement"),
            address=reverse("citizens:dispute", args=[row.record.public_id]),
            since=row.valid_from,
            record_id=row.record_id,
        )
        for row in rows.select_related("record").order_by("valid_from", "pk")
    ]


def _told(actor: Actor) -> list[Task]:
    if not actor.may(Permission.WRITE_IDENTITY):
        return []
    rows = RegisterNote.objects.visible_to(actor).current().filter(valid_to__isnull=True)
    return [
        Task(
            what=gettext("Look at what the CPR register told"),
            why=gettext("it changes what letters and lists say"),
            reasons=(gettext("Nobody has looked at it yet."),),
            verb=gettext("See it"),
            address=reverse("citizens:person", args=[row.record.public_id]),
            since=row.valid_from,
            record_id=row.record_id,
        )
        for row in rows.select_related("record").order_by("valid_from", "pk")
    ]


def _day(day: date | None) -> str:
    return formats.day(day, language=reader_language())
