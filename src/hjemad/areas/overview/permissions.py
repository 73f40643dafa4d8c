"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SEE_OWN_WORK: (
        "Se, hvad der venter i rollen; ingen borgere",
        "See what waits for the role; no citizens",
    ),
    Permission.SEE_UNIT_FIGURES: (
        "Se tal for egne enheder; ingen borgere",
        "See figures of own units; no citizens",
    ),
}
