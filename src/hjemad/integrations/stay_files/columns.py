"""Which column of a list means what: proposed by the words of its heading, changed by whoever sends it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from hjemad.integrations.table_files.sheet import Limits

LIMITS = Limits(
    megabytes=10,
    megabytes_unpacked=120,
    rows=50_000,
    advice_en="Send it in parts, a year in each, without pictures",
    advice_da="Send den i dele, et år i hver, uden billeder",
    encodings=("utf-8-sig", "cp1252"),
)

STAY_NUMBER, PERSON_NUMBER, CPR, NAME, ALIAS = "stay_number", "person_number", "cpr", "name", "alias"
BIRTH_DATE, SEX, ADMITTED, DISCHARGED = "birth_date", "sex", "admitted", "discharged"
DEPARTMENT, PLACE, MUNICIPALITY, MODE, LEFT_TO = "department", "place", "municipality", "mode", "left_to"

# In the order they are shown. The first word is what our own files call the column.
WORDS: dict[str, tuple[str, ...]] = {
    ADMITTED: (
        "check in", "admitted", "indskrevet", "indskrivningsdato", "indskrivning", "indflyttet",
        "indflytningsdato", "indflytning", "ankomst", "ankomstdato", "startdato", "start", "fra", "from",
    ),
    DISCHARGED: (
        "check out", "discharged", "udskrevet", "udskrivningsdato", "udskrivning", "udflyttet",
        "udflytningsdato", "fraflyttet", "fraflytningsdato", "afrejse", "slutdato", "slut", "til", "to",
    ),
    CPR: ("cpr", "cpr nummer", "cprnr", "cpr nr", "cprnummer", "personnummer"),
    NAME: ("name", "navn", "fulde navn", "borger", "beboer", "full name", "citizen", "resident"),
    ALIAS: ("alias", "kaldenavn", "kaldes", "kendetegn", "nickname"),
    BIRTH_DATE: ("birth date", "foedselsdato", "foedselsdag", "foedt", "born", "date of birth"),
    SEX: ("sex", "koen", "gender"),
    PLACE: ("bed", "place", "plads", "vaerelse", "seng", "rum", "stue", "vaerelsesnummer", "room"),
    DEPARTMENT: ("department id", "department", "afdeling", "hus", "etage", "afsnit"),
    MUNICIPALITY: (
        "payer code", "municipality code", "betalingskommune", "handlekommune", "kommune", "kommunekode",
        "hjemkommune", "bopaelskommune", "municipality",
    ),
    MODE: ("discharge mode", "udskrivningsmaade", "maade", "fraflytningsmaade", "aarsag til udskrivning"),
    LEFT_TO: ("discharged to", "udskrevet til", "flyttet til", "fraflyttet til", "hvorhen", "moved to"),
    STAY_NUMBER: (
        "stay id", "opholdsnummer", "ophold", "opholdsnr", "opholds id", "loebenummer", "stay number",
    ),
    PERSON_NUMBER: ("person id", "borgernummer", "beboernummer", "klientnummer", "borger id", "sagsnummer"),
}  # fmt: skip
FIELDS = tuple(WORDS)
WHO = (CPR, NAME, ALIAS)


def propose(header: Sequence[str]) -> dict[str, int]:
    """Field -> place of the column whose heading says so; a field nobody names is left out."""
    plain = [_plain(heading) for heading in header]
    found: dict[str, int] = {}
    for field, words in WORDS.items():
        at = next((plain.index(word) for word in words if word in plain), None)
        if at is not None and at not in found.values():
            found[field] = at
    return found


def missing(places: Mapping[str, int]) -> list[str]:
    """What nobody can do without: the day somebody came, and something to call them."""
    return [*([] if ADMITTED in places else [ADMITTED]), *([] if set(WHO) & set(places) else [NAME])]


def twice(places: Mapping[str, int]) -> list[str]:
    """Fields that name a column another field has named before."""
    seen: set[int] = set()
    again = []
    for field, at in places.items():
        if at in seen:
            again.append(field)
        seen.add(at)
    return again


def _plain(heading: str) -> str:
    """Small letters, `ø` as `oe`, blanks for anything else: how a heading is compared."""
    spelt = heading.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    letters = unicodedata.normalize("NFKD", spelt)
    return re.sub(r"[^a-z0-9]+", " ", letters.encode("ascii", "ignore").decode()).strip()
