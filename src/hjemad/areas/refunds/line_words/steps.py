"""The four steps of a request or statement as the reader sees them, and what the calendar says."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.refunds.models import RequestStep, StepKind
from hjemad.foundation.ui import formats, why
from hjemad.foundation.ui.components import Shape, Step
from hjemad.foundation.ui.languages import reader_language
from hjemad.law.finding import Provision
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.refund_calendar import CLAIM_MONTHS, FINAL_BY, PROVISIONAL_BY


def steps_shown(steps: Mapping[str, RequestStep], *, reopened: bool) -> list[Step]:
    """Draft, checked, sent, endorsed: each with who and when; the last one taken is where it stands."""
    titles = {
        StepKind.DRAWN_UP: gettext("Draft"),
        StepKind.CHECKED: gettext("Checked"),
        StepKind.SENT: gettext("Sent"),
        StepKind.ENDORSED: gettext("Endorsed"),
    }
    taken = [kind for kind in titles if kind in steps]
    here = StepKind.DRAWN_UP if reopened or not taken else taken[-1]
    shown: list[Step] = []
    for kind, title in titles.items():
        step = steps.get(kind)
        shape: Shape = "done" if step else "open" if kind == here else "none"
        note = who_and_when(step) if step else _missing(kind)
        if kind == StepKind.DRAWN_UP and step and reopened:
            shape, note = "ask", gettext("changed since it was drawn up")
        shown.append(Step(title, shape, note, here=kind == here))
    return shown


def _missing(kind: StepKind) -> str:
    return {
        StepKind.DRAWN_UP: gettext("not drawn up yet"),
        StepKind.CHECKED: gettext("by another person"),
        StepKind.SENT: gettext("with its proof"),
        StepKind.ENDORSED: gettext("by the auditor, on the final statement of the year"),
    }[kind]


def who_and_when(step: RequestStep) -> str:
    """`17. nov. 2026, Lene Prøve`; of a sending the day it was sent."""
    day = step.on if step.kind == StepKind.SENT else timezone.localtime(step.at).date()
    return f"{formats.day(day, language=reader_language())}, {step.by.full_name}"


def calendar_why(law: Law, *, with_months: bool = False) -> why.Why:
    """Where the days of the calendar were read, and how surely."""
    language = reader_language()
    ids = [PROVISIONAL_BY, FINAL_BY, *([CLAIM_MONTHS] if with_months else [])]
    parameters = [law.parameter(one) for one in ids]
    provisions = {
        (one.act, one.paragraph): Provision(
            one.act, one.paragraph, None, None, "inferred", one.values[-1].source
        )
        for one in parameters
    }
    return why.Why(
        provisions=tuple(why.provision_line(one, language=language) for one in provisions.values()),
        numbers=tuple(
            why.number_line(one.use(one.values[-1]), language=language) for one in parameters
        ),
        choices=(),
    )  # fmt: skip
