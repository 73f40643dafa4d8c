import logging
import sys
from datetime import date

import pytest

from hjemad.config.log_filter import NoPersonData, without_person_data
from hjemad.kernel.person_number import PersonNumber

NUMBER = PersonNumber.invented(5, birth_date=date(1980, 1, 1))


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        (
            "event kind=shelters.admitted event_id=4 assignment=2",
            "event kind=shelters.admitted event_id=4 assignment=2",
        ),
        ("Not Found: /beboere/?q=Kaj+Prøve", "Not Found: /beboere/"),
        ("Not Found: /beboere/Kaj Prøve/", "Not Found: /beboere/(text)/"),
        (
            "Not Found: /ophold/5d41cdce-3a7b-4021/",
            "Not Found: /ophold/5d41cdce-3a7b-4021/",
        ),
        ("wrote to kaj@example.org today", "wrote to (mail) today"),
        ("stored gAAAAABmZmZmZmZmZmZmZmZmZmZm= there", "stored (sealed) there"),
        ("otpauth://totp/Hjemad:bo?secret=ABC", "(sealed)"),
        (f"number {NUMBER.full()} and {NUMBER.digits}", "number (number) and (number)"),
        ("duplicate key\nDETAIL:  Key (name)=(Kaj) already exists", "duplicate key\n(row left out)"),
        ("Failing row contains (7, Kaj)", "(row left out)"),
    ],
)
def test_a_line_loses_what_may_be_a_person_s(line: str, cleaned: str) -> None:
    assert without_person_data(line) == cleaned


def test_a_traceback_keeps_its_frames_and_loses_the_words_of_the_error() -> None:
    try:
        int("Kaj Prøve sover her")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed for %s", ("all",), sys.exc_info())

    assert NoPersonData().filter(record)

    printed = logging.Formatter().format(record)
    assert printed.startswith("failed for all")
    assert "test_log_filter.py" in printed
    assert "ValueError" in printed
    assert "Kaj" not in printed
