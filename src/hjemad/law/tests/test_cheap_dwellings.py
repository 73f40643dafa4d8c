from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.errors import InputRejected
from hjemad.kernel.money import Money
from hjemad.law.finding import JSON, Finding, Text
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings

DAY = date(2024, 6, 1)
NEW: dict[str, JSON] = {
    "programme": "new_build", "rent_per_month_dkk": "3000.00", "family_dwelling": True, "in_bossinf": True,
}  # fmt: skip
OLD: dict[str, JSON] = {
    "programme": "temporary_reduction", "original_rent_per_month_dkk": "4800.00", "municipal_plan": True,
    "letting_agreements": True,
}  # fmt: skip
INDEXED = {"cheap_rent_cap_indexed": "yes"}


def asked(facts: dict[str, JSON], on: date | None = DAY, chosen: dict[str, str] | None = None) -> Finding:
    settings = Settings.default().with_values(chosen or {})
    return decide("cheap-dwelling", facts, on=on, law=load_law(), settings=settings)


def reviewed(finding: Finding) -> dict[str, dict[str, JSON]]:
    return {review.code: dict(review.alternative) for review in finding.review}


def test_a_new_dwelling_names_the_numbers_it_rests_on() -> None:
    finding = asked(NEW)

    assert [used.id for used in finding.parameters] == [
        "cheap.new_build_open", "cheap.rent_cap", "cheap.new_build_grant",
    ]  # fmt: skip
    assert finding.answer["conditions"] == [
        {"code": "scheme_open", "state": "met"}, {"code": "rent_cap", "state": "met"},
        {"code": "family_dwelling", "state": "met"}, {"code": "in_bossinf", "state": "met"},
    ]  # fmt: skip
    assert finding.settings == {"cheap_rent_cap_indexed": "no"}
    assert "opfylder" in finding.reasons[0].da
    assert "grant_per_year_dkk" not in finding.answer


def test_an_existing_dwelling_names_the_numbers_it_rests_on_and_what_is_only_a_draft() -> None:
    finding = asked(OLD, date(2023, 8, 1))

    assert [used.id for used in finding.parameters] == [
        "cheap.reduction_open", "cheap.reduction_rent_from", "cheap.reduction_rent_to",
        "cheap.reduction_grant",
    ]  # fmt: skip
    assert list(reviewed(finding)) == [
        "inferred:cheap.reduction_rent_from", "inferred:cheap.reduction_rent_to",
        "inferred:cheap.reduction_grant",
    ]  # fmt: skip
    assert "udkast" in finding.review[0].text.en
    assert "grant_dkk" not in finding.answer


def test_every_condition_that_fails_has_its_reason_and_no_grant_is_named() -> None:
    finding = asked({**OLD, "municipal_plan": False, "letting_agreements": False}, date(2026, 2, 1))

    assert [reason.en for reason in finding.reasons] == [
        "The scheme is closed that day.", "The municipality has no plan against homelessness.",
        "There are no agreements on the letting.",
    ]  # fmt: skip
    assert "cheap.reduction_grant" not in [used.id for used in finding.parameters]
    assert "conditions_not_told" not in reviewed(finding)


def test_conditions_nobody_told_of_are_named() -> None:
    new = asked({"programme": "new_build", "rent_per_month_dkk": "3000.00"})
    old = asked({**OLD, "letting_agreements": None}, date(2023, 8, 1))

    [told] = [review for review in new.review if review.code == "conditions_not_told"]
    assert told.text.en.endswith("family_dwelling, in_bossinf.")
    assert "letting_agreements" in next(r for r in old.review if r.code == "conditions_not_told").text.da


def test_a_plan_is_no_condition_that_was_read_for_a_new_dwelling() -> None:
    assert reviewed(asked({**NEW, "municipal_plan": False})) == {
        "plan_not_read_for_new_build": {"qualifies": False}
    }
    assert reviewed(asked({**NEW, "municipal_plan": True})) == {}
    assert "plan_not_read_for_new_build" not in reviewed(asked({**OLD, "municipal_plan": False}))


def test_a_level_that_was_not_found_is_said() -> None:
    assert "grant_level_not_found" in reviewed(asked(NEW, date(2025, 1, 1)))
    assert "grant_level_not_found" in reviewed(asked(OLD, date(2024, 1, 1)))
    assert "grant_level_not_found" not in reviewed(asked({**NEW, "rent_per_month_dkk": "4000.00"}))


def test_an_adjusted_ceiling_that_nobody_told_is_shown_as_not_known() -> None:
    finding = asked({**NEW, "rent_per_month_dkk": "3600.00"})

    assert reviewed(finding) == {
        "setting:cheap_rent_cap_indexed": {"cheap_rent_cap_indexed": "yes", "qualifies": None}
    }


def test_an_adjusted_ceiling_is_used_when_chosen_and_told() -> None:
    told: dict[str, JSON] = {
        **NEW, "rent_per_month_dkk": "3600.00", "indexed_rent_cap_dkk": "3600.00",
        "indexed_rent_cap_source": "a letter from the agency",
    }  # fmt: skip
    default, chosen = asked(told), asked(told, chosen=INDEXED)

    assert (default.answer["qualifies"], chosen.answer["qualifies"]) == (False, True)
    assert reviewed(default)["setting:cheap_rent_cap_indexed"] == {
        "cheap_rent_cap_indexed": "yes", "qualifies": True, "reason": None, "unmet": [],
    }  # fmt: skip
    assert reviewed(chosen)["setting:cheap_rent_cap_indexed"] == {
        "cheap_rent_cap_indexed": "no", "qualifies": False, "reason": "rent_cap", "unmet": ["rent_cap"],
    }  # fmt: skip
    assert "local:cheap.rent_cap" in reviewed(chosen)
    [cap] = [used for used in chosen.parameters if used.id == "cheap.rent_cap"]
    assert (cap.value, cap.certainty) == ("3600.00", "local")
    assert cap.source == Text.alike("a letter from the agency")
    assert (cap.unit, cap.in_force_from) == ("dkk_per_month", date(2022, 7, 1))


@pytest.mark.parametrize(
    ("more", "missing"),
    [({}, "fact:indexed_rent_cap_dkk"), ({"indexed_rent_cap_dkk": "1.00"}, "fact:indexed_rent_cap_source")],
)
def test_an_adjusted_ceiling_must_be_told_with_its_source(more: dict[str, JSON], missing: str) -> None:
    assert [one.code for one in asked({**NEW, **more}, chosen=INDEXED).unknown] == [missing]


def test_what_is_missing_is_named() -> None:
    assert [one.code for one in asked({**OLD, "municipal_plan": None}).unknown] == ["fact:municipal_plan"]
    assert [one.code for one in asked({"programme": "new_build"}).unknown] == ["fact:rent_per_month_dkk"]
    assert asked({"programme": "new_build"}).reasons == ()
    closed = asked({**OLD, "municipal_plan": None}, date(2026, 1, 1))
    assert (closed.answer["qualifies"], closed.unknown) == (False, ())


def test_the_day_must_be_told_and_the_scheme_be_one_of_two() -> None:
    with pytest.raises(InputRejected, match="depends on the day"):
        asked(NEW, None)
    with pytest.raises(InputRejected, match="new_build, temporary_reduction"):
        asked({"programme": "rent_subsidy"})


@given(st.integers(0, 10**6))
def test_a_lower_rent_never_loses_what_a_higher_one_gains(ore: int) -> None:
    qualifies = asked({**NEW, "rent_per_month_dkk": Money.of_ore(ore).dkk()}).answer["qualifies"]

    assert qualifies is (ore <= 350000)
