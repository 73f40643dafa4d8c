"""Logs, copies and findings in words (ADR 0009): one place for what a code or a column is called."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.money import Money

_TERMS = {
    "full_name": gettext_lazy("Name"),
    "alias": gettext_lazy("Called"),
    "cpr": gettext_lazy("CPR number"),
    "birth_date": gettext_lazy("Born"),
    "sex": gettext_lazy("Sex"),
    "valid_from": gettext_lazy("From"),
    "valid_to": gettext_lazy("Until"),
    "reason": gettext_lazy("Why it was written"),
    "shelter": gettext_lazy("House"),
    "facility": gettext_lazy("House"),
    "department": gettext_lazy("Department"),
    "place": gettext_lazy("Place"),
    "night_note": gettext_lazy("Note of the night"),
    "decided_at": gettext_lazy("Let in"),
    "discharged_at": gettext_lazy("Moved out"),
    "discharge_mode": gettext_lazy("Where to"),
    "acts": gettext_lazy("Municipality that acts"),
    "pays": gettext_lazy("Municipality that pays"),
    "municipality": gettext_lazy("Municipality"),
    "organisation": gettext_lazy("Answers"),
    "evidence": gettext_lazy("How it is known"),
    "basis_text": gettext_lazy("On what ground"),
    "nights": gettext_lazy("Nights"),
    "words": gettext_lazy("Your words"),
    "answer_words": gettext_lazy("Answer"),
    "text": gettext_lazy("Text"),
    "kind": gettext_lazy("Kind"),
    "state": gettext_lazy("Where it stands"),
    "due_on": gettext_lazy("At the latest"),
    "due": gettext_lazy("At the latest"),
    "content": gettext_lazy("What was written"),
    "person_text": gettext_lazy("What was written"),
    "per_day_ore": gettext_lazy("Kroner a night"),
    "rate_ore": gettext_lazy("Kroner a night"),
    "payment_ore": gettext_lazy("Your payment, kroner"),
    "amount_ore": gettext_lazy("Kroner"),
    "net_half_ore": gettext_lazy("Net, kroner"),
    "refund_half_ore": gettext_lazy("Refund, kroner"),
    "ground": gettext_lazy("On what ground"),
    "grounds": gettext_lazy("On what ground"),
    "why": gettext_lazy("Why"),
}

_SEEN = {
    "shelters:tonight": gettext_lazy("The board with everybody who sleeps in the house"),
    "shelters:residents": gettext_lazy("The list of everybody who lives or lived in the house"),
    "shelters:stay": gettext_lazy("Your page in the house: name, place and nights"),
    "shelters:discharge": gettext_lazy("Your page in the house, when you moved out"),
    "shelters:correct": gettext_lazy("Your nights, to put them right"),
    "citizens:identity": gettext_lazy("Who you are: name, birth date and municipality"),
    "citizens:cpr": gettext_lazy("Your whole CPR number"),
    "rights:who_has_seen": gettext_lazy("This list, together with you"),
    "rights:access_request": gettext_lazy("Everything the house holds about you, to answer you"),
}
_KINDS = {
    "page": gettext_lazy("A page about you"),
    "list": gettext_lazy("A list on which you stand"),
    "export": gettext_lazy("A file in which you stand"),
    "search": gettext_lazy("A search that found you"),
    "look_up": gettext_lazy("Looked up exactly you. Got one word: known. Not where or by whom"),
    "reveal": gettext_lazy("Your name or address"),
}
_MONEY_AREAS = ("billing:", "refunds:")

_REASONS = {
    "many_at_night": gettext_lazy("Many people opened one by one at night"),
    "many_look_ups": gettext_lazy("Many exact look-ups in a day"),
    "same_surname": gettext_lazy("Reader and person have the same last name"),
    "many_readers": gettext_lazy("Many have opened a protected person"),
    "after_leaving": gettext_lazy("Opened after the person moved on"),
}

_DISCLOSED = {
    "notice_letter": gettext_lazy("A letter that you moved in or out"),
    "notice": gettext_lazy("Notice that you moved in or out"),
    "bill": gettext_lazy("A bill for your nights"),
    "claim": gettext_lazy("A request for refund of your nights"),
    "access_package": gettext_lazy("The copy you asked for"),
}


def term(name: str) -> str:
    """What a column is called for the person it is about."""
    return str(_TERMS.get(name, name.replace("_", " ")))


def value_words(name: str, value: Any) -> str:
    """A stored value as the person reads it; amounts by the unit their column names."""
    language = reader_language()
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return formats.moment(value, language=language)
    if isinstance(value, date):
        return formats.day(value, language=language)
    if not isinstance(value, int):
        return str(value)
    if name.endswith("_ore"):
        return formats.amount(Money(value if name.endswith("_half_ore") else value * 2), language=language)
    return formats.number(value, language=language)


def seen_words(kind: str, path_name: str) -> str:
    """What somebody saw who looked: by the page where it is known, else by the form it had."""
    if kind != "look_up" and path_name in _SEEN:
        return str(_SEEN[path_name])
    if kind != "look_up" and path_name.startswith(_MONEY_AREAS):
        return gettext("Days, nights and amounts. No notes")
    return str(_KINDS.get(kind, kind))


def reason_words(reason: str) -> str:
    """Why a reading is shown as unusual."""
    return str(_REASONS[reason])


def disclosed_words(what: str) -> str:
    """What left the house."""
    return str(_DISCLOSED.get(what, what.replace("_", " ")))
