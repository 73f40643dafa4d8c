"""Codes of bills and invoices in the reader's words."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.billing.rules.compare import Difference
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.money import Money

MONTHS = {
    "da": [
        "januar", "februar", "marts", "april", "maj", "juni",
        "juli", "august", "september", "oktober", "november", "december",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip

MISSING = {
    "payer": gettext_lazy("Paying municipality not known"),
    "identity": gettext_lazy("Name not known"),
    "rate": gettext_lazy("Rate not known"),
    "payment": gettext_lazy("Resident payment not known"),
}

CORRECTIONS = {
    "": "",
    "rate": gettext_lazy("Rate corrected"),
    "nights": gettext_lazy("Nights corrected"),
    "payer": gettext_lazy("Another municipality pays"),
    "payment": gettext_lazy("Resident payment corrected"),
    "late": gettext_lazy("Known after the last bill"),
}

CAUSES = {
    "unknown_person": gettext_lazy("Unknown person"),
    "not_ours": gettext_lazy("Not ours"),
    "discharge_day": gettext_lazy("Day of discharge"),
    "no_stay": gettext_lazy("No stay known"),
    "twice": gettext_lazy("Charged twice"),
    "overlap": gettext_lazy("Two places"),
    "absence": gettext_lazy("Absence"),
    "rate": gettext_lazy("Rate"),
    "rate_unknown": gettext_lazy("Rate not known"),
    "sum": gettext_lazy("Sum"),
    "not_billed": gettext_lazy("Not on the bill"),
}

# What the municipality usually does about a difference: the status, and the words of its link.
ACTIONS = {
    "ask_correction": gettext_lazy("Ask for a correction"),
    "ask": gettext_lazy("Ask"),
    "send_back": gettext_lazy("Send back"),
    "decide": gettext_lazy("Decide"),
    "accept": gettext_lazy("Accept as it is"),
}
USUAL = {
    "unknown_person": "ask", "not_ours": "send_back", "absence": "ask", "overlap": "decide",
    "rate_unknown": "decide", "not_billed": "ask",
}  # fmt: skip
ANSWERED = {
    "ask_correction": gettext_lazy("Correction asked for"),
    "ask": gettext_lazy("Question asked"),
    "send_back": gettext_lazy("Sent back"),
    "decide": gettext_lazy("Being decided"),
    "accept": gettext_lazy("Accepted as it is"),
}


def month_words(month: date) -> str:
    """`oktober 2026`."""
    return f"{MONTHS[reader_language()][month.month - 1]} {month.year}"


def missing_words(codes: Sequence[str]) -> str:
    """What is missing, in one line."""
    return ", ".join(str(MISSING[code]) for code in codes)


def nights_words(nights: Sequence[date]) -> str:
    """`10.–13. okt. 2026`: the first and last, also of nights that do not follow each other."""
    if not nights:
        return ""
    return formats.days(nights[0], last=nights[-1], language=reader_language())


def told(difference: Difference) -> str:
    """One sentence about the difference, for the economist."""
    nights = nights_words(difference.nights)
    count = formats.nights(len(difference.nights), language=reader_language())
    if difference.cause == "rate":
        prices = [difference.billed_rate_ore, difference.right_rate_ore]
        billed, right = (
            formats.money(None if ore is None else Money.of_ore(ore), language=reader_language())
            for ore in prices
        )
        return gettext("%(billed)s on the bill, %(right)s holds") % {"billed": billed, "right": right}
    sentences = {
        "unknown_person": gettext("We know nobody by that name or number here"),
        "not_ours": gettext("We do not pay for the citizen in %(count)s, %(nights)s"),
        "discharge_day": gettext("%(nights)s is the day of discharge, and it is no night"),
        "no_stay": gettext("%(count)s where we know of no stay: %(nights)s"),
        "twice": gettext("%(count)s stand on another line or an earlier bill: %(nights)s"),
        "overlap": gettext("%(count)s also stand on another shelter's bill: %(nights)s"),
        "absence": gettext("Away %(nights)s, the place was not kept"),
        "rate_unknown": gettext("No rate is known for %(nights)s. Enter it, or ask for it"),
        "sum": gettext("The amount is not nights times the rate"),
        "not_billed": gettext("%(count)s are known and not billed: %(nights)s"),
    }
    return sentences[difference.cause] % {"count": count, "nights": nights}


def told_to_shelter(line: dict[str, object]) -> str:
    """The same for the shelter: its own nights only, and nothing of where else somebody was."""
    days = [date.fromisoformat(str(day)) for day in list(line["nights"])]  # type: ignore[call-overload] # JSON
    cause = str(line["cause"])
    if cause == "overlap":
        return gettext("Check these nights again: %(nights)s") % {"nights": nights_words(days)}
    if cause == "not_ours":
        return gettext("The municipality does not pay for these nights: %(nights)s") % {
            "nights": nights_words(days)
        }
    billed, right = line["billed_rate_ore"], line["right_rate_ore"]
    found = Difference(
        cause, tuple(days), None,
        billed if isinstance(billed, int) else None, right if isinstance(right, int) else None,
    )  # fmt: skip
    return told(found)


def last_month(today: date) -> date:
    """The first day of the month before: the newest that is over."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
