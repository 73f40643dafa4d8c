"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SEE_RATES: ("Se takster", "See rates"),
    Permission.WRITE_RATES: ("Skrive takster", "Write rates"),
    Permission.CHARGE_PAYMENT: ("Skrive, hvad en beboer betaler", "Write what a resident pays"),
    Permission.WRITE_LOCAL_VALUES: (
        "Indtaste en værdi, huset ikke kender",
        "Enter a value the house does not know",
    ),
}
