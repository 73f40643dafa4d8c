"""A module is named for what it is about, and a package says what it is for."""

import ast
from pathlib import Path

import pytest

from tests.guards.house import AREAS, PACKAGE, ROOT, nodes, product_files, python_files, shown, tree

SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base", "shared"}

# What an area may consist of, in the order of reading (docs/adr/0001). Another name needs a decision record.
AREA_NAMES = [
    "apps",
    "models",
    "events",
    "permissions",
    "rules",
    "facts",
    "relations",
    "queries",
    "actions",
    "tables",  # docs/adr/0017, with reads and writes
    "reads",
    "writes",
    "line_words",  # docs/adr/0009
    "forms",
    "views",
    "urls",
    "admin_commands",
    "management",
    "migrations",
    "templates",
    "templatetags",
    "static",
    "tests",
]


def packages() -> list[Path]:
    return [path for path in python_files() if path.name == "__init__.py"]


def test_no_module_has_a_name_that_says_nothing() -> None:
    silent = [shown(path) for path in python_files() if path.stem in SAY_NOTHING]

    assert silent == []


@pytest.mark.parametrize("path", packages(), ids=shown)
def test_a_package_opens_with_a_docstring_and_holds_no_code(path: Path) -> None:
    body = tree(path).body
    version_of_the_house = path == PACKAGE / "__init__.py"

    assert ast.get_docstring(tree(path)), "Say what it is for, what not, and where to start reading"
    assert len(body) == (2 if version_of_the_house else 1), "Code lives in a module with a name"


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in python_files() if (ROOT / "scripts") not in path.parents}

    without = [shown(folder) for folder in folders if not (folder / "__init__.py").exists()]

    assert without == []


@pytest.mark.parametrize("area", AREAS)
def test_an_area_consists_of_the_names_every_area_has(area: str) -> None:
    present = {path.stem for path in (PACKAGE / "areas" / area).iterdir() if not path.name.startswith("__")}

    assert sorted(present - set(AREA_NAMES)) == []


def test_every_area_in_the_house_is_declared_in_order() -> None:
    folders = {path.name for path in (PACKAGE / "areas").iterdir() if (path / "__init__.py").exists()}

    assert folders == set(AREAS)


def test_no_work_is_left_as_a_stub() -> None:
    unfinished = [
        f"{shown(path)}:{node.lineno}"
        for path in product_files()
        for node in nodes(path)
        if isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)
    ]

    assert unfinished == []
