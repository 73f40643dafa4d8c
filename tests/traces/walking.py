"""Asks every address as somebody, and takes the whole answer and what the session keeps of it."""

from collections.abc import Iterator
from http.cookies import SimpleCookie

from django.contrib.sessions.models import Session
from django.db import transaction

from tests.guards.access_world import World
from tests.guards.test_access_table import ALL, Address, Reader
from tests.traces.marked_world import marks_in
from tests.traces.reading import text_of_answer


class WholeReader(Reader):
    """A reader who takes the whole answer: headers, cookies, and the files in it opened.

    `sessions`: all that any session held right after a request, before it was rolled back.
    """

    def __init__(self, world: World, role: str) -> None:
        super().__init__(world, role)
        self.browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "da"
        self.sessions: set[str] = set()
        self._seen: set[str] = set()

    def whole(self, address: Address, method: str, relation: str) -> str:
        """All text of the answer; what the request wrote is rolled back."""
        place = self.place(address, relation)
        self.browser.cookies = SimpleCookie(self.cookies)
        kept = transaction.savepoint()
        try:
            send = self.browser.post if method == "POST" else self.browser.get
            text = text_of_answer(send(place))
            self._look_at_sessions()
            return text
        finally:
            transaction.savepoint_rollback(kept)

    def _look_at_sessions(self) -> None:
        for session in Session.objects.all():
            if session.session_data not in self._seen:
                self._seen.add(session.session_data)
                self.sessions.add(repr(session.get_decoded()))


def walk(
    reader: WholeReader, relation: str = "own", *, only_records: bool = False
) -> Iterator[tuple[Address, str, str]]:
    """Address, method and whole text of each answer; `only_records`: where it names that very record."""
    for address in ALL:
        for method in ("GET", "POST") if not only_records or _names(reader, address, relation) else ():
            yield address, method, reader.whole(address, method, relation)


def _names(reader: WholeReader, address: Address, relation: str) -> bool:
    """The address is about a record, and what it names is there for this one."""
    try:
        reader.place(address, relation)
    except KeyError:
        return False
    return address.about_a_record


def marks_of(reader: WholeReader) -> set[tuple[str, str]]:
    """(address, mark) for every mark the reader is told."""
    return {(address.route, mark) for address, _, text in walk(reader) for mark in marks_in(text)}
