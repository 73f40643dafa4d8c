from collections.abc import Callable
from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected, MissingFact
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.facts import BadFact, Facts, as_facts, closed_period, day_asked, seen_on
from hjemad.law.finding import JSON


def given(**values: JSON) -> Facts:
    return Facts(values)


def test_facts_are_read_by_kind() -> None:
    facts = given(
        word=" A ", words=["a", "b"], day="2026-02-01", flag=False, count=0, money="96.71",
        one={"x": "y"}, several=[{"x": "z"}], start="2026-01-01", end=None,
    )  # fmt: skip

    assert facts.text("word") == "A"
    assert facts.texts("words") == ("a", "b")
    assert facts.day("day") == date(2026, 2, 1)
    assert facts.flag("flag") is False
    assert facts.count("count") == 0
    assert facts.money("money") == Money.parse("96.71")
    assert facts.one("one").text("x") == "y"
    assert [item.text("x") for item in facts.several("several")] == ["z"]
    assert facts.choice("word", options=("A", "B")) == "A"
    assert facts.period("start", "end") == Period(date(2026, 1, 1), None)
    assert facts.period("start", "day").nights == 31


def test_a_fact_that_is_not_there_is_unknown_and_never_nothing() -> None:
    facts = given(there=None)

    assert not facts.is_known("there")
    assert not facts.is_known("nowhere")
    assert facts.money_or_none("there") is None
    assert facts.day_or_none("nowhere") is None
    for key in ("there", "nowhere"):
        with pytest.raises(MissingFact) as missing:
            facts.text(key)
        assert missing.value.name == key


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda facts: facts.text("k"), 3),
        (lambda facts: facts.text("k"), "  "),
        (lambda facts: facts.texts("k"), "a"),
        (lambda facts: facts.texts("k"), [3]),
        (lambda facts: facts.texts("k"), {"a": "b"}),
        (lambda facts: facts.choice("k", options=("some", "none")), "secret"),
        (lambda facts: facts.day("k"), "2026-02-30"),
        (lambda facts: facts.day("k"), 20260201),
        (lambda facts: facts.flag("k"), "true"),
        (lambda facts: facts.flag("k"), 1),
        (lambda facts: facts.count("k"), True),
        (lambda facts: facts.count("k"), -1),
        (lambda facts: facts.count("k"), "10"),
        (lambda facts: facts.money("k"), "1,50"),
        (lambda facts: facts.money("k"), "-1.50"),
        (lambda facts: facts.money("k"), 150),
        (lambda facts: facts.one("k"), ["a"]),
        (lambda facts: facts.several("k"), {"a": "b"}),
        (lambda facts: facts.several("k"), ["secret"]),
    ],
)
def test_a_fact_of_the_wrong_kind_is_told_by_its_key_and_not_by_its_value(
    read: Callable[[Facts], object], value: JSON
) -> None:
    facts = Facts({"k": value}, path="stays[0]")

    with pytest.raises(InputRejected) as error:
        read(facts)

    assert "stays[0].k" in error.value.text("en")
    assert "stays[0].k" in error.value.text("da")
    assert "secret" not in error.value.text("en")


def test_a_reversed_period_is_refused_with_both_keys() -> None:
    with pytest.raises(InputRejected, match=r"stay\.from, stay\.to"):
        given(stay={"from": "2026-02-02", "to": "2026-02-01"}).one("stay").period("from", "to")
    with pytest.raises(InputRejected) as refused:
        given(**{"from": "2026-02-02", "to": "2026-02-01"}).period("from", "to")
    assert refused.value.da.startswith("from, to: Slutdatoen ligger før startdatoen")


def test_an_open_period_ends_on_the_day_it_is_seen() -> None:
    opened = Period(date(2026, 1, 1), None)

    assert closed_period(opened, seen=date(2026, 1, 5), name="stay").nights == 4
    assert closed_period(opened, seen=date(2025, 12, 1), name="stay").nights == 0
    shut = Period(date(2026, 1, 1), date(2026, 1, 3))
    assert closed_period(shut, seen=None, name="stay") == shut
    with pytest.raises(InputRejected, match="stay is still open") as refused:
        closed_period(opened, seen=None, name="stay")
    assert refused.value.da.startswith("stay er ikke slut. Tilføj as_of")


def test_an_open_stay_is_seen_as_of_its_own_day_before_the_day_asked_about() -> None:
    assert seen_on(given(as_of="2026-01-05"), on=date(2026, 2, 1)) == date(2026, 1, 5)
    assert seen_on(given(), on=date(2026, 2, 1)) == date(2026, 2, 1)
    assert seen_on(given(), on=None) is None


def test_a_rule_that_needs_a_day_has_no_default_day() -> None:
    assert day_asked(date(2026, 1, 1), rule="r") == date(2026, 1, 1)
    with pytest.raises(InputRejected, match="r depends on the day") as refused:
        day_asked(None, rule="r")
    assert refused.value.da.startswith("r afhænger af dagen")


def test_the_whole_of_the_facts_must_be_an_object() -> None:
    with pytest.raises(InputRejected, match="facts must be an object") as refused:
        as_facts(["a"])
    assert refused.value.da == "facts skal være et objekt med nøgler og værdier"


def test_a_fact_that_cannot_be_read_has_a_code_of_its_own() -> None:
    with pytest.raises(BadFact) as refused:
        given(k=3).text("k")

    assert refused.value.code == "bad_fact"


def test_words_may_be_empty_and_are_never_missing_by_that() -> None:
    assert given(note="  ").words("note") == ""
    assert given(note=" said ").words("note") == "said"
    with pytest.raises(InputRejected, match="note must be text"):
        given(note=3).words("note")
    with pytest.raises(MissingFact):
        given().words("note")


def test_days_are_read_in_the_order_given_and_told_by_their_place() -> None:
    assert given(days=["2026-02-02", "2026-02-01"]).days("days") == (date(2026, 2, 2), date(2026, 2, 1))
    assert given(days=[]).days("days") == ()
    with pytest.raises(InputRejected, match=r"^stay\.days\[1\]: There is no such day"):
        given(stay={"days": ["2026-02-02", "2026-02-30"]}).one("stay").days("days")


def test_a_list_tells_which_of_its_entries_is_wrong() -> None:
    with pytest.raises(InputRejected, match=r"^words\[1\] must be text"):
        given(words=["a", 3]).texts("words")
    with pytest.raises(InputRejected, match=r"^stays\[1\]\.from must be text"):
        [stay.day("from") for stay in given(stays=[{"from": "2026-02-01"}, {"from": 3}]).several("stays")]


def test_a_word_the_rule_does_not_know_is_answered_with_those_it_knows() -> None:
    with pytest.raises(InputRejected, match="Use one of: some, none") as refused:
        given(k="secret").choice("k", options=("some", "none"))

    assert refused.value.da == "k er ikke et ord, reglen kender. Brug et af: some, none"


def test_an_amount_may_be_nothing_and_a_count_may_be_large() -> None:
    assert given(k="0").money("k") == Money.zero()
    assert given(k=1).count("k") == 1
    assert given(k="1.00").money_or_none("k") == Money.of_ore(100)


def test_a_list_of_days_that_is_no_list_is_refused_by_its_place() -> None:
    row = Facts({"days": "2026-01-01"}, path="rows[1]")

    with pytest.raises(BadFact, match=r"^rows\[1\]\.days must"):
        row.days("days")
