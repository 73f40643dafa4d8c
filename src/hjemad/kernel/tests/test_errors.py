"""Errors have two texts, a code and an exit code, and cross process borders whole."""

import pickle
from datetime import date

import pytest

from hjemad.kernel import errors
from hjemad.kernel.errors import HjemadError, InputRejected, MissingFact, NotInForce, PeriodReversed

DAY = date(2026, 4, 1)


def every_error_class() -> list[type[HjemadError]]:
    found = [HjemadError]
    for cls in found:
        found += [sub for sub in cls.__subclasses__() if sub.__module__ == errors.__name__]
    return found


def test_an_error_reads_in_danish_and_in_english_and_logs_in_english() -> None:
    error = InputRejected(en="Nothing was written", da="Intet er skrevet", row=17)

    assert error.text("da") == "Intet er skrevet"
    assert error.text("en") == "Nothing was written"
    assert str(error) == "Nothing was written"
    assert error.context == {"row": 17}


@pytest.mark.parametrize(("en", "da"), [("", "Intet er skrevet"), ("Nothing was written", "")])
def test_an_error_without_one_of_its_texts_is_a_defect(en: str, da: str) -> None:
    with pytest.raises(TypeError, match="both its texts"):
        InputRejected(en=en, da=da)


def test_every_class_of_error_has_a_code_of_its_own() -> None:
    codes = [cls.code for cls in every_error_class()]

    assert len(codes) == len(set(codes))


# Programs of others read both; see "ask first" in CONTRIBUTING.
PROMISED = {
    "HjemadError": ("hjemad", 70),
    "WrongUsage": ("wrong_usage", 2),
    "InputRejected": ("input_rejected", 3),
    "BadDate": ("bad_date", 3),
    "PeriodReversed": ("period_reversed", 3),
    "PeriodOpen": ("period_open", 3),
    "BadAmount": ("bad_amount", 3),
    "BadPersonNumber": ("bad_person_number", 3),
    "UnknownMunicipality": ("unknown_municipality", 3),
    "BadQuarter": ("bad_quarter", 3),
    "OutcomeUnknown": ("outcome_unknown", 4),
    "NotInForce": ("not_in_force", 4),
    "MissingFact": ("missing_fact", 4),
    "Conflict": ("conflict", 3),
    "StayOverlaps": ("stay_overlaps", 3),
    "AlreadyClosed": ("already_closed", 3),
}


def test_codes_and_exit_codes_are_those_that_were_promised() -> None:
    assert {cls.__name__: (cls.code, cls.exit_code) for cls in every_error_class()} == PROMISED


def test_the_errors_everybody_raises_say_what_to_do() -> None:
    reversed_period, open_period = PeriodReversed.standard(), errors.PeriodOpen.standard()

    assert "skriv den tidligste først" in reversed_period.da
    assert "write the earlier one first" in reversed_period.en
    assert "pr. hvilken dag der skal tælles" in open_period.da
    assert "as of which day to count" in open_period.en


@pytest.mark.parametrize(
    ("first", "last", "known_da"),
    [
        pytest.param(None, None, "ingen værdi er kendt", id="no value at all"),
        pytest.param(date(2027, 1, 1), None, "kendt fra 2027-01-01", id="still holds"),
        pytest.param(date(2018, 1, 1), date(2021, 12, 31), "kendt fra 2018-01-01 til 2021-12-31", id="ended"),
    ],
)
def test_a_parameter_not_in_force_says_what_is_known(
    first: date | None, last: date | None, known_da: str
) -> None:
    error = NotInForce("sel.163.rate", day=DAY, first_known=first, last_known=last)

    assert (error.parameter, error.day, error.first_known, error.last_known) == (
        "sel.163.rate",
        DAY,
        first,
        last,
    )
    assert f"2026-04-01 ({known_da})" in error.da
    assert "sel.163.rate" in error.en


def test_a_missing_fact_is_named() -> None:
    error = MissingFact("admission_date")

    assert error.name == "admission_date"
    assert "admission_date" in error.da
    assert "admission_date" in error.en


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(PeriodReversed.standard(), id="plain"),
        pytest.param(MissingFact("rate"), id="with a constructor of its own"),
        pytest.param(NotInForce("p", day=DAY, first_known=None, last_known=None), id="with dates"),
    ],
)
def test_an_error_survives_the_way_between_processes(error: HjemadError) -> None:
    # Pickle of our own object, as parallel runs do it.
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301

    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_what_is_not_known_can_be_read_by_programs() -> None:
    rate = NotInForce("sel.rate", day=DAY, first_known=date(2018, 1, 1), last_known=date(2023, 12, 31))

    assert rate.context == {
        "parameter": "sel.rate",
        "day": DAY,
        "first_known": date(2018, 1, 1),
        "last_known": date(2023, 12, 31),
    }
    assert MissingFact("stay.from").context == {"name": "stay.from"}
