from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from hjemad.foundation.access.actions import assign, create_user, end_assignment
from hjemad.foundation.access.actor import NotAllowed
from hjemad.foundation.access.models import Assignment
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import actor_for, assignments_of, own_name, user_with_assignments
from hjemad.foundation.access.roles import ROLES
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from tests.people import LONG_AGO, NOW, PASSWORD, TODAY, a_house, a_user, an_assignment, ditte, mette

pytestmark = pytest.mark.django_db


def test_an_actor_works_under_one_assignment_that_is_their_own_and_valid_today() -> None:
    house = a_house()
    own = an_assignment("Ditte", role="shelter_staff", organisation=house.shelter)
    others = an_assignment("Niels", role="shelter_staff", organisation=house.shelter)

    actor = actor_for(own.user_id, assignment_id=own.pk, on=TODAY)

    assert actor is not None
    assert (actor.role, actor.organisation_id, actor.user_name) == (
        "shelter_staff",
        house.shelter.pk,
        "Ditte Prøve",
    )
    assert actor_for(own.user_id, assignment_id=others.pk, on=TODAY) is None
    assert actor_for(own.user_id, assignment_id=own.pk, on=LONG_AGO - timedelta(days=1)) is None


def test_rights_end_with_the_last_day_of_the_assignment() -> None:
    own = an_assignment("Ditte", role="shelter_staff", organisation=a_house().shelter)

    end_assignment(own, last_day=TODAY, at=NOW, by=None)

    assert actor_for(own.user_id, assignment_id=own.pk, on=TODAY) is not None
    assert actor_for(own.user_id, assignment_id=own.pk, on=TODAY + timedelta(days=1)) is None
    with pytest.raises(AlreadyClosed):
        end_assignment(own, last_day=TODAY, at=NOW, by=None)


def test_an_inactive_user_acts_no_more() -> None:
    own = an_assignment("Ditte", role="shelter_staff", organisation=a_house().shelter)
    own.user.is_active = False
    own.user.save()

    assert actor_for(own.user_id, assignment_id=own.pk, on=TODAY) is None
    assert authenticate(username="ditte", password=PASSWORD) is None


def test_user_assignments_and_the_name_of_the_organisation_are_one_query(django_assert_num_queries) -> None:
    house, other = a_house(), a_house("Havnely", code="102")
    own = an_assignment("Ditte", role="shelter_staff", organisation=house.shelter)
    others = an_assignment("Niels", role="shelter_staff", organisation=other.shelter)

    with django_assert_num_queries(1):
        user = user_with_assignments(own.user_id, on=TODAY, at=NOW)
        assert user is not None
        actor = actor_for(user.pk, assignment_id=own.pk, on=TODAY, at=NOW, held=user.held)
        assert actor is not None
        name = own_name(actor)

    assert name == "Åhuset"
    # What was found for one user opens nothing for another, nor an assignment of somebody else.
    assert actor_for(others.user_id, assignment_id=own.pk, on=TODAY, at=NOW, held=user.held) is None
    assert actor_for(user.pk, assignment_id=others.pk, on=TODAY, at=NOW, held=user.held) is None


def test_an_assignment_that_has_ended_is_not_held_and_a_closed_account_is_nobody() -> None:
    own = an_assignment("Ditte", role="shelter_staff", organisation=a_house().shelter)
    end_assignment(own, last_day=TODAY, at=NOW, by=None)

    later = user_with_assignments(own.user_id, on=TODAY + timedelta(days=1), at=NOW)
    assert later is not None
    assert later.held == []

    own.user.is_active = False
    own.user.save()
    assert user_with_assignments(own.user_id, on=TODAY, at=NOW) is None


def test_an_assignment_with_a_role_nobody_knows_gives_no_right() -> None:
    own = an_assignment("Ditte", role="shelter_staff", organisation=a_house().shelter)
    Assignment.objects.filter(pk=own.pk).update(role="retired_role")

    assert list(assignments_of(own.user_id, on=TODAY)) == []


def test_a_role_is_given_only_in_the_kind_of_organisation_it_is_for() -> None:
    with pytest.raises(InputRejected):
        assign(
            a_user("Ditte"),
            role="economist",
            organisation=a_house().shelter,
            valid_from=TODAY,
            at=NOW,
            by=None,
        )


def test_the_same_role_is_not_given_twice_at_a_time() -> None:
    own = an_assignment("Ditte", role="shelter_staff", organisation=a_house().shelter)

    with pytest.raises(AlreadyClosed):
        assign(own.user, role=own.role, organisation=own.organisation, valid_from=TODAY, at=NOW, by=None)
    with pytest.raises(IntegrityError, match="access_assignment_in_order"), transaction.atomic():
        Assignment.objects.filter(pk=own.pk).update(valid_to=LONG_AGO)


def test_rights_are_never_added_together() -> None:
    actor = ditte(a_house())

    assert actor.may(Permission.ADMIT)
    with pytest.raises(NotAllowed):
        actor.require(Permission.CLOSE_CLAIMS)
    assert mette().may(Permission.CLOSE_CLAIMS)


def test_a_user_is_recognised_by_the_right_password_only() -> None:
    user = a_user("Ditte")

    assert authenticate(username="ditte", password=PASSWORD) == user
    assert authenticate(username="ditte", password="forkert") is None
    assert authenticate(username="ukendt", password=PASSWORD) is None


def test_a_user_name_is_used_once() -> None:
    a_user("Ditte")

    with pytest.raises(AlreadyClosed):
        create_user("ditte", full_name="En anden", password=None, at=NOW, by=None)


@pytest.mark.parametrize("slug", sorted(ROLES))
def test_every_role_can_be_read_aloud_in_both_languages(slug: str) -> None:
    role = ROLES[slug]

    assert all((role.name_da, role.name_en, role.sentence_da, role.sentence_en, role.permissions, role.kinds))


def test_the_system_administrator_sees_no_person() -> None:
    seeing = {Permission.SEE_HOUSE, Permission.SEE_RESIDENTS, Permission.SEE_CITIZENS, Permission.SEE_CLAIMS}

    assert not ROLES["system_administrator"].permissions & seeing


def test_the_auditor_changes_nothing_but_endorses() -> None:
    """Reckoning what other rules would give saves nothing."""
    writing = {one for one in ROLES["auditor"].permissions if not one.value.startswith("see_")}

    assert writing == {Permission.ENDORSE_CLAIMS, Permission.ASK_WHAT_IF}
