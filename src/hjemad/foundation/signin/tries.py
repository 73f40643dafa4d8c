"""Wrong tries cost time, kept in the database so that every process knows of them.

A try is counted before the password is looked at: a hundred at the same moment are a hundred tries. Names are
counted whether a user has them or not, so that the answer tells nothing about who exists.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from hjemad.foundation.signin import rules
from hjemad.foundation.signin.models import Tries
from hjemad.foundation.signin.secrets_kept import try_key

_KEPT_FOR = timedelta(days=90)


def begin(username: str, *, address: str, at: datetime) -> int:
    """Seconds to wait; 0 when this try may be made, and then it is counted as wrong until `succeeded`."""
    pair, others = _keys(username, address=address)
    with transaction.atomic():
        known = Tries.objects.filter(key=pair, succeeded_at__isnull=False).exists()
        limits = {pair: rules.PAIR} if known else {pair: rules.PAIR, **others}
        return _begin(limits, at=at)


def succeeded(username: str, *, address: str, at: datetime) -> None:
    """That try was right after all, and whoever comes from there is known."""
    pair, others = _keys(username, address=address)
    with transaction.atomic():
        for row in Tries.objects.select_for_update().filter(key__in=[pair, *others]).order_by("key"):
            if row.key == pair:
                row.wrong, row.wait_until, row.succeeded_at = 0, None, at
            elif row.last_at == at:
                row.wrong, row.wait_until = max(0, row.wrong - 1), None
            row.save()


def begin_code(user_id: int, *, at: datetime) -> int:
    """The same for a code of the second factor, which only who knows the password can try."""
    with transaction.atomic():
        return _begin({try_key("factor", str(user_id)): rules.FACTOR}, at=at)


def code_fitted(user_id: int) -> None:
    """The code was right: nothing is held against the user."""
    Tries.objects.filter(key=try_key("factor", str(user_id))).update(wrong=0, wait_until=None)


def _keys(username: str, *, address: str) -> tuple[str, dict[str, rules.Limit]]:
    name = username.strip().casefold()
    others = {try_key("address", address): rules.ADDRESS, try_key("name", name): rules.NAME}
    return try_key("pair", name, address), others


def _begin(limits: Mapping[str, rules.Limit], *, at: datetime) -> int:
    """Nothing is counted while one waits: waiting does not grow by asking."""
    rows = {key: _row(key, at=at) for key in sorted(limits)}
    left = max(rules.seconds_left(row.wait_until, at=at) for row in rows.values())
    if left:
        return left
    for key, row in rows.items():
        begun_anew = at - row.last_at > rules.FORGOTTEN_AFTER
        row.wrong = 1 if begun_anew else row.wrong + 1
        wait = rules.wait_after(row.wrong, limit=limits[key])
        row.wait_until = at + wait if wait else None
        row.last_at = at
        row.save()
    return 0


def _row(key: str, *, at: datetime) -> Tries:
    row, made = Tries.objects.select_for_update().get_or_create(key=key, defaults={"last_at": at})
    if made:
        Tries.objects.filter(last_at__lt=at - _KEPT_FOR).delete()
    return row
