"""A hundred hostile inputs through every form and every importer: no page fails, and nothing typed is lost.

In the ordinary run each field gets a few of them, so that all are used over the house; each field gets all of
them in the slow one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import cycle, islice
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from hjemad.foundation.ui import formats
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import InputRejected
from tests.every_page import HTML, Form, Spot, forms_of, opened, spots_of_world
from tests.faults.hostile import HOSTILE, URLENCODED, broken_files, comparable, tables, urlencoded
from tests.guards.access_world import TODAY, World, build_world, soon
from tests.guards.access_writes import WRITES

pytestmark = pytest.mark.django_db

ALL_AT_ONCE, ALONE = 2, 1
FIELD = re.compile(r'value="([^"]*)"|<textarea[^>]*>(.*?)</textarea>', re.DOTALL)
STEPS = 4
PARTS = 4  # of the long walk, so that workers share it
# Each importer by its page: where its file is sent, its columns, and a row that is right.
_STAY = {
    "Navn": "Bo Prøve", "Fødselsdato": "14-05-1980", "Køn": "mand", "Indskrevet": "01-10-2026",
    "Udskrevet": "05-10-2026", "Plads": "001", "Kommune": "615", "CPR": "", "Udskrevet til": "egen bolig",
    "Opholdsnummer": "", "Borgernummer": "", "Kaldenavn": "Bo", "Afdeling": "",
}  # fmt: skip
_INVOICE = {
    "facility_id": "101", "invoice_number": "77", "month": "2026-10", "person_id": "1", "from": "2026-10-01",
    "to": "2026-10-05", "nights": "4", "rate_dkk": "1250.00", "amount_dkk": "5000.00", "cpr": "",
    "name": "Bo", "deducted_dkk": "",
}  # fmt: skip
_OPENING = {
    "quarter": "2025Q4", "nights": "4", "net_dkk": "5000.00", "refund_dkk": "2500.00", "source": "test",
    "record": "", "facility": "", "year_start": "", "nights_used": "",
}  # fmt: skip
IMPORTERS = {
    "shelters:list_new": (_STAY, ";"),
    "billing:invoice_file": (_INVOICE, ","),
    "refunds:openings": (_OPENING, ","),
}


@dataclass
class Found:
    """What went wrong, each once."""

    lines: set[str] = field(default_factory=set)
    sent: int = 0
    used: set[str] = field(default_factory=set)

    def look(self, where: str, answer: Any, typed: dict[str, str]) -> None:
        """The answer is no failure, and a page that was refused still holds what was typed."""
        self.sent += 1
        self.used |= set(typed.values())
        if answer.status_code >= 500 or b"Traceback" in answer.content[:5_000]:
            self.lines.add(f"{where}: {answer.status_code} {shown(typed)}")
        elif answer.status_code != 302 and not answer.headers.get("Content-Type", "").startswith(HTML):
            self.lines.add(f"{where}: answers with {answer.headers.get('Content-Type')}")
        elif answer.status_code != 302:
            lost = [name for name, value in typed.items() if not _holds(answer, name, value)]
            if lost:
                self.lines.add(
                    f"{where}: {answer.status_code} loses {lost[0]} {shown({lost[0]: typed[lost[0]]})}"
                )


def shown(typed: dict[str, str]) -> str:
    """What was typed, short enough to read."""
    return " ".join(f"{name}={value[:25]!r}({len(value)})" for name, value in typed.items())


def _holds(answer: Any, name: str, value: str) -> bool:
    if "password" in name:
        return True  # never shown again
    wanted = {comparable(value), comparable(_as_a_day(value))}
    return "" in wanted or any(one in text for text in _texts(answer) for one in wanted)


def _as_a_day(value: str) -> str:
    """A day that can be read is echoed in full; other text stays as it was."""
    try:
        return formats.day(parse_danish_date(value, today=TODAY), language="da")
    except InputRejected:
        return value


def _texts(answer: Any) -> list[str]:
    """What stands in the page's fields, read once per answer."""
    found: list[str] | None = getattr(answer, "texts", None)
    if found is None:
        fields = FIELD.findall(answer.content.decode())
        found = answer.texts = [comparable(unescape(value or text)) for value, text in fields]
    return found


def forms_to_type_in(spots: Iterator[Spot]) -> list[tuple[Spot, Form]]:
    """Each form of the house with a field to type in, once."""
    found: dict[tuple[str, str], tuple[Spot, Form]] = {}
    for spot, text in opened(spots):
        for form in forms_of(text):
            if form.typed and form.action in {"", spot.place}:
                found.setdefault((spot.route, form.name), (spot, form))
    return list(found.values())


def send_all(world: World, *, at_once: int, alone: int) -> Found:
    """Every form with hostile words in all its fields, then in one of them while the others are right."""
    found, inputs = Found(), cycle(HOSTILE)
    right = {write.route: write.sent(world) for write in WRITES}
    for spot, form in forms_to_type_in(spots_of_world(world)):
        usual = form.values | right.get(spot.route, {})
        for _ in range(at_once):
            _send(found, spot, form, usual, dict(zip(form.typed, inputs, strict=False)))
        for name in _once(form.typed):
            for typed in islice(inputs, alone):
                _send(found, spot, form, usual, {name: typed})
    return found


def _once(names: Sequence[str]) -> list[str]:
    """The fields of the first of many lines; the others are like them."""
    return list({re.sub(r"\d+", "", name): name for name in reversed(names)}.values())


def _send(found: Found, spot: Spot, form: Form, usual: dict[str, str], typed: dict[str, str]) -> None:
    body: Any = urlencoded(usual | typed)
    answer = spot.ask(sent=body, content_type=URLENCODED)
    found.look(f"{spot.route} ({form.name})", answer, typed)


@pytest.fixture
def world() -> Iterator[World]:
    with time_machine.travel(soon(), tick=False), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.mark.postgresql  # the stricter of the two: it refuses NUL and long numbers
def test_whatever_is_typed_no_form_fails_and_what_is_refused_is_still_in_its_field(world: World) -> None:
    found = send_all(world, at_once=ALL_AT_ONCE, alone=ALONE)

    assert sorted(found.lines) == []
    assert set(HOSTILE) <= found.used


@pytest.mark.slow
@pytest.mark.sqlite  # the other one gets them on every push
@pytest.mark.parametrize("part", range(PARTS))
def test_every_field_of_every_form_bears_all_of_them(world: World, part: int) -> None:
    found = Found()
    for spot, form in forms_to_type_in(spots_of_world(world)):
        for turn in range(part, len(HOSTILE), PARTS):
            inputs = islice(cycle(HOSTILE), turn, None)
            _send(found, spot, form, form.values, dict(zip(form.typed, inputs, strict=False)))

    assert sorted(found.lines) == []


def test_no_file_makes_an_importer_fail(world: World) -> None:
    with_files = {
        spot.route: (spot, form)
        for spot, text in opened(one for one in spots_of_world(world) if one.route in IMPORTERS)
        for form in forms_of(text)
        if form.files
    }
    found = []
    for route, (usual, separator) in IMPORTERS.items():
        spot, form = with_files[route]
        files = tables(tuple(usual), usual, separator=separator) | broken_files(separator.join(usual))
        for name, raw in files.items():
            found += [f"{route}, {name}: {line}" for line in walked(spot, form, raw, name=name)]

    assert found == []


def walked(spot: Spot, form: Form, raw: bytes, *, name: str) -> Sequence[str]:
    """The file is sent, and every page that follows is answered as it stands; lines where one fails."""
    browser, faults = spot.browser(), []
    kept = transaction.savepoint()
    try:
        place = form.action or spot.place
        sent: dict[str, Any] = form.values | {
            field: SimpleUploadedFile(f"{name}.csv", raw) for field in form.files
        }
        for step in range(STEPS):
            answer = browser.post(place, sent)
            if answer.status_code == 302:
                place = answer["Location"]
                answer = browser.get(place)
            if answer.status_code >= 400:
                faults.append(f"step {step} at {place}: {answer.status_code}")
            if answer.status_code != 200 or not answer.headers["Content-Type"].startswith(HTML):
                break
            following = [
                one for one in forms_of(answer.content.decode()) if not one.files and _goes_on(one, place)
            ]
            if not following:
                break
            place, sent = following[0].action or place, following[0].values
    finally:
        transaction.savepoint_rollback(kept)
    return faults


def _goes_on(form: Form, place: str) -> bool:
    """The form is the page's own, not one of its head and foot."""
    return "submission" in form.values and (
        not form.action or form.action.split("/")[1] == place.split("/")[1]
    )


def test_there_are_a_hundred_and_each_is_another() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) == 100
