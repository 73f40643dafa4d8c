"""The audit of dependencies fails for a known fault, and never calls silence good news."""

from datetime import date
from typing import Any

import pytest

from scripts import audit_dependencies as audit

TODAY = date(2026, 11, 24)
FAULT = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.0"]}


def answer(*vulns: dict[str, Any]) -> dict[str, Any]:
    return {"dependencies": [{"name": "django", "version": "1.0", "vulns": list(vulns)}]}


def line(until: date, *, fault: str = "CVE-1") -> audit.Accepted:
    return audit.Accepted(fault, "django", "our pages never call it", until)


def test_a_known_fault_is_told_with_the_version_that_mends_it() -> None:
    wrong, unanswered = audit.judged(answer(FAULT), known=[], today=TODAY)

    assert wrong == ["django 1.0: PYSEC-1, mended in 2.0"]
    assert unanswered == []


def test_a_fault_is_accepted_by_any_of_its_names_until_the_day_and_not_after() -> None:
    assert audit.judged(answer(FAULT), known=[line(TODAY)], today=TODAY)[0] == []
    late = audit.judged(answer(FAULT), known=[line(date(2026, 11, 23))], today=TODAY)[0]
    assert late[0] == "django: CVE-1 was accepted until 2026-11-23"
    assert len(late) == 2


def test_a_package_the_register_knows_nothing_of_is_not_called_audited() -> None:
    skipped = {"dependencies": [{"name": "django", "skip_reason": "not found"}]}

    assert audit.judged(skipped, known=[], today=TODAY) == ([], ["django"])


@pytest.mark.parametrize("why", ["no network", "the register of faults did not answer within 60 seconds"])
def test_without_an_answer_it_says_so_and_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], why: str
) -> None:
    monkeypatch.setattr(audit, "ask", lambda: (None, why))

    assert audit.main() == 0
    assert capsys.readouterr().out == f"not audited: {why}\n"


def test_a_fault_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ask", lambda: (answer(FAULT), ""))

    assert audit.main() == 1


def test_every_accepted_fault_has_a_reason() -> None:
    assert all(one.reason for one in audit.accepted())
