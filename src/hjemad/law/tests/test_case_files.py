"""What the law pages show of a rule: its cases as the table has them, with the words beside each."""

from hjemad.law.case_files import cases_of


def test_a_case_is_shown_with_why_source_and_certainty() -> None:
    first, *_ = cases_of("notice-deadline")

    assert first.case.id == "DL-01"
    assert (first.why, first.source) == ("Plain week, Monday decision.", "serviceloven § 110, stk. 6")
    assert first.certainty == "sourced text (3 hverdage); weekday definition unknown"


def test_the_cases_of_a_rule_stand_in_the_order_of_its_table() -> None:
    ids = [shipped.case.id for shipped in cases_of("notice-deadline")]

    assert ids[:6] == ["DL-01", "DL-02", "DL-03", "DL-04", "DL-05", "DL-B01"]


def test_a_rule_without_a_table_has_no_cases() -> None:
    assert cases_of("notice-deadlines") == ()
