"""Pure: which nights and days are possible, what the law says of a stay, and the errors of an admission."""

from datetime import date, datetime, timedelta

from hjemad.kernel.errors import AlreadyClosed, InputRejected, StayOverlaps
from hjemad.law.facts import FactObject
from hjemad.law.finding import Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings


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


def already_discharged() -> AlreadyClosed:
    """The stay has ended."""
    return AlreadyClosed(
        en="The person is already discharged. Correct the stay if the day is wrong",
        da="Personen er allerede udskrevet. Ret opholdet, hvis dagen er forkert",
    )


def notice_deadline(decided_on: date) -> Finding:
    """When the acting municipality must have notice of an admission decided on that day (§ 110, stk. 6)."""
    return _decided("notice-deadline", {"decided_on": decided_on.isoformat()}, on=decided_on)


def send_by(notice: Finding) -> date | None:
    """The earliest last day under any reading of the law; None where the law of that day is not known."""
    day = notice.answer.get("due_if_saturday_counts")
    return date.fromisoformat(day) if isinstance(day, str) else None


def discharge_notice(day: date) -> Finding:
    """Whether a discharge asks for notice too: not known, and the finding says which text is missing."""
    return _decided("discharge-notice", {}, on=day)


def plan_duty(admitted: date, *, on: date) -> Finding:
    """Whether the municipality must make a plan for somebody staying here since that day, without one yet."""
    stay: FactObject = {"admitted": admitted.isoformat(), "discharged": None}
    return _decided("plan-duty", {"stay": stay, "plan": None}, on=on)


def law_version() -> str:
    """Which law the answers here rest on."""
    return load_law().version


def _decided(slug: str, facts: FactObject, *, on: date) -> Finding:
    return decide(slug, facts, on=on, law=load_law(), settings=Settings.default())
