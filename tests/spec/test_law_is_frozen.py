"""What kernel and law hand on cannot be changed by whoever gets it, nor given what it does not have."""

import dataclasses
import importlib
import pkgutil

import pytest

import hjemad.kernel
import hjemad.law


def dataclasses_of_the_law() -> dict[str, type]:
    found: dict[str, type] = {}
    for package in (hjemad.kernel, hjemad.law):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
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
# Few of them are made (a form of the whole country in arrays, a comparison), so slots would save nothing.
WITHOUT_SLOTS = (
    "hjemad.kernel.span_arrays",
    "hjemad.law.claim.bulk_",
    "hjemad.law.claim.compared._Seen",
    "hjemad.law.claim.what_if.WhatIf",
    "hjemad.law.serviceloven.par_177_bulk",
)
HAVE_AN_ORDER = {
    "hjemad.kernel.money.Money",
    "hjemad.kernel.municipalities.MunicipalityCode",
    "hjemad.kernel.municipalities.Region",
    "hjemad.kernel.quarters.Quarter",
}
CLASSES = dataclasses_of_the_law()


@pytest.mark.parametrize("name", CLASSES)
def test_a_value_of_the_law_cannot_be_changed(name: str) -> None:
    one = CLASSES[name]

    assert one.__dataclass_params__.frozen is (name not in GATHER)  # type: ignore[attr-defined]
    assert ("__slots__" in vars(one)) is (not name.startswith(WITHOUT_SLOTS))


def test_only_values_with_an_order_of_their_own_are_sorted() -> None:
    ordered = {name for name, one in CLASSES.items() if one.__dataclass_params__.order}  # type: ignore[attr-defined]

    assert ordered == HAVE_AN_ORDER
