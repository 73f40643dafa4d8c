"""The import contracts speak about modules that exist, and about every area.

A pattern that matches nothing passes in silence, so a renamed module would slip out of its contract.
"""

import re
from functools import cache
from typing import Any

import pytest

from tests.guards.house import AREAS, FOUNDATION, PACKAGE, project

CONTRACTS: list[dict[str, Any]] = project()["tool"]["importlinter"]["contracts"]
BY_ID = {contract["id"]: contract for contract in CONTRACTS}
NAMING_KEYS = (
    "containers",
    "source_modules",
    "protected_modules",
    "allowed_importers",
    "ancestors",
    "modules",
)
PRIVATE = ["models", "forms", "views", "rules", "facts", "tables"]


@cache
def existing_modules() -> set[str]:
    modules = set()
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        modules.add(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return modules


def matches(pattern: str, modules: set[str]) -> bool:
    expression = re.escape(pattern).replace(r"\*\*", ".+").replace(r"\*", r"[^.]+")
    return any(re.fullmatch(expression, module) for module in modules)


def named_modules() -> list[tuple[str, str]]:
    return [
        (contract["id"], name)
        for contract in CONTRACTS
        for key in NAMING_KEYS
        for name in contract.get(key, [])
        if name.startswith("hjemad")
    ]


def layers(contract: str) -> list[str]:
    return [re.sub(r"[()\s]", "", name) for layer in BY_ID[contract]["layers"] for name in layer.split("|")]


@pytest.mark.parametrize(("contract", "name"), named_modules(), ids=lambda value: value)
def test_a_contract_names_modules_that_exist(contract: str, name: str) -> None:
    assert matches(name, existing_modules()), f"{contract} speaks about nothing: rename it there too"


def test_the_floors_are_the_folders_of_the_house() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}

    assert set(layers("floors")) == folders


def test_areas_and_foundation_are_ordered_as_declared() -> None:
    assert layers("areas-order") == list(reversed(AREAS))
    assert layers("foundation-order") == list(reversed(FOUNDATION))


@pytest.mark.parametrize("area", AREAS)
def test_every_area_is_in_every_contract_about_areas(area: str) -> None:
    module = f"hjemad.areas.{area}"
    door = BY_ID[f"door-{area}"]
    folder = PACKAGE / "areas" / area
    private = [
        f"{module}.{name}"
        for name in PRIVATE
        if (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists()
    ]

    assert module in BY_ID["inside-an-area"]["containers"]
    assert door["allowed_importers"] == [module]
    assert door["protected_modules"] == private
