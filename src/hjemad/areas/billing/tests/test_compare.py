"""Each night of an invoice is agreed, or stands in one difference with one cause; the amounts add up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.areas.billing.rules.compare import BilledLine, Known, KnownNight, compare

RATE = 137_800
FIRST = date(2026, 10, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def nights(first: int, last: int, **changes: object) -> dict[date, KnownNight]:
    values: dict[str, object] = {"ours": True, "charged": True, "rate_ore": RATE} | changes
    return {day(number): KnownNight(**values) for number in range(first, last + 1)}  # type: ignore[arg-type]


def line(
    first: int, end: int, *, extra: int = 0, rate: int = RATE, sign: int = 1, beyond: int = 0
) -> BilledLine:
    count = sign * (end - first + extra)
    return BilledLine(day(first), day(end), count, rate, 0, count * rate + beyond)


def causes(known: Known | None, *lines: BilledLine) -> list[tuple[str, int, int | None]]:
    return [(one.cause, len(one.nights), one.amount_ore) for one in compare(known, lines=lines).differences]


def test_an_invoice_that_says_what_is_known_has_no_difference() -> None:
    found = compare(Known(nights(11, 31)), lines=[line(11, 32)])

    assert (found.known, found.billed, found.differences) == (21, 21, ())
    assert found.agreed_ore == found.billed_ore == 21 * RATE


@pytest.mark.parametrize(
    ("known", "billed", "expected"),
    [
        (Known(nights(4, 18), frozenset({day(19)})), [line(4, 19, extra=1)], ("discharge_day", 1, RATE)),
        (Known(nights(4, 18), frozenset({day(19)})), [line(4, 20)], ("discharge_day", 1, RATE)),
        (Known(nights(1, 31)), [line(1, 32, rate=RATE + 3_000)], ("rate", 31, 31 * 3_000)),
        (Known(nights(1, 31, rate_ore=None)), [line(1, 32)], ("rate_unknown", 31, 31 * RATE)),
        (
            Known(nights(1, 9) | nights(10, 13, charged=False) | nights(14, 31)), [line(1, 32)],
            ("absence", 4, 4 * RATE),
        ),
        (
            Known(nights(1, 31), elsewhere=frozenset({day(5), day(6)})), [line(1, 32)],
            ("overlap", 2, 2 * RATE),
        ),
        (Known(nights(1, 12, ours=False)), [line(1, 13)], ("not_ours", 12, 12 * RATE)),
        (Known(nights(1, 5)), [line(1, 6), line(3, 5)], ("twice", 2, 2 * RATE)),
        (Known(nights(1, 5)), [line(1, 9)], ("no_stay", 3, 3 * RATE)),
        (Known(nights(1, 5)), [line(1, 6, beyond=100)], ("sum", 0, 100)),
        (None, [line(1, 4)], ("unknown_person", 3, 3 * RATE)),
        (Known(nights(1, 31)), [], ("not_billed", 31, None)),
        (Known(nights(1, 31)), [line(1, 32), line(1, 32, sign=-1)], ("not_billed", 31, None)),
    ],
)  # fmt: skip
def test_each_difference_has_one_cause_and_its_amount(
    known: Known | None, billed: list[BilledLine], expected: tuple[str, int, int | None]
) -> None:
    assert causes(known, *billed) == [expected]


def test_a_credited_rate_and_its_new_line_agree_with_what_is_known() -> None:
    known = Known(nights(1, 10))
    old = 150_000

    assert causes(known, line(1, 11, rate=old), line(1, 11, rate=old, sign=-1), line(1, 11)) == []


@given(
    st.lists(
        st.tuples(st.integers(1, 28), st.integers(1, 5), st.integers(0, 1), st.sampled_from([RATE, 99_900]),
                  st.sampled_from([1, -1]), st.sampled_from([0, 55])),
        max_size=5,
    ),
    st.sets(st.integers(1, 31)), st.sets(st.integers(1, 31)), st.sets(st.integers(1, 31)),
)  # fmt: skip
def test_agreed_and_differing_always_add_up_to_the_invoice(
    rows: list[tuple[int, int, int, int, int, int]], ours: set[int], others: set[int], elsewhere: set[int]
) -> None:
    known = Known(
        {day(n): KnownNight(ours=n in ours, charged=n % 5 > 0, rate_ore=RATE) for n in ours | others},
        frozenset({day(n) for n in others}),
        frozenset({day(n) for n in elsewhere}),
    )
    lines = [
        line(first, first + length, extra=extra, rate=rate, sign=sign, beyond=beyond)
        for first, length, extra, rate, sign, beyond in rows
    ]

    found = compare(known, lines=lines)

    agreed = _agreed_night_by_night(known, lines)
    assert found.agreed_ore + found.differing_ore == found.billed_ore == sum(one.amount_ore for one in lines)
    assert found.agreed_ore == agreed


def _agreed_night_by_night(known: Known, lines: list[BilledLine]) -> int:
    """What a person with paper would pay: the right price of each of its nights, once."""
    total = 0
    for when, night in known.nights.items():
        left: list[int] = []
        for one in lines:
            if when in one.counted:
                price = one.sign * one.rate_ore
                if -price in left and price < 0:
                    left.remove(-price)
                else:
                    left.append(price)
        if left and night.ours and night.charged and when not in known.elsewhere:
            total += RATE
    return total
