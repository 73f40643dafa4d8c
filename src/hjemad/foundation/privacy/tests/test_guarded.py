"""A name shows itself to nobody; only `reveal` opens it, and then it stands in the read log."""

import copy
import json
import logging
import pickle
from collections.abc import Callable
from dataclasses import asdict, replace

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.template import Context, Template

from hjemad.areas.citizens.queries import Called, called
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.models import ReadEvent
from hjemad.foundation.audit.reads import Reads, answering
from hjemad.foundation.privacy.guarded import MASK, OUTSIDE, Guarded, SortKey, initials, reveal
from tests.people import a_house, ditte
from tests.stays import a_stay

NAME = "Torben Skovfryd"


@pytest.fixture
def person() -> Called:
    return Called(
        name=Guarded(NAME, record_id=7),
        alias=Guarded("Skoven", record_id=7),
        name_known=True,
        sort_key=SortKey("skovfryd torben"),
        identified=False,
    )


PRINTED: dict[str, Callable[[object], str]] = {
    "str": str,
    "repr": repr,
    "an f-string": lambda value: f"{value}",
    "an f-string with a width": lambda value: f"{value!s:>40}{value!r}",
    "percent": lambda value: "%s %r" % (value, value),  # noqa: UP031 - the old way must not leak either
    "format": "{0} {0!r}".format,
    "a template": lambda value: Template("{{ value }}{{ value|upper }}").render(Context({"value": value})),
    "an error": lambda value: repr(ValueError("bad", value)),
    "JSON with str": lambda value: json.dumps({"value": value}, default=str),
    "a list": lambda value: str([value, (value,), {"k": value}]),
    "a copy": lambda value: repr(copy.deepcopy(value)),
}


@pytest.mark.parametrize("way", PRINTED)
def test_no_way_of_printing_shows_a_name(person: Called, way: str) -> None:
    for value in (person, person.name, person.shown, person.alias, person.sort_key):
        told = PRINTED[way](value).casefold()

        assert "torben" not in told
        assert "skov" not in told


def test_neither_do_logs_nor_what_a_dataclass_makes_of_itself(
    person: Called, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("hjemad").warning("person=%s name=%r", person, person.name)
    told = caplog.text + str(asdict(person)) + repr(replace(person, name_known=False))

    assert "Skov" not in told
    assert MASK in told


@pytest.mark.parametrize("encoder", [json.JSONEncoder, DjangoJSONEncoder])
def test_a_name_is_not_written_as_json(person: Called, encoder: type[json.JSONEncoder]) -> None:
    with pytest.raises(TypeError) as refused:
        json.dumps({"name": person.name}, cls=encoder)

    assert "Skov" not in str(refused.value)


def test_a_name_is_not_stored_in_a_cache_a_session_or_a_job(person: Called) -> None:
    for value in (person, person.name, person.sort_key):
        with pytest.raises(TypeError, match="not stored"):
            pickle.dumps(value)


def test_names_do_not_compare_and_order_tells_nothing_but_order(person: Called) -> None:
    same = Guarded(NAME, record_id=7)

    assert person.name != same
    told: object = NAME
    assert person.name != told
    with pytest.raises(TypeError):
        sorted([person.name, same])  # type: ignore[type-var] # that it fails is the test
    assert SortKey("a") < SortKey("b")


def test_a_value_that_holds_nothing_says_so() -> None:
    assert not Guarded("", record_id=1)
    assert str(Guarded("", record_id=1)) == ""


@pytest.fixture
def reader() -> Actor:
    return ditte(a_house())


@pytest.mark.django_db
def test_what_is_revealed_while_a_page_is_built_belongs_to_its_reads(person: Called, reader: Actor) -> None:
    reads = Reads()
    with answering(reads):
        assert reveal(person.shown, reader) == NAME
        assert initials(person.shown, reader) == "T. S."
    reads.complete()

    assert reads.entries == [("page", [7])]
    assert not ReadEvent.objects.exists()


@pytest.mark.django_db
def test_what_the_view_noted_is_not_noted_twice(person: Called, reader: Actor) -> None:
    reads = Reads()
    reads.add("list", [7, 8])
    with answering(reads):
        reveal(person.shown, reader)
    reads.complete()

    assert reads.entries == [("list", [7, 8])]


@pytest.mark.django_db
def test_outside_a_request_each_opening_is_an_event_of_its_own(person: Called, reader: Actor) -> None:
    assert reveal(person.shown, reader) == NAME

    event = ReadEvent.objects.get()
    assert (event.path_name, event.user_id, event.purpose) == (OUTSIDE, reader.user_id, reader.purpose)


@pytest.mark.django_db
def test_a_withheld_name_is_given_to_nobody(reader: Actor) -> None:
    hidden = Guarded(NAME, record_id=7, withheld="Navn beskyttet")

    assert reveal(hidden, reader) == "Navn beskyttet"
    assert initials(hidden, reader) == MASK


@pytest.mark.django_db
def test_a_name_from_the_database_is_guarded() -> None:
    house = a_house()
    actor = ditte(house)
    stay: Stay = a_stay(actor, house=house, called="Skovfryd")

    [one] = called(actor, record_ids=[stay.record_id]).values()

    assert "Skovfryd" not in f"{one} {one.shown}"
    assert reveal(one.shown, actor) == "Skovfryd"
