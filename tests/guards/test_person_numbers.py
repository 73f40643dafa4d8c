"""No committed file holds a person number that could be somebody's."""

import re

from hjemad.kernel.errors import BadPersonNumber
from hjemad.kernel.person_number import PersonNumber
from tests.guards.house import ROOT, shown, tracked_files

LOOKS_LIKE_ONE = re.compile(r"(?<![0-9a-f])[0-9]{6}-?[0-9]{4}(?![0-9a-f])")
NOBODY_IS_BORN_YET = 2040
LOCKS = {ROOT / "requirements" / name for name in ("base.txt", "dev.txt", "bench.txt", "tools.txt")} | {
    ROOT / "package-lock.json"
}


def could_be_somebodys(text: str) -> bool:
    try:
        number = PersonNumber.parse(text)
    except BadPersonNumber:
        return False
    return not number.is_replacement and number.birth_date.year < NOBODY_IS_BORN_YET


def test_no_person_number_could_be_somebodys() -> None:
    found = []
    for path in tracked_files():
        text = path.read_text(encoding="utf-8", errors="ignore") if path not in LOCKS else ""
        found += [f"{shown(path)}: {hit}" for hit in LOOKS_LIKE_ONE.findall(text) if could_be_somebodys(hit)]

    assert found == [], "Use PersonNumber.invented(...), whose day is a replacement number's"


def test_the_guard_knows_an_ordinary_number_from_an_invented_one() -> None:
    ordinary = "-".join(["140588", "0001"])

    assert could_be_somebodys(ordinary)
    assert not could_be_somebodys("740588-0001")
