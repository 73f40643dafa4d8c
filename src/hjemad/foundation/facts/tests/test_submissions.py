import threading
from uuid import uuid4

import pytest
from django.db import connection

from hjemad.foundation.audit.actions import log
from hjemad.foundation.audit.models import Event
from hjemad.foundation.facts.models import Submission
from hjemad.foundation.facts.submissions import once
from tests.people import NOW, a_house, ditte, niels


@pytest.mark.django_db
def test_a_form_sent_twice_is_done_once_and_answered_twice() -> None:
    actor, key, done = ditte(a_house()), uuid4(), []

    answers = [once(actor, key=key, at=NOW, do=lambda: done.append(1) or "/stay/1/") for _ in range(2)]

    assert answers == [("/stay/1/", False), ("/stay/1/", True)]
    assert done == [1]


@pytest.mark.django_db
def test_a_form_that_was_refused_can_be_mended_and_sent_again() -> None:
    actor, key = ditte(a_house()), uuid4()

    def refused() -> str:
        log("tests.half", by=actor, at=NOW, objects={})
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - raised by the test itself
        once(actor, key=key, at=NOW, do=refused)

    assert not Event.objects.filter(kind="tests.half").exists()
    assert once(actor, key=key, at=NOW, do=lambda: "/stay/1/") == ("/stay/1/", False)


@pytest.mark.django_db
def test_the_same_key_under_another_assignment_is_another_form() -> None:
    key = uuid4()

    answers = [
        once(actor, key=key, at=NOW, do=lambda: "/here/")
        for actor in (ditte(a_house()), niels(a_house("Havnely", code="102")))
    ]

    assert [repeated for _, repeated in answers] == [False, False]


@pytest.mark.django_db(transaction=True)
def test_of_two_that_arrive_at_once_one_is_done_and_both_get_its_answer() -> None:
    actor, key, done = ditte(a_house()), uuid4(), []
    together = threading.Barrier(2, timeout=20)
    answers: list[tuple[str, bool]] = []

    def send(name: str) -> None:
        try:
            together.wait()
            answers.append(once(actor, key=key, at=NOW, do=lambda: done.append(name) or f"/by/{name}/"))
        finally:
            connection.close()

    senders = [threading.Thread(target=send, args=(name,)) for name in "ab"]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(timeout=30)

    assert len(done) == 1
    assert sorted(repeated for _, repeated in answers) == [False, True]
    assert {result for result, _ in answers} == {f"/by/{done[0]}/"}
    assert Submission.objects.count() == 1
