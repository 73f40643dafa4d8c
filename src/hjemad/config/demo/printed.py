"""What `hjemad demo` prints: what was made, and who one can sign in as."""

from hjemad.config.demo.load import Loaded
from hjemad.foundation.access.roles import role_named
from hjemad.foundation.organisations.queries import names_on
from hjemad.kernel.errors import Language
from hjemad.synthetic.model import InventedDenmark

_HEAD: dict[Language, str] = {
    "da": "Et opdigtet Danmark: {citizens} personer, {stays} ophold, {shelters} boformer, {tonight} i nat. "
    "Ingen af dem findes.",
    "en": "An invented Denmark: {citizens} people, {stays} stays, {shelters} shelters, {tonight} tonight. "
    "None of them exists.",
}


def printed(loaded: Loaded, *, country: InventedDenmark, language: Language) -> list[str]:
    """One line about the country, then one per user and role: user name, password, name, role, place."""
    truth = country.truth
    head = _HEAD[language].format(
        citizens=truth.citizens, stays=truth.stays, shelters=len(country.shelters), tonight=truth.still_there
    )
    names = names_on(
        {organisation.pk for user in loaded.users for _, organisation in user.roles}, day=country.last
    )
    rows = []
    for user in loaded.users:
        for role, organisation in user.roles:
            known = role_named(role)
            title = known.name_da if language == "da" else known.name_en
            rows.append((user.username, user.password, user.full_name, title, names[organisation.pk]))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
    return [head, "", *[line.rstrip() for line in lines]]
