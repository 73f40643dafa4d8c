"""Pure: what is known of a person, what may not be written, and which municipality the law says acts."""

from dataclasses import dataclass
from datetime import date

from hjemad.kernel.errors import Conflict, InputRejected
from hjemad.kernel.person_number import PersonNumber
from hjemad.law.facts import FactObject
from hjemad.law.finding import Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings

SEXES = ("female", "male")
# Kept as the alias of somebody who gave a number and no name; each reader reads it in their own language.
NAME_NOT_KNOWN = "name_not_known"


class NotCalledAnything(InputRejected):
    """Neither a name nor an alias was given."""

    code = "not_called_anything"


class BornLater(InputRejected):
    """The birth date lies after the day asked about, or the person number says another one."""

    code = "born_later"


class ResponsibleTwice(Conflict):
    """Two municipalities would act or pay for one person in the same night."""

    code = "responsible_twice"


@dataclass(frozen=True)
class PersonDetails:
    """What is known of a person. Empty texts and None mean not asked or not said, never a guess.

    Without `full_name` the name is not known, and `alias` says what to call the person.
    Birth date and sex are read from `cpr` where they are not given.
    """

    full_name: str = ""
    alias: str = ""
    cpr: PersonNumber | None = None
    birth_date: date | None = None
    sex: str = ""

    @property
    def name_known(self) -> bool:
        """The person's name is known; otherwise only what to call them."""
        return bool(self.full_name)


def checked(details: PersonDetails, *, on: date) -> PersonDetails:
    """The details with blanks trimmed and what the person number says filled in; or refused."""
    full_name, alias = " ".join(details.full_name.split()), " ".join(details.alias.split())
    if not full_name and not alias:
        raise NotCalledAnything(
            en="Write a name, or what to call the person. An alias or a mark of your own is enough",
            da="Skriv et navn, eller hvad personen kaldes. Et kaldenavn eller et kendetegn er nok",
        )
    if full_name and alias == NAME_NOT_KNOWN:
        alias = ""
    birth_date = details.birth_date or (details.cpr.birth_date if details.cpr else None)
    sex = details.sex or (details.cpr.sex if details.cpr else "")
    if sex and sex not in SEXES:
        raise InputRejected(en="Choose one of the answers for sex", da="Vælg et af svarene om køn")
    if birth_date is not None and birth_date > on:
        raise BornLater(
            en="The birth date lies after the first night. Check both dates",
            da="Fødselsdatoen ligger efter den første nat. Se efter i begge datoer",
        )
    if details.cpr is not None and birth_date != details.cpr.birth_date:
        raise BornLater(
            en="The birth date is not the one in the CPR number. Check both",
            da="Fødselsdatoen er ikke den, der står i CPR-nummeret. Se efter i begge",
        )
    return PersonDetails(full_name=full_name, alias=alias, cpr=details.cpr, birth_date=birth_date, sex=sex)


def acting_municipality(lived_in: str, *, since: date) -> Finding:
    """Which municipality acts and pays for a stay from that day, when the person says where they lived.

    `lived_in` is a name, and so is the answer. It rests on the person's own words, which the finding says.
    """
    home: FactObject = {"municipality": lived_in, "kind": "home", "evidence": "own_statement"}
    facts: FactObject = {"act": "serviceloven", "history": [home]}
    return decide("acting-municipality", facts, on=since, law=load_law(), settings=Settings.default())


def basis_of(acting: Finding) -> str:
    """The provision the answer rests on, as it is kept beside it. Legal names keep their Danish form."""
    first = acting.provisions[0]
    return f"{first.act} {first.paragraph}: bopæl før opholdet"
