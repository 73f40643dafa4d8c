"""A request takes two persons before it leaves the house; a remark is corrected in the next one."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.areas.refunds.actions import remarks, requests, statements
from hjemad.areas.refunds.actions.requests import Sending
from hjemad.areas.refunds.models import Claim, StepKind, YearStatement
from hjemad.areas.refunds.queries import remarks as remark_queries
from hjemad.areas.refunds.queries import requests as queries
from hjemad.areas.refunds.rules import (
    ClaimChangedWhileReading,
    NotACorrection,
    SamePerson,
    StepMissing,
    StepTaken,
)
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.foundation.access.actions import assign, create_user
from hjemad.foundation.access.actor import Actor, NotAllowed
from hjemad.foundation.access.models import User
from hjemad.foundation.audit.models import Disclosure, Event
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter

pytestmark = pytest.mark.django_db

FIRST, SECOND = Quarter(2024, 1), Quarter(2024, 2)
PORTAL = Sending(how="portal", on=date(2024, 4, 2), proof="Kvittering 1, opdigtet")


def another(world: World, name: str, role: str = "economist", place: str = "A") -> Actor:
    """One more person of the municipality."""
    user = create_user(f"user-{name}", full_name=f"Bruger {name}", password=None, at=world.tick(), by=None)
    organisation = world.municipalities[place]
    given = assign(user, role=role, organisation=organisation, valid_from=LONG_AGO, at=world.tick(), by=None)
    return replace(
        world.actors[place], user_id=user.pk, user_name=user.full_name, assignment_id=given.pk, role=role
    )


@pytest.fixture
def world() -> World:
    world = small_world()
    world.person()
    world.payer("S1", "A", LONG_AGO)
    world.stay("S1", date(2024, 1, 1), date(2024, 2, 1))
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "100.00")
    return world


def drawn(world: World, quarter: Quarter = FIRST) -> str:
    return requests.draw_up(
        by=world.actors["A"], quarter=quarter, today=quarter.end, at=world.tick()
    ).fingerprint


def checked(world: World, by: Actor, quarter: Quarter = FIRST) -> Claim:
    return requests.check(by=by, quarter=quarter, at=world.tick(), expected=drawn(world, quarter))


def test_another_person_than_who_drew_it_up_checks_it_and_closes_the_lines(world: World) -> None:
    second = another(world, "A2")

    claim = checked(world, second)

    assert (claim.drawn_up_by_id, claim.closed_by_id) == (world.actors["A"].user_id, second.user_id)
    assert claim.lines.count() == 1
    assert set(queries.steps_of(claim)) == {StepKind.DRAWN_UP, StepKind.CHECKED}


def test_the_same_person_cannot_check_under_another_assignment_either(world: World) -> None:
    fingerprint = drawn(world)
    first = world.actors["A"]
    municipality = world.municipalities["A"]
    user = User.objects.get(pk=first.user_id)
    given = assign(
        user, role="auditor", organisation=municipality, valid_from=LONG_AGO, at=world.tick(), by=None
    )

    for actor in (first, replace(first, assignment_id=given.pk)):
        with pytest.raises(SamePerson):
            requests.check(by=actor, quarter=FIRST, at=world.tick(), expected=fingerprint)

    assert Claim.objects.count() == 0


def test_a_fact_that_changes_after_the_drawing_opens_it_again(world: World) -> None:
    second, fingerprint = another(world, "A2"), drawn(world)
    world.rate("S1", Period(LONG_AGO, None), "1600.00")

    with pytest.raises(ClaimChangedWhileReading):
        requests.check(by=second, quarter=FIRST, at=world.tick(), expected=fingerprint)

    requests.check(by=second, quarter=FIRST, at=world.tick(), expected=drawn(world))
    assert Claim.objects.get().total_half_ore == 31 * 750_00 * 2


def test_nobody_checks_what_nobody_drew_up(world: World) -> None:
    with pytest.raises(StepMissing):
        requests.check(by=another(world, "A2"), quarter=FIRST, at=world.tick(), expected="")


def test_what_one_person_closed_alone_cannot_be_sent(world: World) -> None:
    claim = world.close("A", "2024Q1")

    with pytest.raises(StepMissing, match="another person"):
        requests.send(claim, by=world.actors["A"], sending=PORTAL, at=world.tick())


def test_a_checked_request_is_sent_once_and_stands_among_the_disclosures(world: World) -> None:
    claim = checked(world, another(world, "A2"))

    step = requests.send(claim, by=world.actors["A"], sending=PORTAL, at=world.tick())

    assert (step.how, step.on, step.proof) == ("portal", date(2024, 4, 2), "Kvittering 1, opdigtet")
    disclosure = Disclosure.objects.get()
    assert (disclosure.what, disclosure.basis) == ("refund_request", "duty")
    with pytest.raises(StepTaken):
        requests.send(claim, by=world.actors["A"], sending=PORTAL, at=world.tick())
    logged = Event.objects.filter(kind__startswith="refunds.").order_by("pk")
    kinds = list(logged.values_list("kind", flat=True))
    assert kinds == [
        "refunds.request_drawn_up",
        "refunds.claim_closed",
        "refunds.request_checked",
        "refunds.request_sent",
    ]


def test_the_auditor_takes_no_step_but_the_endorsement(world: World) -> None:
    auditor, claim = another(world, "R", role="auditor"), checked(world, another(world, "A2"))

    with pytest.raises(NotAllowed):
        requests.draw_up(by=auditor, quarter=SECOND, today=SECOND.end, at=world.tick())
    with pytest.raises(NotAllowed):
        requests.check(by=auditor, quarter=SECOND, at=world.tick(), expected="")
    with pytest.raises(NotAllowed):
        requests.send(claim, by=auditor, sending=PORTAL, at=world.tick())


def final(world: World, second: Actor) -> YearStatement:
    found = statements.draw_up(
        by=world.actors["A"], year=2024, kind="final", today=date(2025, 4, 1), at=world.tick()
    )
    statements.check(found, by=second, today=date(2025, 4, 2), at=world.tick())
    return found


def test_the_final_statement_goes_from_draft_to_the_auditors_endorsement(world: World) -> None:
    second, auditor = another(world, "A2"), another(world, "R", role="auditor")
    claim = checked(world, second)
    found = final(world, second)
    with pytest.raises(StepMissing):
        statements.endorse(found, by=auditor, note="Uden forbehold", at=world.tick())

    statements.send(found, by=world.actors["A"], sending=PORTAL, at=world.tick())
    statements.endorse(found, by=auditor, note="Uden forbehold", at=world.tick())

    assert found.total_half_ore == claim.total_half_ore
    assert queries.endorsement_of(world.municipalities["A"].pk, 2024) is not None
    with pytest.raises(StepTaken):
        statements.draw_up(
            by=world.actors["A"], year=2024, kind="final", today=date(2025, 5, 1), at=world.tick()
        )


def test_a_statement_needs_two_persons_and_unchanged_facts(world: World) -> None:
    second = another(world, "A2")
    checked(world, second)
    found = statements.draw_up(
        by=world.actors["A"], year=2024, kind="provisional", today=date(2025, 2, 1), at=world.tick()
    )

    with pytest.raises(SamePerson):
        statements.check(found, by=world.actors["A"], today=date(2025, 2, 1), at=world.tick())
    with pytest.raises(StepMissing):
        statements.send(found, by=second, sending=PORTAL, at=world.tick())
    world.rate("S1", Period(LONG_AGO, None), "1600.00")
    with pytest.raises(StepMissing):
        statements.check(found, by=second, today=date(2025, 2, 1), at=world.tick())


def test_a_remark_is_answered_and_corrected_by_a_difference_in_the_next_request(world: World) -> None:
    second, auditor = another(world, "A2"), another(world, "R", role="auditor")
    claim = checked(world, second)
    remark = remarks.remark(
        claim, by=auditor, text="Taksten er 1.450 kr.", at=world.tick(), line=claim.lines.get()
    )
    remarks.answer(remark, by=second, text="Vi ser på det", at=world.tick())
    assert remark_queries.remark_with_id(second, remark.pk).state == "answered"
    world.rate("S1", Period(LONG_AGO, None), "1450.00")
    later = checked(world, second, SECOND)

    with pytest.raises(NotACorrection):
        remarks.answer(remark, by=second, text="Rettet", at=world.tick(), line=claim.lines.get())
    [line] = remark_queries.corrections_for(remark)
    remarks.answer(remark, by=second, text="Rettet", at=world.tick(), line=line)

    assert line.claim_id == later.pk
    assert remark_queries.remark_with_id(second, remark.pk).state == "corrected"
    with pytest.raises(NotAllowed):
        remarks.remark(claim, by=second, text="Selv", at=world.tick())
    with pytest.raises(NotAllowed):
        remarks.answer(remark, by=auditor, text="Selv", at=world.tick())
