"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.KEEP_CASES: ("Føre egne sager om loven", "Keep own cases about the law"),
}
