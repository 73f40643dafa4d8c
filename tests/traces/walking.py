"""Asks every address as somebody, and takes the whole answer and what the session keeps of it.

An address that is closed to the role is not asked again here: the access table asks each of them by both
methods and finds that nothing of any area is read before it is refused, so there is nothing to tell.
"""

from collections.abc import Iterator
from http.cookies import SimpleCookie

from django.contrib.sessions.models import Session
from django.db import transaction

from tests.guards.access_world import VISITOR, World
from tests.guards.test_access_table import ALL, METHODS, Address, Reader
from tests.traces.marked_world import marks_in
from tests.traces.reading import text_of_answer


class WholeReader(Reader):
    """A reader who takes the whole answer: headers, cookies, and the files in it opened.

    `sessions`: all that any session held right after a request, before it was rolled back.
    """

    def __init__(self, world: World, role: str) -> None:
        super().__init__(world, role)
        self.browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "da"
        # The role's own slug: a reader elsewhere goes by a name of their own.
        self.acts_as = role if role == VISITOR else world.readers[role].role
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
        if address.closed_to(reader.acts_as) or (only_records and not _names(reader, address, relation)):
            continue
        for method in METHODS:
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
