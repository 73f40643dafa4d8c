"""Two answers to the same nights side by side, each as rows written by hand."""

from hjemad.kernel.span_arrays import Ints, day_of, ints, key
from hjemad.law.claim.bulk_compare import ChangedNights, changed_nights
from hjemad.law.claim.bulk_prices import PAYMENT, RATE
from hjemad.law.claim.bulk_right import BulkRight

type Row = tuple[int, int, int, int]  # first day, day after the last, half øre a night, what lacks


def right(*rows: Row) -> BulkRight:
    """The rows as what is right for one person at one payer; the State pays half."""
    low, high, net, lacks = (ints([row[at] for row in rows]) for at in range(4))
    nobody: Ints = ints([0 for _ in rows])
    return BulkRight(key(nobody, low), key(nobody, high), nobody, nobody, net, nobody + 50, lacks)


def compared(before: BulkRight, after: BulkRight) -> ChangedNights:
    return changed_nights(before, after, payers=1)


def days(found: ChangedNights) -> list[tuple[int, int]]:
    return list(zip(day_of(found.low).tolist(), day_of(found.high).tolist(), strict=True))


def test_of_nights_that_end_alike_only_those_at_the_beginning_changed() -> None:
    found = compared(right((1, 10, 600, 0)), right((5, 10, 600, 0)))

    assert days(found) == [(1, 5)]
    assert (found.before.nights.tolist(), found.after.nights.tolist()) == ([1], [0])
    assert (found.before.hundredths.tolist(), found.after.hundredths.tolist()) == ([30_000], [0])


def test_nights_that_lack_something_else_are_answered_differently() -> None:
    found = compared(right((1, 10, 0, RATE), (10, 12, 600, 0)), right((1, 10, 0, PAYMENT), (10, 12, 600, 0)))

    assert days(found) == [(1, 10)]
    assert (found.before.waiting.tolist(), found.after.waiting.tolist()) == ([1], [1])


def test_nights_that_lack_the_same_are_left_alone() -> None:
    assert days(compared(right((1, 10, 0, RATE)), right((1, 5, 0, RATE), (5, 10, 0, RATE)))) == []


def test_nights_are_counted_in_whole_numbers() -> None:
    found = compared(right((1, 10, 600, 0)), right((1, 10, 0, RATE)))

    assert {
        column.dtype.kind for side in (found.before, found.after) for column in (side.nights, side.waiting)
    } == {"i"}
