"""What a request must have behind it before its next step, and what is said when it has not."""

from datetime import date

from hjemad.kernel.errors import Conflict, InputRejected
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter

HOW_SENT = ("portal", "digital_post", "letter", "other")


class QuarterNotOver(InputRejected):
    """The quarter has not begun, or its coming nights are not reckoned."""

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


class OpeningAfterClaim(Conflict):
    """The quarter was claimed here, so what was claimed for it stands in the ledger already."""

    code = "opening_after_claim"


class TwoKindsOfOpening(Conflict):
    """The quarter, or the person in it, has an opening balance of the other kind."""

    code = "two_kinds_of_opening"


class NothingToAccept(Conflict):
    """Today's rules are those the latest claim was made under."""

    code = "nothing_to_accept"


def not_over_yet(quarter: Quarter) -> QuarterNotOver:
    """The error, naming the days on which it can be closed."""
    first, day = quarter.start, quarter.end
    return QuarterNotOver(
        en=f"{quarter} is not over. It can be closed from {day.isoformat()}; from {first.isoformat()} where "
        "you reckon its coming nights",
        da=f"{quarter} er ikke slut. Det kan lukkes fra {day.isoformat()}; fra {first.isoformat()}, hvis I "
        "regner de kommende nætter med",
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


def check_opening(
    *, nights: int, net: Money, refund: Money, source: str, of_a_person: bool, year_start: date | None,
    used: int | None,
) -> None:  # fmt: skip
    """Nothing happens when the opening balance can stand; InputRejected says what is wrong with it."""
    if not source.strip():
        raise InputRejected(
            en="Write where the amount stands: the claim it was part of, with its date",
            da="Skriv, hvor beløbet står: den anmodning, det var en del af, med dato",
        )
    if nights < 0 or net < Money.zero() or refund < Money.zero() or (used or 0) < 0:
        raise InputRejected(
            en="Nights and amounts cannot be negative. Write what was claimed in all for the quarter",
            da="Nætter og beløb kan ikke være negative. Skriv, hvad der i alt blev anmodet om for kvartalet",
        )
    if (year_start is None) != (used is None) or (used is not None and not of_a_person):
        raise InputRejected(
            en="Nights used need the first night of the running year, and a person",
            da="Brugte nætter kræver det løbende års første nat og en person",
        )


def claimed_here(quarter: Quarter) -> OpeningAfterClaim:
    """The error: an opening balance is for what came before."""
    return OpeningAfterClaim(
        en=f"{quarter} was claimed in Hjemad, or lies after a claim that was. Choose an earlier quarter",
        da=f"{quarter} er anmodet om i Hjemad eller ligger efter et, der er. Vælg et tidligere kvartal",
    )


def two_kinds_of_opening(quarter: Quarter) -> TwoKindsOfOpening:
    """The error: the same nights would count twice."""
    return TwoKindsOfOpening(
        en=f"{quarter} has amounts of the other kind already: as a whole or person by person, not both. "
        "Withdraw those first",
        da=f"{quarter} har allerede beløb af den anden slags: enten samlet eller person for person. "
        "Træk dem tilbage først",
    )


def nothing_to_accept() -> NothingToAccept:
    """The error: nothing waits."""
    return NothingToAccept(
        en="Nothing waits to be accepted: the rules are those of the latest claim",
        da="Intet venter på at blive godkendt: reglerne er de samme som ved den seneste anmodning",
    )
