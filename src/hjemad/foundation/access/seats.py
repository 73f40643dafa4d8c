"""Every row of the table of who sees whom: the roles of today, and those whose areas are not built yet.

A later row has its slug and words from the start, so that nobody uses them otherwise. It holds no
permission and no relation, and nobody can be assigned to it; it moves to `roles.py` together with its area.
"""

from dataclasses import dataclass

from hjemad.foundation.access.roles import ROLES


@dataclass(frozen=True)
class Seat:
    """What one role sees, why, and what it never sees; as the reference page prints it."""

    slug: str
    name_da: str
    name_en: str
    sees: str
    because: str
    never: str

    @property
    def later(self) -> bool:
        """Its area is not built: nobody can have the role."""
        return self.slug not in ROLES


def _today(slug: str, *, sees: str, because: str, never: str) -> Seat:
    role = ROLES[slug]
    return Seat(slug, role.name_da, role.name_en, sees, because, never)


_HOUSE = "records of its residents, and of former residents for FORMER_RESIDENT_MONTHS months"
_ELSEWHERE = "other organisations' records; where else a person is or was"
_CASE_TEXT = "notes, health, goals"

SEATS = (
    _today("shelter_staff", sees=_HOUSE, because="a stay in the house", never=_ELSEWHERE),
    _today("shelter_leader", sees=_HOUSE, because="a stay in the house", never=_ELSEWHERE),
    _today(
        "caseworker",
        sees="citizens for whom the municipality acts; its own records, read only once another acts",
        because="the acting municipality, with dates",
        never="records another municipality made; anything after the municipality stopped acting",
    ),
    _today(
        "economist",
        sees="intervals, amounts and identity for the periods it pays or paid, for PAYER_YEARS years",
        because="the payer of a night or line",
        never=f"{_CASE_TEXT}; other periods",
    ),
    _today(
        "auditor",
        sees="claims, lines, nights, rates, invoices, who did what; for PAYER_YEARS years",
        because="an engagement: the assignment, with its dates",
        never=_CASE_TEXT,
    ),
    _today(
        "municipal_leader",
        sees="figures of own units, decisions that wait, emergency access of own units",
        because="the role",
        never="any person's page",
    ),
    _today(
        "dpo",
        sees="logs, requests, breaches, settings, emergency access",
        because="the role",
        never="files",
    ),
    _today(
        "system_administrator",
        sees="organisations, users, assignments, jobs",
        because="the role",
        never="any person",
    ),
    Seat(
        "housing_officer",
        "Boliganviser",
        "Housing officer",
        "name, wishes, rent limit, readiness",
        "an allocation task",
        "diagnoses, notes, amounts, grounds",
    ),
    Seat(
        "housing_association",
        "Boligorganisation",
        "Housing association",
        "its dwellings; the tenant's name, date and agreed contact",
        "an allocation",
        "the rest, also why",
    ),
    Seat(
        "support_worker",
        "Støttemedarbejder",
        "Support worker",
        "citizens in own courses",
        "a course of support",
        "the rest",
    ),
    Seat(
        "street_worker",
        "Gadeplansmedarbejder",
        "Street worker",
        "own encounters; after joining only what the person agreed to",
        "own record; the person's yes",
        "the municipality's file",
    ),
    Seat(
        "hospital_contact",
        "Kontakt på hospital",
        "Hospital contact",
        "own expected discharges and the hand-over's answer",
        "an expected discharge",
        "stays, plan, amounts",
    ),
    Seat(
        "prison_contact",
        "Kontakt i fængsel eller arrest",
        "Prison contact",
        "own expected releases and the hand-over's answer",
        "an expected release",
        "stays, plan, amounts",
    ),
    Seat(
        "representative",
        "Partsrepræsentant eller værge",
        "Representative or guardian",
        "what the citizen gave authority for",
        "a dated authority",
        "the rest",
    ),
    Seat(
        "count_unit",
        "Enhed i tællingen",
        "Unit of the count",
        "own forms",
        "the frame of the round",
        "case files",
    ),
    Seat(
        "count_coordinator",
        "Koordinator for tællingen",
        "Coordinator of the count",
        "all forms of the round, pseudonymised where possible",
        "the round",
        "case files",
    ),
    Seat(
        "agency",
        "Styrelse, ministerium, partnerskab eller råd",
        "Agency, ministry, partnership or council",
        "releases only",
        "publication",
        "any person",
    ),
    Seat(
        "reviewer",
        "Gennemgang for Task Force eller Ankestyrelsen",
        "Reviewer of the Task Force or Ankestyrelsen",
        "pseudonymised samples the municipality opened",
        "an agreement, limited in time",
        "the rest",
    ),
    Seat(
        "citizen",
        "Borger",
        "Citizen",
        "own plan, nights, decisions, and who looked",
        "self",
        "third persons' data",
    ),
)

LATER = tuple(seat for seat in SEATS if seat.later)
