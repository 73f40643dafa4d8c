"""The municipalities, the invented shelters with their departments, and their beds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hjemad.foundation.organisations.actions import create_organisation, seed_denmark
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.synthetic.model import InventedDenmark


@dataclass(frozen=True)
class Houses:
    """Organisations by the code the country knows them by: municipality, shelter and department."""

    system: Organisation
    municipalities: Mapping[str, Organisation]
    shelters: Mapping[str, Organisation]
    departments: Mapping[str, Organisation]


def open_houses(country: InventedDenmark, *, opened: date, at: datetime) -> Houses:
    """The 98 municipalities stand, and every shelter of the country below its own, with its departments."""
    seed_denmark(at=at, by=None)
    municipalities = {one.code: one for one in Organisation.objects.filter(kind=Kind.MUNICIPALITY)}
    system = create_organisation(Kind.SYSTEM, code="hjemad", name="Hjemad", valid_from=opened, at=at, by=None)
    shelters: dict[str, Organisation] = {}
    departments: dict[str, Organisation] = {}
    for shelter in country.shelters:
        shelters[shelter.id] = create_organisation(
            Kind.SHELTER,
            code=shelter.id,
            name=shelter.name,
            valid_from=opened,
            at=at,
            by=None,
            parent=municipalities[shelter.municipality],
        )
        for part in shelter.departments:
            departments[part.id] = create_organisation(
                Kind.DEPARTMENT,
                code=part.id,
                name=part.name,
                valid_from=opened,
                at=at,
                by=None,
                parent=shelters[shelter.id],
            )
    return Houses(system, municipalities, shelters, departments)
