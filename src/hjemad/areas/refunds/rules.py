"""When a claim may be closed, and what is said when it may not."""

from hjemad.kernel.errors import Conflict, InputRejected
from hjemad.kernel.quarters import Quarter


class QuarterNotOver(InputRejected):
    """The quarter still has nights to come."""

    code = "quarter_not_over"


class ClaimAlreadyClosed(Conflict):
    """The quarter, or a later one, stands closed."""

    code = "claim_already_closed"


class ClaimChangedWhileReading(Conflict):
    """The draft that was read is no longer what today's facts give."""

    code = "claim_changed_while_reading"


def not_over_yet(quarter: Quarter) -> QuarterNotOver:
    """The error, naming the first day on which it can be closed."""
    day = quarter.end
    return QuarterNotOver(
        en=f"{quarter} is not over. It can be closed from {day.isoformat()}",
        da=f"{quarter} er ikke slut. Det kan lukkes fra {day.isoformat()}",
    )


def already_closed(quarter: Quarter) -> ClaimAlreadyClosed:
    """The error: what is learnt about a closed quarter comes in the next claim."""
    return ClaimAlreadyClosed(
        en=f"{quarter} is closed already. What you have learnt since comes as a difference in the next one",
        da=f"{quarter} er allerede lukket. Det, I har lært siden, kommer som en forskel i den næste",
    )


def changed_while_reading() -> ClaimChangedWhileReading:
    """The error: nothing was closed, look again."""
    return ClaimChangedWhileReading(
        en="Something changed while you read. Nothing is closed. Look at the lines again, then close",
        da="Noget blev ændret, mens du læste. Intet er lukket. Se linjerne igen, og luk så",
    )
