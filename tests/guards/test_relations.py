"""Tables point downwards: Django links by name, which the import contracts cannot see."""

import ast
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, ForeignObject, ManyToManyField, Model

from tests.guards.house import AREAS, FOUNDATION, PACKAGE, nodes, product_files, shown

# Every fact says who wrote it, under which assignment and for whom, wherever it lives.
ANYONE_MAY_POINT_AT = {"access.user", "access.assignment", "organisations.organisation"}
# These speak about every table there is, so no import could name them.
MAY_WALK_ALL_MODELS = ("src/hjemad/foundation/privacy/", "src/hjemad/foundation/facts/")
ORDER = [*FOUNDATION, *AREAS]


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("hjemad.")]


def relations() -> Iterator[tuple[Field, type[Model], type[Model]]]:
    for model in our_models():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model
            if isinstance(field, ForeignObject | ManyToManyField) and isinstance(target, type):
                yield field, model, target


def test_every_app_of_ours_has_its_place_in_the_order() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("hjemad.")}

    assert ours == set(ORDER)


def test_a_table_points_at_its_own_app_or_a_lower_one() -> None:
    upwards = []
    for field, model, target in relations():
        own, other = model._meta.app_label, target._meta.app_label
        if target._meta.label_lower in ANYONE_MAY_POINT_AT:
            continue
        if other not in ORDER or ORDER.index(other) > ORDER.index(own):
            upwards.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")

    assert upwards == [], "Let the higher app hold the relation"


def test_there_are_relations_to_look_at() -> None:
    assert len(list(relations())) > 10


def test_no_model_is_fetched_by_its_name() -> None:
    fetched = [
        f"{shown(path)}:{node.lineno}"
        for path in product_files()
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"get_model", "get_models"}
        and PACKAGE in path.parents
    ]

    allowed = [place for place in fetched if place.startswith(MAY_WALK_ALL_MODELS)]

    assert [place for place in fetched if place not in allowed] == [], (
        "Import the query or action of that area"
    )


# These speak about every table there is, so no import could name them.
MAY_WALK_ALL_MODELS = ("src/hjemad/foundation/privacy/", "src/hjemad/foundation/facts/")
