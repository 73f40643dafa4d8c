"""Pure: which nights and days are possible, what the law says of a stay, and the errors of an admission."""

from datetime import date, datetime, timedelta

from hjemad.kernel.errors import AlreadyClosed, InputRejected, StayOverlaps
from hjemad.kernel.periods import Period
from hjemad.law.facts import FactObject
from hjemad.law.finding import Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings

_LONGEST_NAMED = 365
NOON = 12
MINUTES_TO_TAKE_BACK = 5


class NightInFuture(InputRejected):
    """A night or day that has not come yet was given as something that happened."""

    code = "night_in_future"


class DecidedTooLate(InputRejected):
    """The decision to let somebody in lies after the night, or in the future."""

    code = "decided_too_late"


class DischargeBeforeAdmission(InputRejected):
    """The day somebody left lies before the day they came."""

    code = "discharge_before_admission"


class PlaceTaken(StayOverlaps):
    """Somebody else sleeps in the place in one of these nights."""

    code = "place_taken"


class AlreadyHere(StayOverlaps):
    """The person has a stay in this house in one of these nights already."""

    code = "already_here"


class PlaceNotOpen(InputRejected):
    """The place is not one of this house, or not open in that night."""

    code = "place_not_open"


class UndoOver(AlreadyClosed):
    """What was written is not the writer's to take back any more: too late, or something rests on it."""

    code = "undo_over"


class SeenAtOtherTime(InputRejected):
    """Nobody can have been seen at that moment."""

    code = "seen_at_other_time"


class LeaveOutsideStay(InputRejected):
    """Nights away in which the person did not live here."""

    code = "leave_outside_stay"


class MoveBeforePart(InputRejected):
    """The person came to the present place after the day of the move."""

    code = "move_before_part"


class NoticeNotPossible(InputRejected):
    """Something must be known before the municipality can be told."""

    code = "notice_not_possible"


class NoticeStands(AlreadyClosed):
    """A notice about this is there already."""

    code = "notice_stands"


class ProofMissing(InputRejected):
    """Nothing was written that shows a letter was sent."""

    code = "proof_missing"


class SentOnAnotherDay(InputRejected):
    """The day a letter was sent lies before the decision or after today."""

    code = "sent_on_another_day"


# As long as one stands at the same desk and sees that it was the wrong bed.
UNDO_FOR = timedelta(minutes=5)


def undo_until(recorded_at: datetime) -> datetime:
    """The last minute in which what was written then can be undone; the whole minute counts."""
    return recorded_at.replace(second=0, microsecond=0) + UNDO_FOR


def may_still_undo(recorded_at: datetime, *, at: datetime) -> bool:
    """The last minute has not ended."""
    return recorded_at <= at < undo_until(recorded_at) + timedelta(minutes=1)


def undo_over() -> UndoOver:
    """The five minutes are over, or somebody has written something that rests on it."""
    return UndoOver(
        en="It can no longer be undone. Correct the stay, or withdraw it if it never was",
        da="Det kan ikke fortrydes længere. Ret opholdet, eller træk det tilbage, hvis det aldrig fandt sted",
    )


def check_night(night: date, *, today: date) -> None:
    """Raises `NightInFuture` for a night that begins after today."""
    if night > today:
        raise NightInFuture(
            en="The night has not come yet. Choose tonight or an earlier night",
            da="Natten er ikke kommet endnu. Vælg i nat eller en tidligere nat",
        )


def check_decision(decided_at: datetime, *, decided_on: date, night: date, at: datetime) -> None:
    """Raises `DecidedTooLate` when the decision lies after now, or after the day that follows the night."""
    if decided_at > at or decided_on > night + timedelta(days=1):
        raise DecidedTooLate(
            en="The decision to let the person in must lie before the end of the first night. Check the time",
            da="Afgørelsen om at tage imod skal ligge før den første nats slutning. Se efter i tidspunktet",
        )


def check_discharge(valid_from: date, *, day: date, today: date) -> None:
    """Raises when the day of leaving lies before admission or after today. Its night is not slept here."""
    if day < valid_from:
        raise DischargeBeforeAdmission(
            en="The person came after that day. Choose the day of admission or a later one",
            da="Personen kom efter den dag. Vælg indskrivningsdagen eller en senere dag",
        )
    if day > today:
        raise NightInFuture(
            en="The day has not come yet. Discharge on the day the person moves on",
            da="Dagen er ikke kommet endnu. Udskriv på den dag, personen flytter videre",
        )


def place_taken() -> PlaceTaken:
    """Says nothing of who sleeps there."""
    return PlaceTaken(
        en="The place is taken in that night. Choose another place",
        da="Pladsen er optaget den nat. Vælg en anden plads",
    )


def already_here() -> AlreadyHere:
    """The person has a stay in this house."""
    return AlreadyHere(
        en="The person already has a place here in one of these nights. Open the stay instead",
        da="Personen har allerede en plads her i en af de nætter. Åbn opholdet i stedet",
    )


def place_not_open() -> PlaceNotOpen:
    """The place cannot be given that night."""
    return PlaceNotOpen(
        en="The place is not open in that night. Choose another place",
        da="Pladsen er ikke åben den nat. Vælg en anden plads",
    )


def night_of(moment: datetime) -> date:
    """The day on which the night people speak of begins: before noon it is still the last one.

    `moment` is in Danish time.
    """
    return moment.date() - timedelta(days=1) if moment.hour < NOON else moment.date()


def check_seen(seen_at: datetime, *, admitted: date, at: datetime) -> None:
    """Raises `SeenAtOtherTime` for a moment to come, or before the person came. Moments in Danish time."""
    if seen_at > at or seen_at.date() < admitted:
        raise SeenAtOtherTime(
            en="The time must lie between the admission and now. Write when the person was seen",
            da="Tidspunktet skal ligge mellem indskrivningen og nu. Skriv, hvornår borgeren blev set",
        )


def check_may_take_back(written_at: datetime, *, at: datetime) -> None:
    """Raises `AlreadyClosed` once the minutes in which a tap is taken back are over."""
    if at - written_at > timedelta(minutes=MINUTES_TO_TAKE_BACK):
        raise AlreadyClosed(
            en="The minutes to take it back are over. Write in the house log what is right",
            da="Minutterne til at fortryde er gået. Skriv i husets log, hvad der er rigtigt",
        )


def check_leave(leave: Period, *, stay: Period) -> None:
    """Raises `LeaveOutsideStay` for nights away in which the person did not live here."""
    before = leave.start < stay.start
    after = stay.end is not None and (leave.end is None or leave.end > stay.end or leave.start >= stay.end)
    if before or after:
        raise LeaveOutsideStay(
            en="The person did not live here in all of these nights. Choose nights inside the stay",
            da="Borgeren boede ikke her i alle de nætter. Vælg nætter inden for opholdet",
        )


def check_move(day: date, *, since: date, today: date) -> None:
    """Raises for a day before the present part of the stay, or one that has not come."""
    if day < since:
        raise MoveBeforePart(
            en="The person came to this place after that day. Choose that day or a later one",
            da="Borgeren kom til pladsen efter den dag. Vælg den dag eller en senere",
        )
    if day > today:
        raise NightInFuture(
            en="The day has not come yet. Move on the day it happens",
            da="Dagen er ikke kommet endnu. Flyt på den dag, det sker",
        )


def already_discharged() -> AlreadyClosed:
    """The stay has ended."""
    return AlreadyClosed(
        en="The person is already discharged. Correct the stay if the day is wrong",
        da="Personen er allerede udskrevet. Ret opholdet, hvis dagen er forkert",
    )


_MISSING = {
    "identity": (
        "The name is not known. Write who it is first",
        "Navnet er ikke kendt. Skriv først, hvem det er",
    ),
    "municipality": (
        "No acting municipality is known. Write the municipality first",
        "Ingen handlekommune er kendt. Skriv først kommunen",
    ),
    "inbox": (
        "The municipality has nobody here who reads notices. Make a letter instead",
        "Kommunen har ingen her, der læser orienteringer. Lav et brev i stedet",
    ),
}


def notice_not_possible(missing: tuple[str, ...]) -> NoticeNotPossible:
    """Says what must be known first."""
    texts = [_MISSING[code] for code in missing]
    return NoticeNotPossible(en=". ".join(en for en, _ in texts), da=". ".join(da for _, da in texts))


def notice_stands() -> NoticeStands:
    """One notice about one thing at a time."""
    return NoticeStands(
        en="There is a notice about this already. Open the stay, and look at it there",
        da="Der er allerede en orientering om dette. Åbn opholdet, og se den der",
    )


def notice_answered() -> AlreadyClosed:
    """A notice is answered once."""
    return AlreadyClosed(
        en="The notice is answered already. Open it again, and see what was answered",
        da="Orienteringen er allerede besvaret. Åbn den igen, og se, hvad der blev svaret",
    )


def not_discharged_yet() -> NoticeNotPossible:
    """Nobody is told of a discharge that has not happened."""
    return NoticeNotPossible(
        en="The person is not discharged. Discharge first",
        da="Personen er ikke udskrevet. Udskriv først",
    )


def proof_needed() -> ProofMissing:
    """What shows that it went."""
    return ProofMissing(
        en="Write what shows that it was sent: a number, a receipt, or who answered",
        da="Skriv, hvad der viser, at den er sendt: et nummer, en kvittering, eller hvem der svarede",
    )


def reason_needed() -> InputRejected:
    """Why a notice goes back."""
    return InputRejected(
        en="Write why it goes back. The shelter sees the reason",
        da="Skriv, hvorfor den sendes tilbage. Boformen ser begrundelsen",
    )


def dispute_reason_needed() -> InputRejected:
    """Why one shelter's nights count and the other's do not."""
    return InputRejected(
        en="Write why these nights count there. The reason is kept, and the claim rests on it",
        da="Skriv, hvorfor nætterne tæller dér. Begrundelsen gemmes, og anmodningen hviler på den",
    )


def worker_reason_needed() -> InputRejected:
    """Why that colleague settles the nights of a protected citizen."""
    return InputRejected(
        en="Write why that colleague. It is kept, and the citizen can read it",
        da="Skriv, hvorfor det er den kollega. Det gemmes, og borgeren kan læse det",
    )


def worker_cannot_be_named() -> InputRejected:
    """Oneself, or somebody who settles no disputes there."""
    return InputRejected(
        en="Choose a colleague who settles nights in your municipality. You cannot name yourself",
        da="Vælg en kollega, der afgør nætter i jeres kommune. Du kan ikke udpege dig selv",
    )


def already_named() -> StayOverlaps:
    """The colleague sees these nights already."""
    return StayOverlaps(
        en="The colleague is named for these nights already. End that first, or choose another",
        da="Kollegaen er allerede udpeget til de nætter. Slut det først, eller vælg en anden",
    )


def check_worker_until(until: date, *, today: date) -> None:
    """Raises for a last day that has passed, or lies more than a year ahead: a right is looked at again."""
    if not today <= until <= today + timedelta(days=_LONGEST_NAMED):
        raise InputRejected(
            en="Choose a last day from today until a year from now",
            da="Vælg en sidste dag fra i dag til om et år",
        )


def not_a_side() -> StayOverlaps:
    """The stays have changed while the page was open."""
    return StayOverlaps(
        en="The stays have changed meanwhile. Open the page again, and see which nights remain",
        da="Opholdene er ændret imens. Åbn siden igen, og se, hvilke nætter der er tilbage",
    )


def check_sent(sent_on: date, *, decided_on: date, today: date) -> None:
    """Raises `SentOnAnotherDay` for a day before the decision, or one that has not come."""
    if not decided_on <= sent_on <= today:
        raise SentOnAnotherDay(
            en="The letter cannot have been sent on that day. Choose a day from the decision until today",
            da="Brevet kan ikke være sendt den dag. Vælg en dag fra afgørelsen til i dag",
        )


def notice_deadline(decided_on: date, *, settings: Settings | None = None) -> Finding:
    """When the acting municipality must have notice of an admission decided on that day (§ 110, stk. 6).

    `settings` are how the house reads the law's open questions; None the defaults.
    """
    facts: FactObject = {"decided_on": decided_on.isoformat()}
    return _decided("notice-deadline", facts, on=decided_on, settings=settings)


def send_by(notice: Finding) -> date | None:
    """The earliest last day under any reading of the law; None where the law of that day is not known."""
    day = notice.answer.get("due_if_saturday_counts")
    return date.fromisoformat(day) if isinstance(day, str) else None


def discharge_notice(day: date) -> Finding:
    """Whether a discharge asks for notice too: not known, and the finding says which text is missing."""
    return _decided("discharge-notice", {"discharged_on": day.isoformat()}, on=day)


def tells_of_discharge(settings: Settings) -> bool:
    """The house tells the municipality of discharges too, which no text that was read settles."""
    return settings.discharge_notice == "yes"


def plan_duty(admitted: date, *, on: date) -> Finding:
    """Whether the municipality must make a plan for somebody staying here since that day, without one yet."""
    stay: FactObject = {"admitted": admitted.isoformat(), "discharged": None}
    return _decided("plan-duty", {"stay": stay, "plan": None}, on=on)


def law_version() -> str:
    """Which law the answers here rest on."""
    return load_law().version


def _decided(slug: str, facts: FactObject, *, on: date, settings: Settings | None = None) -> Finding:
    return decide(slug, facts, on=on, law=load_law(), settings=settings or Settings.default())
