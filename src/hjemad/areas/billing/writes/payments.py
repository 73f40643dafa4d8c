"""Charges what is proposed: each year by its own proposal, and for many residents at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from hjemad.areas.billing.actions.rates import charge_payment, import_payments
from hjemad.areas.billing.models import ResidentPayment
from hjemad.areas.billing.reads.payments import Gap, offers_of, payments_missing, proposed
from hjemad.areas.citizens.queries import lock_citizens_of
from hjemad.areas.citizens.reads.may_write import check_may_write_all
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.errors import AlreadyClosed
from hjemad.kernel.money import Money
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
        records = {gap.record for gap in expected}
        check_may_write_all(by, record_ids=records)
        lock_citizens_of(*records)
        facilities = Organisation.objects.in_bulk({gap.facility for gap in expected})
        offers = offers_of(by.organisation_id)
        rows: dict[tuple[int, str, str], list[tuple[int, Period, Money, str]]] = defaultdict(list)
        for gap in expected:
            for one in offers.of(gap.period, today=today):
                rows[gap.facility, one.source, one.mark].append((gap.record, one.period, one.amount, "full"))
        for (facility, source, mark), some in rows.items():
            import_payments(
                by=by, facility=facilities[facility], rows=some, at=at, origin="entered",
                proposed_from=source, mark=mark,
            )  # fmt: skip
    return sum(
        (period.end - period.start).days
        for some in rows.values()
        for _, period, _, _ in some
        if period.end is not None
    )
