"""The table of roles: what each is called, what it is for in the users' words, and what it may do.

A role is stored by its slug. A right goes down the tree of organisations only where `covers_below` says so.
"""

from dataclasses import dataclass

from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.organisations.models import Kind


@dataclass(frozen=True)
class Role:
    """One row of the table."""

    slug: str
    name_da: str
    name_en: str
    sentence_da: str
    sentence_en: str
    kinds: frozenset[str]
    permissions: frozenset[Permission]
    covers_below: bool = False


_SHELTER_STAFF = frozenset(
    {
        Permission.SEE_HOUSE,
        Permission.WRITE_PRESENCE,
        Permission.ADMIT,
        Permission.DISCHARGE,
        Permission.CORRECT_STAY,
        Permission.SEE_RESIDENTS,
        Permission.WORK_SHIFT,
        Permission.WRITE_IDENTITY,
        Permission.WRITE_RESPONSIBLE_MUNICIPALITY,
        Permission.CHARGE_PAYMENT,
        Permission.LOOK_UP,
        Permission.WRITE_BLOCK,
        Permission.WRITE_PROTECTION,
        Permission.OPEN_EMERGENCY,
        Permission.SEND_NOTICES,
        Permission.SEE_READ_LOG,
        Permission.WRITE_DISAGREEMENT,
        Permission.SEE_LAW,
        Permission.SAY_NO,
        Permission.SEE_DECISIONS,
    }
)

_TABLE = (
    Role(
        slug="shelter_staff",
        name_da="Medarbejder på boform",
        name_en="Shelter staff",
        sentence_da="Tager imod, indskriver og udskriver i sit eget hus",
        sentence_en="Welcomes, admits and discharges in their own house",
        kinds=frozenset({Kind.SHELTER}),
        permissions=_SHELTER_STAFF,
    ),
    Role(
        slug="shelter_leader",
        name_da="Leder af boform",
        name_en="Shelter leader",
        sentence_da="Leder huset og har ansvar for indskrivning, udskrivning og takster",
        sentence_en="Leads the house and answers for admission, discharge and rates",
        kinds=frozenset({Kind.SHELTER}),
        permissions=_SHELTER_STAFF
        | {
            Permission.SEE_OWN_WORK,
            Permission.KEEP_PLACES,
            Permission.SEE_RATES,
            Permission.WRITE_RATES,
            Permission.MAKE_BILLS,
            Permission.LINK_RECORDS,
            Permission.SEE_EMERGENCIES,
            Permission.SEE_DISCLOSURES,
            Permission.ANSWER_ACCESS_REQUESTS,
            Permission.SEE_UNUSUAL_READING,
            Permission.APPROVE_WORKPLACES,
            Permission.OPEN_SUBSTITUTE,
            Permission.SEE_REGISTER,
            Permission.ANSWER_APPEALS,
            Permission.SHARE_PLACES,
            Permission.IMPORT_STAYS,
            Permission.RESET_TRAINING,
            Permission.EXPORT_STATISTICS,
        },
    ),
    Role(
        slug="economist",
        name_da="Økonom i kommunen",
        name_en="Municipal economist",
        sentence_da="Gør kommunens anmodninger om refusion op og sender dem",
        sentence_en="Draws up the municipality's requests for refund and sends them",
        kinds=frozenset({Kind.MUNICIPALITY}),
        permissions=frozenset(
            {
                Permission.SEE_OWN_WORK,
                Permission.SEE_CLAIMS,
                Permission.ASK_WHAT_IF,
                Permission.CLOSE_CLAIMS,
                Permission.SEE_RATES,
                Permission.WRITE_RATES,
                Permission.CHARGE_PAYMENT,
                Permission.WRITE_LOCAL_VALUES,
                Permission.SETTLE_DISPUTES,
                Permission.NAME_DISPUTE_WORKER,
                Permission.SEE_INVOICES,
                Permission.IMPORT_STAYS_ELSEWHERE,
                Permission.WRITE_INVOICES,
                Permission.CHECK_CLAIMS,
                Permission.SEND_CLAIMS,
                Permission.ACCEPT_CHANGES,
                Permission.WRITE_SETTINGS,
                Permission.KEEP_CASES,
                Permission.WRITE_OPENING_BALANCE,
                Permission.SEE_LAW,
            }
        ),
    ),
    Role(
        slug="caseworker",
        name_da="Sagsbehandler i kommunen",
        name_en="Municipal caseworker",
        sentence_da="Har kontakten til de borgere, kommunen er handlekommune for",
        sentence_en="Works with the citizens for whom the municipality acts",
        kinds=frozenset({Kind.MUNICIPALITY}),
        permissions=frozenset(
            {
                Permission.SEE_CITIZENS,
                Permission.WRITE_IDENTITY,
                Permission.WRITE_RESPONSIBLE_MUNICIPALITY,
                Permission.LOOK_UP,
                Permission.LINK_RECORDS,
                Permission.WRITE_PROTECTION,
                Permission.WRITE_BLOCK,
                Permission.OPEN_EMERGENCY,
                Permission.SEE_NOTICES,
                Permission.SEE_READ_LOG,
                Permission.WRITE_DISAGREEMENT,
                Permission.SEE_DISCLOSURES,
                Permission.KEEP_CASES,
                Permission.ANSWER_ACCESS_REQUESTS,
                Permission.SEE_LAW,
            }
        ),
    ),
    Role(
        slug="auditor",
        name_da="Revisor",
        name_en="Auditor",
        sentence_da="Læser anmodninger, takster og hvem der gjorde hvad; påtegner årets opgørelse",
        sentence_en="Reads requests, rates and who did what; endorses the statement of the year",
        kinds=frozenset({Kind.MUNICIPALITY}),
        permissions=frozenset(
            {
                Permission.SEE_OWN_WORK,
                Permission.SEE_CLAIMS,
                Permission.ASK_WHAT_IF,
                Permission.SEE_RATES,
                Permission.SEE_INVOICES,
                Permission.ENDORSE_CLAIMS,
                Permission.SEE_LOGS,
                Permission.SEE_LAW,
            }
        ),
    ),
    Role(
        slug="municipal_leader",
        name_da="Leder i kommunen",
        name_en="Municipal leader",
        sentence_da="Ser egne enheders tal, afgørelser der venter, og hvem der har åbnet i en nødsituation",
        sentence_en="Sees the figures of own units, decisions that wait, and who opened in an emergency",
        kinds=frozenset({Kind.MUNICIPALITY}),
        permissions=frozenset(
            {
                Permission.SEE_UNIT_FIGURES,
                Permission.ASK_WHAT_IF,
                Permission.SEE_OWN_WORK,
                Permission.KEEP_CASES,
                Permission.NAME_DISPUTE_WORKER,
                Permission.SEE_EMERGENCIES,
                Permission.SEE_UNUSUAL_READING,
                Permission.RESET_TRAINING,
                Permission.APPROVE_WORKPLACES,
                Permission.SEE_REGISTER,
                Permission.SEE_LAW,
            }
        ),
        covers_below=True,
    ),
    Role(
        slug="dpo",
        name_da="Databeskyttelsesrådgiver",
        name_en="Data protection officer",
        sentence_da="Læser logge, anmodninger, brud og indstillinger; åbner ingen sager",
        sentence_en="Reads logs, requests, breaches and settings; opens no files",
        kinds=frozenset({Kind.MUNICIPALITY, Kind.SHELTER}),
        permissions=frozenset(
            {
                Permission.SEE_OWN_WORK,
                Permission.SEE_LOGS,
                Permission.SEE_EMERGENCIES,
                Permission.SEE_UNUSUAL_READING,
                Permission.SEE_BREACHES,
                Permission.SEE_DISCLOSURES,
                Permission.RUN_RETENTION,
                Permission.SEE_REGISTER,
                Permission.SEE_LAW,
            }
        ),
        covers_below=True,
    ),
    Role(
        slug="system_administrator",
        name_da="Systemadministrator",
        name_en="System administrator",
        sentence_da="Opretter organisationer, brugere og opgaver; ser ingen borgere",
        sentence_en="Keeps organisations, users and assignments; sees no citizens",
        kinds=frozenset({Kind.SYSTEM}),
        permissions=frozenset(
            {
                Permission.SEE_OWN_WORK,
                Permission.MANAGE_ORGANISATIONS,
                Permission.MANAGE_USERS,
                Permission.SEE_LAW,
            }
        ),
        covers_below=True,
    ),
)

ROLES: dict[str, Role] = {role.slug: role for role in _TABLE}


def role_named(slug: str) -> Role:
    """The role of that slug; an unknown slug is a defect of ours or a row from a newer version."""
    return ROLES[slug]
