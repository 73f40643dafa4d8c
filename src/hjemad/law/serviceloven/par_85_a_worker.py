"""Whether a person may choose a named worker of the shelter for § 85 a support (L 50, 2025-26).

The bill was read, the act was not: every answer from the first day on says so. There is no amount here: the
national rate was not read. Nobody is replaced by the rule; when the worker leaves, the person is asked again.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from hjemad.law.conditions import Condition, all_hold, told, unknowns, unmet, unmet_words
from hjemad.law.facts import BadFact, FactObject, Facts, as_facts
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

RULE = "choice-of-worker"
CHOICE, GROUNDS = "sel.85_a.choice_of_worker", "sel.85_a.refusal_grounds"
MAY_CHOOSE = "may_choose"
NOT_LISTED, REASONS_MISSING = "ground_not_listed", "reasons_missing"
REFUSAL_GROUNDS = ("professional", "resources", "other")
ACT_NOT_SEEN = Text(
    da="L 50 (2025-26) er læst som forslag. Om og hvordan det blev vedtaget, er ikke fundet.",
    en="L 50 (2025-26) was read as a bill. Whether and how it was passed was not found.",
)
SAME_DAY = Text(
    da="Afgørelsen og udskrivningen har samme dato. Om afgørelsen så er truffet inden, er ikke læst.",
    en="Decision and discharge have the same date. Whether the decision was then made before was not read.",
)
WORKER_LEAVES = Review(
    "worker_may_leave",
    Text(
        da="Hvad der sker, når medarbejderen stopper eller bliver syg, er ikke læst. Spørg personen igen.",
        en="What happens when the worker leaves or falls ill was not read. Ask the person again.",
    ),
)
RATE_UNKNOWN = Missing(
    "national_rate",
    Text(
        da="Den landsdækkende takst er ikke læst. Indtast den med kilde, før der regnes.",
        en="The national rate was not read. Enter it with its source before anything is computed.",
    ),
)


WORDS = {
    "decided_before_commencement": Text(
        da="afgørelsen er truffet, før retten begyndte", en="the decision was made before the right began"
    ),
    "time_limited": Text(da="støtten er ikke tidsbegrænset", en="the support is not limited in time"),
    "decided_before_discharge": Text(
        da="afgørelsen er ikke truffet inden udskrivningen",
        en="the decision was not made before the discharge",
    ),
    "worker_employed_at_last_shelter": Text(
        da="medarbejderen er ikke ansat på boformen", en="the worker is not employed at the shelter"
    ),
}
NO_RIGHT_YET = Condition("decided_before_commencement", holds=False)


def decide_choice_of_worker(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`right_to_choose`, `unmet` conditions by code; `valid` and `problems` of a refusal.

    Facts: decided_on, the day of the decision on § 85 a; time_limited; discharged_on (null: still at the
    shelter); worker_employed_at_last_shelter; refused, and where it is, refusal_ground: professional |
    resources | other, and reasons. The law is read as it stood on decided_on. A condition known to fail
    settles the right; without it no refusal can be wrong.
    """
    given = as_facts(facts)
    decided = given.day("decided_on")
    parameter = law.parameter(CHOICE)
    value = parameter.on(decided)
    in_force = value.value == MAY_CHOOSE
    accepts = settings.same_day_decision_and_discharge == "accept_with_review"
    conditions: tuple[Condition, ...] = (NO_RIGHT_YET,)
    if in_force:
        conditions = tuple(_conditions(given, decided=decided, accepts_same_day=accepts))
    right = all_hold(conditions)
    used = [parameter.use(value)]
    answer: dict[str, JSON] = {"right_to_choose": right, "unmet": unmet(conditions)}
    if right is None:
        answer = {}
    elif right:
        answer |= _refusal(given, decided=decided, law=law, used=used)
    else:
        answer |= {"valid": True, "problems": []}
    return Finding(
        rule=RULE,
        on=on or decided,
        outcome="unknown" if right is None else "known",
        answer=answer,
        provisions=law.provisions(RULE, on=decided),
        parameters=tuple(used),
        unknown=(*unknowns(conditions), *((RATE_UNKNOWN,) if right else ())),
        settings=settings.as_mapping("same_day_decision_and_discharge") if in_force else {},
        review=tuple(_reviews(given, decided, conditions, right=right)) if in_force else (),
        reasons=(_reason(conditions, right=right),),
    )


def _conditions(given: Facts, *, decided: date, accepts_same_day: bool) -> Iterator[Condition]:
    yield told("time_limited", given=given, fact="time_limited")
    if "discharged_on" in given.values:
        discharged = given.day_or_none("discharged_on")
        before = discharged is None or decided < discharged
        yield Condition("decided_before_discharge", before or (accepts_same_day and decided == discharged))
    else:
        yield told("decided_before_discharge", given=given, fact="discharged_on")
    yield told("worker_employed_at_last_shelter", given=given, fact="worker_employed_at_last_shelter")


def _refusal(given: Facts, *, decided: date, law: Law, used: list[ParameterUse]) -> dict[str, JSON]:
    """`valid` and `problems`: a ground that is not listed cannot be mended by reasons, so it stands alone."""
    if not given.flag("refused"):
        if given.is_known("refusal_ground"):
            raise BadFact(
                en="refusal_ground gives a ground for a refusal, and refused says that there was none",
                da="refusal_ground giver en grund til et afslag, og refused siger, at der intet var",
            )
        return {"valid": True, "problems": []}
    ground = given.choice("refusal_ground", options=REFUSAL_GROUNDS)
    parameter = law.parameter(GROUNDS)
    value = parameter.on(decided)
    used.append(parameter.use(value))
    problems: list[JSON] = []
    if ground not in value.value.split():
        problems = [NOT_LISTED]
    elif not given.words("reasons"):
        problems = [REASONS_MISSING]
    return {"valid": not problems, "problems": problems}


def _reviews(
    given: Facts, decided: date, conditions: Sequence[Condition], *, right: bool | None
) -> Iterator[Review]:
    """What was not read, and what each other reading would give; a right that falls elsewhere stays so."""
    only_day = unmet(conditions) == ["decided_before_discharge"] and not unknowns(conditions)
    yield Review("l50_act_not_seen", ACT_NOT_SEEN, {"right_to_choose": False} if right else {})
    if given.is_known("discharged_on") and given.day("discharged_on") == decided:
        other: dict[str, JSON] = {} if right is None else {"right_to_choose": not right and only_day}
        yield Review("decided_on_day_of_discharge", SAME_DAY, other)
    if right and not given.flag("refused"):
        yield WORKER_LEAVES


def _reason(conditions: Sequence[Condition], *, right: bool | None) -> Text:
    if right is None:
        return Text(
            da="Det vides ikke, om betingelserne er opfyldt. Spørg personen, og tilføj det, der mangler.",
            en="It is not known whether the conditions hold. Ask the person, and add what is missing.",
        )
    if right:
        return Text(
            da="Personen kan vælge en medarbejder fra boformen. Et afslag skal have en faglig eller "
            "ressourcemæssig grund hos leverandøren og en begrundelse.",
            en="The person may choose a worker of the shelter. A refusal needs a professional or resource "
            "ground at the supplier, and reasons.",
        )
    words = unmet_words(conditions, words=WORDS)
    return Text(
        da=f"Personen har ikke retten: {words.da}.", en=f"The person does not have the right: {words.en}."
    )
