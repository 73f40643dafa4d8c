"""The permissions of this area, as the access table prints them (Danish, English)."""

from hjemad.foundation.access.permissions import Permission

SENTENCES = {
    Permission.SEE_HOUSE: ("Se, hvem der sover i huset i nat", "See who sleeps in the house tonight"),
    Permission.SEE_RESIDENTS: (
        "Se husets nuværende og tidligere beboere",
        "See the house's residents, present and former",
    ),
    Permission.WORK_SHIFT: (
        "Være på vagt: overlevering, husets log, hændelser og aftaler",
        "Be on shift: handover, log of the house, incidents and agreements",
    ),
    Permission.OPEN_SUBSTITUTE: ("Åbne for en vikar i én vagt", "Let a substitute in for one shift"),
    Permission.WRITE_PRESENCE: (
        "Skrive, hvem der er set, er væk eller ventes",
        "Write who was seen, is away or expected",
    ),
    Permission.KEEP_PLACES: ("Åbne, ændre, lukke og afslutte pladser", "Open, change, close and end places"),
    Permission.ADMIT: ("Indskrive en person", "Admit a person"),
    Permission.DISCHARGE: ("Udskrive en person", "Discharge a person"),
    Permission.CORRECT_STAY: ("Rette et ophold", "Correct a stay"),
    Permission.SEND_NOTICES: (
        "Orientere handlekommunen om optagelse og udskrivning",
        "Tell the acting municipality of admissions and discharges",
    ),
    Permission.SEE_NOTICES: (
        "Læse og besvare orienteringer fra boformer",
        "Read and answer notices from shelters",
    ),
    Permission.SETTLE_DISPUTES: (
        "Afgøre, hvor nætter tæller, som to boformer har skrevet",
        "Decide where nights count that two shelters have written",
    ),
    Permission.NAME_DISPUTE_WORKER: (
        "Udpege, hvem der afgør nætter for en beskyttet borger; ser kun referencen",
        "Name who settles nights of a protected citizen; sees the reference only",
    ),
    Permission.IMPORT_STAYS: (
        "Hente husets egen liste over ophold og beboere",
        "Read the house's own list of stays and residents",
    ),
    Permission.IMPORT_STAYS_ELSEWHERE: (
        "Læse ophold ind fra en boform, der ikke er her, med brev eller regning som kilde",
        "Read stays from a shelter that is not here, with a letter or invoice as source",
    ),
    Permission.EXPORT_STATISTICS: (
        "Hente husets kvartal til Danmarks Statistik",
        "Fetch the house's quarter for Statistics Denmark",
    ),
    Permission.SHARE_PLACES: (
        "Vise andre huse, hvor mange pladser der er fri, og skrive, hvor folk ellers kan gå hen",
        "Show other houses how many places are free, and write where else people can go",
    ),
}
