"""Under which law and settings a claim is made, and what of a change waits until the economist accepts it.

A claim is computed under rules that are accepted. Where today's rules differ, the difference is computed one
step at a time, each step with its own cause: first the settings, then the values of parameters. The earlier
settings are stored with a claim and so are the values; code that was replaced cannot be run again, so a new
version of the rules themselves lets every difference wait whole (docs/adr/0015).
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from hjemad.law.finding import JSON, Certainty, Text
from hjemad.law.parameters_reader import Law, Parameter, ParameterValue, digest
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS, REFUND_SHARE
from hjemad.law.serviceloven.par_177_rules import AMOUNT_RULE, NIGHTS_RULE
from hjemad.law.settings import Settings
from hjemad.law.yaml_files import CERTAINTIES

PARAMETERS = (REFUND_NIGHTS, REFUND_SHARE)
SETTINGS = (
    "cap_mode", "first_day_of_90", "period_anchor", "quota_follows", "day_count", "pre_reform_stay",
    "disputed_night_uses_quota", "claim_rounding", "own_shelter_cost_basis",
)  # fmt: skip
"""The open questions whose answer may change an amount."""

WAITING = "acceptance:"
"""What a line lacks that waits for the economist: this, and the cause."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The name of a set of rules: version of the code, digest of the parameters, the settings as text."""

    law_version: str = ""
    parameters: str = ""
    settings: str = ""

    def __str__(self) -> str:
        return "|".join(getattr(self, item.name) for item in fields(self))

    @classmethod
    def parse(cls, text: str) -> "Rules":
        """The rules as `str` wrote them."""
        return cls(*text.split("|"))


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A law and the answers to its open questions: all that an amount depends on besides facts.

    `code` names the version of the code where it is not that of `law`: replaced code cannot be run again.
    """

    law: Law
    settings: Settings
    code: str = ""

    @property
    def rules(self) -> Rules:
        """The set's name; equal names give equal amounts."""
        chosen = ",".join(f"{name}={value}" for name, value in self.settings.as_mapping(*SETTINGS).items())
        return Rules(self.code or _code_of(self.law), _values_of(self.law), chosen)

    def kept(self) -> dict[str, JSON]:
        """Version of the code and dated values, as a claim stores them beside its settings."""
        values = {name: [_kept(value) for value in self.law.parameter(name).values] for name in PARAMETERS}
        return {"code": self.rules.law_version, "parameters": values}


def as_kept(kept: Mapping[str, JSON], *, settings: Mapping[str, str], law: Law) -> RuleSet:
    """The set a claim was made under, from what it stored; what it did not store is as in `law`."""
    stored = kept.get("parameters")
    for name, values in stored.items() if isinstance(stored, Mapping) else ():
        if name in PARAMETERS and isinstance(values, list):
            before = tuple(_read(value) for value in values if isinstance(value, Mapping))
            law = _with_values(law, law.parameter(name), before)
    return RuleSet(law, Settings.default().with_values(settings), code=str(kept.get("code", "")))


def _with_values(law: Law, parameter: Parameter, values: tuple[ParameterValue, ...]) -> Law:
    if parameter.values == values:
        return law
    return law.with_parameter(replace(parameter, values=values))


def _kept(value: ParameterValue) -> JSON:
    return {
        "value": value.value, "from": value.in_force_from.isoformat(),
        "to": value.in_force_to.isoformat() if value.in_force_to else None, "source": value.source.as_json(),
        "certainty": value.certainty, "checked": value.checked.isoformat(),
        "checked_by_means": value.checked_by_means.as_json(),
    }  # fmt: skip


def _read(kept: Mapping[str, JSON]) -> ParameterValue:
    end = kept["to"]
    return ParameterValue(
        str(kept["value"]), date.fromisoformat(str(kept["from"])),
        date.fromisoformat(str(end)) if end else None, Text.stored(kept["source"]),
        _certainty(str(kept["certainty"])), date.fromisoformat(str(kept["checked"])),
        Text.stored(kept["checked_by_means"]),
    )  # fmt: skip


def _certainty(word: str) -> Certainty:
    return next(certainty for certainty in CERTAINTIES if certainty == word)


@lru_cache(maxsize=64)
def _code_of(law: Law) -> str:
    return digest([f"{slug} {law.coverage[slug].version}" for slug in (NIGHTS_RULE, AMOUNT_RULE)])


@lru_cache(maxsize=64)
def _values_of(law: Law) -> str:
    values = [
        f"{name} {value.value} {value.in_force_from} {value.in_force_to}"
        for name in PARAMETERS
        for value in law.parameter(name).values
    ]
    return digest(values)


@dataclass(frozen=True, slots=True)
class Step:
    """One computation of what is right: under which rules, why it differs from the one before, may it count.

    The first step has no cause of its own: what differs there from the closed lines, facts did.
    """

    under: RuleSet
    cause: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """From the rules of the latest claim to today's: what is claimed, and what waits to be accepted.

    `earlier` holds for quarters that are claimed already, `new` for those that are not. `code_changed`: the
    latest claim was computed by another version of the code, so its rules cannot be a step.
    """

    earlier: tuple[Step, ...]
    new: tuple[Step, ...]
    code_changed: bool = False

    @property
    def claimed(self) -> RuleSet:
        """The rules the claim is made under: the accepted ones."""
        return next(step.under for step in reversed(self.new) if not step.waits)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The causes that wait for the economist; empty when today's rules are accepted."""
        return tuple(dict.fromkeys(step.cause for step in (*self.earlier, *self.new) if step.waits))


def under(rules: RuleSet) -> Steps:
    """One step: nothing has been closed under other rules, or (files) nothing is known of them."""
    return Steps((Step(rules),), (Step(rules),))


def steps_between(closed_under: RuleSet | None, now: RuleSet, *, accepted: Set[Rules]) -> Steps:
    """The steps from the latest claim's rules (None: there is no claim) to today's.

    `accepted` are the names of the sets the municipality has accepted. The steps count as far as the last
    accepted one. Under new code that is not accepted, nights not claimed before are claimed as before and
    every difference waits; when it is, all is computed anew in one step.
    """
    if closed_under is None or closed_under.rules == now.rules:
        return under(now)
    new_code = closed_under.rules.law_version != now.rules.law_version
    if new_code and now.rules in accepted:
        return replace(under(now), code_changed=True)
    chain = _chain(closed_under, now)
    last = max((at for at, step in enumerate(chain) if step.under.rules in accepted), default=0)
    earlier = tuple(replace(step, waits=at > last) for at, step in enumerate(chain))
    new = (Step(chain[last].under), *earlier[last + 1 :])
    if new_code:
        return Steps((Step(now, "law_version", waits=True),), new)
    return Steps(earlier, new)


def _chain(first: RuleSet, now: RuleSet) -> list[Step]:
    """The first set, then its settings replaced by today's, then its parameters too, where each differs."""
    chain = [Step(first)]
    middle = replace(first, settings=now.settings)
    for rules, cause in ((middle, "setting"), (replace(now, code=first.code), "parameter")):
        if rules.rules != chain[-1].under.rules:
            chain.append(Step(rules, cause))
    return chain
