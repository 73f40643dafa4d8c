"""How long each kind of row is kept, as rules a machine follows: from which day, how long, and what holds it.

`retention_table.py` has one rule per model of the house; a guard fails for a model without one. What is due
on a day, and the deletion itself, stand in `areas/rights`. A declaration explains; the rule decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.apps import apps
from django.db.models import Model

from hjemad.kernel.dates import add_years


class Way(StrEnum):
    """How a row leaves."""

    PERSON = "person"  # with the person it is about, when nothing more has happened for the period
    ACCOUNTS = "accounts"  # with the person, but never before the accounting year has been kept its years
    ROW = "row"  # by itself, so long after its own day
    PARENT = "parent"  # with the row it belongs to
    UNNAMED = "unnamed"  # when no row points to it any more
    KEPT = "kept"  # holds no person


class Period(StrEnum):
    """The names of the periods; an installation sets how long each is."""

    CASE = "case_years"
    ACCOUNTS = "accounts_years"
    LOG = "log_years"
    SENT_FORM = "sent_form_days"


@dataclass(frozen=True)
class RetentionRule:
    """The rule of one model.

    `paths` lead to the record (PERSON, ACCOUNTS); `day` is the column the period is reckoned from (ACCOUNTS,
    ROW); `counts` are columns whose newest day is a day on which something happened; `open_while_empty` is a
    column that is empty while the case is open, so that nothing is due. `parents` are columns and the models
    they point to: the row goes with any of these, too. `or_unnamed`: it also goes when nothing is left that
    points to it. `nobodys_day`: the column a row of nobody's record (PERSON, its paths empty) is kept from.
    """

    way: Way
    why: str
    period: Period | None = None
    paths: tuple[str, ...] = ()
    day: str = ""
    counts: tuple[str, ...] = ()
    open_while_empty: str = ""
    parents: tuple[tuple[str, str], ...] = ()
    or_unnamed: bool = False
    nobodys_day: str = ""


@dataclass(frozen=True)
class Periods:
    """How long each period is, as this installation chose; a length is never guessed."""

    case_years: int
    accounts_years: int
    log_years: int
    sent_form_days: int

    def end(self, period: Period, *, since: date) -> date:
        """The first day on which a row whose period began on `since` may go."""
        match period:
            case Period.CASE:
                return add_years(since, self.case_years)
            case Period.LOG:
                return add_years(since, self.log_years)
            case Period.SENT_FORM:
                return date.fromordinal(since.toordinal() + self.sent_form_days)
            case Period.ACCOUNTS:
                return accounts_end(since, years=self.accounts_years)

    def newest_due(self, period: Period, *, on: date) -> date:
        """The newest day a row may have that is due on `on`."""
        match period:
            case Period.ACCOUNTS:
                return date(on.year - self.accounts_years - 1, 12, 31)
            case Period.SENT_FORM:
                return date.fromordinal(on.toordinal() - self.sent_form_days)
            case _:
                day = add_years(on, -(self.case_years if period is Period.CASE else self.log_years))
                # A year from 29 February runs to 1 March: then the day before is the newest that is due.
                return day if self.end(period, since=day) <= on else date.fromordinal(day.toordinal() - 1)


def accounts_end(day: date, *, years: int) -> date:
    """The first day after `years` full years from the end of the accounting year `day` lies in."""
    return date(day.year + years + 1, 1, 1)


def with_person(
    *paths: str,
    counts: tuple[str, ...] = ("recorded_at",),
    open_while_empty: str = "",
    why: str = "kept as long as the case; then archived and deleted together with the person",
    nobodys_day: str = "",
    **parents: str,
) -> RetentionRule:
    """The row goes with the person: the case period after the last day anything happened.

    Rows of people without a record, where a model has such, go the case period after `nobodys_day`.
    """
    return RetentionRule(
        way=Way.PERSON,
        why=why,
        period=Period.CASE,
        paths=paths or ("record",),
        counts=counts,
        open_while_empty=open_while_empty,
        parents=tuple(parents.items()),
        nobodys_day=nobodys_day,
    )


def accounts(
    *paths: str,
    day: str,
    why: str = "accounts: full years after the end of the accounting year; then with the person",
) -> RetentionRule:
    """The row holds the person until its accounting year has been kept its years, and then goes with them."""
    return RetentionRule(
        way=Way.ACCOUNTS, why=why, period=Period.ACCOUNTS, paths=paths or ("record",), day=day
    )


def own_day(day: str, *, period: Period, why: str, or_unnamed: bool = False, **parents: str) -> RetentionRule:
    """The row goes by itself, so long after its own day."""
    return RetentionRule(
        way=Way.ROW,
        why=why,
        period=period,
        day=day,
        or_unnamed=or_unnamed,
        parents=tuple(parents.items()),
    )


def with_parent(**parents: str) -> RetentionRule:
    """The row goes with any of the rows it belongs to: `column="area.Model"`."""
    return RetentionRule(
        way=Way.PARENT, why="goes with the row it belongs to", parents=tuple(parents.items())
    )


def unnamed(why: str) -> RetentionRule:
    """The row goes when nothing points to it any more."""
    return RetentionRule(way=Way.UNNAMED, why=why, or_unnamed=True)


def kept(why: str) -> RetentionRule:
    """The row stays: it holds no person."""
    return RetentionRule(way=Way.KEPT, why=why)


def problems(labels: set[str], *, table: Mapping[str, RetentionRule]) -> list[str]:
    """Models without a rule and rules without a model, one sentence each; empty when all is well."""
    missing = [
        f"{label} has no retention rule: add it to retention_table.py" for label in labels - set(table)
    ]
    gone = [f"{label} has a retention rule and is gone" for label in set(table) - labels]
    return sorted(missing + gone)


def model_of(label: str) -> type[Model]:
    """The model of a rule: whoever follows the table speaks about every model there is."""
    return apps.get_model(label)
