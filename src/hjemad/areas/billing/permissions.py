"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SEE_RATES: ("Se takster", "See rates"),
    Permission.WRITE_RATES: ("Skrive takster og egenbetaling", "Write rates and resident payments"),
    Permission.WRITE_LOCAL_VALUES: (
        "Indtaste en værdi, huset ikke kender",
        "Enter a value the house does not know",
    ),
}
