"""What waits about bills: for a municipality those nobody has answered, for a house the month to issue."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.billing.models import Bill, Invoice, InvoiceAnswer, InvoiceMessage
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.tasks import Task

# Bills that came longer ago than this are not first-screen news.
LATELY = timedelta(days=60)


def bills_to_answer(actor: Actor) -> list[Task]:
    """One task for all bills of late that nobody has answered; one query."""
    actor.require(Permission.WRITE_INVOICES)
    answered = InvoiceAnswer.objects.filter(invoice_id=OuterRef("pk"))
    told = InvoiceMessage.objects.filter(invoice_id=OuterRef("pk"))
    waiting = (
        Invoice.objects.filter(~Exists(answered), ~Exists(told), municipality_id=actor.organisation_id)
        .filter(superseded_at__isnull=True, recorded_at__date__gte=actor.on - LATELY)
        .count()
    )
    if not waiting:
        return []
    return [
        Task(
            what=ngettext("%(n)s bill has no answer yet", "%(n)s bills have no answer yet", waiting)
            % {"n": waiting},
            why=gettext("they came in the last sixty days"),
            reasons=(gettext("A bill that matches needs no answer: open it and see that all fits."),),
            verb=gettext("See the bills"),
            address=reverse("billing:invoices"),
        )
    ]


def bills_to_issue(actor: Actor) -> list[Task]:
    """Last month, where the house has issued no bill for it; one query."""
    actor.require(Permission.MAKE_BILLS)
    month = _month_before(actor.on)
    if Bill.objects.filter(shelter_id=actor.organisation_id, month=month).exists():
        return []
    name = f"{formats.MONTHS[reader_language()][month.month - 1]} {month.year}"
    return [
        Task(
            what=gettext("The bills of %(month)s can be issued") % {"month": name},
            why=gettext("the month is over, and none is issued"),
            reasons=(gettext("Each municipality gets its own from one page; what is unknown waits."),),
            verb=gettext("See the month"),
            address=reverse("billing:month", args=[f"{month:%Y-%m}"]),
            since=actor.on.replace(day=1),
        )
    ]


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
