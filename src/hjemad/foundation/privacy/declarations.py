"""`declare(Model, …)` stands beside each model: controller, purpose, legal basis, retention, field classes.

A test fails for a model or field of ours without a declaration, and for a declared field that is gone.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class FieldClass(StrEnum):
    """What kind of data a field holds; it decides who may see it, copies and logs."""

    IDENTITY = "identity"
    CONTACT = "contact"
    WHEREABOUTS = "whereabouts"
    HEALTH = "health"
    MONEY = "money"
    ORDINARY = "ordinary"
    TECHNICAL = "technical"
    FREE_TEXT = "free_text"
    PROTECTION = "protection"
    SECRET = "secret"  # noqa: S105 - the name of a class of fields


@dataclass(frozen=True)
class Declaration:
    """What is declared about one model. Texts are English; the catalogue holds their Danish."""

    controller: str
    purpose: str
    basis: str
    retention: str
    fields: dict[str, FieldClass]


# The columns every versioned fact has.
FACT_FIELDS = {
    "id": FieldClass.TECHNICAL,
    "fact_id": FieldClass.TECHNICAL,
    "version": FieldClass.TECHNICAL,
    "valid_from": FieldClass.ORDINARY,
    "valid_to": FieldClass.ORDINARY,
    "recorded_at": FieldClass.TECHNICAL,
    "superseded_at": FieldClass.TECHNICAL,
    "recorded_by": FieldClass.TECHNICAL,
    "recorded_under": FieldClass.TECHNICAL,
    "reason": FieldClass.FREE_TEXT,
    "origin": FieldClass.TECHNICAL,
    "voided": FieldClass.TECHNICAL,
}

_declared: dict[str, Declaration] = {}


def declare(
    model: type[models.Model],
    *,
    controller: str,
    purpose: str,
    basis: str,
    retention: str,
    fields: dict[str, FieldClass],
) -> None:
    """The model is declared; an empty text is refused."""
    if not all(text.strip() for text in (controller, purpose, basis, retention)):
        raise ValueError(f"{model._meta.label}: controller, purpose, basis and retention must all be said")
    _declared[model._meta.label] = Declaration(
        controller=controller, purpose=purpose, basis=basis, retention=retention, fields=dict(fields)
    )


def declared() -> dict[str, Declaration]:
    """Every declaration, by model label."""
    return dict(_declared)


def problems(all_models: list[type[models.Model]]) -> list[str]:
    """What is undeclared or declared and gone, one sentence each; empty when all is well."""
    found: list[str] = []
    for model in all_models:
        label = model._meta.label
        declaration = _declared.get(label)
        if declaration is None:
            found.append(f"{label} is not declared: call privacy.declare(...) beside the model")
            continue
        names = {field.name for field in model._meta.local_fields}
        found += [f"{label}.{name} has no field class" for name in sorted(names - set(declaration.fields))]
        found += [f"{label}.{name} is declared and gone" for name in sorted(set(declaration.fields) - names)]
    return found
