"""Places, presence, leave, moves, announcements: what can be written, and what the database refuses."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hjemad.areas.shelters.actions import correct_stay, discharge, open_place, withdraw_stay
from hjemad.areas.shelters.models import Expected, Leave, Presence, Stay
from hjemad.areas.shelters.queries import as_whole, stay_facts
from hjemad.areas.shelters.reads.clocks import ADMISSION, notice_clocks, stays_of
from hjemad.areas.shelters.reads.house import tonight
from hjemad.areas.shelters.rules import (
    LeaveOutsideStay,
    MoveBeforePart,
    PlaceNotOpen,
    PlaceTaken,
    SeenAtOtherTime,
    night_of,
)
from hjemad.areas.shelters.writes.announcements import Announced, announce, settle
from hjemad.areas.shelters.writes.leaves import Agreed, begin_leave, change_leave, end_leave
from hjemad.areas.shelters.writes.moves import move, undo_move
from hjemad.areas.shelters.writes.places import change_place, close_place, end_place, reopen_place
from hjemad.areas.shelters.writes.presences import set_seen, take_back
from hjemad.areas.shelters.writes.refusals import AlreadyAway, PlaceInUse
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from hjemad.kernel.periods import Period
from tests.people import COPENHAGEN, LONG_AGO, NOW, TODAY, House, a_house, ditte, niels
from tests.stays import a_stay, an_admission

pytestmark = pytest.mark.django_db

WHY = "a test looks"
DAY = timedelta(days=1)
AT_THE_WARD = Agreed(ground="hospital", place_kept="yes", expected_back=TODAY + 3 * DAY)


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
def stay(house: House) -> Stay:
    """Kaj, since ten days in the first place."""
    return a_stay(ditte(house), house=house, night=TODAY - 10 * DAY, nights=None)


def presences() -> list[Presence]:
    return list(Presence.objects.everything(reason=WHY))


def leaves() -> list[Leave]:
    return list(Leave.objects.everything(reason=WHY).current().order_by("valid_from"))


def stays() -> list[Stay]:
    return list(Stay.objects.everything(reason=WHY).current().order_by("valid_from", "pk"))


# Places ---------------------------------------------------------------------------------------------


def test_a_closed_place_is_given_to_nobody_and_open_again_afterwards(house: House) -> None:
    by = ditte(house)
    closed = close_place(house.places[0], by=by, period=Period(TODAY, None), ground="water", at=NOW)

    with pytest.raises(PlaceNotOpen):
        an_admission(by, house=house)
    assert [
        place.closed.ground for place in tonight(by, night=TODAY).departments[0].places if place.closed
    ] == ["water"]

    reopen_place(closed, by=by, day=TODAY, at=NOW)
    assert an_admission(by, house=house).stay.place_id == house.places[0].pk


def test_a_place_with_somebody_on_it_is_neither_closed_nor_ended(house: House, stay: Stay) -> None:
    by = ditte(house)

    with pytest.raises(PlaceInUse):
        close_place(house.places[0], by=by, period=Period(TODAY, TODAY + DAY), ground="repair", at=NOW)
    with pytest.raises(PlaceInUse):
        end_place(house.places[0], by=by, day=TODAY, at=NOW)

    discharge(by=by, stay=stay, day=TODAY, mode="left", at=NOW)
    assert end_place(house.places[0], by=by, day=TODAY, at=NOW).valid_to == TODAY
    assert len(tonight(by, night=TODAY).places) == 2


def test_two_closings_of_one_place_share_no_night(house: House) -> None:
    by = ditte(house)
    close_place(house.places[0], by=by, period=Period(TODAY, TODAY + 3 * DAY), ground="repair", at=NOW)

    with pytest.raises(PlaceInUse):
        close_place(house.places[0], by=by, period=Period(TODAY + 2 * DAY, None), ground="other", at=NOW)


def test_a_place_is_called_something_else_and_no_other_of_its_department_is_called_that(house: House) -> None:
    by = ditte(house)

    changed = change_place(house.places[0], by=by, label="104", traits=["couple", "dog"], at=NOW)
    assert (changed.label, changed.traits) == ("104", "couple,dog")
    with pytest.raises(InputRejected):
        change_place(house.places[1], by=by, label="104", traits=[], at=NOW)
    with pytest.raises(InputRejected):
        open_place(by=by, department=house.department, label="104", valid_from=LONG_AGO, at=NOW)


def test_another_house_changes_nothing_here(house: House, stay: Stay) -> None:
    stranger = niels(a_house("Havnely", code="102"))

    for attempt in (
        lambda: change_place(house.places[0], by=stranger, label="9", traits=[], at=NOW),
        lambda: close_place(house.places[1], by=stranger, period=Period(TODAY, None), ground="other", at=NOW),
        lambda: set_seen(stay, by=stranger, at=NOW),
        lambda: begin_leave(stay, by=stranger, first_night=TODAY, agreed=AT_THE_WARD, at=NOW),
        lambda: move(stay, by=stranger, place=house.places[1], day=TODAY, at=NOW),
    ):
        with pytest.raises(NotVisible):
            attempt()


# Presence -------------------------------------------------------------------------------------------


def test_seen_once_a_night_and_the_first_stands(house: House, stay: Stay) -> None:
    first = set_seen(stay, by=ditte(house), at=NOW)
    again = set_seen(stay, by=ditte(house), at=NOW + timedelta(minutes=20))

    assert again.pk == first.pk
    assert [(one.night, one.seen_at) for one in presences()] == [(TODAY, NOW)]


def test_the_database_refuses_a_second_presence_of_one_night(house: House, stay: Stay) -> None:
    first = set_seen(stay, by=ditte(house), at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Presence(
            record_id=stay.record_id, shelter_id=stay.shelter_id, stay_fact=stay.whole, night=TODAY,
            seen_at=NOW, written_at=NOW, written_by_id=first.written_by_id,
            written_under_id=first.written_under_id,
        ).save(force_insert=True)  # fmt: skip


def test_until_noon_it_is_still_the_night_before() -> None:
    assert night_of(datetime(2026, 11, 24, 2, 0, tzinfo=COPENHAGEN)) == TODAY
    assert night_of(datetime(2026, 11, 24, 11, 59, tzinfo=COPENHAGEN)) == TODAY
    assert night_of(datetime(2026, 11, 24, 12, 0, tzinfo=COPENHAGEN)) == TODAY + DAY


def test_a_tap_is_taken_back_within_minutes_and_can_then_be_set_again(house: House, stay: Stay) -> None:
    by = ditte(house)
    take_back(set_seen(stay, by=by, at=NOW), by=by, at=NOW + timedelta(minutes=4))
    set_seen(stay, by=by, at=NOW + timedelta(minutes=5))
    standing = next(one for one in presences() if one.taken_back_at is None)

    with pytest.raises(AlreadyClosed):
        take_back(standing, by=by, at=NOW + timedelta(minutes=11))
    assert len(presences()) == 2


def test_written_later_keeps_both_times_and_never_a_time_to_come(house: House, stay: Stay) -> None:
    by, seen = ditte(house), NOW - timedelta(hours=3)

    written = set_seen(stay, by=by, at=NOW, seen_at=seen)

    assert (written.seen_at, written.written_at, written.night) == (seen, NOW, TODAY)
    for other in (NOW + timedelta(minutes=1), NOW - timedelta(days=11)):
        with pytest.raises(SeenAtOtherTime):
            set_seen(stay, by=by, at=NOW, seen_at=other)


# Leave ----------------------------------------------------------------------------------------------


def test_away_with_the_place_kept_stays_on_the_board_and_ends_only_when_somebody_says_so(
    house: House, stay: Stay
) -> None:
    by = ditte(house)
    leave = begin_leave(stay, by=by, first_night=TODAY - DAY, agreed=AT_THE_WARD, at=NOW)

    board = tonight(by, night=TODAY + 9 * DAY)
    assert board.departments[0].places[0].occupant is not None
    assert board.departments[0].places[0].occupant.away is not None
    assert (board.sleeping, len(board.here)) == (0, 1)

    end_leave(leave, by=by, back=TODAY, at=NOW)
    assert tonight(by, night=TODAY).sleeping == 1
    with pytest.raises(AlreadyClosed):
        change_leave(leaves()[0], by=by, agreed=AT_THE_WARD, at=NOW)


def test_two_leaves_of_one_person_share_no_night(house: House, stay: Stay) -> None:
    by = ditte(house)
    begin_leave(stay, by=by, first_night=TODAY, agreed=AT_THE_WARD, at=NOW)

    with pytest.raises(AlreadyAway):
        begin_leave(stay, by=by, first_night=TODAY - DAY, agreed=AT_THE_WARD, at=NOW, back=TODAY + DAY)
    begin_leave(stay, by=by, first_night=TODAY - 3 * DAY, agreed=AT_THE_WARD, at=NOW, back=TODAY - DAY)
    assert len(leaves()) == 2


def test_a_leave_lies_inside_its_stay_also_when_the_stay_changes(house: House, stay: Stay) -> None:
    by = ditte(house)
    with pytest.raises(LeaveOutsideStay):
        begin_leave(stay, by=by, first_night=TODAY - 11 * DAY, agreed=AT_THE_WARD, at=NOW)
    begin_leave(stay, by=by, first_night=TODAY - 5 * DAY, agreed=AT_THE_WARD, at=NOW, back=TODAY - 3 * DAY)
    begin_leave(stay, by=by, first_night=TODAY - DAY, agreed=AT_THE_WARD, at=NOW)

    ended = discharge(by=by, stay=stay, day=TODAY, mode="left", at=NOW)
    assert [(one.valid_from, one.valid_to) for one in leaves()] == [
        (TODAY - 5 * DAY, TODAY - 3 * DAY),
        (TODAY - DAY, TODAY),
    ]

    ended = correct_stay(
        by=by, stay=ended, valid_from=TODAY - 4 * DAY, valid_to=TODAY - 2 * DAY, reason="test", at=NOW
    )
    assert [(one.valid_from, one.valid_to) for one in leaves()] == [(TODAY - 4 * DAY, TODAY - 3 * DAY)]

    withdraw_stay(by=by, stay=ended, reason="test", at=NOW)
    assert leaves() == []


# Moves ----------------------------------------------------------------------------------------------


def test_a_move_keeps_where_the_person_slept_and_frees_the_place(house: House, stay: Stay) -> None:
    by = ditte(house)

    part = move(stay, by=by, place=house.places[1], day=TODAY, at=NOW)

    assert [(one.place_id, one.valid_from, one.valid_to) for one in stays()] == [
        (house.places[0].pk, TODAY - 10 * DAY, TODAY),
        (house.places[1].pk, TODAY, None),
    ]
    [occupant] = tonight(by, night=TODAY).here
    assert (occupant.stay_fact_id, occupant.whole, occupant.valid_from) == (
        part.fact_id,
        stay.fact_id,
        stay.valid_from,
    )
    assert tonight(by, night=TODAY).left_lately == ()
    assert an_admission(by, house=house, place=0, called="Ole").stay.place_id == house.places[0].pk


def test_a_move_asks_for_no_notice_and_changes_no_deadline(house: House, stay: Stay) -> None:
    before = [(one.kind, one.subject, one.due) for one in notice_clocks(stays_of([stay.record_id]))]

    move(stay, by=ditte(house), place=house.places[1], day=TODAY, at=NOW)

    after = [(one.kind, one.subject, one.due) for one in notice_clocks(stays_of([stay.record_id]))]
    assert after == before
    assert [kind for kind, _, _ in after] == [ADMISSION]


def test_on_the_first_day_the_place_was_wrong_from_the_start(house: House) -> None:
    by = ditte(house)
    stay = an_admission(by, house=house).stay

    moved = move(stay, by=by, place=house.places[2], day=TODAY, at=NOW)

    assert (moved.fact_id, moved.version, moved.place_id) == (stay.fact_id, 2, house.places[2].pk)
    assert len(stays()) == 1


def test_a_move_is_undone_as_long_as_the_bed_is_free(house: House, stay: Stay) -> None:
    by = ditte(house)
    part = move(stay, by=by, place=house.places[1], day=TODAY, at=NOW)
    guest = an_admission(by, house=house, place=0, called="Ole").stay

    with pytest.raises(PlaceTaken):
        undo_move(part, by=by, at=NOW)
    withdraw_stay(by=by, stay=guest, reason="test", at=NOW)

    again = undo_move(part, by=by, at=NOW)
    assert (again.place_id, again.valid_to, again.discharge_mode) == (house.places[0].pk, None, "")
    assert len(stays()) == 1


def test_nobody_moves_into_a_bed_that_is_taken_or_closed_or_back_in_time(house: House, stay: Stay) -> None:
    by = ditte(house)
    an_admission(by, house=house, place=1, called="Ole")
    close_place(house.places[2], by=by, period=Period(TODAY, None), ground="other", at=NOW)

    with pytest.raises(PlaceTaken):
        move(stay, by=by, place=house.places[1], day=TODAY, at=NOW)
    with pytest.raises(PlaceNotOpen):
        move(stay, by=by, place=house.places[2], day=TODAY, at=NOW)
    with pytest.raises(MoveBeforePart):
        move(stay, by=by, place=house.places[2], day=TODAY - 11 * DAY, at=NOW)


def test_a_stay_that_was_a_mistake_is_withdrawn_in_all_its_places(house: House, stay: Stay) -> None:
    by = ditte(house)
    part = move(stay, by=by, place=house.places[1], day=TODAY, at=NOW)

    withdraw_stay(by=by, stay=part, reason="test", at=NOW)

    assert stays() == []


def test_a_moved_stay_is_one_stay_for_lists_and_two_parts_for_nights(house: House, stay: Stay) -> None:
    by = ditte(house)
    move(stay, by=by, place=house.places[1], day=TODAY - DAY, at=NOW)

    [whole] = as_whole(stays())
    assert (whole.valid_from, whole.valid_to, whole.place_id) == (stay.valid_from, None, house.places[1].pk)
    facts = stay_facts([stay.record_id])[stay.record_id]
    assert [(one.period.start, one.period.end) for one in facts] == [
        (stay.valid_from, TODAY - DAY),
        (TODAY - DAY, None),
    ]
    [first] = as_whole(stays()[:1])
    assert (first.valid_to, first.discharge_mode) == (None, "")


# Announced ------------------------------------------------------------------------------------------


def test_who_is_announced_holds_a_place_and_leaves_no_name_when_it_is_settled(house: House) -> None:
    by = ditte(house)
    comes = Announced(called="Kaj", told_by="gadeteamet", night=TODAY, due_at=NOW + timedelta(minutes=25))
    waiting = announce(comes, by=by, place=house.places[0], at=NOW)

    board = tonight(by, night=TODAY)
    assert [one.called for one in board.coming] == ["Kaj"]
    assert [place.label for place in board.free] == ["002", "003"]
    with pytest.raises(PlaceInUse):
        announce(comes, by=by, place=house.places[0], at=NOW)

    settle(waiting, by=by, outcome="not_come", at=NOW)
    row = Expected.objects.get()
    assert (row.called, row.told_by, row.outcome) == ("", "", "not_come")
    with pytest.raises(AlreadyClosed):
        settle(waiting, by=by, outcome="mistake", at=NOW)
    assert tonight(by, night=TODAY).coming == ()


def test_either_a_name_or_who_told_is_enough(house: House) -> None:
    by = ditte(house)

    with pytest.raises(InputRejected):
        announce(Announced(called=" ", told_by="", night=TODAY, due_at=None), by=by, at=NOW)
    announce(Announced(called="", told_by="112", night=TODAY, due_at=None), by=by, at=NOW)
