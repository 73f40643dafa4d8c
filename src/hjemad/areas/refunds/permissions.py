"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SEE_CLAIMS: ("Se krav og linjer", "See claims and lines"),
    Permission.CLOSE_CLAIMS: ("Opstille et krav og svare revisor", "Draw up a claim and answer the auditor"),
    Permission.CHECK_CLAIMS: ("Kontrollere og lukke en andens krav", "Check and close another's claim"),
    Permission.SEND_CLAIMS: ("Notere, at et krav er sendt", "Note that a claim was sent"),
    Permission.ENDORSE_CLAIMS: ("Bemærke og påtegne", "Remark and endorse"),
    Permission.ACCEPT_CHANGES: ("Godkende, hvad nye regler ændrer", "Accept what new rules change"),
    Permission.WRITE_OPENING_BALANCE: ("Skrive, hvad der blev krævet før", "Write what was claimed before"),
}
