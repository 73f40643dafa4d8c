"""Money is exact to half an øre, in files and on screens."""

import pytest

from hjemad.kernel.errors import BadAmount, WrongUsage
from hjemad.kernel.money import Money


@pytest.mark.parametrize(
    ("text", "half_ore", "written"),
    [
        pytest.param("1500", 300_000, "1500.00", id="whole kroner"),
        pytest.param("1500.5", 300_100, "1500.50", id="one decimal"),
        pytest.param("701.65", 140_330, "701.65", id="two decimals"),
        pytest.param("701.645", 140_329, "701.645", id="half an øre"),
        pytest.param("701.640", 140_328, "701.64", id="third decimal 0"),
        pytest.param("-3.00", -600, "-3.00", id="negative"),
        pytest.param("-0.005", -1, "-0.005", id="minus half an øre"),
        pytest.param("-0.00", 0, "0.00", id="no minus zero"),
        pytest.param(" 12.00 ", 2_400, "12.00", id="spaces around"),
    ],
)
def test_an_amount_in_a_file_is_read_and_written_back(text: str, half_ore: int, written: str) -> None:
    amount = Money.parse(text)

    assert amount.half_ore == half_ore
    assert amount.dkk() == written
    assert str(amount) == written
    assert repr(amount) == f"Money.parse('{written}')"


@pytest.mark.parametrize(
    "text",
    ["", "1.500,25", "1500,25", "1e3", "1,500.00", "+5", "12.", ".5", "1.2345", "٣", "9" * 13, "kr 5"],
)
def test_no_other_form_is_an_amount_in_a_file(text: str) -> None:
    with pytest.raises(BadAmount, match="decimal point"):
        Money.parse(text)


def test_a_third_decimal_that_is_no_half_ore_is_refused() -> None:
    with pytest.raises(BadAmount, match="0 or 5"):
        Money.parse("1.003")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("1500", "1500.00", id="no marks"),
        pytest.param("1.500", "1500.00", id="thousands mark"),
        pytest.param("1.500,25", "1500.25", id="both marks"),
        pytest.param("1500,5", "1500.50", id="one decimal"),
        pytest.param("1.234.567,00", "1234567.00", id="millions"),
        pytest.param("701,645 kr.", "701.645", id="with its unit"),
        pytest.param("\u22123,00\u00a0kr", "-3.00", id="minus sign and hard space"),
        pytest.param("-3", "-3.00", id="hyphen as minus"),
    ],
)
def test_an_amount_is_read_as_danes_write_it(text: str, written: str) -> None:
    assert Money.parse_danish(text).dkk() == written


@pytest.mark.parametrize("text", ["", "15.00", "1.50", "1500.25", "1,500.00", "1,2,3", "kr", "1.5000", "abc"])
def test_an_amount_with_a_doubtful_point_is_not_guessed(text: str) -> None:
    with pytest.raises(BadAmount, match="decimal comma"):
        Money.parse_danish(text)


@pytest.mark.parametrize("value", [1.0, "1", None], ids=["float", "text", "missing"])
def test_money_is_never_made_from_anything_but_whole_half_ore(value: object) -> None:
    with pytest.raises(TypeError, match="floats and decimals are not exact amounts"):
        Money(value)  # type: ignore[arg-type]  # the wrong type is what is tested
    with pytest.raises(TypeError):
        Money.of_ore(value)  # type: ignore[arg-type]  # the wrong type is what is tested


@pytest.mark.parametrize("other", [0.5, 2, "2"], ids=["float", "int", "text"])
def test_only_money_is_added_to_money(other: object) -> None:
    with pytest.raises(TypeError):
        Money.of_ore(100) + other  # type: ignore[operator]  # the wrong type is what is tested
    with pytest.raises(TypeError):
        Money.of_ore(100) - other  # type: ignore[operator]  # the wrong type is what is tested


@pytest.mark.parametrize("times", [0.5, Money.of_ore(1)], ids=["float", "money"])
def test_money_is_multiplied_by_whole_numbers_only(times: object) -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        Money.of_ore(100) * times  # type: ignore[operator]  # the wrong type is what is tested


def test_half_of_an_odd_ore_is_exact() -> None:
    assert Money.parse("1403.29").halved() == Money.parse("701.645")


def test_half_of_half_an_ore_is_refused() -> None:
    with pytest.raises(BadAmount, match="finer than half an øre"):
        Money.parse("701.645").halved()


@pytest.mark.parametrize(
    ("amount", "ore", "krone"),
    [
        pytest.param("701.645", "701.65", "701.00", id="half goes up"),
        pytest.param("701.64", "701.64", "701.00", id="whole øre stay"),
        pytest.param("701.00", "701.00", "701.00", id="whole kroner stay"),
        pytest.param("-0.005", "-0.01", "0.00", id="a debt rounds like its repayment"),
        pytest.param("-1.50", "-1.50", "-1.00", id="a debt in kroner"),
    ],
)
def test_rounding_works_on_the_size_and_keeps_the_sign(amount: str, ore: str, krone: str) -> None:
    assert Money.parse(amount).rounded("half_up_ore").dkk() == ore
    assert Money.parse(amount).rounded("down_krone").dkk() == krone


def test_another_rounding_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="half_up_ore or down_krone"):
        Money.zero().rounded("up")  # type: ignore[arg-type]  # a setting read from outside may be wrong


def test_whole_ore_can_be_paid_and_half_ore_cannot() -> None:
    assert Money.parse("701.65").is_whole_ore
    assert not Money.parse("701.645").is_whole_ore


def test_money_sums_from_zero_and_orders_by_size() -> None:
    amounts = [Money.parse("2.00"), Money.parse("-1.00"), Money.parse("0.005")]

    assert sum(amounts, Money.zero()) == Money.parse("1.005")
    assert sorted(amounts) == [amounts[1], amounts[2], amounts[0]]
    assert 3 * amounts[0] == amounts[0] * 3 == Money.of_ore(600)
    assert -amounts[0] == Money.parse("-2.00")
