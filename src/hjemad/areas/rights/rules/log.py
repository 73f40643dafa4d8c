"""Pure: which events of the log somebody reads."""

from datetime import date

from hjemad.kernel.errors import InputRejected

LONGEST = 92

# An auditor reads who did what about the money, and nothing about what else is done for people.
MONEY = ("refunds.", "billing.", "organisations.setting_chosen", "shelters.dispute_")
# These repeat what the rest says, or come so often that they hide it.
LEFT_OUT = ("access.assignment_chosen", "access.locked", "access.signed_out")


def check_days(first: date, last: date) -> None:
    """Raises for a last day before the first, or more than `LONGEST` days at a time."""
    if last < first:
        raise InputRejected(
            en="The last day lies before the first. Check the two days",
            da="Den sidste dag ligger før den første. Se efter i de to dage",
        )
    if (last - first).days >= LONGEST:
        raise InputRejected(
            en="At most 92 days at a time. Choose a later first day or an earlier last day",
            da="Højst 92 dage ad gangen. Vælg en senere første dag eller en tidligere sidste dag",
        )
