"""Money is a group of exact amounts, and its written forms lose nothing."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.money import Money

amounts = st.integers(-(10**11), 10**11).map(Money)


def decimal_of(amount: Money) -> Decimal:
    return Decimal(amount.half_ore) / 200


def danish(amount: Money) -> str:
    """The amount as a Dane writes it, made from the file form."""
    sign = "-" if amount.half_ore < 0 else ""
    kroner, decimals = amount.dkk().removeprefix("-").split(".")
    grouped = f"{int(kroner):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals}"


@given(amounts)
def test_what_is_written_to_a_file_is_read_back(amount: Money) -> None:
    assert Money.parse(amount.dkk()) == amount
    assert Decimal(amount.dkk()) == decimal_of(amount)


@given(amounts)
def test_what_is_written_in_danish_is_read_back(amount: Money) -> None:
    assert Money.parse_danish(danish(amount)) == amount


@given(amounts, amounts, amounts)
def test_adding_is_a_group(a: Money, b: Money, c: Money) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + Money.zero() == a
    assert a + -a == a - a == Money.zero()


@given(amounts, st.integers(0, 20))
def test_multiplying_is_adding_again_and_again(amount: Money, times: int) -> None:
    assert amount * times == times * amount == sum([amount] * times, Money.zero())


@given(amounts, amounts)
def test_order_is_that_of_the_amounts(a: Money, b: Money) -> None:
    assert (a < b) is (decimal_of(a) < decimal_of(b))


@given(st.integers(-(10**10), 10**10).map(Money.of_ore))
def test_two_halves_of_whole_ore_are_the_whole(amount: Money) -> None:
    assert amount.is_whole_ore
    assert amount.halved() + amount.halved() == amount


@given(amounts)
def test_rounding_is_that_of_decimal_arithmetic(amount: Money) -> None:
    exact = decimal_of(amount)

    assert decimal_of(amount.rounded("half_up_ore")) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert decimal_of(amount.rounded("down_krone")) == exact.quantize(Decimal(1), ROUND_DOWN)
    assert amount.rounded("half_up_ore").is_whole_ore
    assert (-amount).rounded("half_up_ore") == -amount.rounded("half_up_ore")
