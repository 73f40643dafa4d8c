"""A night in a shelter from 23.00 to 7.30 at one computer, by clicks and keys alone, and the day after.

The evening worker, the night worker and a substitute share the computer. Walked are: approval of it,
the substitute's right, short codes, who is seen, prints of evening and morning, five admissions (one
by keys alone, one without a name, one after midnight, one from paper), undo, a refusal with its sheet, an
incident, a missing person, an hour without network with its late entries, the handover twice. The day after
begins from what such a night leaves: the leader, the caseworker and the economist.
"""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page

from tests import people
from tests.journeys import day_steps as day
from tests.journeys import night_steps as night
from tests.journeys.night_desk import Desk
from tests.journeys.night_house import an_evening_in_the_house
from tests.journeys.turning import turns_to

pytestmark = pytest.mark.browser


def evening(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=people.COPENHAGEN)


def morning(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=people.COPENHAGEN)


@pytest.fixture
def desk(page: Page, looked_at: list[str]) -> Desk:
    return Desk(page, looked_at)


def test_a_night_from_evening_to_morning_at_one_computer(desk: Desk, open_at: Callable[[str], Page]) -> None:
    an_evening_in_the_house()
    with desk.at(evening(22, 40), "the leader approves the computer and lets a substitute in"):
        open_at("/log-paa/")
        night.the_leader_approves_the_computer(desk)
        start_code = night.the_leader_lets_a_substitute_in(desk)
    the_evening(desk, start_code)
    the_night(desk)
    the_morning(desk)


def the_evening(desk: Desk, start_code: str) -> None:
    with desk.at(evening(23, 0), "Ditte takes the shift, taps who is seen, and prints for the night"):
        night.ditte_takes_the_evening_and_sees_who_is_here(desk)
        night.ditte_prints_the_night_list_and_a_paper_form(desk)
    with desk.at(evening(23, 1), "three come to the door, and one admission is undone"):
        night.ditte_admits_jonna_by_keys_alone(desk)
        night.ditte_admits_somebody_without_a_name(desk)
        night.ditte_undoes_an_admission_to_the_wrong_place(desk)
    with desk.at(evening(23, 40), "the evening hands over"):
        desk.is_back("ditte")
        night.ditte_writes_a_message_and_hands_over(desk)
    with desk.at(evening(23, 50), "the night takes over, with a substitute"):
        night.sofus_takes_over_and_has_read_it(desk)
        night.vita_signs_in_for_the_first_time_and_joins(desk, start_code)


def the_night(desk: Desk) -> None:
    with desk.at(morning(0, 40), "somebody knocks after midnight, and the substitute lets them in"):
        desk.is_back("vita")
        night.vita_admits_somebody_after_midnight(desk)
    with desk.at(morning(1, 30), "no place, with a decision and its sheet"):
        desk.takes_over("sofus")
        night.sofus_says_no_and_shows_the_sheet(desk)
    with desk.at(morning(1, 45), "the sheet was read aloud and handed over"):
        desk.is_back("sofus")
        night.sofus_writes_the_hour_the_sheet_was_handed_over(desk)
    with desk.at(morning(2, 10), "an incident"):
        desk.takes_over("vita")
        night.vita_writes_an_incident(desk)
    with desk.at(morning(2, 40), "somebody has not been seen"):
        desk.takes_over("sofus")
        night.sofus_finds_that_alex_has_not_been_seen(desk)
    with desk.at(morning(3, 10), "the network goes"):
        night.the_network_goes_and_a_bed_is_given_on_paper(desk)
    with desk.at(morning(4, 10), "the network is back, and what stands on paper is typed in"):
        night.the_network_is_back_and_the_paper_is_typed_in(desk)
        night.lone_was_seen_while_the_network_was_away(desk)
        night.the_log_gets_its_line_late(desk)


def the_morning(desk: Desk) -> None:
    with desk.at(morning(5, 30), "the last one comes"):
        desk.is_back("sofus")
        night.sofus_admits_the_last_one_and_prints_for_the_morning(desk)
    with desk.at(morning(7, 15), "the morning: who is here, on paper, and the shift is handed over"):
        desk.is_back("sofus")
        night.the_morning_list_holds_whoever_sleeps_here(desk)
        night.the_handover_is_printed_and_the_shift_handed_over(desk)
    with desk.at(morning(7, 31), "the substitute's right has ended; the day reads what the night left"):
        night.vitas_right_has_ended_by_itself(desk)
        night.ditte_is_back_and_reads_what_the_night_left(desk)


def test_the_day_after_in_three_offices(desk: Desk, open_at: Callable[[str], Page]) -> None:
    day.the_night_left_its_traces(an_evening_in_the_house())
    people.karen()
    people.mette()
    with desk.at(morning(9, 0), "the leader of the house"):
        open_at("/log-paa/")
        day.the_leader_follows_the_incident_up(desk)
        day.the_leader_hears_the_appeal(desk)
        day.the_leader_gives_the_municipality_notice(desk)
        turns_to(desk.page.get_by_role("button", name="Log af").first)
    with desk.at(morning(10, 0), "the caseworker of the municipality"):
        day.the_caseworker_answers_and_sees_the_way(desk)
        turns_to(desk.page.get_by_role("button", name="Log af").first)
    with desk.at(morning(11, 0), "the economist of the municipality"):
        day.the_economist_enters_the_rate_a_request_waits_for(desk)
