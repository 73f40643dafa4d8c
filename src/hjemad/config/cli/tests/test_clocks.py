"""`hjemad clocks rebuild` says how many records it looked at, and how many deadlines differed."""

import pytest

from hjemad.areas.citizens.models import Clock
from hjemad.config.cli import clocks
from tests import people
from tests.stays import an_admission


@pytest.mark.django_db
def test_a_rebuild_says_what_it_did_and_mends_what_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    house = people.a_house()
    an_admission(people.ditte(house), house=house)

    assert clocks.run(["rebuild"]) == 0
    assert capsys.readouterr().out == "The deadlines of 1 records are made again; 0 differed.\n"

    Clock.objects.everything(reason="a test loses it").delete()
    clocks.run(["rebuild"])
    assert "1 differed" in capsys.readouterr().out


def test_it_must_be_said_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        clocks.run([])

    assert stopped.value.code == 2
    assert "rebuild" in capsys.readouterr().err
