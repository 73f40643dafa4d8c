"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SEE_CLAIMS: ("Se anmodninger og linjer", "See requests and lines"),
    Permission.CLOSE_CLAIMS: (
        "Stille en anmodning op og svare revisor",
        "Draw up a request and answer the auditor",
    ),
    Permission.CHECK_CLAIMS: (
        "Kontrollere og lukke en andens anmodning",
        "Check and close another's request",
    ),
    Permission.SEND_CLAIMS: ("Notere, at en anmodning er sendt", "Note that a request was sent"),
    Permission.ENDORSE_CLAIMS: ("Bemærke og påtegne", "Remark and endorse"),
    Permission.ACCEPT_CHANGES: ("Godkende, hvad nye regler ændrer", "Accept what new rules change"),
    Permission.ASK_WHAT_IF: (
        "Regne på, hvad andre regler ville give",
        "Reckon what other rules would give",
    ),
    Permission.WRITE_OPENING_BALANCE: (
        "Skrive, hvad der blev anmodet om før",
        "Write what was requested before",
    ),
}
