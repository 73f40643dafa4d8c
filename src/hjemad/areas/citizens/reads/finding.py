"""Finding a person outside one's own relations: exact only, and the answer is one word.

The same queries run in the same order whoever is asked about, known or not, protected or hidden; no branch
ends early, and no query does more for a person who is known. Whoever the person is hidden from gets
*not known*.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from hjemad.areas.citizens.models import CitizenCpr, Identity, LookUp, RecordLink
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import every_blocked_record
from hjemad.foundation.privacy.names import search_key
from hjemad.foundation.privacy.person_numbers import lookup_hash
from hjemad.kernel.person_number import PersonNumber

_EXACT = "an exact look-up answers one word and shows nobody"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Asked:
    """What an exact look-up asks by: the whole CPR number, or name, birth date and sex together."""

    cpr: PersonNumber | None = None
    full_name: str = ""
    birth_date: date | None = None
    sex: str = ""

    @property
    def how(self) -> str:
        """By number or by name."""
        return "cpr" if self.cpr else "name"


@dataclass(frozen=True)
class Found:
    """What an exact look-up found; only `known` is ever told to the one who asks."""

    known: bool
    citizen_id: int | None


def exact(actor: Actor, asked: Asked) -> Found:
    """Whether the house knows the person; three queries, always."""
    lookup = lookup_hash(asked.cpr) if asked.cpr else "-"
    people = Identity.objects.everything(reason=_EXACT)
    born = people.current().filter(birth_date=asked.birth_date, sex=asked.sex or "-", name_known=True)
    wanted = search_key(asked.full_name)
    named = [
        record for record, name in born.values_list("record_id", "full_name") if search_key(name) == wanted
    ]
    # Superseded versions too: a number that was replaced still finds the person.
    links = (
        RecordLink.objects.everything(reason=_EXACT)
        .current()
        .filter(
            Q(record_id__in=people.filter(cpr_lookup=lookup).values("record_id"))
            | Q(citizen_id__in=CitizenCpr.objects.filter(lookup=lookup).values("citizen_id"))
            | Q(record_id__in=[*named, 0])
        )
        .order_by("pk")
    )
    # Not asked about the person who was found: that work would take its time, and the time would tell.
    hidden = every_blocked_record(actor)
    everybody = list(links.values_list("citizen_id", "record_id"))
    known = any(record not in hidden for _, record in everybody)
    return Found(known=known, citizen_id=next((citizen for citizen, _ in everybody), None))


def look_ups_left(actor: Actor, *, at: datetime) -> int:
    """How many exact look-ups the user has left in the hour before `at`; one query."""
    used = LookUp.objects.filter(user_id=actor.user_id, at__gt=at - HOUR, at__lte=at).count()
    return max(0, int(settings.LOOK_UPS_PER_HOUR) - used)


def look_ups_about(citizen_ids: list[int]) -> list[Any]:
    """The exact look-ups about citizens, newest first, for their own log; one query."""
    return list(LookUp.objects.filter(citizen_ref__in=citizen_ids).order_by("-at", "-pk"))
