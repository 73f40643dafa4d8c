"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SEE_CITIZENS: (
        "Se de borgere, kommunen er handlekommune for",
        "See citizens the municipality acts for",
    ),
    Permission.WRITE_IDENTITY: ("Skrive, hvem en person er", "Write who a person is"),
    Permission.WRITE_RESPONSIBLE_MUNICIPALITY: (
        "Skrive, hvilken kommune der handler og betaler",
        "Write which municipality acts and pays",
    ),
}
