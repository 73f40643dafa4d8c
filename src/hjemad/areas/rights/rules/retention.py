"""Pure: whether a person may be deleted on a day, and if not, why."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class PersonState:
    """What is known of one person: all joined records, and those of the organisation that asks.

    `last_day` is the last day anything happened, `accounts_day` the newest accounting day that names them,
    `all_agreed` whether every other organisation with a record has agreed to the deletion.
    """

    records: tuple[int, ...]
    own: tuple[int, ...]
    last_day: date | None
    is_open: bool
    accounts_day: date | None
    held_by: tuple[str, ...]
    all_agreed: bool


@dataclass(frozen=True)
class Held:
    """Own records whose period has passed and that stay: `reason` is `hold` or `accounts`."""

    records: tuple[int, ...]
    reason: Literal["hold", "accounts"]
    until: date | None


type Verdict = Literal["goes", "waits", "not_yet"] | Held


def judge(state: PersonState, *, case_ends: date | None, accounts_end: date | None, on: date) -> Verdict:
    """What becomes of the person on the day.

    Not yet: something is open, or the case period runs. Held: a legal hold, or a claim, bill or invoice that
    names them is still within the years accounts are kept. Waits: another organisation has not agreed.
    """
    if state.is_open or case_ends is None or case_ends > on:
        return "not_yet"
    if state.held_by:
        return Held(records=state.own, reason="hold", until=None)
    if accounts_end is not None and accounts_end > on:
        return Held(records=state.own, reason="accounts", until=accounts_end)
    return "goes" if state.all_agreed else "waits"
