from datetime import date
from textwrap import dedent

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.coverage import load_coverage, read_coverage
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import RULES

ENTRY = dedent("""
    - slug: one
      title_da: En
      title_en: One
      refs: [R1]
      status: not_modelled
      answer_key: none
      certainty: sourced
      version: 1
      provisions:
        - {act: a, paragraph: p, in_force_from: null, in_force_to: null, certainty: sourced,
           text_read_da: l, text_read_en: t}
""")


def register(entry: str = ENTRY) -> str:
    return f"rules:\n{entry}"


def refused(entry: str) -> str:
    with pytest.raises(InputRejected) as error:
        read_coverage(register(entry), where="C")
    return str(error.value)


def test_a_rule_is_modelled_exactly_when_the_house_has_it() -> None:
    modelled = {rule.slug for rule in load_coverage().values() if rule.is_modelled}

    assert modelled == set(RULES)


def test_every_requirement_of_the_law_has_a_rule() -> None:
    covered = {ref for rule in load_coverage().values() for ref in rule.refs}

    assert covered == {f"R{number}" for number in range(1, 24)}


def test_every_modelled_rule_says_who_checked_it_against_what() -> None:
    for rule in load_coverage().values():
        assert (rule.verified is not None) == rule.is_modelled
        assert rule.title.da
        assert rule.title.en


@pytest.mark.parametrize(
    ("slug", "key"),
    [
        ("municipal-discharge", "allowed"),
        ("support-refund", "eligible"),
        ("supplier-wish", "valid"),
        ("cheap-dwelling", "qualifies"),
        ("plan-contents", None),
        ("appealable", None),
    ],
)
def test_the_answer_key_is_the_one_scripts_rely_on(slug: str, key: str | None) -> None:
    assert load_coverage()[slug].answer_key == key


def test_provisions_change_with_the_day() -> None:
    def numbers(day: date) -> list[str]:
        return [provision.paragraph for provision in load_law().provisions("acting-municipality", on=day)]

    assert numbers(date(2023, 12, 31)) == ["§ 9, stk. 1, 7 og 8, og § 9 c, stk. 2"]
    assert numbers(date(2024, 1, 1)) == ["§ 9, stk. 1, 3 og 4, og § 9 c, stk. 2"]
    assert numbers(date(2025, 6, 30)) == ["§ 9, stk. 1, 3 og 4, og § 9 c, stk. 2"]
    assert numbers(date(2025, 7, 1)) == ["§ 9, stk. 1, 3 og 4, og § 9 c, stk. 2", "§ 9, stk. 11"]


def test_without_a_day_every_provision_is_told() -> None:
    assert len(load_law().provisions("acting-municipality", on=None)) == 3


def test_a_rule_is_in_force_from_its_oldest_provision_unless_that_day_is_not_known() -> None:
    coverage = load_coverage()

    assert coverage["notice-deadline"].in_force_from == date(2023, 10, 1)
    assert coverage["notice-deadline"].in_force_to is None
    assert coverage["plan-duty"].in_force_from is None
    assert coverage["appealable"].in_force_from == date(2023, 10, 1)
    assert coverage["acting-municipality"].in_force_to is None
    ended = ENTRY.replace("in_force_to: null", "in_force_to: 2020-01-01")
    assert read_coverage(register(ended), where="C")["one"].in_force_to == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("status: not_modelled", "status: partly", "status must be one of"),
        ("status: not_modelled", "status: modelled", "verified is missing"),
        ("answer_key: none", "answer_key: complete", "answer_key must be one of"),
        ("version: 1", "version: 0", "version must be a whole number from 1"),
        ("version: 1", "version: true", "version must be a whole number from 1"),
        ("refs: [R1]", "refs: R1", "refs must be a list of words"),
        ("refs: [R1]", "refs: [1]", "refs must be a list of words"),
        ("in_force_from: null, ", "", "in_force_from is missing"),
        ("slug: one", "slug: one\n  note: x", "note is not a key"),
    ],
)
def test_a_wrong_entry_is_told_by_its_key(was: str, becomes: str, told: str) -> None:
    assert told in refused(ENTRY.replace(was, becomes))


def test_a_rule_stands_once() -> None:
    assert "slug stands twice" in refused(ENTRY + ENTRY)


def test_a_register_that_is_no_yaml_is_told_by_its_file() -> None:
    with pytest.raises(InputRejected, match=r"^REGISTER\.yaml"):
        read_coverage("rules: [", where="REGISTER.yaml")
