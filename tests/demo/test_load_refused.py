"""A load is whole or nothing, and never into a database somebody works in."""

import pytest

from hjemad.config.demo import load as loading
from hjemad.config.demo.load import load, refuse_a_used_database
from hjemad.foundation.access.models import User
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.errors import WrongUsage
from tests.demo.country import AT, small_country

pytestmark = pytest.mark.django_db


def test_a_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(loading, "write_payments", fail)
    with pytest.raises(RuntimeError):
        load(small_country(citizens=40), at=AT)
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_a_database_somebody_works_in_is_refused() -> None:
    refuse_a_used_database()
    User.objects.create(username="ditte", full_name="Ditte")
    with pytest.raises(WrongUsage):
        refuse_a_used_database()
