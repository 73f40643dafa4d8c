"""Facts about a person may also come from the CPR register; other facts of the house never do."""

from django.db import models
from django.db.models import Q

from hjemad.foundation.facts.models import FactVersion, Origin

CPR_REGISTER = "cpr_register"
ORIGINS = [*Origin.choices, (CPR_REGISTER, "CPR register")]
# The constraints of every fact, with one origin more among those known.
CONSTRAINTS: list[models.BaseConstraint] = [
    *(one for one in FactVersion.Meta.constraints if not one.name.endswith("_known_origin")),
    models.CheckConstraint(
        condition=Q(origin__in=[*Origin.values, CPR_REGISTER]), name="%(app_label)s_%(class)s_known_origin"
    ),
]
CASE_RETENTION = "five years after the last fact about the person; then archived and deleted by rule"
CASE_BASIS = "GDPR art. 6(1)(e) and 9(2)(f); serviceloven § 110; databeskyttelsesloven § 11"
