"""Åhuset with a browser at its desk: how the tests of the pages sign in, send forms and read answers."""

import re
from datetime import datetime
from typing import Any

import time_machine
from django.urls import reverse

from hjemad.areas.shelters.models import Stay
from tests import people
from tests.web import signed_in

EVENING = datetime(2026, 11, 23, 21, 0, tzinfo=people.COPENHAGEN)
AFTER_MIDNIGHT = datetime(2026, 11, 24, 0, 40, tzinfo=people.COPENHAGEN)


class Desk:
    """A browser in the house. Every visit happens in the evening, unless another moment is given."""

    def __init__(self, house: people.House, *, worker: str = "Ditte", at: datetime = EVENING) -> None:
        self.house = house
        self.actor = people.an_actor(worker, role="shelter_staff", organisation=house.shelter)
        self.client = signed_in(self.actor)
        self.at = at

    def next_shift(self, at: datetime) -> None:
        """The same worker signs in again at that moment."""
        self.at = at
        with time_machine.travel(at, tick=False):
            self.client = signed_in(self.actor)

    def get(self, address: str) -> Any:
        """The page."""
        with time_machine.travel(self.at, tick=False):
            return self.client.get(address)

    def send(self, address: str, *, form: Any = None, **typed: str) -> Any:
        """The answer to the form of that page, filled in; `form` is one opened before."""
        with time_machine.travel(self.at, tick=False):
            sent = dict(form) if form is not None else hidden(self.client.get(address))
            return self.client.post(address, sent | typed)

    def admit(self, who: str, *, form: Any = None, **typed: str) -> Any:
        """The answer to an admission to the first place of the house."""
        place = str(self.house.places[0].pk)
        return self.send(reverse("shelters:admit"), form=form, who=who, place=place, **typed)


def hidden(page: Any) -> dict[str, str]:
    """The hidden fields a browser would send back."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))


def words_of(page: Any) -> str:
    """All that can be read on the page, in one line."""
    text = re.sub(r"<(head|svg)\b.*?</\1>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(text.replace("&#x27;", "'").replace("\xa0", " ").split())


def current() -> list[Stay]:
    """The stays that hold, in any house."""
    return list(Stay.objects.everything(reason="a test counts").current().order_by("pk"))


def address_of(stay: Stay, *, more: str = "") -> str:
    """The page of the stay, or one below it."""
    return reverse("shelters:stay", args=[stay.fact_id]) + more
