"""Whether the acting municipality must have notice of a discharge (serviceloven § 110, stk. 6-8): not known.

The text was not read. A notice as of admissions is believed to follow, so a house keeps a task with the same
weekdays until it chooses otherwise; the answer stays unknown either way.
"""

from datetime import date

from hjemad.kernel.calendar import add_weekdays
from hjemad.law.facts import FactObject, as_facts
from hjemad.law.finding import JSON, Finding, Missing, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.par_110 import NOTICE_WEEKDAYS
from hjemad.law.settings import Settings

RULE = "discharge-notice"
TEXT_UNREAD = Missing(
    "par_110_stk_6_8_unread",
    Text(
        da="Teksten i § 110, stk. 6-8, om udskrivning er ikke læst. Se efter i loven, om der er en pligt.",
        en="The text of § 110, stk. 6-8, about discharge was not read. Check the act for a duty.",
    ),
)
BORROWED = Text(
    da="Opgavens frist er lånt fra orienteringen om optagelse. Den er boformens egen, ikke lovens.",
    en="The last day of the task is borrowed from the notice of admissions: the house's, not the law's.",
)


def decide_discharge_notice(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """Always unknown; `task` says whether the house keeps one, `task_due` its last day, None without a task.

    `task_due_if_saturday_counts` is the date it is safe to send by. Facts: discharged_on, the day of the
    decision on discharge; the law is read as it stood that day.
    """
    discharged = as_facts(facts).day("discharged_on")
    parameter = law.parameter(NOTICE_WEEKDAYS)
    weekdays = parameter.on(discharged)
    saturday_counts = settings.saturday_is_weekday == "yes"
    with_saturday = add_weekdays(discharged, int(weekdays.value), saturday_counts=True)
    due = with_saturday if saturday_counts else add_weekdays(discharged, int(weekdays.value))
    kept: dict[str, JSON] = {
        "task": True,
        "task_due": due.isoformat(),
        "task_due_if_saturday_counts": with_saturday.isoformat(),
    }
    none: dict[str, JSON] = {"task": False, "task_due": None, "task_due_if_saturday_counts": None}
    keeps_task = settings.discharge_notice == "yes"
    answer, other = (kept, none) if keeps_task else (none, kept)
    return Finding(
        rule=RULE,
        on=on or discharged,
        outcome="unknown",
        answer={"statutory_deadline": None, **answer},
        provisions=law.provisions(RULE, on=discharged),
        parameters=(parameter.use(weekdays),),
        settings=settings.as_mapping("saturday_is_weekday", "discharge_notice"),
        unknown=(TEXT_UNREAD,),
        review=(Review("discharge_task_is_local", BORROWED, other),),
    )
