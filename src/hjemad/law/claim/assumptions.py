"""All that the answer to "what if" rests on and does not know, as sentences in both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hjemad.law.claim.change import MOST, SETTINGS
from hjemad.law.claim.what_if import WhatIf
from hjemad.law.finding import JSON, Text
from hjemad.law.parameters_reader import Parameter
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS
from hjemad.law.settings import CHOICES


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing that is taken for granted: a code for scripts, a sentence for people."""

    code: str
    text: Text

    def as_json(self) -> dict[str, JSON]:
        """Code and both languages."""
        return {"code": self.code, **self.text.as_json()}


def assumptions(answer: WhatIf) -> list[Assumption]:
    """Every assumption, the most far-reaching first; the same change always lists the same kinds."""
    return [
        Assumption("same_nights", SAME_NIGHTS),
        Assumption("same_prices", SAME_PRICES),
        *_of_the_files(answer),
        *(one for name in MOST for one in _of_a_parameter(answer, name)),
        *(_of_a_reading(answer, name) for name in SETTINGS),
        *_of_what_waits(answer),
        Assumption("registered_only", REGISTERED_ONLY),
        Assumption("not_a_claim", NOT_A_CLAIM),
        Assumption("rounding", ROUNDING),
    ]


SAME_NIGHTS = Text(
    da="Ingen bor længere, kortere eller et andet sted, fordi reglen er en anden.",
    en="Nobody stays longer, shorter or elsewhere because the rule is another.",
)
SAME_PRICES = Text(
    da="Takster og egenbetaling er de samme før og efter.",
    en="Rates and resident payments are the same before and after.",
)
REGISTERED_ONLY = Text(
    da="Boformer uden for Tilbudsportalen giver ingen refusion, hverken før eller efter.",
    en="Shelters outside Tilbudsportalen give no refund, neither before nor after.",
)
NOT_A_CLAIM = Text(
    da="Her ses ikke på, hvad der er anmodet om; det er ikke en anmodning.",
    en="What has been claimed is not looked at; this is no claim.",
)
ROUNDING = Text(
    da="Beløb er ikke afrundet som en anmodning. En sum, der er finere end en halv øre, rundes til øre.",
    en="Amounts are not rounded as a claim is. A sum that is finer than half an øre is rounded to øre.",
)


def _of_the_files(answer: WhatIf) -> Iterator[Assumption]:
    facts, change = answer.facts, answer.change
    stays, people = len(facts.stays.person), len(facts.persons)
    yield Assumption(
        "files_only",
        Text(
            da=f"Kun disse filer ses: {stays} ophold for {people} borgere. Andre nætter kendes ikke.",
            en=f"Only these files are seen: {stays} stays of {people} citizens. Other nights are not known.",
        ),
    )
    first, last = date.fromordinal(answer.first), date.fromordinal(answer.horizon)
    yield Assumption(
        "nights_seen",
        Text(
            da=f"Nætter fra {first} til (ikke med) {last} sammenlignes; tidligere bruger stadig af året.",
            en=f"Nights from {first} to {last} (not included) are compared; earlier ones still use the year.",
        ),
    )
    if change.as_of is not None and facts.has_open_stays:
        yield Assumption(
            "open_stays",
            Text(
                da=f"Ophold uden slutdato regnes til {change.as_of}.",
                en=f"Stays without an end are counted up to {change.as_of}.",
            ),
        )


def _of_a_parameter(answer: WhatIf, name: str) -> Iterator[Assumption]:
    was, now = (rules.law.parameter(name) for rules in (answer.change.before, answer.change.after))
    if was == now:
        told = f"{name}: {_steps(was)}"
        yield Assumption(f"parameter:{name}", Text(da=f"{told}, uændret.", en=f"{told}, unchanged."))
        return
    yield Assumption(
        f"parameter:{name}",
        Text(
            da=f"{name} før: {_steps(was)}. Efter: {_steps(now)}. De prøvede værdier er ikke lov.",
            en=f"{name} before: {_steps(was)}. After: {_steps(now)}. The values tried are not law.",
        ),
    )
    reform = now.values[0].in_force_from
    if name == REFUND_NIGHTS and reform != was.values[0].in_force_from:
        yield Assumption(
            "ceiling_begins",
            Text(
                da=f"Loftet over nætter begynder {reform}; nætter før den dag har intet.",
                en=f"The ceiling begins on {reform}; nights before that day have none.",
            ),
        )


def _steps(parameter: Parameter) -> str:
    return ", ".join(f"{value.value} ({value.in_force_from})" for value in parameter.values)


def _of_a_reading(answer: WhatIf, name: str) -> Assumption:
    change = answer.change
    readings: list[Mapping[str, str]] = [
        rules.settings.as_mapping(name) for rules in (change.before, change.after)
    ]
    was, now = (reading[name] for reading in readings)
    question = CHOICES[name].question
    chosen = was if was == now else f"{was} → {now}"
    return Assumption(
        f"setting:{name}",
        Text(
            da=f"{question.da} Regnet med {name} = {chosen}.",
            en=f"{question.en} Reckoned with {name} = {chosen}.",
        ),
    )


def _of_what_waits(answer: WhatIf) -> Iterator[Assumption]:
    was, now = answer.total.before.waiting, answer.total.after.waiting
    if was or now:
        yield Assumption(
            "waiting",
            Text(
                da=f"{was} nætter før og {now} efter mangler en oplysning; deres beløb er ukendt, ikke med.",
                en=f"{was} nights before, {now} after lack a fact; their amounts are unknown and left out.",
            ),
        )
