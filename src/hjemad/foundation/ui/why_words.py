"""Words for the codes of the law: answer keys, chosen readings, units. A code without a word stands as it is.

The law itself speaks in two-language sentences (`law.finding.Text`); only its short codes are worded here.
"""

from datetime import date

from django.utils.translation import gettext, gettext_lazy, ngettext

from hjemad.foundation.ui import formats
from hjemad.kernel.errors import BadAmount, Language
from hjemad.kernel.money import Money
from hjemad.law.finding import JSON

ANSWER_KEYS = {
    "nights_total": gettext_lazy("Nights in all"),
    "nights_pre_reform": gettext_lazy("Nights before 1 Oct 2023"),
    "nights_refundable": gettext_lazy("Nights with refund"),
    "nights_not_refundable": gettext_lazy("Nights without refund"),
    "nights_used": gettext_lazy("Nights used in the running year"),
    "nights_left": gettext_lazy("Nights with refund left in the running year"),
    "last_refundable_night": gettext_lazy("Last night with refund"),
    "quota_reset_date": gettext_lazy("Next running year from"),
    "forecast_last_refundable_night": gettext_lazy("Expected last night with refund"),
    "forecast_first_unrefundable_night": gettext_lazy("Expected first night without refund"),
    "net_expense_dkk": gettext_lazy("Net expense"),
    "refund_dkk": gettext_lazy("Refund"),
    "refund_exact_dkk": gettext_lazy("Refund before rounding"),
    "municipal_net_dkk": gettext_lazy("The municipality's own part"),
    "payment_dkk": gettext_lazy("Resident payment per day"),
    "due": gettext_lazy("Deadline"),
    "due_if_saturday_counts": gettext_lazy("Deadline if Saturday counts"),
    "duty": gettext_lazy("Duty to make a plan"),
    "statutory_deadline": gettext_lazy("Statutory deadline"),
    "age_days": gettext_lazy("Days since the duty began"),
    "complete": gettext_lazy("Complete"),
    "acts": gettext_lazy("Acting municipality"),
    "pays": gettext_lazy("Paying municipality"),
    "reimbursed_by": gettext_lazy("Reimbursed by"),
    "acts_meanwhile": gettext_lazy("Acts meanwhile"),
    "appealable": gettext_lazy("Can be appealed to Ankestyrelsen"),
    "appeal_by": gettext_lazy("Last day to appeal"),
    "forward_by": gettext_lazy("Last day to pass the appeal on"),
    "received": gettext_lazy("Counts as received"),
    "allowed": gettext_lazy("Allowed"),
    "bed_kept_during_appeal": gettext_lazy("The bed is kept during an appeal"),
    "right_to_choose": gettext_lazy("Right to choose the worker"),
    "last_day": gettext_lazy("Last day"),
    "delete_after": gettext_lazy("Kept until and with"),
    "answer_by": gettext_lazy("Last day to answer"),
    "extended_to": gettext_lazy("Last day to answer, when extended"),
    "limit_due": gettext_lazy("Last day by the municipality's own limit"),
    "outcome": gettext_lazy("Outcome"),
    "task": gettext_lazy("The house keeps a task"),
    "task_due": gettext_lazy("Last day of the task"),
    "task_due_if_saturday_counts": gettext_lazy("Last day of the task if Saturday counts"),
}

READINGS = {
    "per_day": gettext_lazy("the ceiling of each night"),
    "period_start": gettext_lazy("the ceiling on the first day of the year"),
    "lapse": gettext_lazy("begins with the next night"),
    "chain": gettext_lazy("the years follow each other"),
    "person": gettext_lazy("the person"),
    "person_and_payer": gettext_lazy("the person with each paying municipality"),
    "nights": gettext_lazy("nights"),
    "both_days": gettext_lazy("both the first and the last day"),
    "at_least_one": gettext_lazy("at least one day per stay"),
    "quota_from_reform": gettext_lazy("counted from 1 Oct 2023"),
    "real_admission": gettext_lazy("counted from the admission"),
    "old_rule_until_discharge": gettext_lazy("the old rule until discharge"),
    "only_new_admissions": gettext_lazy("only new admissions are counted"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
    "half_up_ore": gettext_lazy("to whole øre, a half goes up"),
    "down_krone": gettext_lazy("down to whole kroner"),
    "unknown": gettext_lazy("unknown"),
    "as_if_charged": gettext_lazy("as if charged"),
    "actual_cost": gettext_lazy("the actual cost"),
    "open_stays_to_quarter_end": gettext_lazy("stays that go on, to the end of the quarter"),
    "nothing": gettext_lazy("nothing"),
    "none": gettext_lazy("none"),
    "suspensive": gettext_lazy("the decision waits until the appeal is settled"),
    "gross": gettext_lazy("the whole rate"),
    "net": gettext_lazy("the rate less the resident payment"),
    "hours_at_rate": gettext_lazy("the hours at the team's own rate"),
    "salary_by_caseload": gettext_lazy("the salaries, shared by the number of citizens"),
    "agreed_rate": gettext_lazy("the rate that was agreed"),
    "accept_with_review": gettext_lazy("yes, and a person looks at it"),
    "reject": gettext_lazy("no, it must be made the day before"),
    "no_refund": gettext_lazy("no refund"),
    "refund": gettext_lazy("refund"),
    "opens_period": gettext_lazy("yes, the discharge begins the period"),
    "not_a_discharge": gettext_lazy("no, the stay goes on"),
    "is_a_discharge": gettext_lazy("yes, it begins a period"),
    "calendar_months": gettext_lazy("six calendar months of days in the placement"),
    "180": gettext_lazy("180 days in the placement"),
    "183": gettext_lazy("183 days in the placement"),
    "span": gettext_lazy("one stretch of six months, also days outside it"),
    "days_of_month": gettext_lazy("by the days of the month"),
    "365/12": gettext_lazy("a twelfth of 365 days"),
    "00:00": gettext_lazy("at midnight"),
    "06:00": gettext_lazy("at 6 in the morning"),
    "12:00": gettext_lazy("at noon"),
}

MONEY = {
    "dkk": "%(amount)s",
    "dkk_per_day": gettext_lazy("%(amount)s per day"),
    "dkk_per_month": gettext_lazy("%(amount)s per month"),
    "dkk_per_year": gettext_lazy("%(amount)s per year"),
}
"""Units in kroner, with what they are reckoned by."""


def answer_key(key: str) -> str:
    """What an answer is called."""
    return str(ANSWER_KEYS.get(key, key.replace("_", " ")))


def reading(code: str, *, language: Language) -> str:
    """A chosen reading in words; days and hours stand as days and hours."""
    if code in READINGS:
        return str(READINGS[code])
    return answer("", value=code, language=language)


def answer(key: str, *, value: JSON, language: Language) -> str:
    """A value of an answer as the reader sees it; None is unknown."""
    if value is None:
        return formats.UNKNOWN[language]
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return formats.number(value, language=language)
    if isinstance(value, str):
        return _text(key, value=value, language=language)
    if isinstance(value, dict):
        parts = (
            f"{answer_key(k)}: {answer(k, value=inner, language=language)}" for k, inner in value.items()
        )
        return "; ".join(parts)
    return ", ".join(answer(key, value=part, language=language) for part in value)


def quantity(value: str, *, unit: str, language: Language) -> str:
    """The value of a parameter with its unit: `90 nætter`, `50 %`, `96,71 kr. pr. døgn`."""
    if unit == "nights":
        return formats.nights(int(value), language=language)
    if unit == "pct":
        return f"{value}{formats.NO_BREAK}%"
    if unit in MONEY:
        return str(MONEY[unit]) % {"amount": _text("_dkk", value=value, language=language)}
    return _time(value, unit=unit, language=language)


def _time(value: str, *, unit: str, language: Language) -> str:
    if unit == "weekdays":
        days = int(value)
        return ngettext("%(days)d weekday", "%(days)d weekdays", days) % {"days": days}
    if unit == "weeks":
        return ngettext("%(weeks)d week", "%(weeks)d weeks", int(value)) % {"weeks": int(value)}
    if unit == "months":
        return ngettext("%(months)d month", "%(months)d months", int(value)) % {"months": int(value)}
    if unit == "years":
        return ngettext("%(years)d year", "%(years)d years", int(value)) % {"years": int(value)}
    if unit == "month_day":
        return formats.day(date.fromisoformat(f"2000-{value}"), language=language, year=False)
    return value


def _text(key: str, *, value: str, language: Language) -> str:
    if key.endswith("_dkk"):
        try:
            return formats.money(Money.parse(value), language=language)
        except BadAmount:
            return value
    try:
        return formats.day(date.fromisoformat(value), language=language)
    except ValueError:
        return value
