"""A finding names the provisions in force on the day the rule is asked about, and none of another day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hjemad.law.case_files import all_cases
from hjemad.law.finding import Provision
from hjemad.law.parameters_reader import Law, load_law
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.settings import Settings

CASES = {case.id: case for case in all_cases()}
# The day each rule is asked about, by a case of each kind of answer: the day of the question where there is
# one, else the day in the facts that the right begins, the decision is made or the claim is due.
DAYS = {
    "KOM-B02": "2007-01-01",
    "UEN-B02": "2007-01-01",
    "UEN-B06": "2026-05-01",
    "ANO-B08": "2015-01-01",
    "DL-10": "2026-09-01",
    "DL-12": "2026-09-29",
    "DL-13": "2026-03-01",
    "DL-14": "2025-03-01",
    "CTL-B01": "2026-02-01",
    "CS-06": "2023-12-06",
    "CD-01": "2024-06-01",
    "SUP-03": "2026-07-15",
    "GDP-CB20": "2018-05-25",
    "DN-B01": "2024-11-04",
    "GDP-04": "2026-01-31",
    "IC-01": "2025-10-31",
    "LST-B01": "2026-06-01",
    "LST-B11": "2025-11-30",
    "DIS-01": "2026-11-22",
    "DIS-02": "2026-11-22",
    "DIS-09": "2026-11-22",
    "DIS-10": "2023-09-15",
    "DL-01": "2024-11-04",
    "PLC-B05": "2007-01-01",
    "PLN-01": "2026-11-22",
    "PLN-B08": "2026-11-01",
    "CA-01": "2026-12-31",
    "RC-01": "2024-05-01",
    "EGN-01": "2021-01-01",
    "GDP-03": "2026-03-31",
    "MON-B02": "2007-01-01",
    "REF-01": "2023-09-01",
    "SUP-01": "2025-02-01",
    "SR-01": "2024-10-01",
    "TP-01": "2024-09-02",
    "UDS-DB16": "2023-07-01",
    "UDS-08": "2023-09-01",
    "TS-01": "2023-04-01",
    "TS-15": "2023-04-01",
    "KOM-B01": "2006-12-31",
}


def law_of_three_times(rule: str, *, day: date) -> Law:
    """The law as shipped, each provision of the rule with one text before, one on and one after the day."""
    after = day + timedelta(days=1)

    def texts(provision: Provision) -> Iterator[Provision]:
        for start, end in ((None, day), (day, after), (after, None)):
            yield replace(provision, in_force_from=start, in_force_to=end)

    covered = load_law().coverage[rule]
    provisions = tuple(text for provision in covered.provisions for text in texts(provision))
    return replace(
        load_law(), coverage={**load_law().coverage, rule: replace(covered, provisions=provisions)}
    )


@pytest.mark.parametrize(("case_id", "day"), DAYS.items(), ids=list(DAYS))
def test_a_finding_names_the_provisions_of_the_day_asked_about(case_id: str, day: str) -> None:
    case, asked_about = CASES[case_id], date.fromisoformat(day)
    law = law_of_three_times(case.rule, day=asked_about)

    finding = decide(case.rule, case.facts, on=case.on, law=law, settings=Settings.default())

    assert {provision.in_force_from for provision in finding.provisions} == {asked_about}


def test_every_rule_is_asked_on_a_day() -> None:
    assert {CASES[case_id].rule for case_id in DAYS} == set(RULES)
