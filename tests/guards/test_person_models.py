"""Whoever reads a person does so through a relation that ends some day."""

from django.apps import apps
from django.db import models

from hjemad.areas.citizens.models import PersonRecord
from hjemad.foundation.access.managers import PersonFactManager, RecordManager
from hjemad.foundation.access.relation import sources
from hjemad.foundation.access.roles import ROLES

# Person models that are read only through the claim they belong to, which has its own rule of access.
WITHOUT_MANAGER = {
    "refunds.OpeningBalance": "read by the municipality whose balance it is",
    "refunds.ClaimLine": "read by the municipality that closed the claim",
    "billing.BillLine": "read by the shelter that issued the bill",
    "billing.InvoiceLine": "read by the municipality that got the invoice",
}


def person_models() -> list[type[models.Model]]:
    """The record, and every model of ours with a reference to it."""
    found: list[type[models.Model]] = [PersonRecord]
    for model in apps.get_models():
        targets = [field.related_model for field in model._meta.local_fields if field.is_relation]
        if model.__module__.startswith("hjemad.") and PersonRecord in targets:
            found.append(model)
    return found


def test_every_person_model_refuses_a_query_without_an_actor() -> None:
    loose = {
        model._meta.label
        for model in person_models()
        if not isinstance(model._default_manager, RecordManager | PersonFactManager)
    }

    assert loose - set(WITHOUT_MANAGER) == set(), "give the model a PersonFactManager"


def test_no_exception_is_stale() -> None:
    assert set(WITHOUT_MANAGER) <= {model._meta.label for model in person_models()}


def test_every_source_says_when_the_right_ends_and_what_proves_it() -> None:
    labels = {model._meta.label for model in person_models()}

    assert sources()
    for source in sources():
        assert source.expiry.strip()
        assert source.model in labels
        assert source.area == source.model.split(".")[0]
        assert source.roles <= set(ROLES)


def test_every_role_that_may_see_persons_has_a_source() -> None:
    seeing = {
        slug
        for slug, role in ROLES.items()
        if any(
            permission in {"see_house", "see_residents", "see_citizens", "see_claims"}
            for permission in role.permissions
        )
    }

    assert seeing <= {slug for source in sources() for slug in source.roles}


def test_nobody_reaches_persons_backwards_from_another_table() -> None:
    backwards = [
        f"{model._meta.label}.{field.name}"
        for model in person_models()
        for field in model._meta.local_fields
        if field.remote_field is not None and not field.remote_field.hidden
        if model._meta.label not in WITHOUT_MANAGER
    ]

    assert backwards == [], 'write related_name="+": a backwards relation has no actor'
