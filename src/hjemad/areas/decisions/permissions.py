"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SAY_NO: (
        "Skrive, at nogen ikke kunne få plads eller skal forlade huset, og give arket",
        "Write that somebody could not get a place or must leave the house, and hand over the sheet",
    ),
    Permission.SEE_DECISIONS: ("Læse husets egne afgørelser", "Read the house's own decisions"),
    Permission.ANSWER_APPEALS: (
        "Se på en afgørelse igen og sende en klage videre",
        "Look at a decision again and pass an appeal on",
    ),
}
