from dataclasses import replace

import pytest

from hjemad.areas.citizens.models import Identity, PersonRecord
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access import relation
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import BlockSource, NoActor, RelationSource
from tests.people import NOW, TODAY, a_house, an_actor, ditte
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


def test_only_what_no_writing_source_proves_is_read_only_and_nothing_that_is_blocked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = a_house(places=4)
    actor = ditte(house)
    read, both, written, hidden = (
        a_stay(actor, house=house, called=name, place=n).record_id
        for n, name in enumerate(("Kaj", "Jonna", "Bo", "Ib"))
    )

    def source(name: str, *ids: int, read_only: bool = False) -> RelationSource:
        return RelationSource(
            name=name, area="x", model="x.X", expiry="a day", roles=frozenset({actor.role}),
            records=lambda _: _records(*ids), read_only=read_only,
        )  # fmt: skip

    block = BlockSource(name="no", area="x", records=lambda _: _records(hidden))
    made = [source("read", read, both, hidden, read_only=True), source("write", both, written)]
    monkeypatch.setattr(relation, "_sources", {one.name: one for one in made})
    monkeypatch.setattr(relation, "_blocks", {"no": block})

    def ids(rows) -> set[int]:
        return set(rows.values_list("pk", flat=True))

    assert ids(PersonRecord.objects.visible_to(actor)) == {read, both, written}
    assert ids(PersonRecord.objects.read_only_for(actor)) == {read}


@pytest.mark.parametrize("by_moment", [True, False])
def test_a_source_knows_of_the_actor_what_the_right_hangs_on_and_is_asked_once(
    monkeypatch: pytest.MonkeyPatch, *, by_moment: bool
) -> None:
    actor = replace(ditte(a_house()), at=NOW, purpose="why", organisation_name="House")
    given = []

    def records(asker: Actor):
        given.append(asker)
        return _records(0)

    source = RelationSource(
        name="a", area="x", model="x.X", expiry="a day", roles=frozenset({actor.role}), records=records,
        by_moment=by_moment,
    )  # fmt: skip
    monkeypatch.setattr(relation, "_sources", {"a": source})
    for _ in range(2):
        assert not PersonRecord.objects.visible_to(actor).exists()
        assert not Identity.objects.visible_to(replace(actor, purpose="another")).exists()

    bare = replace(actor, user_name="", purpose="", organisation_name="", at=NOW if by_moment else None)
    assert given == [bare]


def _records(*ids: int):
    return PersonRecord.objects.everything(reason="a test's own source").filter(pk__in=ids).values("pk")
