"""An organisation answers the questions the law leaves open, each from a day on."""

from datetime import date

import pytest

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.actions import choose_setting
from hjemad.foundation.organisations.models import ChosenSetting
from hjemad.foundation.organisations.queries import choices_of, parents_of, settings_of
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.periods import Period
from hjemad.law.settings import DEFAULTS, Settings
from tests.people import LONG_AGO, NOW, TODAY, a_house, mette

pytestmark = pytest.mark.django_db
FIRST, LATER = date(2026, 1, 1), date(2026, 7, 1)


def chosen(by: Actor, value: str, period: Period, *, name: str = "period_anchor") -> ChosenSetting:
    return choose_setting(
        by.organisation_id, name=name, value=value, period=period, source="Brev fra styrelsen 2. januar 2026",
        reason="svar på spørgsmål", by=by, at=NOW,
    )  # fmt: skip


@pytest.fixture
def economist() -> Actor:
    return mette()


def test_without_a_choice_the_defaults_hold(economist: Actor) -> None:
    assert settings_of(economist.organisation_id, on=TODAY) == Settings.default()


def test_a_choice_holds_from_its_day_and_ends_where_the_next_begins(economist: Actor) -> None:
    chosen(economist, "chain", Period(FIRST, None))
    chosen(economist, "lapse", Period(LATER, None))

    read = [
        settings_of(economist.organisation_id, on=day).period_anchor
        for day in (date(2025, 12, 31), FIRST, date(2026, 6, 30), LATER)
    ]
    assert read == [DEFAULTS["period_anchor"], "chain", "chain", "lapse"]
    assert [(one.value, one.period) for one in choices_of(economist.organisation_id)] == [
        ("chain", Period(FIRST, LATER)),
        ("lapse", Period(LATER, None)),
    ]


@pytest.mark.parametrize(("name", "value"), [("period_anchor", "perhaps"), ("quota", "yes")])
def test_only_questions_and_answers_of_the_law_are_taken(economist: Actor, name: str, value: str) -> None:
    with pytest.raises(InputRejected):
        chosen(economist, value, Period(FIRST, None), name=name)

    assert not ChosenSetting.objects.exists()


def test_a_choice_says_what_it_rests_on(economist: Actor) -> None:
    with pytest.raises(InputRejected):
        choose_setting(
            economist.organisation_id, name="period_anchor", value="chain", period=Period(FIRST, None),
            source=" ", reason="", by=economist, at=NOW,
        )  # fmt: skip


def test_what_an_organisation_stood_below_is_told_with_its_days() -> None:
    house = a_house()

    above = parents_of([house.department.pk, house.shelter.pk])

    assert above == {house.department.pk: [(house.shelter.pk, Period(LONG_AGO, None))]}
