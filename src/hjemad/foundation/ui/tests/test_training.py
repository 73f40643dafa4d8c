"""A training copy: it says so everywhere, goes back to its start at once, and is never the real house."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.urls import reverse

from hjemad.foundation.access.models import User
from hjemad.foundation.facts import training
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.ui import training_views
from hjemad.kernel.errors import WrongUsage
from tests.people import a_house, an_actor
from tests.web import hidden_fields, signed_in

AT = datetime(2026, 11, 23, 21, tzinfo=UTC)


@pytest.mark.django_db
def test_every_page_of_a_training_copy_says_so_and_no_page_of_the_house_does(
    settings: Any,
) -> None:
    house = a_house()
    leader = signed_in(an_actor("Lone", role="shelter_leader", organisation=house.shelter))
    worker = signed_in(an_actor("Ditte", role="shelter_staff", organisation=house.shelter))
    address = reverse("shelters:residents")
    assert "ØVELSE" not in leader.get(address).content.decode()

    settings.TRAINING = True
    assert "ØVELSE" in leader.get(address).content.decode()
    assert "ØVELSE" in leader.get("/findes-ikke/").content.decode()
    assert reverse("access:training") in leader.get(address).content.decode()
    assert reverse("access:training") not in worker.get(address).content.decode()


@pytest.mark.django_db
def test_the_leader_starts_it_over_and_only_where_it_is_a_copy(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = signed_in(an_actor("Lone", role="shelter_leader", organisation=a_house().shelter))
    address = reverse("access:training")
    assert leader.get(address).status_code == 404
    settings.TRAINING = True
    assert leader.get(address).status_code == 404

    done: list[bool] = []
    monkeypatch.setattr(training_views, "made_at", lambda: AT)
    monkeypatch.setattr(training_views, "reset", lambda: done.append(True))
    answer = leader.post(address, hidden_fields(leader, address))

    assert (answer.status_code, done) == (302, [True])
    assert "_auth_user_id" not in leader.session


@pytest.mark.django_db
def test_a_sqlite_copy_goes_back_to_its_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "copy.sqlite3"
    kept = connection.settings_dict | {"NAME": str(file), "TEST": connection.settings_dict["TEST"]}
    other = DatabaseWrapper(kept | {"OPTIONS": {}}, "copy")
    monkeypatch.setattr(training, "connection", other)
    with other.cursor() as cursor:
        cursor.execute("CREATE TABLE stay (id integer)")
        cursor.execute("INSERT INTO stay VALUES (1)")
    with pytest.raises(WrongUsage):
        training.reset()

    training.keep_start(at=AT)
    with other.cursor() as cursor:
        cursor.execute("INSERT INTO stay VALUES (2)")
    training.reset()

    other.close()
    with sqlite3.connect(file) as after:
        assert after.execute("SELECT id FROM stay").fetchall() == [(1,)]
    after.close()
    assert training.made_at() == AT
    other.close()


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="the other database keeps a file")
def test_a_postgresql_copy_goes_back_to_its_start_and_its_guards_stand_again() -> None:
    a_house()
    training.keep_start(at=AT)
    a_house("Havnely", code="102")

    training.reset()

    codes = set(Organisation.objects.values_list("code", flat=True))
    assert "101" in codes
    assert "102" not in codes
    a_house("Fyrhuset", code="103")  # keys go on
    assert training.made_at() == AT
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_people_never_wear_the_stripe_and_a_copy_never_passes_for_the_house(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_house()
    training.refuse_a_mixture(used=True)
    settings.TRAINING = True
    training.refuse_a_mixture(used=User.objects.exists())
    with pytest.raises(WrongUsage):
        training.refuse_a_mixture(used=True)

    monkeypatch.setattr(training, "made_at", lambda: AT)
    training.refuse_a_mixture(used=True)
    settings.TRAINING = False
    with pytest.raises(WrongUsage):
        training.refuse_a_mixture(used=True)
