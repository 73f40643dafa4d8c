import pytest

from hjemad.areas.citizens.models import Identity, PersonRecord
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access import relation
from hjemad.foundation.access.relation import NoActor, RelationSource
from tests.people import TODAY, a_house, an_actor, ditte
from tests.stays import a_stay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [PersonRecord, Identity, Stay])
def test_a_person_model_answers_no_query_that_does_not_say_for_whom(model) -> None:
    attempts = [
        model.objects.all,
        lambda: model.objects.filter(pk=1),
        model.objects.count,
        model.objects.first,
        model.objects.create,
        lambda: model.objects.everything(reason=" "),
    ]
    for attempt in attempts:
        with pytest.raises(NoActor):
            attempt()


def test_a_fact_of_a_person_answers_no_current_without_an_actor() -> None:
    with pytest.raises(NoActor):
        Stay.objects.current()


def test_a_role_without_a_source_sees_nobody() -> None:
    house = a_house()
    actor = ditte(house)
    administrator = actor.__class__(
        user_id=actor.user_id,
        user_name="",
        assignment_id=actor.assignment_id,
        organisation_id=actor.organisation_id,
        role="system_administrator",
        on=TODAY,
        purpose="",
    )

    assert not PersonRecord.objects.visible_to(administrator).exists()


def test_a_source_without_an_expiry_is_refused() -> None:
    with pytest.raises(ValueError, match="when the right ends"):
        relation.register(
            RelationSource(
                name="endless",
                area="x",
                model="x.X",
                expiry="",
                roles=frozenset(),
                records=lambda _: None,  # type: ignore[arg-type,return-value]
            )
        )
    assert "endless" not in {source.name for source in relation.sources()}


def test_a_leader_sees_the_same_residents_as_the_staff() -> None:
    house = a_house()
    leader = an_actor("Bo", role="shelter_leader", organisation=house.shelter)
    stay = a_stay(ditte(house), house=house)

    assert list(PersonRecord.objects.visible_to(leader)) == [stay.record]
