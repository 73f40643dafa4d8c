"""What is committed belongs to everyone: no path or address of one machine, no downloaded or built file."""

import json
import re
from pathlib import Path

import pytest

from tests.guards.house import BUILT, ROOT, project, shown, tracked_files

# Written in parts, so that this file does not hold what it forbids.
MACHINE_PATHS = ["/wo" + "rk/", "/ro" + "ot/", "/tm" + "p/", "/ho" + "me/", "/opt/pyp" + "i"]
REGISTRIES = [
    "pypi" + ".org",
    "files.pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "github" + ".com/astral",
]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("forbidden", [*MACHINE_PATHS, *REGISTRIES])
def test_no_file_names_a_place_on_one_machine_or_a_registry(forbidden: str) -> None:
    naming = [shown(path) for path in tracked_files() if forbidden in text_of(path)]

    assert naming == []


def test_nothing_built_or_downloaded_is_committed() -> None:
    built = [
        shown(path) for path in tracked_files() if BUILT.search(shown(path)) or path.suffix == ".sqlite3"
    ]

    assert built == []


@pytest.mark.parametrize("name", ["base.txt", "dev.txt", "bench.txt", "tools.txt"])
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if entry.strip()]

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_lock_file_of_the_design_system_has_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_every_dependency_is_locked() -> None:
    wanted = project()["project"]["dependencies"]
    groups = project()["dependency-groups"]

    locks = {"base.txt": [], "dev.txt": groups["dev"], "bench.txt": groups["bench"]}
    for lock, more in locks.items():
        names = [*wanted, *more]
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").lower()
        plain = [re.split(r"[^A-Za-z0-9_.-]", name)[0].lower() for name in names]
        assert [name for name in plain if not re.search(rf"^{re.escape(name)}==", text, re.M)] == []
