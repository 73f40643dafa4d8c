"""What the law hands on cannot be changed by whoever gets it."""

import dataclasses
import importlib
import pkgutil

import pytest

import hjemad.law


def dataclasses_of_the_law() -> dict[str, type]:
    found: dict[str, type] = {}
    for module in pkgutil.walk_packages(hjemad.law.__path__, "hjemad.law."):
        if ".tests" in module.name:
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(value, type)
                and dataclasses.is_dataclass(value)
                and value.__module__ == module.name
            ):
                found[f"{module.name}.{value.__name__}"] = value
    return found


# They gather what is right while a claim is worked out, so that nothing is worked out twice.
GATHER = ("hjemad.law.claim.nights.Rights", "hjemad.law.claim.bulk_right.BulkLedger")
CLASSES = {name: one for name, one in dataclasses_of_the_law().items() if name not in GATHER}


@pytest.mark.parametrize("name", CLASSES)
def test_a_value_of_the_law_cannot_be_changed(name: str) -> None:
    assert CLASSES[name].__dataclass_params__.frozen  # type: ignore[attr-defined]
