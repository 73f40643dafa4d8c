"""Every number and date of the law has a source, and moving any of them changes some case."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise

import pytest

from hjemad.kernel.errors import NotInForce
from hjemad.law.case_files import all_cases
from hjemad.law.case_table import check_cases
from hjemad.law.coverage import load_coverage
from hjemad.law.parameters_reader import UNITS, Gap, Law, Parameter, ParameterValue, load_law
from hjemad.law.rules_registry import RULES
from hjemad.law.serviceloven.refund_calendar import (
    CLAIM_MONTHS,
    FINAL_BY,
    PROVISIONAL_BY,
    StatementOf,
    claim_by,
    statement_due,
)
from hjemad.law.settings import Settings

PARAMETERS = load_law().parameters
WRITE_ONE = (
    "write one in src/hjemad/law/cases/ for the day before, the day itself or the day after; "
    "and run `make docs`, so that the pages say the new value"
)
# The days before this one were agreed as the last check of the texts; a later check moves single entries on.
FIRST_CHECK = date(2026, 11, 22)
# Titles of Danish texts are the same in both languages, so only words of sentences tell a language.
ENGLISH = re.compile(r"\b(the|was|were|and|read|found|from|with|only|not|page|act|bill|wording|order|day)\b")
DANISH = re.compile(r"\b(er|ikke|læst|fundet|dagen|lovforslaget|affattelsen|ordlyden|kopi|første)\b")


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=list(PARAMETERS))
def test_a_parameter_says_what_it_is_and_where_each_value_was_read(parameter: Parameter) -> None:
    assert parameter.unit in UNITS
    assert parameter.title.da != parameter.title.en
    assert all((parameter.act, parameter.paragraph, parameter.text, parameter.period))
    assert parameter.values
    entries: list[ParameterValue | Gap] = [*parameter.values, *parameter.gaps]
    for entry in entries:
        assert min(len(entry.source.da), len(entry.source.en)) > 10
        assert entry.checked >= FIRST_CHECK
    for value in parameter.values:
        assert value.certainty in ("sourced", "inferred")


def test_what_was_read_is_told_in_danish_to_danish_readers() -> None:
    entries: list[ParameterValue | Gap] = []
    for one in PARAMETERS.values():
        entries += [*one.values, *one.gaps]
    said = [text for entry in entries for text in (entry.source, entry.checked_by_means)]
    for rule in load_coverage().values():
        said += [provision.text_read for provision in rule.provisions]
        said += [rule.verified.by, rule.verified.text] if rule.verified else []

    assert len(said) > 200
    for text in said:
        assert not ENGLISH.search(text.da), text.da
        assert not DANISH.search(text.en), text.en


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=list(PARAMETERS))
def test_values_and_gaps_follow_each_other_without_holes(parameter: Parameter) -> None:
    spans = sorted(
        [(value.in_force_from, value.in_force_to) for value in parameter.values]
        + [(gap.start, gap.end) for gap in parameter.gaps]
    )

    assert all(earlier[1] == later[0] for earlier, later in pairwise(spans))
    assert spans[-1][1] is None


def test_the_folders_of_the_parameters_are_acts() -> None:
    prefixes = {
        "serviceloven": "sel.",
        "retssikkerhedsloven": "rsl.",
        "almenboligloven": "abl.",
        "lov om boligforhold": "lbf.",
        "databeskyttelsesloven": "dbl.",
        "databeskyttelsesforordningen": "gdpr.",
        "KLE": "kle.",
        "puljer til billige boliger": "cheap.",
        "bekendtgørelse om statsrefusion og tilskud": "refund.",
    }

    for parameter in PARAMETERS.values():
        assert parameter.id.startswith(prefixes[parameter.act])


# Asked about by whole years, or by the day of a cost: the calendar below holds their first days as well.
CALENDAR = (PROVISIONAL_BY, FINAL_BY, CLAIM_MONTHS)


# § 176 a begins for all its values on one day, which the length of the period decides for a discharge: that
# the others held a day earlier changes nothing. The two times of a request begin together, the grounds of a
# refusal with the right itself, and accounts are asked about by whole years, a subsidy by whole months.
# A scheme and its ceilings begin together.
EARLIER_CHANGES_NOTHING = {
    "gdpr.12.answer_months": date(2018, 5, 25),
    "gdpr.12.extension_months": date(2018, 5, 25),
    "sel.85_a.refusal_grounds": date(2026, 7, 1),
    "kle.accounts_years": date(2007, 1, 1),
    "sel.176a.refund_share": date(2023, 10, 1),
    "sel.176a.placement_months": date(2023, 10, 1),
    "sel.176a.placement_costs": date(2023, 10, 1),
    "sel.163a.subsidy_formula": date(2013, 7, 1),
    "cheap.new_build_open": date(2022, 7, 1),
    "cheap.reduction_open": date(2022, 7, 1),
    "cheap.rent_cap": date(2022, 7, 1),
    "cheap.reduction_rent_from": date(2022, 7, 1),
    "cheap.reduction_rent_to": date(2022, 7, 1),
}


def moves() -> Iterator[tuple[str, Parameter]]:
    """Each parameter with one first day moved by a day, or one number by its last digit."""
    for parameter in [one for one in PARAMETERS.values() if one.id not in CALENDAR]:
        for start in sorted({v.in_force_from for v in parameter.values} | {g.start for g in parameter.gaps}):
            for days in (1,) if EARLIER_CHANGES_NOTHING.get(parameter.id) == start else (-1, 1):
                yield f"{parameter.id} {start} {days:+d} day", moved(parameter, start=start, days=days)
        for at, value in enumerate(parameter.values):
            if parameter.unit not in ("word", "words"):
                for steps in (-1, 1):
                    yield f"{parameter.id} {value.value} {steps:+d}", stepped(parameter, at=at, steps=steps)


def moved(parameter: Parameter, *, start: date, days: int) -> Parameter:
    """The change on `start` comes that many days later; what ended there ends there again."""
    there = start + timedelta(days=days)

    def value_moved(value: ParameterValue) -> ParameterValue:
        return replace(
            value,
            in_force_from=there if value.in_force_from == start else value.in_force_from,
            in_force_to=there if value.in_force_to == start else value.in_force_to,
        )

    def gap_moved(gap: Gap) -> Gap:
        return replace(
            gap,
            start=there if gap.start == start else gap.start,
            end=there if gap.end == start else gap.end,
        )

    return replace(
        parameter,
        values=tuple(map(value_moved, parameter.values)),
        gaps=tuple(map(gap_moved, parameter.gaps)),
    )


def stepped(parameter: Parameter, *, at: int, steps: int) -> Parameter:
    """One value is larger by that many units of its last digit."""
    value = parameter.values[at]
    digit = Decimal(1).scaleb(int(Decimal(value.value).as_tuple().exponent))
    changed = replace(value, value=str(Decimal(value.value) + steps * digit))
    return replace(parameter, values=(*parameter.values[:at], changed, *parameter.values[at + 1 :]))


MOVES = dict(moves())
CASES = all_cases()


def some_case_fails(law: Law) -> bool:
    settings = Settings.default()
    return any(check_cases([case], law=law, settings=settings).failed for case in CASES)


@pytest.mark.parametrize("name", MOVES)
def test_moving_a_number_or_a_date_breaks_a_case(name: str) -> None:
    law = load_law().with_parameter(MOVES[name])

    assert some_case_fails(law), f"no case notices {name}: {WRITE_ONE}"
    assert law.version != load_law().version


def calendar(law: Law) -> list[date | None]:
    """The last days the law names: for the years 2006, 2007 and 2026, and for costs around New Year 2007."""

    def known(ask: Callable[[], date]) -> date | None:
        try:
            return ask()
        except NotInForce:
            return None

    kinds: list[StatementOf] = ["provisional", "final"]
    due = [
        known(partial(statement_due, kind, year=year, law=law))
        for kind in kinds
        for year in (2006, 2007, 2026)
    ]
    costs = [date(2006, 12, 31), date(2007, 1, 1), date(2026, 10, 31), date(2028, 2, 29)]
    return [*due, *(known(partial(claim_by, day, law=law)) for day in costs)]


def test_the_calendar_of_requests_is_the_one_that_was_read() -> None:
    assert calendar(load_law()) == [
        None, date(2008, 2, 15), date(2027, 2, 15),
        None, date(2008, 5, 15), date(2027, 5, 15),
        None, date(2008, 1, 1), date(2027, 10, 31), date(2029, 2, 28),
    ]  # fmt: skip


@pytest.mark.parametrize("name", CALENDAR)
def test_moving_a_day_of_the_calendar_is_noticed(name: str) -> None:
    parameter = PARAMETERS[name]
    [value] = parameter.values
    # A day later in the year in which nothing is due yet changes no last day, so only earlier is asked.
    earlier = moved(parameter, start=value.in_force_from, days=-1)
    longer = {"02-15": "02-16", "05-15": "05-16", "12": "13"}[value.value]
    other = replace(parameter, values=(replace(value, value=longer),))

    assert calendar(load_law().with_parameter(earlier)) != calendar(load_law())
    assert calendar(load_law().with_parameter(other)) != calendar(load_law())


def test_a_word_the_law_adds_to_the_contents_of_a_plan_breaks_a_case() -> None:
    parameter = PARAMETERS["sel.141.plan_contents"]
    [value] = parameter.values
    longer = replace(parameter, values=(replace(value, value=f"{value.value} hope"),))

    assert some_case_fails(load_law().with_parameter(longer))


def test_nothing_is_cached_between_two_laws() -> None:
    law = load_law()
    changed = law.with_parameter(MOVES["sel.177.refund_nights 120 -1"])

    assert some_case_fails(changed)
    assert not some_case_fails(law)
    assert set(RULES) <= set(law.coverage)
