"""A disagreement about who acts: who acts meanwhile, each step with its day, and the result."""

from datetime import date, timedelta

import pytest

from hjemad.areas.citizens.actions import create_record
from hjemad.areas.citizens.models import ActingDispute, PersonRecord
from hjemad.areas.citizens.queries import responsible_of
from hjemad.areas.citizens.reads.disputes import acts_meanwhile, disputes_of
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.disputes import (
    AGREED,
    DECIDED,
    MEANWHILE,
    DisputeOpen,
    open_dispute,
    send_to_ankestyrelsen,
    settle,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from tests.people import HORSENS, NOW, ODENSE, TODAY, karen, municipality

pytestmark = pytest.mark.django_db
OPENED, SENT = TODAY - timedelta(days=20), TODAY - timedelta(days=10)


@pytest.fixture
def by(db: None) -> Actor:
    return karen()


@pytest.fixture
def record(by: Actor) -> PersonRecord:
    return create_record(by=by, details=PersonDetails(alias="Kaj"), valid_from=date(2026, 1, 1), at=NOW)


def opened(record: PersonRecord, *, by: Actor, registered: str | None = ODENSE) -> ActingDispute:
    return open_dispute(
        record,
        by=by,
        one=municipality(HORSENS),
        other=municipality(ODENSE),
        registered_in=municipality(registered) if registered else None,
        opened_on=OPENED,
        grounds="Boede kort i Odense",
        at=NOW,
    )


def settled(dispute: ActingDispute, *, by: Actor, decided: bool = True) -> ActingDispute:
    return settle(
        dispute, by=by, result=municipality(HORSENS), decided=decided, settled_on=TODAY, acts_from=OPENED,
        reason="Afgørelse 1", at=NOW,
    )  # fmt: skip


def acting(by: Actor, record: PersonRecord) -> list[tuple[str, date, str]]:
    rows = responsible_of(by, record_id=record.pk)
    return [(one.acts_code, one.period.start, one.basis_text) for one in rows]


def test_the_municipality_of_the_registered_address_acts_meanwhile(by: Actor, record: PersonRecord) -> None:
    opened(record, by=by)

    assert acting(by, record) == [(ODENSE, OPENED, MEANWHILE)]
    (shown,) = disputes_of(by, record_id=record.pk)
    assert (shown.meanwhile, shown.is_open, shown.step) == ("Odense", True, "opened")


def test_without_a_registered_address_nobody_is_written_to_act(by: Actor, record: PersonRecord) -> None:
    opened(record, by=by, registered=None)

    assert acting(by, record) == []
    finding = acts_meanwhile(["Horsens", "Odense"], registered_in="", on=TODAY)
    assert finding.outcome == "unknown"


def test_the_law_names_the_registered_address_on_the_day() -> None:
    finding = acts_meanwhile(["Horsens", "Odense"], registered_in="Odense", on=TODAY)

    assert finding.answer == {"acts_meanwhile": "Odense"}


@pytest.mark.parametrize(("decided", "basis"), [(True, DECIDED), (False, AGREED)])
def test_the_result_is_written_from_its_day_with_what_it_rests_on(
    by: Actor, record: PersonRecord, decided: bool, basis: str
) -> None:
    dispute = send_to_ankestyrelsen(opened(record, by=by), by=by, sent_on=SENT, at=NOW)

    settled(dispute, by=by, decided=decided)

    assert acting(by, record) == [(HORSENS, OPENED, basis)]
    (shown,) = disputes_of(by, record_id=record.pk)
    assert (shown.result, shown.is_open) == ("Horsens", False)
    assert [(one.step, one.on) for one in shown.steps] == [
        ("opened", OPENED), ("sent", SENT), ("decided" if decided else "agreed", TODAY),
    ]  # fmt: skip


def test_a_second_disagreement_waits_for_the_first(by: Actor, record: PersonRecord) -> None:
    dispute = opened(record, by=by)

    with pytest.raises(DisputeOpen):
        opened(record, by=karen(ODENSE))
    settled(dispute, by=by)
    opened(record, by=by)
    assert len(disputes_of(by, record_id=record.pk)) == 2


def test_what_is_settled_is_not_settled_again(by: Actor, record: PersonRecord) -> None:
    dispute = opened(record, by=by)
    settled(dispute, by=by)

    with pytest.raises(AlreadyClosed):
        settled(dispute, by=by)
    assert len(acting(by, record)) == 1


def test_a_step_before_the_one_before_it_is_refused(by: Actor, record: PersonRecord) -> None:
    dispute = opened(record, by=by)

    with pytest.raises(InputRejected):
        send_to_ankestyrelsen(dispute, by=by, sent_on=OPENED - timedelta(days=1), at=NOW)


def test_a_municipality_does_not_disagree_with_itself(by: Actor, record: PersonRecord) -> None:
    horsens = municipality(HORSENS)

    with pytest.raises(InputRejected):
        open_dispute(
            record,
            by=by,
            one=horsens,
            other=horsens,
            registered_in=None,
            opened_on=OPENED,
            grounds="",
            at=NOW,
        )


def test_a_municipality_without_the_person_opens_and_reads_nothing(by: Actor, record: PersonRecord) -> None:
    stranger = karen("751")

    with pytest.raises(NotVisible):
        opened(record, by=stranger)
    assert disputes_of(stranger, record_id=record.pk) == []
