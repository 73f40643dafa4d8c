"""Whether a civil registration number (CPR) may be used, and on which ground (databeskyttelsesloven § 11).

A public authority may for unique identification or as file number; a private shelter needs statute, consent
or another ground on a list that was not read. Nobody may publish the number.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from hjemad.law.conditions import told, unknowns
from hjemad.law.facts import FactObject, Facts, as_facts
from hjemad.law.finding import Finding, Missing, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "cpr-basis"
CPR_GROUNDS = "dbl.11.cpr_grounds"
PUBLIC_AUTHORITY, PRIVATE_SHELTER = "public_authority", "private_shelter"
STATUTE, CONSENT = "statute", "consent"
PUBLICATION, OTHER = "publication", "other"
READ_PURPOSES = ("unique_identification", "file_number")
PURPOSES = (*READ_PURPOSES, PUBLICATION, OTHER)
# The ground by the fact that tells it, in the order it is looked for.
PRIVATE_GROUNDS = ((STATUTE, "statutory_duty"), (CONSENT, "consent"))
PURPOSE_NOT_TOLD = Review(
    "purpose_not_told",
    Text(
        da="Formålet er ikke oplyst. Svaret gælder entydig identifikation og journalnummer.",
        en="The purpose was not told. The answer holds for unique identification and as file number.",
    ),
)
LIST_NOT_READ = Review(
    "other_grounds_unread",
    Text(
        da="Loven har flere grunde for private på en liste, der ikke er læst. Brug ikke nummeret, før en af "
        "dem er fundet.",
        en="The act has more grounds for private ones on a list that was not read. Do not use the number "
        "until one of them is found.",
    ),
    {"allowed": True},
)
OTHER_PURPOSE = Missing(
    "purpose_unread",
    Text(
        da="Andre formål end entydig identifikation og journalnummer er ikke læst. Se efter i loven.",
        en="Purposes other than unique identification and file number were not read. Check the act.",
    ),
)
OTHER_GROUND = Missing(
    "other_grounds_unread",
    Text(
        da="Listen over andre grunde for private er ikke læst. Se efter i loven, om grunden står der.",
        en="The list of other grounds for private ones was not read. Check the act for that ground.",
    ),
)


def decide_cpr_basis(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`allowed`, and the `basis`: public_authority | statute | consent, None where there is none.

    Facts: controller: public_authority | private_shelter; purpose (optional): unique_identification |
    file_number | publication | other; for a private shelter statutory_duty, consent and (optional)
    other_listed_ground. Without a day the only wording read is used.
    """
    del settings
    given = as_facts(facts)
    controller = given.choice("controller", options=(PUBLIC_AUTHORITY, PRIVATE_SHELTER))
    purpose = given.choice("purpose", options=PURPOSES) if given.is_known("purpose") else None
    parameter = law.parameter(CPR_GROUNDS)
    value = parameter.undated() if on is None else parameter.on(on)
    basis, missing = _basis(given, controller=controller, purpose=purpose, grounds=value.value.split())
    is_known = not missing
    return Finding(
        rule=RULE,
        on=on,
        outcome="known" if is_known else "unknown",
        answer={"allowed": basis is not None, "basis": basis} if is_known else {},
        provisions=law.provisions(RULE, on=on),
        parameters=(parameter.use(value),),
        unknown=missing,
        review=tuple(_reviews(controller, purpose=purpose, basis=basis)) if is_known else (),
        reasons=(_reason(basis, purpose=purpose),) if is_known else (),
    )


def _basis(
    given: Facts, *, controller: str, purpose: str | None, grounds: Sequence[str]
) -> tuple[str | None, tuple[Missing, ...]]:
    """The ground, or what is missing to know it; neither where there is none."""
    if purpose == PUBLICATION:
        return None, ()
    if controller == PUBLIC_AUTHORITY:
        if purpose == OTHER:
            return None, (OTHER_PURPOSE,)
        return (PUBLIC_AUTHORITY if PUBLIC_AUTHORITY in grounds else None), ()
    conditions = [told(name, given=given, fact=fact) for name, fact in PRIVATE_GROUNDS if name in grounds]
    held = next((condition.code for condition in conditions if condition.holds), None)
    if held is not None:
        return held, ()
    if given.is_known("other_listed_ground") and given.flag("other_listed_ground"):
        return None, (OTHER_GROUND,)
    return None, unknowns(conditions)


def _reviews(controller: str, *, purpose: str | None, basis: str | None) -> Iterator[Review]:
    if controller == PUBLIC_AUTHORITY and purpose is None:
        yield PURPOSE_NOT_TOLD
    if controller == PRIVATE_SHELTER and basis is None and purpose != PUBLICATION:
        yield LIST_NOT_READ


def _reason(basis: str | None, *, purpose: str | None) -> Text:
    if purpose == PUBLICATION:
        return Text(
            da="Et personnummer må aldrig offentliggøres.",
            en="A civil registration number is never published.",
        )
    if basis is None:
        return Text(
            da="En privat boform skal have hjemmel i lov, samtykke eller en anden grund på lovens liste.",
            en="A private shelter needs statute, consent or another ground on the act's list.",
        )
    return Text(da=f"Grundlaget er: {basis}.", en=f"The ground is: {basis}.")
