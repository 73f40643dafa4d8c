"""Whether a decision on § 85 a support deals rightly with a wish for the supplier.

Serviceloven § 85 a, stk. 2, and § 142, stk. 4: the municipality finds out whether the person wishes the
shelter to supply the support; a wish that is not followed gives reasons. Not to follow it is no defect.
"""

from datetime import date

from hjemad.law.facts import BadFact, FactObject, as_facts, day_asked
from hjemad.law.finding import JSON, Finding, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "supplier-wish"
SUPPLIER_WISH = "sel.85_a.supplier_wish"
NOT_ASKED, NO_WISH = "not_asked", "none"
# All of the support, part of it, or other help with the move.
WISHES_FOR_SHELTER = ("shelter", "shelter_part", "shelter_move")
WISHES = (*WISHES_FOR_SHELTER, NO_WISH, NOT_ASKED)
NOT_RECORDED, REASONS_MISSING = "wish_not_recorded", "reasons_missing"
APPEAL_THE_DECISION = Review(
    "appeal_of_supplier_choice",
    Text(
        da="Valget af leverandør er normalt intet selvstændigt klagepunkt, men kan være det, når det rammer "
        "hårdt (principmeddelelse 76-17, læst i anden hånd). Skriv til borgeren, at afgørelsen kan påklages.",
        en="The choice of supplier is normally no appeal point of its own, but can be when it bites hard "
        "(principmeddelelse 76-17, read at second hand). Write to the citizen that the decision can be "
        "appealed.",
    ),
)
_REASONS = {
    NOT_RECORDED: Text(
        da="Kommunen har ikke spurgt, om personen ønsker boformen som leverandør.",
        en="The municipality has not asked whether the person wishes the shelter as supplier.",
    ),
    REASONS_MISSING: Text(
        da="Ønsket er ikke fulgt, og afgørelsen siger ikke hvorfor.",
        en="The wish is not followed, and the decision does not say why.",
    ),
    "": Text(
        da="Ønsket er undersøgt og fulgt, eller afgørelsen siger hvorfor ikke.",
        en="The wish was found out and followed, or the decision says why not.",
    ),
}


def decide_supplier_wish(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`valid` when nothing is wrong with how the wish was met; `problems` by code.

    Facts: wish: shelter | shelter_part | shelter_move | none (asked, there is none) | not_asked; followed,
    where there is a wish; reasons, the text of the decision, where it was not followed. The law is read as it
    stood on the day asked about, the day of the decision.
    """
    del settings
    day, given = day_asked(on, rule=RULE), as_facts(facts)
    wish = given.choice("wish", options=WISHES)
    parameter = law.parameter(SUPPLIER_WISH)
    value = parameter.on(day)
    is_wish = wish in WISHES_FOR_SHELTER
    if not is_wish and given.is_known("followed") and given.flag("followed"):
        raise BadFact(
            en="followed says that a wish was followed, and wish that none was heard",
            da="followed siger, at et ønske blev fulgt, og wish, at der ikke er hørt noget",
        )
    problem = NOT_RECORDED if wish == NOT_ASKED else ""
    deviates = is_wish and not given.flag("followed")
    if deviates and not given.words("reasons"):
        problem = REASONS_MISSING
    problems: list[JSON] = [problem] if problem else []
    return Finding(
        rule=RULE,
        on=day,
        outcome="known",
        answer={"valid": not problems, "problems": problems},
        provisions=law.provisions(RULE, on=day),
        parameters=(parameter.use(value),),
        review=(APPEAL_THE_DECISION,) if deviates else (),
        reasons=(_REASONS[problem],),
    )
