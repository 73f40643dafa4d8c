"""A law in which one number is another from a day on, to ask what a change would do. It is nobody's law.

The supposed value says so wherever a Finding shows it: its source is that it was supposed.
"""

from dataclasses import replace
from datetime import date

from hjemad.law.finding import Text
from hjemad.law.parameters_reader import Law, ParameterValue

TRIED = Text(da="en værdi, der prøves; ikke gældende ret", en="a value tried, not law")


def supposing(law: Law, parameter_id: str, *, value: str, first: date) -> Law:
    """The same law, but the parameter is `value` on every day from `first` on, also where another value came.

    Earlier days are as they were. `value` is text as in the files: whole nights, per cent, an amount.
    """
    parameter = law.parameter(parameter_id)
    before = tuple(
        replace(old, in_force_to=min(old.in_force_to or first, first))
        for old in parameter.values
        if old.in_force_from < first
    )
    supposed = ParameterValue(
        value=value,
        in_force_from=first,
        in_force_to=None,
        source=TRIED,
        certainty="unknown",
        checked=first,
        checked_by_means=TRIED,
    )
    gaps = tuple(
        replace(gap, end=min(gap.end or first, first)) for gap in parameter.gaps if gap.start < first
    )
    return law.with_parameter(replace(parameter, values=(*before, supposed), gaps=gaps))
