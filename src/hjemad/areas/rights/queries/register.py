"""The register of processing (GDPR art. 30) and the table of roles, made from what the tests check."""

from collections import defaultdict
from dataclasses import dataclass

from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.privacy.declarations import declared
from hjemad.foundation.privacy.register_words import in_words
from hjemad.foundation.privacy.retention_table import RULES
from hjemad.foundation.ui.languages import reader_language


@dataclass(frozen=True)
class Processing:
    """One kind of row: what for, on what basis, how long, and which classes of data it holds."""

    label: str
    purpose: str
    basis: str
    retention: str
    rule: str
    classes: tuple[str, ...]


@dataclass(frozen=True)
class RoleShown:
    """A role in the reader's language, and what it may do."""

    name: str
    sentence: str
    permissions: tuple[str, ...]


def processing() -> list[tuple[str, list[Processing]]]:
    """Everything declared, by who answers for it, in the reader's language; no query."""
    by_controller: dict[str, list[Processing]] = defaultdict(list)
    for label, said in sorted(declared().items()):
        by_controller[in_words(said.controller)].append(
            Processing(
                label=label,
                purpose=in_words(said.purpose),
                basis=in_words(said.basis),
                retention=in_words(said.retention),
                rule=in_words(RULES[label].why),
                classes=tuple(sorted({in_words(one) for one in said.fields.values()})),
            )
        )
    return sorted(by_controller.items())


def roles_of() -> list[RoleShown]:
    """Every role with its permissions; no query."""
    english = reader_language() == "en"
    return [
        RoleShown(
            name=role.name_en if english else role.name_da,
            sentence=role.sentence_en if english else role.sentence_da,
            permissions=tuple(sorted(str(one) for one in role.permissions)),
        )
        for role in ROLES.values()
    ]
