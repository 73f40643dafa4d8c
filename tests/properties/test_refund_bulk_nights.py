"""Three counts of the same nights, written three ways: reference, bulk form and the oracle night by night."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.intervals import Span
from hjemad.kernel.span_arrays import Spans, day_of, group_of, ints, key
from hjemad.law.case_files import all_cases
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_177 import Caps, NightCount, caps_from, count_nights
from hjemad.law.serviceloven.par_177_bulk import BulkCount, count_nights_bulk
from hjemad.law.serviceloven.par_177_rules import OPEN_QUESTIONS, Stay
from hjemad.law.settings import CHOICES, Settings
from tests.properties.refund_night_by_night import (
    SHIPPED,
    Night,
    Readings,
    Visit,
    ceilings,
    refundable_nights,
)

EVERY_READING = [
    Readings(*answers) for answers in product(*(CHOICES[name].alternatives for name in OPEN_QUESTIONS))
]
CASES = [case for case in all_cases() if case.rule == "shelter-refund-nights"]

# Around the reform, the change of ceiling and a leap day, and close enough together to touch.
days = st.one_of(
    st.dates(date(2021, 1, 1), date(2028, 12, 31)),
    st.dates(date(2023, 9, 20), date(2023, 10, 10)),
    st.dates(date(2024, 2, 25), date(2024, 3, 3)),
    st.dates(date(2026, 3, 25), date(2026, 4, 5)),
)
lengths = st.one_of(st.integers(0, 3), st.integers(0, 150), st.integers(300, 800), st.none())
quotas = st.one_of(
    st.just(SHIPPED),
    st.dictionaries(
        st.one_of(st.just(date(2026, 4, 1)), st.dates(date(2022, 6, 1), date(2027, 12, 31))),
        st.integers(0, 150), min_size=1, max_size=4,
    ),
)  # fmt: skip


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    into, length = draw(days), draw(lengths)
    out = None if length is None else into + timedelta(days=length)
    return Visit(into, out, draw(st.sampled_from(["", "101", "751"])))


people = st.lists(st.lists(visits(), max_size=6), min_size=1, max_size=4)


def caps_of(quota: Mapping[date, int], readings: Readings) -> Caps:
    """The steps in order of day; one moved onto another leaves both, and the later one written holds."""
    return Caps(tuple((day.toordinal(), nights) for day, nights in sorted(ceilings(quota, readings).items())))


def settings_of(readings: Readings) -> Settings:
    return Settings.default().with_values(asdict(readings))


def spans_by_owner(person: Sequence[Visit], *, seen: date, readings: Readings) -> dict[str, list[Span]]:
    """The person's spans as the reference makes them, by whose quota they use."""
    owners: dict[str, list[Span]] = {}
    for visit in person:
        left = visit.out.toordinal() if visit.out else None
        span = Stay(visit.into.toordinal(), left, visit.payer).span(seen.toordinal(), settings_of(readings))
        owner = visit.payer if readings.quota_follows == "person_and_payer" else ""
        owners.setdefault(owner, []).append(span)
    return owners


def bulk_of(groups: Sequence[Sequence[Span]], caps: Caps, settings: Settings) -> BulkCount:
    every = [(number, *span) for number, spans in enumerate(groups) for span in spans]
    numbers, low, high = (ints([row[at] for row in every]) for at in range(3))
    return count_nights_bulk(Spans.union(key(numbers, low), key(numbers, high)), caps=caps, settings=settings)


def counted_of(bulk: BulkCount, group: int) -> list[tuple[Span, int | None, int, int | None]]:
    """The counted spans of one group in the form of the reference."""
    counted = bulk.counted
    return [
        ((low & 0x3FFFFF, high & 0x3FFFFF), year or None, number, None if cap < 0 else cap)
        for low, high, year, number, cap in zip(
            *(getattr(counted, name).tolist() for name in ("low", "high", "year_start", "number", "cap")),
            strict=True,
        )
        if low >> 22 == group
    ]


def years_of(bulk: BulkCount, group: int) -> list[tuple[int, int, int]]:
    years = bulk.years
    columns = group_of(years.start), day_of(years.start), day_of(years.end), years.used
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return sorted((start, end, used) for owner, start, end, used in rows if owner == group)


def spans_of(spans: Spans, group: int) -> list[Span]:
    places = zip(spans.low.tolist(), spans.high.tolist(), strict=True)
    return [(low & 0x3FFFFF, high & 0x3FFFFF) for low, high in places if low >> 22 == group]


def said_by(count: NightCount) -> list[tuple[Span, int | None, int, int | None]]:
    ordered = sorted(count.refundable, key=lambda one: one.span)
    return [(one.span, one.year_start, one.number, one.cap) for one in ordered]


def as_nights(owner: str, count: NightCount) -> set[Night]:
    return {
        Night(
            owner, date.fromordinal(day),
            None if one.year_start is None else date.fromordinal(one.year_start),
            one.number + day - one.span[0] if one.number else 0, one.cap,
        )
        for one in count.refundable
        for day in range(*one.span)
    }  # fmt: skip


def compare(
    everybody: Sequence[Sequence[Visit]], *, seen: date, readings: Readings, quota: Mapping[date, int]
) -> None:
    """Every group's answer three times: the same nights, numbers, running years and ceilings."""
    caps, settings = caps_of(quota, readings), settings_of(readings)
    owned = [
        (number, owner, spans)
        for number, person in enumerate(everybody)
        for owner, spans in spans_by_owner(person, seen=seen, readings=readings).items()
    ]
    bulk = bulk_of([spans for _, _, spans in owned], caps, settings)
    said = [refundable_nights(person, seen=seen, readings=readings, quotas=quota) for person in everybody]
    totals = bulk.refundable_by_group(groups=len(owned)).tolist()
    for group, (number, owner, spans) in enumerate(owned):
        reference = count_nights(spans, caps=caps, settings=settings)
        calendars, kept = said[number]
        assert counted_of(bulk, group) == said_by(reference)
        assert years_of(bulk, group) == [(year.start, year.end, year.used) for year in reference.years]
        assert totals[group] == reference.nights_refundable
        assert spans_of(bulk.beyond, group) == reference.beyond_spans
        assert as_nights(owner, reference) == {night for night in kept if night.owner == owner}
        assert reference.nights_total == len(calendars[owner])


@given(everybody=people, seen=days, readings=st.sampled_from(EVERY_READING), quota=quotas)
def test_reference_bulk_form_and_oracle_count_the_same_nights(
    everybody: list[list[Visit]], seen: date, readings: Readings, quota: dict[date, int]
) -> None:
    compare(everybody, seen=seen, readings=readings, quota=quota)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_of_the_table_counts_alike_under_every_reading(case: Any) -> None:
    person = [
        Visit(
            date.fromisoformat(stay["admitted"]),
            date.fromisoformat(stay["discharged"]) if stay["discharged"] else None,
            stay.get("payer") or "",
        )
        for stay in case.facts["stays"]
    ]
    asked = case.facts.get("as_of")
    seen = (
        date.fromisoformat(asked)
        if asked
        else max((v.out for v in person if v.out), default=date(2023, 1, 1))
    )

    for readings in EVERY_READING:
        compare([person, [], person], seen=seen, readings=readings, quota=SHIPPED)

    _, kept = refundable_nights(person, seen=seen, readings=Readings())
    if "nights_refundable" in case.expect:
        assert len(kept) == case.expect["nights_refundable"]


def test_the_oracle_knows_the_numbers_of_the_shipped_law() -> None:
    for readings in (Readings(), Readings(first_day_of_90="2026-04-02")):
        assert caps_of(SHIPPED, readings) == caps_from(load_law(), settings_of(readings))


def test_there_are_readings_and_cases_to_compare() -> None:
    assert len(EVERY_READING) == 2 * 2 * 2 * 2 * 3 * 4
    assert len(CASES) >= 24


def test_nobody_gives_nothing() -> None:
    bulk = bulk_of([], caps_of(SHIPPED, Readings()), Settings.default())

    assert bulk.refundable_by_group(groups=2).tolist() == [0, 0]
    assert counted_of(bulk, 0) == []
