"""Which municipality acts and pays for a person at a shelter (retssikkerhedsloven §§ 9, 9 c and 61).

The municipality of the last real residence before the stay acts and pays. Whereabouts that are not proven
create no new municipality; a real residence does. What counts as proof is a person's judgement: the answer
only says which facts it rests on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hjemad.law.facts import BadFact, FactObject, Facts, as_facts
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law, ParameterValue
from hjemad.law.settings import Settings

ACTING_RULE = "acting-municipality"
DISPUTED_RULE = "acting-municipality-disputed"
ACTING = "rsl.9.acting_rule"
INTERIM = "rsl.9.interim_rule"
ACTS = ("serviceloven", "aktivloven")
HOME = "home"
# Where a person can have been without living there.
NOT_A_HOME = (
    "shelter", "crisis_centre", "placement", "street", "whereabouts", "friends_family", "hospital", "prison",
    "treatment", "abroad", "unknown", "other",
)  # fmt: skip
EVIDENCE = ("registered", "documented", "own_statement", "none")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a person's history. `municipality` is opaque text; `evidence` None when nothing is told."""

    municipality: str
    kind: str
    since: date | None
    evidence: str | None

    @property
    def is_residence(self) -> bool:
        """A real residence: a home that something speaks for, be it only the person's own words."""
        return self.kind == HOME and self.evidence != "none"


def decide_acting_municipality(
    facts: FactObject, *, on: date | None, law: Law, settings: Settings
) -> Finding:
    """`acts` and `pays` under serviceloven; `acts` and `reimbursed_by` under aktivloven.

    Facts: history, oldest first, the last entry being where the person is now: [{municipality, kind: home |
    shelter | ..., from (optional), evidence (optional): registered | documented | own_statement | none}];
    act: serviceloven or aktivloven. With a day asked about, entries that begin later are left out.
    """
    del settings
    given = as_facts(facts)
    act = given.choice("act", options=ACTS)
    history = _history(given, on=on)
    parameter = law.parameter(ACTING)
    value = parameter.on(on) if on is not None else parameter.values[-1]
    residence = RESIDENCE_BY_RULE[value.value](history)
    here = history[-1].municipality if history else None
    answer, unknown = _acting_answer(act, residence=residence, here=here)
    return Finding(
        rule=ACTING_RULE,
        on=on,
        outcome="unknown" if unknown else "known",
        answer=answer,
        provisions=law.provisions(ACTING_RULE, on=on),
        parameters=(parameter.use(value),),
        unknown=unknown,
        review=(*_history_reviews(history, residence=residence), *_rule_reviews(value, on=on)),
        reasons=tuple(_acting_reasons(act, residence=residence, history=history)),
    )


def decide_disputed(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`acts_meanwhile`: the municipality of the current or last registered address, until it is settled.

    Facts: between, the municipalities that disagree; last_registered_address, a municipality.
    """
    del settings
    given = as_facts(facts)
    between = given.texts("between")
    if len(set(between)) < 2:
        raise BadFact(
            en="between must name at least two municipalities that disagree",
            da="between skal nævne mindst to kommuner, der er uenige",
        )
    parameter = law.parameter(INTERIM)
    value = parameter.undated() if on is None else parameter.on(on)
    used, provisions = (parameter.use(value),), law.provisions(DISPUTED_RULE, on=on)
    # The parameter's word is the name of the fact that decides.
    if not given.is_known(value.value):
        return _no_registered_address(on, used=used, law=law)
    address = given.text(value.value)
    return Finding(
        rule=DISPUTED_RULE,
        on=on,
        outcome="known",
        answer={"acts_meanwhile": address},
        provisions=provisions,
        parameters=used,
        review=() if address in between else (ADDRESS_OUTSIDE,),
        reasons=(MEANWHILE,),
    )


def last_residence(history: Sequence[Place]) -> Place | None:
    """The newest real residence: where the person lives, or lived before the stay; None without one."""
    return next((place for place in reversed(history) if place.is_residence), None)


# How the residence is found, by the word the law parameter holds on the day.
RESIDENCE_BY_RULE = {"residence_before_stay": last_residence}


def _history(given: Facts, *, on: date | None) -> list[Place]:
    places = [
        Place(
            municipality=entry.text("municipality"),
            kind=entry.text("kind"),
            since=entry.day_or_none("from"),
            evidence=entry.choice("evidence", options=EVIDENCE) if entry.is_known("evidence") else None,
        )
        for entry in given.several("history")
    ]
    days = [place.since for place in places if place.since is not None]
    if days != sorted(days):
        raise BadFact(
            en="history must stand oldest first, but its dates do not",
            da="history skal stå med det ældste først, men det gør datoerne ikke",
        )
    return [place for place in places if on is None or place.since is None or place.since <= on]


def _acting_answer(
    act: str, *, residence: Place | None, here: str | None
) -> tuple[dict[str, JSON], tuple[Missing, ...]]:
    home = None if residence is None else residence.municipality
    unknown = () if home is not None else (NO_RESIDENCE,)
    if act == "serviceloven":
        return {"acts": home, "pays": home}, unknown
    if here is None:
        unknown = (*unknown, NO_PLACE_NOW)
    return {"acts": here, "reimbursed_by": None if here == home else home}, unknown


def _history_reviews(history: Sequence[Place], *, residence: Place | None) -> Iterator[Review]:
    for at, place in enumerate(history):
        if place.kind != HOME and place.kind not in NOT_A_HOME:
            yield Review(f"unknown_kind_{at}", _kind_text(at))
        if place.kind == HOME and not place.is_residence:
            yield Review(f"unproven_home_{at}", _unproven_text(at))
    if residence is not None and residence.evidence == "own_statement":
        yield OWN_STATEMENT


def _rule_reviews(value: ParameterValue, *, on: date | None) -> Iterator[Review]:
    if value.certainty == "inferred":
        yield DAY_NOT_GIVEN if on is None else CHANGE_UNREAD


def _acting_reasons(act: str, *, residence: Place | None, history: Sequence[Place]) -> Iterator[Text]:
    if residence is not None:
        yield Text(
            da=f"Den sidste bopæl, der er oplyst, var i {residence.municipality}.",
            en=f"The last residence told was in {residence.municipality}.",
        )
    if history and not history[-1].is_residence:
        yield NO_NEW_RESIDENCE
    if act == "aktivloven" and history:
        yield Text(
            da=f"Efter aktivloven handler den kommune, personen opholder sig i: {history[-1].municipality}.",
            en=f"Under aktivloven the municipality of the stay acts: {history[-1].municipality}.",
        )


def _no_registered_address(on: date | None, *, used: tuple[ParameterUse, ...], law: Law) -> Finding:
    return Finding(
        rule=DISPUTED_RULE,
        on=on,
        outcome="unknown",
        answer={"acts_meanwhile": None},
        provisions=law.provisions(DISPUTED_RULE, on=on),
        parameters=used,
        unknown=(
            Missing(
                "last_registered_address",
                Text(
                    da="Den sidste registrerede adresse kendes ikke. Slå den op i CPR, og tilføj "
                    "last_registered_address.",
                    en="The last registered address is not known. Look it up in CPR and add "
                    "last_registered_address.",
                ),
            ),
        ),
    )


def _kind_text(at: int) -> Text:
    return Text(
        da=f"Reglen kender ikke kind i history[{at}]; stedet er ikke regnet som bopæl.",
        en=f"The rule does not know the kind of history[{at}]; the place was not counted as a residence.",
    )


def _unproven_text(at: int) -> Text:
    return Text(
        da=f"Intet taler for bopælen i history[{at}], så den skaber ikke en ny handlekommune.",
        en=f"Nothing speaks for the residence in history[{at}], so it creates no new acting municipality.",
    )


NO_RESIDENCE = Missing(
    "residence_before_stay",
    Text(
        da="Ingen bopæl før opholdet er oplyst. Find den sidste registrerede adresse, personens egen "
        "forklaring og kontakter med myndigheder, og tilføj bopælen til history.",
        en="No residence before the stay is told. Find the last registered address, the person's own account "
        "and contacts with authorities, and add the residence to history.",
    ),
)
NO_PLACE_NOW = Missing(
    "present_stay",
    Text(
        da="Det er ikke oplyst, hvor personen opholder sig nu. Tilføj stedet sidst i history.",
        en="Where the person stays now is not told. Add the place at the end of history.",
    ),
)
OWN_STATEMENT = Review(
    "own_statement",
    Text(
        da="Bopælen hviler på personens egen forklaring. Søg mere, der taler for den.",
        en="The residence rests on the person's own statement. Look for more that speaks for it.",
    ),
)
CHANGE_UNREAD = Review(
    "change_of_acting_municipality",
    Text(
        da="Fra 1. juli 2025 (dagen er antaget) kan handlekommunen lettere skifte under et ophold på en "
        "boform. Betingelserne i § 9, stk. 11, er ikke læst.",
        en="From 1 July 2025 (the day is assumed) the acting municipality can change more easily during a "
        "stay at a shelter. The conditions in § 9, stk. 11, were not read.",
    ),
)
DAY_NOT_GIVEN = Review(
    "day_not_given",
    Text(
        da="Ingen dag er oplyst. Fra 1. juli 2025 kan § 9, stk. 11, gælde; betingelserne er ikke læst.",
        en="No day is given. From 1 July 2025 § 9, stk. 11, may matter; its conditions were not read.",
    ),
)
ADDRESS_OUTSIDE = Review(
    "address_outside_dispute",
    Text(
        da="Kommunen med den sidste registrerede adresse er ikke en af dem, der er uenige. Inddrag den.",
        en="The municipality of the last registered address is not one of those that disagree. Involve it.",
    ),
)
NO_NEW_RESIDENCE = Text(
    da="Opholdet her skaber ikke en ny bopæl, så kommunen før opholdet er stadig ansvarlig.",
    en="The stay here creates no new residence, so the municipality before it stays responsible.",
)
MEANWHILE = Text(
    da="Mens kommunerne er uenige, handler kommunen med den nuværende eller sidste registrerede adresse. "
    "Den får senere sine udgifter dækket, og Ankestyrelsen afgør uenigheden.",
    en="While they disagree, the municipality of the current or last registered address acts. "
    "It is reimbursed later, and Ankestyrelsen decides.",
)
