"""Every model of ours has a rule a machine can follow, and the rule names columns that are there."""

from hjemad.foundation.privacy.retention import Way, problems
from hjemad.foundation.privacy.retention_table import RULES
from hjemad.foundation.privacy.subject_data import NOT_TOLD, TOLD
from tests.guards.test_field_declarations import ours


def test_every_model_has_a_retention_rule_and_no_rule_is_stale() -> None:
    assert problems({model._meta.label for model in ours()}, table=RULES) == []


def test_a_model_without_a_rule_would_be_found() -> None:
    assert problems({"a.New"}, table={}) == ["a.New has no retention rule: add it to retention_table.py"]


def test_every_column_a_rule_names_is_there() -> None:
    gone = []
    for model in ours():
        rule = RULES[model._meta.label]
        columns = {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}
        named = {
            *rule.paths,
            *rule.counts,
            rule.day,
            rule.nobodys_day,
            rule.open_while_empty,
            *(c for c, _ in rule.parents),
        }
        gone += [
            f"{model._meta.label}.{name}" for name in named if name and name.split("__")[0] not in columns
        ]

    assert gone == []


def test_every_rule_that_ends_says_from_when() -> None:
    assert [label for label, rule in RULES.items() if rule.way is Way.ROW and not rule.day] == []
    assert [label for label, rule in RULES.items() if rule.way is Way.ACCOUNTS and not rule.day] == []


def test_whatever_hangs_on_a_record_goes_with_it() -> None:
    left_behind = [
        model._meta.label
        for model in ours()
        if any(field.name == "record" and field.is_relation for field in model._meta.fields)
        and RULES[model._meta.label].way not in {Way.PERSON, Way.ACCOUNTS}
    ]

    assert left_behind == []


def test_everything_about_a_person_is_told_when_they_ask_or_says_why_not() -> None:
    about_people = {label for label, rule in RULES.items() if rule.way in {Way.PERSON, Way.ACCOUNTS}}

    assert about_people - set(TOLD) - set(NOT_TOLD) == set()
    assert (set(TOLD) | set(NOT_TOLD)) - about_people == set()
