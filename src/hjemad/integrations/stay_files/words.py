"""What is wrong with a row, in words: what happened and what to do. Never the value itself."""

from hjemad.integrations.stay_files import columns
from hjemad.integrations.stay_files.cells import Remark
from hjemad.kernel.errors import Language

# Danish and English names of the fields.
FIELDS: dict[str, tuple[str, str]] = {
    columns.ADMITTED: ("Indskrevet", "Admitted"),
    columns.DISCHARGED: ("Udskrevet", "Discharged"),
    columns.CPR: ("CPR-nummer", "CPR number"),
    columns.NAME: ("Navn", "Name"),
    columns.ALIAS: ("Kaldenavn", "Nickname"),
    columns.BIRTH_DATE: ("Fødselsdato", "Birth date"),
    columns.SEX: ("Køn", "Sex"),
    columns.PLACE: ("Plads", "Place"),
    columns.DEPARTMENT: ("Afdeling", "Department"),
    columns.MUNICIPALITY: ("Kommune", "Municipality"),
    columns.MODE: ("Hvordan opholdet sluttede", "How the stay ended"),
    columns.LEFT_TO: ("Flyttet til", "Moved to"),
    columns.STAY_NUMBER: ("Opholdets nummer hos jer", "Your number of the stay"),
    columns.PERSON_NUMBER: ("Borgerens nummer hos jer", "Your number of the citizen"),
}
_RULES: dict[str, tuple[str, str]] = {
    # The row cannot be used.
    "admitted_missing": (
        "Dagen for indskrivning mangler. Skriv den",
        "The day of admission is missing. Write it",
    ),
    "date_unreadable": (
        "Datoen kan ikke læses. Skriv den som 2026-02-01 eller 1/2-2026",
        "The date cannot be read. Write it as 2026-02-01 or 1/2-2026 (day before month)",
    ),
    "date_too_early": ("Datoen ligger før 1950. Se efter i året", "The date is before 1950. Check the year"),
    "date_in_future": ("Dagen er ikke kommet endnu. Se efter i datoen", "The day has not come yet. Check it"),
    "discharged_before_admitted": (
        "Udskrivningen ligger før indskrivningen. Ret den ene af datoerne",
        "The discharge lies before the admission. Correct one of the dates",
    ),
    "nobody": (
        "Rækken siger ikke, hvem det er. Skriv navn, kaldenavn eller CPR-nummer",
        "The row does not say who it is. Write a name, a nickname or a CPR number",
    ),
    "cpr_not_valid": (
        "CPR-nummeret er ikke et nummer, nogen kan have. Ret det, eller lad feltet være tomt",
        "Nobody can have that CPR number. Correct it, or leave the field empty",
    ),
    "birth_date_other": (
        "Fødselsdatoen er ikke den, der står i CPR-nummeret. Se efter i begge",
        "The birth date is not the one in the CPR number. Check both",
    ),
    "born_later": (
        "Fødselsdatoen ligger efter indskrivningen. Se efter i begge datoer",
        "The birth date lies after the admission. Check both dates",
    ),
    "formula": (
        "Feltet begynder som en formel eller har linjeskift. Skriv det som ren tekst",
        "The field begins as a formula does, or holds a line break. Write it as plain text",
    ),
    "too_long": ("Teksten er for lang. Gør den kortere", "The text is too long. Make it shorter"),
    "double_row": (
        "Samme ophold står også i række {row}. Kun den første bruges",
        "The same stay is in row {row} too. Only the first is used",
    ),
    "overlaps_row": (
        "Samme borger har i række {row} et ophold i nogle af de samme nætter. Ret dagene i en af dem",
        "The same citizen has a stay in row {row} in some of the same nights. Correct the days of one",
    ),
    "overlaps_known": (
        "Borgeren har allerede et ophold her i nogle af de nætter. Åbn det, og ret det dér",
        "The citizen has a stay here in some of these nights already. Open it and correct it there",
    ),
    "not_here_now": (
        "Rækken har en dag for udskrivning. Hent den som et ophold, ikke som en beboer nu",
        "The row has a day of discharge. Read it as a stay, not as somebody who lives here now",
    ),
    # The stay stands with other days; it is left alone.
    "other_days_here": (
        "Opholdet står her med andre dage. Det er ikke ændret. Åbn det, og ret det dér, hvis listen har ret",
        "The stay stands here with other days. It is not changed. Correct it there if the list is right",
    ),
    "withdrawn_here": (
        "Opholdet er trukket tilbage her. Det er ikke skrevet igen",
        "The stay was withdrawn here. It is not written again",
    ),
    # The row is used; somebody should look.
    "cpr_odd": (
        "CPR-nummeret består ikke modulus 11. Det gør nye numre ofte ikke. Se efter",
        "The CPR number does not pass modulus 11. New numbers often do not. Look again",
    ),
    "sex_unknown": ("Køn er ikke forstået og står ikke", "The sex is not understood and left out"),
    "municipality_unknown": (
        "Ingen kommune hedder det. Opholdet står uden kommune. Skriv den bagefter",
        "No municipality is called that. The stay stands without one. Write it afterwards",
    ),
    "municipality_kept": (
        "Der står allerede en kommune for borgeren. Den er ikke ændret",
        "A municipality is written for the citizen already. It is not changed",
    ),
    "mode_unknown": (
        "Måden at slutte på er ikke forstået. Der står »ikke kendt«",
        "How the stay ended is not understood. It says “not known”",
    ),
    "place_unknown": (
        "Huset har ingen plads med det navn. Opholdet står uden plads",
        "The house has no place of that name. The stay stands without a place",
    ),
    "place_twice": (
        "Huset har to pladser med det navn. Skriv afdelingen. Opholdet står uden plads",
        "The house has two places of that name. Write the department. The stay stands without a place",
    ),
    "place_new": (
        "Huset har ingen plads med det navn endnu. Den åbnes, hvis I siger ja",
        "The house has no place of that name yet. It is opened if you say so",
    ),
    "place_taken": (
        "En anden sover på pladsen i nogle af de nætter. Opholdet står uden plads",
        "Somebody else has the place in some of these nights. The stay stands without a place",
    ),
    "name_only": (
        "Kun et navn, hverken CPR-nummer eller fødselsdato. Rækken bliver sin egen person",
        "Only a name, no CPR number or birth date. The row becomes a person of its own",
    ),
}  # fmt: skip
RULES = frozenset(_RULES)


def field_name(field: str, language: Language) -> str:
    """What the field is called; empty for the row as a whole."""
    names = FIELDS.get(field)
    return "" if names is None else names[0 if language == "da" else 1]


def said(remark: Remark, language: Language) -> str:
    """The remark as a sentence, with the field it is about."""
    text = _RULES[remark.rule][0 if language == "da" else 1].replace("{row}", str(remark.other_row))
    name = field_name(remark.field, language)
    return f"{name}: {text}" if name else text
