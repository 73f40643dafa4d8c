"""Pure: which grounds are decisions, which guidance a day and a ground give, and what is still missing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hjemad.kernel.errors import AlreadyClosed, InputRejected
from hjemad.law.facts import FactObject
from hjemad.law.finding import Certainty, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings

REFUSAL, EXPULSION, DISCHARGE = "refusal", "expulsion", "discharge"
NOT_TARGET_GROUP, SAFETY, HOUSE_RULES, OTHER = "not_target_group", "safety", "house_rules", "other"
GROUNDS = (NOT_TARGET_GROUP, SAFETY, HOUSE_RULES, OTHER)
# § 110, stk. 4: the manager decides on admission and discharge.
PROVISION = "serviceloven § 110, stk. 4"
# Raised by one whenever the words of the guidance on the sheet change.
GUIDANCE_VERSION = "2026-1"
ANKESTYRELSEN, NOT_ANKESTYRELSEN, UNSETTLED = "ankestyrelsen", "not_ankestyrelsen", "unknown"
STANDS, PARTLY, CHANGED = "stands", "partly", "changed"
HOURS, MINUTES = 24, 60


class LastDayMissing(InputRejected):
    """A decision ends on a day; this one was given none, or one that lies before it."""

    code = "last_day_missing"


class NotHeard(InputRejected):
    """Neither what the person says nor why nobody asked was written."""

    code = "not_heard"


class ReasonsMissing(InputRejected):
    """A decision without reasons."""

    code = "reasons_missing"


class DeciderMissing(InputRejected):
    """The leader decides, and nobody wrote who was asked."""

    code = "decider_missing"


class HandedAtAnotherTime(InputRejected):
    """The sheet cannot have been handed over at that time."""

    code = "handed_at_another_time"


class NotThatDay(InputRejected):
    """A step of an appeal on a day it cannot have been taken."""

    code = "not_that_day"


@dataclass(frozen=True)
class Guidance:
    """Which way an appeal goes. `weeks` None and `finding` unknown where the law of the day is not known."""

    route: str
    certainty: Certainty
    finding: Finding


def kind_of(ground: str, *, is_resident: bool) -> str:
    """What the decision is, by who it is about and why; a target-group decision is never an expulsion.

    At the door a breach of the house's rules follows the rules of expulsion; safety at the door does not.
    """
    if ground == NOT_TARGET_GROUP:
        return DISCHARGE if is_resident else REFUSAL
    if ground == HOUSE_RULES:
        return EXPULSION
    if ground == SAFETY:
        return EXPULSION if is_resident else REFUSAL
    return DISCHARGE if is_resident else REFUSAL


def bars(ground: str) -> bool:
    """Whether a decision on this ground can keep somebody from being let in until its last day."""
    return ground in {SAFETY, HOUSE_RULES}


def guidance(kind: str, *, ground: str, on: date) -> Guidance:
    """The guidance of that day and ground; never more certain than inferred, since § 166 was not read."""
    facts: FactObject = {"decision": kind, "ground": ground, "by": "shelter_manager"}
    finding = decide("appealable", facts, on=on, law=load_law(), settings=Settings.default())
    if not finding.is_known:
        return Guidance(UNSETTLED, "unknown", finding)
    route = ANKESTYRELSEN if finding.answer["appealable"] else NOT_ANKESTYRELSEN
    return Guidance(route, "inferred", finding)


def appeal_deadline(received: date, *, read_aloud: bool) -> Finding:
    """Until when an appeal can be made after the sheet was handed over or read aloud on that day."""
    channel = "read_aloud" if read_aloud else "handed_over"
    facts: FactObject = {"sent": received.isoformat(), "channel": channel}
    return decide("appeal-deadline", facts, on=received, law=load_law(), settings=Settings.default())


def weeks_to_appeal(received: date) -> int | None:
    """How many weeks there are after a sheet was handed over on that day; None where nobody knows."""
    last = day_in(appeal_deadline(received, read_aloud=False), "appeal_by")
    return None if last is None else (last - received).days // 7


def forwarding(received: date) -> Finding:
    """Until when an appeal that came on that day must have been passed on."""
    facts: FactObject = {"complaint_received": received.isoformat()}
    return decide("appeal-forwarding", facts, on=received, law=load_law(), settings=Settings.default())


def day_in(finding: Finding, key: str) -> date | None:
    """A day of an answer; None where the law of that day is not known."""
    value = finding.answer.get(key)
    return date.fromisoformat(value) if isinstance(value, str) else None


def law_version() -> str:
    """Which law the answers here rest on."""
    return load_law().version


def check_complete(
    *, own_words: str, not_heard_why: str, reasons: str, decider: str, first: date, last_day: date
) -> None:
    """Raises for the first thing that is missing before a decision can stand."""
    if bool(own_words.strip()) == bool(not_heard_why.strip()):
        raise NotHeard(
            en="Write what the citizen says, or why nobody could ask. One of the two",
            da="Skriv, hvad borgeren siger, eller hvorfor ingen kunne spørge. Ét af de to",
        )
    if not reasons.strip():
        raise ReasonsMissing(
            en="Write what happened, and why nothing less would do. The citizen gets the text",
            da="Skriv, hvad der skete, og hvorfor ikke noget mindre. Borgeren får teksten",
        )
    if not decider.strip():
        raise DeciderMissing(
            en="The leader decides (§ 110, stk. 4). Write who was asked, and how",
            da="Lederen afgør det (§ 110, stk. 4). Skriv, hvem der er spurgt, og hvordan",
        )
    if last_day < first:
        raise LastDayMissing(
            en="The last day lies before the first. Choose a later day, or tonight only",
            da="Den sidste dag ligger før den første. Vælg en senere dag, eller kun i nat",
        )


def check_handed(handed_at: datetime, *, decided_at: datetime, at: datetime) -> None:
    """Raises where the sheet was handed over before it was written, or in the future."""
    if not decided_at.replace(second=0, microsecond=0) <= handed_at <= at:
        raise HandedAtAnotherTime(
            en="The sheet was written after that time, or the time has not come. Look at the hour",
            da="Arket er skrevet efter det tidspunkt, eller tidspunktet er ikke kommet. Se efter i "
            "klokkeslættet",
        )


def check_step(day: date, *, after: date, today: date) -> None:
    """Raises where a step lies before the one before it, or after today."""
    if not after <= day <= today:
        raise NotThatDay(
            en="That cannot have happened on that day. Choose a day from the step before until today",
            da="Det kan ikke være sket den dag. Vælg en dag fra skridtet før og til i dag",
        )


def check_may_be_passed_on(reassessment: str, *, already: bool) -> None:
    """Raises where nobody has looked again, nothing is left to pass on, or it went already."""
    if reassessment not in {STANDS, PARTLY}:
        raise InputRejected(
            en="Look at the decision again first. What is changed entirely is not passed on",
            da="Se først på afgørelsen igen. Det, der er ændret helt, sendes ikke videre",
        )
    if already:
        raise AlreadyClosed(en="The appeal has been passed on already", da="Klagen er allerede sendt videre")


def missing(*, handed: bool, sleep_here: str) -> tuple[str, ...]:
    """What a decision still lacks, by code, in the order to do it."""
    lacks: Sequence[tuple[str, bool]] = (("sleep_here", not sleep_here.strip()), ("handed_at", not handed))
    return tuple(code for code, is_missing in lacks if is_missing)


def already_appealed() -> AlreadyClosed:
    """One appeal of one decision."""
    return AlreadyClosed(
        en="An appeal of this decision is here already. Write on that one",
        da="Der er allerede en klage over denne afgørelse. Skriv videre på den",
    )


def looked_at_already() -> AlreadyClosed:
    """The decision was looked at again."""
    return AlreadyClosed(
        en="The decision has been looked at again already", da="Afgørelsen er allerede set på igen"
    )


def words_needed() -> InputRejected:
    """What the house says to an appeal."""
    return InputRejected(
        en="Write what you found when you looked again. The citizen gets the text",
        da="Skriv, hvad du fandt, da du så på det igen. Borgeren får teksten",
    )


def not_answered_yet() -> InputRejected:
    """An answer to what nobody was asked."""
    return InputRejected(
        en="Nobody has been asked yet. Pass the appeal on first, or write that the citizen took it back",
        da="Ingen er spurgt endnu. Send først klagen videre, eller skriv, at borgeren tog den tilbage",
    )


def handed_moment(clock: time, *, day: date | None, decided_at: datetime) -> datetime:
    """The moment of a time of day: on that day, else the first such time after the decision.

    A sheet written at 23.50 and handed over at 0.10 was handed over the day after.
    """
    if day is not None:
        return datetime.combine(day, clock, tzinfo=decided_at.tzinfo)
    same_day = datetime.combine(decided_at.date(), clock, tzinfo=decided_at.tzinfo)
    if same_day >= decided_at.replace(second=0, microsecond=0):
        return same_day
    return datetime.combine(decided_at.date() + timedelta(days=1), clock, tzinfo=decided_at.tzinfo)


def parse_clock(text: str) -> time:
    """A time of day as people write it: `02.35`, `2:35`, `0235`, `kl. 2`."""
    digits = re.sub(r"^\s*kl\.?\s*", "", text, flags=re.IGNORECASE).strip()
    found = re.fullmatch(r"(\d{1,2})(?:[.:]?(\d{2}))?", digits)
    if found and int(found[1]) < HOURS and int(found[2] or 0) < MINUTES:
        return time(int(found[1]), int(found[2] or 0))
    raise InputRejected(
        en="Write a time of day, for example 02.35", da="Skriv et klokkeslæt, for eksempel 02.35"
    )
