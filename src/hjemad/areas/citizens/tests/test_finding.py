"""Finding a person outside one's own relations: one word, logged, limited, the same work for everybody."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemad.areas.citizens.actions import create_record, set_identity
from hjemad.areas.citizens.models import LookUp, PersonRecord, RecordLink
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.reads.finding import Asked
from hjemad.areas.citizens.reads.links import joined_with
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.finding import NotExact, TooManyLookUps, attach_record, look_up
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Event
from hjemad.kernel.person_number import PersonNumber
from tests.people import NOW, TODAY, karen

pytestmark = pytest.mark.django_db
BORN = date(1988, 5, 14)
NUMBER, STRANGE, NEXT = (PersonNumber.invented(n, birth_date=BORN) for n in (1, 3, 5))
BY_NAME = Asked(full_name="kaj PRØVE", birth_date=BORN, sex="male")


@pytest.fixture
def here(db: None) -> Actor:
    return karen("615")


@pytest.fixture
def elsewhere(db: None) -> Actor:
    return karen("461")


@pytest.fixture
def record(elsewhere: Actor) -> PersonRecord:
    details = PersonDetails(full_name="Kaj Prøve", cpr=NUMBER)
    return create_record(by=elsewhere, details=details, valid_from=date(2026, 1, 1), at=NOW)


def known(by: Actor, asked: Asked) -> bool:
    return look_up(by=by, asked=asked, purpose="indskrivning", at=NOW).known


def test_a_whole_number_or_name_birth_date_and_sex_answer_known_and_nothing_near_does(
    here: Actor, record: PersonRecord
) -> None:
    assert known(here, Asked(cpr=NUMBER))
    assert known(here, BY_NAME)
    assert not known(here, Asked(cpr=STRANGE))
    assert not known(here, Asked(full_name="Kaj", birth_date=BORN, sex="male"))
    assert not known(here, Asked(full_name="Kaj Prøve", birth_date=BORN, sex="female"))


@pytest.mark.parametrize(
    "asked",
    [Asked(), Asked(full_name="Kaj Prøve", birth_date=BORN), Asked(birth_date=BORN, sex="male")],
)
def test_less_than_exact_asks_nobody(here: Actor, asked: Asked) -> None:
    with pytest.raises(NotExact):
        look_up(by=here, asked=asked, purpose="x", at=NOW)
    assert LookUp.objects.count() == 0


def test_a_look_up_without_a_purpose_is_refused(here: Actor) -> None:
    with pytest.raises(NotExact):
        look_up(by=here, asked=Asked(cpr=NUMBER), purpose=" ", at=NOW)


def test_a_number_that_was_replaced_still_finds_the_person(
    here: Actor, elsewhere: Actor, record: PersonRecord
) -> None:
    set_identity(
        record, by=elsewhere, details=PersonDetails(full_name="Kaj Prøve", cpr=NEXT), at=NOW, reason=""
    )

    assert known(here, Asked(cpr=NUMBER))
    assert known(here, Asked(cpr=NEXT))


def test_known_not_known_protected_and_hidden_take_the_same_statements(
    here: Actor, elsewhere: Actor, record: PersonRecord
) -> None:
    def statements(asked: Asked) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            look_up(by=here, asked=asked, purpose="indskrivning", at=NOW)
        told = [query["sql"].split(" WHERE ")[0].split(" VALUES ")[0] for query in caught.captured_queries]
        return [one for one in told if "SAVEPOINT" not in one]

    plain = statements(Asked(cpr=NUMBER))
    assert statements(Asked(cpr=STRANGE)) == plain
    protect(record, by=elsewhere, kind="own_safety", since=TODAY, at=NOW)
    assert statements(Asked(cpr=NUMBER)) == plain
    hide_from(record, by=elsewhere, user=User.objects.get(pk=here.user_id), at=NOW)
    assert statements(Asked(cpr=NUMBER)) == plain
    assert statements(BY_NAME) == plain


def test_whoever_the_person_is_hidden_from_gets_not_known_and_the_citizen_can_read_that_they_asked(
    here: Actor, elsewhere: Actor, record: PersonRecord
) -> None:
    hide_from(record, by=elsewhere, user=User.objects.get(pk=here.user_id), at=NOW)

    assert not known(here, Asked(cpr=NUMBER))
    link = RecordLink.objects.everything(reason="a test").current().get(record=record)
    assert LookUp.objects.get().citizen_ref == link.citizen_id


def test_the_event_names_the_way_and_nobody(here: Actor, record: PersonRecord) -> None:
    known(here, Asked(cpr=NUMBER))

    event = Event.objects.get(kind="citizens.looked_up")
    assert (set(event.objects_named), event.data) == ({"look_up"}, {"how": "cpr"})


def test_the_limit_of_an_hour_is_counted_from_the_log_and_ends(here: Actor, settings) -> None:
    settings.LOOK_UPS_PER_HOUR = 2
    known(here, Asked(cpr=STRANGE))
    known(here, Asked(cpr=STRANGE))

    with pytest.raises(TooManyLookUps):
        known(here, Asked(cpr=STRANGE))
    assert LookUp.objects.count() == 2
    later = NOW + timedelta(hours=1, seconds=1)
    assert not look_up(by=here, asked=Asked(cpr=STRANGE), purpose="x", at=later).known


def test_choosing_known_attaches_a_record_of_ones_own_and_opens_nothing_else(
    here: Actor, record: PersonRecord
) -> None:
    answer = look_up(by=here, asked=BY_NAME, purpose="henvendelse", at=NOW)

    own = attach_record(
        by=here,
        look_up_id=answer.look_up_id,
        details=PersonDetails(full_name="Kaj Prøve", birth_date=BORN, sex="male"),
        valid_from=TODAY,
        at=NOW,
    )

    links = RecordLink.objects.everything(reason="a test").current()
    assert links.get(record=own).citizen_id == links.get(record=record).citizen_id
    assert joined_with(here, record_id=own.pk) == []
    with pytest.raises(NotVisible):
        record_for(here, record_id=record.pk)


@pytest.mark.parametrize("minutes", [31, 600])
def test_an_old_answer_attaches_nothing(here: Actor, record: PersonRecord, minutes: int) -> None:
    answer = look_up(by=here, asked=Asked(cpr=NUMBER), purpose="x", at=NOW)

    with pytest.raises(NotVisible):
        attach_record(
            by=here,
            look_up_id=answer.look_up_id,
            details=PersonDetails(full_name="Kaj"),
            valid_from=TODAY,
            at=NOW + timedelta(minutes=minutes),
        )


def test_the_answer_of_another_or_not_known_attaches_nothing(
    here: Actor, elsewhere: Actor, record: PersonRecord
) -> None:
    ours = look_up(by=here, asked=Asked(cpr=NUMBER), purpose="x", at=NOW)
    nobody = look_up(by=elsewhere, asked=Asked(cpr=STRANGE), purpose="x", at=NOW)
    details = PersonDetails(full_name="Kaj")

    for answer in (ours, nobody):
        with pytest.raises(NotVisible):
            attach_record(
                by=elsewhere, look_up_id=answer.look_up_id, details=details, valid_from=TODAY, at=NOW
            )
