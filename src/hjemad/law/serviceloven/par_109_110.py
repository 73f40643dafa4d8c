"""Whether a stay can be anonymous for good, and what an unknown name means tonight (§§ 109 and 110).

An unknown name never stops tonight's bed: the stay begins with a description or an alias. Until it is known
who the person is, no notice about a named person is sent and no refund line arises, and both are shown.
"""

from collections.abc import Iterator
from datetime import date

from hjemad.law.facts import FactObject, as_facts
from hjemad.law.finding import JSON, Finding, Missing, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "anonymity"
ANONYMOUS_STAY = "sel.109_110.anonymous_stay"
SHELTER, CRISIS_CENTRE = "110", "109"
# Other facilities of the act are asked about too, and nothing was read about them.
FACILITIES = (SHELTER, CRISIS_CENTRE, "107", "108")
# What cannot be made while nobody knows who the person is; the bed is not among them.
WAITS: tuple[JSON, ...] = ("notice", "refund_line")
OFFERS: tuple[JSON, ...] = ("protected_name_and_address", "access_restriction")
FACILITY_UNREAD = Missing(
    "facility_unread",
    Text(
        da="Om nogen kan bo anonymt dér, stod der intet om i det, der er læst.",
        en="Whether somebody can stay there anonymously stood in nothing that was read.",
    ),
)
INFERRED = Review(
    "anonymity_inferred",
    Text(
        da="Svaret er udledt af en analyse fra 2015 og af § 110, stk. 6. Ordlyden af § 109 er ikke læst.",
        en="The answer is inferred from an analysis of 2015 and from § 110, stk. 6. The wording of § 109 was "
        "not read.",
    ),
)
_TONIGHT = Text(
    da="Et ukendt navn standser aldrig nattens seng. Opholdet begynder med en beskrivelse eller et dæknavn.",
    en="An unknown name never stops tonight's bed. The stay begins with a description or an alias.",
)
_FOR_GOOD = {
    True: Text(
        da="På et krisecenter efter § 109 kan man bo anonymt.",
        en="At a crisis centre under § 109 one can stay anonymously.",
    ),
    False: Text(
        da="Et ophold efter § 110 ender med at kræve en kommune, der handler og betaler. Tilbyd beskyttet "
        "navn og adresse og begrænset adgang.",
        en="A § 110 stay ends up needing a municipality that acts and pays. Offer a protected name and "
        "address and restricted access.",
    ),
}


def decide_anonymity(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`anonymous_stay`: whether it can stay so for good; `bed_tonight` is never refused for an unknown name.

    `waits` names what cannot be made while nobody knows who the person is, `offers` what is offered instead.
    Facts: facility: 110 | 109 | 107 | 108; identity_known (optional). Without a day the only wording read is
    used.
    """
    del settings
    given = as_facts(facts)
    facility = given.choice("facility", options=FACILITIES)
    is_unnamed = given.is_known("identity_known") and not given.flag("identity_known")
    parameter = law.parameter(ANONYMOUS_STAY)
    value = parameter.undated() if on is None else parameter.on(on)
    answer: dict[str, JSON] = {"bed_tonight": True}
    is_known = facility in (SHELTER, CRISIS_CENTRE)
    anonymous = facility in value.value.split()
    if is_known:
        answer |= {
            "anonymous_stay": anonymous,
            "waits": list(WAITS) if is_unnamed and not anonymous else [],
            "offers": [] if anonymous else list(OFFERS),
        }
    return Finding(
        rule=RULE,
        on=on,
        outcome="known" if is_known else "unknown",
        answer=answer,
        provisions=law.provisions(RULE, on=on),
        parameters=(parameter.use(value),),
        unknown=() if is_known else (FACILITY_UNREAD,),
        review=(INFERRED,) if is_known else (),
        reasons=tuple(_reasons(is_known=is_known, anonymous=anonymous)),
    )


def _reasons(*, is_known: bool, anonymous: bool) -> Iterator[Text]:
    yield _TONIGHT
    if is_known:
        yield _FOR_GOOD[anonymous]
