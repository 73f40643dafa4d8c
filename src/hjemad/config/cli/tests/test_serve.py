import pytest
from django.db import connection

from hjemad.config.cli import serve
from hjemad.kernel.errors import WrongUsage

pytestmark = pytest.mark.django_db


def test_a_database_that_is_up_to_date_and_guarded_is_ready(capsys) -> None:
    assert serve.run(["--check"]) == 0
    assert capsys.readouterr().out == "ready\n"


def test_the_service_does_not_start_when_a_trigger_is_gone() -> None:
    on = ' ON "shelters_stay"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "shelters_stay_no_delete"{on}')

    with pytest.raises(WrongUsage, match="shelters_stay_no_delete"):
        serve.run(["--check"])


def test_the_service_does_not_start_on_a_database_that_is_behind() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'refunds'")

    with pytest.raises(WrongUsage, match="behind"):
        serve.run(["--check"])


@pytest.mark.postgresql
def test_the_service_does_not_start_when_an_exclusion_constraint_is_gone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shelters_stay DROP CONSTRAINT shelters_stay_no_overlap_place")

    with pytest.raises(WrongUsage, match="shelters_stay_no_overlap_place"):
        serve.run(["--check"])
