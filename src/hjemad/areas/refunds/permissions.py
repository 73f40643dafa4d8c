"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SEE_CLAIMS: ("Se krav og linjer", "See claims and lines"),
    Permission.CLOSE_CLAIMS: ("Lukke et krav", "Close a claim"),
}
