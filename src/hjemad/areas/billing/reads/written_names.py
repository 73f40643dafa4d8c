"""Whom a name on a paper bill means, so that nobody must look through all a city pays for."""

from datetime import date

from hjemad.areas.billing.rules.bill import next_month
from hjemad.areas.citizens.queries import records_paid_by
from hjemad.areas.citizens.reads.called_exactly import visible_called
from hjemad.areas.citizens.reads.protection import protected
from hjemad.areas.citizens.reads.whole_person import citizens_of
from hjemad.areas.shelters.queries import records_staying_since
from hjemad.foundation.access.actor import Actor


def meant_by(actor: Actor, name: str, *, month: date) -> int | None:
    """A record of the one citizen called exactly so, paid for, who slept anywhere in the month.

    None where nobody is, or two are: the line keeps the name, and the shelter is asked. So it is with whoever
    is protected: else a name that is tried would tell that its bearer is in a shelter. Five queries at most.
    """
    paid = records_paid_by(actor.organisation_id).filter(record_id__in=visible_called(actor, name))
    staying = records_staying_since(month, before=next_month(month))
    found = set(paid.filter(record_id__in=staying).values_list("record_id", flat=True))
    one = len(set(citizens_of(found).values())) == 1
    return min(found) if one and not protected(found) else None
