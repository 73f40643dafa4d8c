"""What is known of a resident and what is still to be asked, for the pages that show both."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.queries import IdentityShown, Responsible
from hjemad.areas.shelters.models import Stay, StayAnswer
from hjemad.areas.shelters.reads import questions as reads
from hjemad.areas.shelters.reads.asked import CONTACT, MUNICIPALITY, NAME, NUMBER, QUESTIONS, open_questions
from hjemad.areas.shelters.views import answered, words
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.ui.components import Step
from hjemad.kernel.periods import Period


@dataclass(frozen=True)
class Asked:
    """A stay with what is known and what is open; `corrects` is a question that is asked again."""

    stay: Stay
    known: IdentityShown
    payers: list[Responsible]
    answers: dict[str, StayAnswer]
    still: tuple[str, ...]
    earlier: list[Stay]
    corrects: str

    @property
    def acting(self) -> Responsible | None:
        """Who acts while the stay lasts; None where nobody is known to."""
        day = words.day_of(self.stay)
        return next((one for one in self.payers if one.period.contains(day)), None)

    @property
    def known_already(self) -> set[str]:
        """Questions that what is known of the person answers."""
        called = self.known.called
        flags = {NAME: called.name_known, NUMBER: called.identified, MUNICIPALITY: self.acting is not None}
        return {question for question, is_known in flags.items() if is_known}

    @property
    def names_contact(self) -> bool:
        """The person named somebody to call, whether or not the yes still stands."""
        return CONTACT in self.answers and self.answers[CONTACT].chosen == "named"

    @property
    def asks(self) -> tuple[str, ...]:
        """What the form asks."""
        return (self.corrects,) if self.corrects else self.still


def asked_of(actor: Actor, found: Stay, *, earlier: list[Stay], corrects: str = "") -> Asked:
    """Who the person is, who acts, what was answered; three queries. `earlier`: stays before this one."""
    known = citizens.identity_of(actor, record_id=found.record_id)
    payers = citizens.responsible_of(actor, record_id=found.record_id)
    answers = reads.answers_of(actor, stay_fact=found.whole)
    still = open_questions(
        answers,
        name=known.called.name_known,
        number=known.called.identified,
        municipality=any(one.period.contains(words.day_of(found)) for one in payers),
    )
    return Asked(found, known, payers, answers, still, earlier, corrects if corrects in answers else "")


def known_of(asked: Asked) -> dict[str, Any]:
    """What a page lists as known, what is open in words, how far it is."""
    found = asked.stay
    acting = asked.acting
    withheld = asked.known.called.shown.withheld
    return {
        "known": asked.known,
        "acting": words.municipality(acting.acts_code) if acting else "",
        "acting_since": acting.period.start if acting else None,
        "earlier": [
            Period(one.valid_from, one.valid_to) for one in asked.earlier if one.whole != found.whole
        ],
        "answers": answered.lines(asked.answers, known=asked.known_already),
        "contact": reads.contact_told(
            asked.answers[CONTACT].contact,  # type: ignore[attr-defined] # annotated by answers_of
            record_id=found.record_id,
            withheld=withheld,
        )
        if asked.names_contact
        else None,
        "still": len(asked.still),
        "still_about": answered.about(asked.still),
        "steps": _steps(asked),
    }


def _steps(asked: Asked) -> list[Step]:
    """Where the admission is; nothing once the person has moved on."""
    if asked.stay.valid_to is not None:
        return []
    total, left = len(QUESTIONS), len(asked.still)
    return [
        Step(gettext("1. Tonight"), "done", gettext("saved")),
        Step(
            gettext("2. Tomorrow"),
            "open" if left else "done",
            gettext("%(n)d of %(m)d answered") % {"n": total - left, "m": total},
            here=bool(left),
        ),
    ]
