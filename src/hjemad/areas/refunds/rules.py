"""What a request must have behind it before its next step, and what is said when it has not."""

from hjemad.kernel.errors import Conflict, InputRejected
from hjemad.kernel.quarters import Quarter

HOW_SENT = ("portal", "digital_post", "letter", "other")


class QuarterNotOver(InputRejected):
    """The quarter still has nights to come."""

    code = "quarter_not_over"


class ClaimAlreadyClosed(Conflict):
    """The quarter, or a later one, stands closed."""

    code = "claim_already_closed"


class ClaimChangedWhileReading(Conflict):
    """The draft that was read is no longer what today's facts give."""

    code = "claim_changed_while_reading"


class SamePerson(InputRejected):
    """Whoever drew it up cannot also check it, under whatever role."""

    code = "same_person"


class StepMissing(Conflict):
    """The step before has not been taken, or what it was taken on has changed."""

    code = "step_missing"


class StepTaken(Conflict):
    """The step was taken before."""

    code = "step_taken"


class NotACorrection(InputRejected):
    """The line named as a correction does not stand in a later request of the same citizen."""

    code = "not_a_correction"


def not_over_yet(quarter: Quarter) -> QuarterNotOver:
    """The error, naming the first day on which it can be closed."""
    day = quarter.end
    return QuarterNotOver(
        en=f"{quarter} is not over. It can be closed from {day.isoformat()}",
        da=f"{quarter} er ikke slut. Det kan lukkes fra {day.isoformat()}",
    )


def already_closed(quarter: Quarter) -> ClaimAlreadyClosed:
    """The error: what is learnt about a closed quarter comes in the next claim."""
    return ClaimAlreadyClosed(
        en=f"{quarter} is closed already. What you have learnt since comes as a difference in the next one",
        da=f"{quarter} er allerede lukket. Det, I har lært siden, kommer som en forskel i den næste",
    )


def changed_while_reading() -> ClaimChangedWhileReading:
    """The error: nothing was closed, look again."""
    return ClaimChangedWhileReading(
        en="Something changed while you read. Nothing is closed. Look at the lines again, then close",
        da="Noget blev ændret, mens du læste. Intet er lukket. Se linjerne igen, og luk så",
    )


def same_person() -> SamePerson:
    """The error: two pairs of eyes, and the second pair is another person's."""
    return SamePerson(
        en="You drew it up yourself, or checked it. Another person must take this step",
        da="Du har selv opstillet eller kontrolleret den. En anden må tage dette trin",
    )


def not_drawn_up() -> StepMissing:
    """The error: nobody has drawn up what stands now."""
    return StepMissing(
        en="What stands now has not been drawn up, or it changed since. Draw it up; then another checks it",
        da="Det, der står nu, er ikke opstillet eller er ændret siden. Opstil det; så kontrollerer en anden",
    )


def not_checked() -> StepMissing:
    """The error: what is not checked is not sent."""
    return StepMissing(
        en="It has not been checked by another person, so it cannot be sent. Have it checked first",
        da="Den er ikke kontrolleret af en anden og kan ikke sendes. Få den kontrolleret først",
    )


def not_sent() -> StepMissing:
    """The error: the auditor endorses what was sent."""
    return StepMissing(
        en="It has not been sent. The auditor endorses the final statement that was sent",
        da="Den er ikke sendt. Revisor påtegner den endelige opgørelse, der er sendt",
    )


def taken_before() -> StepTaken:
    """The error: the step stands, and stands once."""
    return StepTaken(
        en="This step was taken before. Look at the page again",
        da="Trinet er taget før. Se siden igen",
    )


def not_a_correction() -> NotACorrection:
    """The error: a correction is a difference in a later request, about the same citizen."""
    return NotACorrection(
        en="Choose a difference in a later request about the same citizen",
        da="Vælg en forskel i en senere anmodning om den samme borger",
    )
