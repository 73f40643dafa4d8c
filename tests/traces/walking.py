"""Asks every address as somebody, and takes the whole answer."""

from collections.abc import Iterator

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.guards.access_world import parts_for
from tests.guards.test_access_table import ALL, Address, Reader
from tests.traces.marked_world import marks_in
from tests.traces.reading import text_of_answer


class WholeReader(Reader):
    """A reader who takes the whole answer: headers, cookies, and the files in it opened."""

    def whole(self, address: Address, method: str, relation: str) -> str:
        """All text of the answer; what the request wrote is rolled back."""
        parts = parts_for(address.route, list(address.parts), world=self.world, relation=relation)
        browser = Client(raise_request_exception=False, headers={"accept-language": "da"})
        for name, value in self.cookies.items():
            browser.cookies[name] = value
        kept = transaction.savepoint()
        try:
            send = browser.post if method == "POST" else browser.get
            return text_of_answer(send(reverse(address.route, kwargs=parts)))
        finally:
            transaction.savepoint_rollback(kept)


def walk(
    reader: WholeReader, relation: str = "own", *, only_records: bool = False
) -> Iterator[tuple[Address, str, str]]:
    """Address, method and whole text of each answer; `only_records`: where it differs by record."""
    for address in ALL:
        for method in ("GET", "POST") if address.about_a_record or not only_records else ():
            yield address, method, reader.whole(address, method, relation)


def marks_of(reader: WholeReader) -> set[tuple[str, str]]:
    """(address, mark) for every mark the reader is told."""
    return {(address.route, mark) for address, _, text in walk(reader) for mark in marks_in(text)}
