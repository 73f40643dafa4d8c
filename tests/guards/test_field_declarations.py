"""Every model and field of ours says whose it is, what for, on what basis, of which class, how long."""

from django.apps import apps
from django.db import models

from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FieldClass, declared, problems


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("hjemad.")]


def test_every_model_and_field_is_declared() -> None:
    assert problems(ours()) == []


def test_nothing_is_declared_that_is_gone() -> None:
    assert set(declared()) - {model._meta.label for model in ours()} == set()


def test_an_undeclared_field_would_be_found() -> None:
    class Undeclared(models.Model):
        nickname = models.TextField()

        class Meta:
            app_label = "facts"
            managed = False

    try:
        assert problems([Undeclared]) == [
            "facts.Undeclared is not declared: call privacy.declare(...) beside the model"
        ]
    finally:
        del apps.all_models["facts"]["undeclared"]
        apps.clear_cache()


def test_a_name_number_or_birth_date_is_never_called_ordinary() -> None:
    identifying = ("name", "alias", "cpr", "birth", "search_key", "sort_key")
    person_models = [model for model in ours() if any(field.name == "record" for field in model._meta.fields)]

    loose = [
        f"{model._meta.label}.{name}"
        for model in person_models
        for name, field_class in declared()[model._meta.label].fields.items()
        if name.startswith(identifying) and field_class not in {FieldClass.IDENTITY, FieldClass.SECRET}
        if name not in FLAGS
    ]

    assert loose == []


def test_every_versioned_fact_refuses_change_in_the_database() -> None:
    from hjemad.foundation.facts.triggers import guards

    guarded = {guard.table for guard in guards() if any(name.endswith("_no_update") for name in guard.sqlite)}
    facts = {model._meta.db_table for model in ours() if issubclass(model, FactVersion)}

    assert facts - guarded == set()


# Says whether a name is known, not what it is.
FLAGS = {"name_known"}
