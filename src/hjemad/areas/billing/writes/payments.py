"""Charges what is proposed: each year by its own proposal, and for many residents at once."""

from collections.abc import Sequence
from datetime import date, datetime

from hjemad.areas.billing.actions.rates import charge_payment
from hjemad.areas.billing.models import ResidentPayment
from hjemad.areas.billing.reads.payments import Gap, payments_missing, proposed
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.errors import AlreadyClosed
from hjemad.kernel.periods import Period


def charge_proposed(
    *, by: Actor, record_id: int, facility: Organisation, period: Period, today: date, at: datetime
) -> list[ResidentPayment]:
    """The resident pays what is proposed, cut at 1 January; years nobody has proposed anything for wait."""
    with translated({}):
        return [
            charge_payment(
                by=by, record_id=record_id, facility=facility, per_day=one.amount, period=one.period,
                kind="full", at=at, proposed_from=one.source, mark=one.mark,
            )
            for one in proposed(by.organisation_id, period=period, today=today)
        ]  # fmt: skip


def charge_all_missing(*, by: Actor, expected: Sequence[Gap], today: date, at: datetime) -> int:
    """Everybody in `expected` pays what is proposed for their nights; all or none. Gives how many nights.

    Raises `AlreadyClosed` when the list is not the one that was read: somebody has written meanwhile.
    """
    by.require(Permission.CHARGE_PAYMENT)
    with translated({}):
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        if payments_missing(by, today=today) != list(expected):
            raise AlreadyClosed(
                en="Somebody has written payments since you opened the page. Read the list again",
                da="Nogen har skrevet betalinger, siden du åbnede siden. Læs listen igen",
            )
        facilities = Organisation.objects.in_bulk({gap.facility for gap in expected})
        written = [
            payment
            for gap in expected
            for payment in charge_proposed(
                by=by, record_id=gap.record, facility=facilities[gap.facility], period=gap.period,
                today=today, at=at,
            )
        ]  # fmt: skip
    return sum((one.valid_to - one.valid_from).days for one in written if one.valid_to is not None)
