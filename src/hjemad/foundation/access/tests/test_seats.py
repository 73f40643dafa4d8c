"""The whole table of who sees whom stands from the start; what is not built yet gives nobody anything."""

import pytest

from hjemad.foundation.access.actions import assign
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import sources
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.access.seats import LATER, SEATS
from hjemad.kernel.errors import InputRejected
from tests.people import LONG_AGO, NOW, TODAY, a_house, a_user

SLUGS = [seat.slug for seat in SEATS]
LATER_SLUGS = [seat.slug for seat in LATER]


def test_every_role_has_its_row_and_every_slug_is_there_once() -> None:
    assert set(ROLES) <= set(SLUGS)
    assert len(SLUGS) == len(set(SLUGS))
    assert len(LATER) == 12


def test_every_row_says_what_is_seen_why_and_what_never() -> None:
    assert all(all((seat.name_da, seat.name_en, seat.sees, seat.because, seat.never)) for seat in SEATS)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", LATER_SLUGS)
def test_nobody_is_assigned_to_a_row_that_is_not_built(slug: str) -> None:
    with pytest.raises(InputRejected):
        assign(a_user("Ida"), role=slug, organisation=a_house().shelter, valid_from=LONG_AGO, at=NOW, by=None)


def test_a_row_that_is_not_built_opens_no_record() -> None:
    assert not {slug for source in sources() for slug in source.roles} & set(LATER_SLUGS)


@pytest.mark.parametrize("slug", LATER_SLUGS)
def test_a_row_that_is_not_built_may_nothing(slug: str) -> None:
    actor = Actor(
        user_id=1, user_name="", assignment_id=1, organisation_id=1, role=slug, on=TODAY, purpose=""
    )

    assert not any(actor.may(permission) for permission in Permission)


def test_a_role_that_sees_no_person_has_no_relation_to_any() -> None:
    related = {slug for source in sources() for slug in source.roles}

    assert not related & {"municipal_leader", "dpo", "system_administrator"}
