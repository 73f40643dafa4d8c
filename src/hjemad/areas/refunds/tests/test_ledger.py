"""The ledger in the database: what later facts do to closed claims."""

from datetime import date

import pytest
from django.db import Error, transaction

from hjemad.areas.citizens.writes.links import join, separate, take_back_not_same
from hjemad.areas.refunds.actions.ledger import close, digest_of
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.areas.refunds.queries import ledger as queries
from hjemad.areas.refunds.rules import ClaimAlreadyClosed, ClaimChangedWhileReading, QuarterNotOver
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.areas.shelters.models import Stay
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.properties.refund_twin import right_sums

pytestmark = pytest.mark.django_db
ALWAYS = Period(LONG_AGO, None)


@pytest.fixture
def world() -> World:
    world = small_world()
    world.person()
    for shelter, amount in (("S1", "1500.00"), ("S2", "1400.00")):
        world.rate(shelter, ALWAYS, amount)
        world.payment(shelter, ALWAYS, "96.71")
    return world


def moved_person(world: World) -> Stay:
    """S1 from 1 January paid by A, then S2 to 1 July paid by B; gives the stay in S1."""
    world.payer("S1", "A", LONG_AGO)
    world.payer("S2", "B", LONG_AGO)
    world.stay("S2", date(2024, 4, 1), date(2024, 7, 1))
    return world.stay("S1", date(2024, 1, 1), date(2024, 4, 1))


def test_a_correction_in_one_municipality_moves_the_other_and_says_nothing_of_it(world: World) -> None:
    first = moved_person(world)
    for municipality, quarter in (("A", "2024Q1"), ("B", "2024Q1"), ("A", "2024Q2"), ("B", "2024Q2")):
        world.close(municipality, quarter)

    corrected = world.correct(first, date(2024, 1, 1), date(2024, 3, 12), "S1")
    a, b = world.close("A", "2024Q3"), world.close("B", "2024Q3")

    [of_a] = a.lines.exclude(kind="rounding")
    [of_b] = b.lines.exclude(kind="rounding")
    assert (of_a.origin_quarter, of_a.nights, of_a.cause) == ("2024Q1", -20, "fact")
    assert (of_b.origin_quarter, of_b.nights, of_b.cause) == ("2024Q2", 20, "changed_elsewhere")
    assert Money(of_b.refund_half_ore or 0) == Money.parse("13032.90")
    assert of_b.basis["year_start"] is None
    assert of_b.basis["year_elsewhere"] is True
    assert f"stay:{corrected.pk}" not in of_b.basis["refs"]
    assert "2024-03" not in str(of_b.basis)
    assert "2024-01-01" not in str(of_b.basis)
    expected, _ = right_sums(world.twin_facts(), first="2024Q1", last="2024Q3", horizon=date(2024, 10, 1))
    assert world.closed_sums() == expected


def test_a_missing_rate_stops_its_line_and_comes_as_a_difference_when_known(world: World) -> None:
    world.payer("S1", "A", LONG_AGO)
    world.rate("S1", Period(date(2024, 3, 1), None), "1600.00")
    world.stay("S1", date(2024, 1, 1), date(2024, 2, 1))
    world.payment("S1", Period(date(2024, 1, 20), date(2024, 1, 25)), "50.00")

    claim = world.close("A", "2024Q1")

    assert [line.nights for line in claim.lines.filter(kind="new")] == [19, 5, 7]
    assert not claim.lines.filter(kind="stopped").exists()


def test_nights_without_a_payment_wait_and_are_never_nought(world: World) -> None:
    small = world
    small.records.clear()
    small.person("Bo Uden Betaling", shelters=("S1",))
    small.payer("S1", "A", LONG_AGO)
    small.stay("S1", date(2024, 1, 1), date(2024, 1, 11))

    claim = small.close("A", "2024Q1")
    small.payment("S1", ALWAYS, "0.00")
    later = small.close("A", "2024Q2")

    [line] = claim.lines.all()
    assert (line.kind, line.nights, line.refund_half_ore, line.missing) == (
        "stopped",
        10,
        None,
        "resident_payment",
    )
    [line] = later.lines.all()
    assert (line.kind, line.nights, line.cause) == ("difference", 10, "payment")
    assert Money(later.total_half_ore) == Money.parse("7500.00")


def test_half_an_ore_stays_on_the_line_and_is_rounded_once(world: World) -> None:
    world.payer("S1", "A", LONG_AGO)
    nights = [date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1)]
    for night in nights:
        world.stay("S1", night, date(night.year, night.month, 2))

    claims = [world.close("A", quarter) for quarter in ("2024Q1", "2024Q2", "2024Q3")]

    assert claims[0].lines.get(kind="new").refund_half_ore == Money.parse("701.645").half_ore
    assert [Money(claim.total_half_ore).dkk() for claim in claims] == ["701.65", "701.64", "701.65"]
    assert sum((Money(c.total_half_ore) for c in claims), Money.zero()) == Money.parse("2104.94")


def test_a_closed_claim_renders_to_the_fingerprint_stored_at_closing(world: World) -> None:
    moved_person(world)

    claim = world.close("A", "2024Q1")

    again = Claim.objects.select_related("municipality").get(pk=claim.pk)
    assert digest_of(queries.csv_of(again, queries.lines_of(again))) == claim.digest_csv


@pytest.mark.postgresql
def test_whether_a_line_rests_on_something_marked_is_known_without_reading_all_of_it(world: World) -> None:
    moved_person(world)
    claim = world.close("A", "2024Q1")
    plain = queries.lines_with_marks(claim)
    marked = claim.lines.create(
        position=99, origin_quarter="2024Q1", nights=0, kind="rounding", basis={"marks": ["invented"]}
    )

    found = queries.lines_with_marks(claim)

    assert digest_of(queries.csv_of_rows(claim, plain)) == claim.digest_csv
    assert [line.is_marked for line in plain] == [False] * len(plain)
    assert [line.position for line in found if line.is_marked] == [marked.position]


def test_a_closed_claim_cannot_be_changed_or_deleted(world: World) -> None:
    moved_person(world)
    claim = world.close("A", "2024Q1")

    for change in (
        lambda: ClaimLine.objects.filter(claim=claim).update(nights=1),
        lambda: Claim.objects.filter(pk=claim.pk).update(total_half_ore=0),
        lambda: ClaimLine.objects.filter(claim=claim)._raw_delete("default"),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_a_quarter_is_closed_once_and_only_when_it_has_begun(world: World) -> None:
    moved_person(world)
    world.close("A", "2024Q1")

    with pytest.raises(ClaimAlreadyClosed):
        world.close("A", "2024Q1")
    with pytest.raises(QuarterNotOver):
        close_on(world, "2024Q2", date(2024, 3, 31))


def test_what_was_read_is_closed_or_nothing(world: World) -> None:
    moved_person(world)
    quarter = Quarter.parse("2024Q1")
    read = queries.draft_for(world.actors["A"], quarter, as_of=quarter.end)
    world.rate("S1", ALWAYS, "1501.00")

    with pytest.raises(ClaimChangedWhileReading):
        close_on(world, "2024Q1", quarter.end, expected=read.fingerprint)

    assert Claim.objects.count() == 0


def close_on(world: World, quarter: str, today: date, expected: str | None = None) -> Claim:
    by, at = world.actors["A"], world.tick()
    return close(by=by, quarter=Quarter.parse(quarter), today=today, at=at, expected=expected)


def test_records_parted_after_three_closed_quarters_give_back_exactly_what_the_link_took(
    world: World,
) -> None:
    for shelter in ("S1", "S2"):
        world.payer(shelter, "A", LONG_AGO)
    by, one, other = world.actors["A caseworker"], world.records["S1"], world.records["S2"]
    world.stay("S1", date(2024, 1, 1), date(2024, 4, 1))
    world.stay("S2", date(2024, 4, 1), date(2024, 10, 1))
    joined = [world.close("A", quarter) for quarter in ("2024Q1", "2024Q2", "2024Q3")]

    separate(one, other, by=by, at=world.tick(), evidence="samtale", reason="to personer")
    parted = world.close("A", "2024Q4")
    take_back_not_same(one, other, by=by, at=world.tick(), reason="det var en fejl")
    join(one, other, by=by, at=world.tick(), evidence="samtale", reason="én person")
    again = world.close("A", "2025Q1")

    assert [line.nights for claim in joined for line in claim.lines.filter(kind="new")] == [91, 29]
    assert {line.cause for line in parted.lines.exclude(kind="rounding")} == {"link"}
    assert {line.cause for line in again.lines.exclude(kind="rounding")} == {"link"}
    assert sum(line.nights for line in parted.lines.all()) == 91
    assert Money(parted.total_half_ore) == Money.zero() - Money(again.total_half_ore)
