"""What those who sleep in the houses one can sign in to answered the day after, and who wishes to move."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from hjemad.areas.shelters.queries import Occupant, residents, stay_for
from hjemad.areas.shelters.reads.asked import ALONG, CONTACT, LANGUAGE, SLEPT, Answer
from hjemad.areas.shelters.writes.questions import save_answers
from hjemad.areas.shelters.writes.wishes import Thing, Word, miss, say
from hjemad.config.demo.houses import Houses
from hjemad.config.demo.staff import Staff
from hjemad.foundation.access.actor import Actor
from hjemad.synthetic.model import InventedDenmark

_SLEPT = ("family_friends", "street", "other_s110", "own_dwelling", "hospital", "prison", "hotel")
_SLEPT_WEIGHTS = (35, 20, 15, 12, 8, 6, 4)
_LANGUAGES = (("da",), ("da", "read_aloud"), ("kl", "da"), ("pl", "interpreter"), ("ro", "en"))
_MISSING = (
    Thing("plan", "municipality"),
    Thing("dwelling", "housing"),
    Thing("support", "municipality"),
    Thing("money", "person", "indskud"),
    Thing("papers", "shelter", "nyt MitID"),
)
_OWN_WORDS = ("Jeg vil gerne have mit eget igen", "Bare der er ro", "Gerne tæt på min søster")
# Whoever has been here longer than that has been asked most things.
_ASKED_AFTER = timedelta(days=2)


def write_answers(country: InventedDenmark, *, houses: Houses, staff: Staff, at: datetime) -> None:
    """Some answers stand, some were declined, some nobody asked yet."""
    shown = {organisation.pk for user in staff.shown for _, organisation in user.roles}
    chance = Random(f"{country.seed}:answers")  # noqa: S311 - answers are to repeat, not to be secret
    for code, actor in staff.staff.items():
        if houses.shelters[code].pk in shown:
            for one in residents(actor, on=country.last):
                _write(actor, one, chance=chance, on=country.last, at=at)


def _write(actor: Actor, one: Occupant, *, chance: Random, on: date, at: datetime) -> None:
    stay = stay_for(actor, fact_id=one.stay_fact_id)
    if on - one.valid_from > _ASKED_AFTER:
        save_answers(by=actor, stay=stay, answers=list(_answers(chance)), at=at)
    if chance.random() < 0.4:
        word = Word("person", "yes", chance.choice(_OWN_WORDS))
        say(word, by=actor, stay=stay, on=max(one.valid_from, on - timedelta(days=20)), at=at)
        if chance.random() < 0.3:
            say(Word("shelter", "not_now"), by=actor, stay=stay, on=on, at=at)
        for thing in chance.sample(_MISSING, chance.randint(0, 3)):
            miss(thing, by=actor, stay=stay, on=max(one.valid_from, on - timedelta(days=9)), at=at)


def _answers(chance: Random) -> Iterator[Answer]:
    if chance.random() < 0.9:
        where = chance.choices(_SLEPT, _SLEPT_WEIGHTS)[0]
        yield Answer(SLEPT, "answered", (where,)) if chance.random() < 0.9 else Answer(SLEPT, "declined")
    if chance.random() < 0.6:
        yield (
            Answer(CONTACT, "answered", ("nobody",)) if chance.random() < 0.5 else Answer(CONTACT, "declined")
        )
    if chance.random() < 0.8:
        with_children = Answer(ALONG, "answered", ("children",), number=1, ages="7")
        yield with_children if chance.random() < 0.05 else Answer(ALONG, "answered", ("none",))
    if chance.random() < 0.9:
        yield Answer(LANGUAGE, "answered", chance.choice(_LANGUAGES))
