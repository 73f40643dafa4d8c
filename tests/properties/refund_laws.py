"""Invented later laws for property tests: another share, another ceiling, another version of the code."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from hjemad.law.parameters_reader import Law, Parameter, load_law
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS, REFUND_SHARE
from hjemad.law.serviceloven.par_177_rules import NIGHTS_RULE
from hjemad.law.settings import Settings
from tests.properties.refund_twin import DEFAULT, NINETY, REFORM, Reading

SHARE_FROM, CAP_FROM = date(2023, 11, 15), date(2024, 2, 10)


def _changed(parameter: Parameter, day: date, value: str) -> Parameter:
    """The parameter with another value from the day until its next one."""
    at = next(n for n, one in enumerate(parameter.values) if one.holds_on(day))
    before = parameter.values[at]
    values = [
        *parameter.values[:at], replace(before, in_force_to=day),
        replace(before, in_force_from=day, value=value), *parameter.values[at + 1 :],
    ]  # fmt: skip
    return replace(parameter, values=tuple(values))


def another_code(law: Law, version: int) -> Law:
    """The same law computed by another version of the code; as code goes, it gives the same."""
    rule = replace(law.coverage[NIGHTS_RULE], version=version)
    coverage = MappingProxyType({**law.coverage, NIGHTS_RULE: rule})
    return replace(law, coverage=coverage, version=f"{law.version}/{version}")


SHIPPED = load_law()
HIGHER_SHARE = SHIPPED.with_parameter(_changed(SHIPPED.parameter(REFUND_SHARE), SHARE_FROM, "100"))
LOWER_CAP = SHIPPED.with_parameter(_changed(SHIPPED.parameter(REFUND_NIGHTS), CAP_FROM, "100"))
LAWS = (SHIPPED, SHIPPED, HIGHER_SHARE, LOWER_CAP, another_code(SHIPPED, 77))


def reading_of(law: Law, chosen: Settings) -> Reading:
    """The same rules as the twin reads them."""
    shares, caps = DEFAULT.shares, DEFAULT.caps
    if any(value.value == "100" for value in law.parameter(REFUND_SHARE).values):
        shares = (*shares, (SHARE_FROM, 100))
    if any(value.value == "100" for value in law.parameter(REFUND_NIGHTS).values):
        caps = ((REFORM, 120), (CAP_FROM, 100), (NINETY, 90))
    return Reading(
        chain=chosen.period_anchor == "chain",
        disputed_uses_quota=chosen.disputed_night_uses_quota == "yes",
        own_house_as_if_charged=chosen.own_shelter_cost_basis == "as_if_charged",
        caps=caps,
        shares=shares,
    )
