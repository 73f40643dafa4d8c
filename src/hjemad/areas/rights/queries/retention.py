"""What is due for deletion on a day, and what is held and why. Reads only; the deletion is an action.

A person is due as a whole: all records joined to one citizen, whoever wrote them, or none. Otherwise nights
deleted here would be claimed anew from what is left there.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, Value
from django.utils import timezone

from hjemad.areas.citizens.reads import whole_person
from hjemad.areas.rights.models import LegalHold, Release, RetentionRun
from hjemad.areas.rights.rules.retention import Held, PersonState, Verdict, judge
from hjemad.foundation.privacy.retention import Period, Periods, RetentionRule, Way
from hjemad.foundation.privacy.retention import model_of as model_of
from hjemad.foundation.privacy.retention_table import RULES

_BATCH = 500


@dataclass(frozen=True)
class Plan:
    """What a run on this day would do for an organisation.

    `people` are the sets of records that go, `waiting` own records that are agreed to until the others agree
    too, `rows` the ids that go of each model, `held` what stays although its period has passed.
    """

    organisation_id: int
    on: date
    people: tuple[tuple[int, ...], ...]
    waiting: tuple[int, ...]
    rows: dict[str, tuple[int, ...]]
    held: tuple[Held, ...]

    @property
    def fingerprint(self) -> str:
        """What was previewed: a run with another fingerprint is refused."""
        said = repr((self.organisation_id, self.people, self.waiting, sorted(self.rows.items())))
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows of each model go, in the order of the table."""
        return [(label, len(self.rows[label])) for label in RULES if self.rows.get(label)]


def periods() -> Periods:
    """The periods of this installation."""
    return Periods(
        case_years=settings.RETENTION_CASE_YEARS,
        accounts_years=settings.RETENTION_ACCOUNTS_YEARS,
        log_years=settings.RETENTION_LOG_YEARS,
        sent_form_days=settings.RETENTION_SENT_FORM_DAYS,
    )


def plan(organisation_id: int, *, on: date) -> Plan:
    """What a run of this organisation would delete and hold on the day. A few queries per model."""
    lengths = periods()
    people = _people(organisation_id)
    released = set(Release.objects.values_list("record_id", flat=True))
    going: list[tuple[int, ...]] = []
    waiting: list[int] = []
    held: list[Held] = []
    for state in _states(people, organisation_id=organisation_id, released=released, on=on):
        match _verdict(state, lengths=lengths, on=on):
            case "goes":
                going.append(state.records)
            case "waits":
                waiting += [one for one in state.own if one not in released]
            case Held() as reason:
                held.append(reason)
            case _:
                pass
    rows = _rows(going, lengths=lengths, on=on)
    return Plan(
        organisation_id=organisation_id,
        on=on,
        people=tuple(going),
        waiting=tuple(waiting),
        rows={label: tuple(sorted(ids)) for label, ids in rows.items() if ids},
        held=tuple(held),
    )


def _states(
    people: list[tuple[int, ...]], *, organisation_id: int, released: set[int], on: date
) -> Iterator[PersonState]:
    """What is known of each person, for the rule to judge."""
    everybody = sorted({record for records in people for record in records})
    last, still_open = _activity(everybody)
    books = _accounts(everybody)
    holds = _holds(everybody, on=on)
    owners = whole_person.owners_of(everybody)
    for records in people:
        yield PersonState(
            records=records,
            own=tuple(one for one in records if owners[one] == organisation_id),
            last_day=max((last[one] for one in records if one in last), default=None),
            is_open=any(one in still_open for one in records),
            accounts_day=max((books[one] for one in records if one in books), default=None),
            held_by=tuple(holds[one] for one in records if one in holds),
            all_agreed=all(one in released or owners[one] == organisation_id for one in records),
        )


def _verdict(state: PersonState, *, lengths: Periods, on: date) -> Verdict:
    case, books = state.last_day, state.accounts_day
    return judge(
        state,
        case_ends=None if case is None else lengths.end(Period.CASE, since=case),
        accounts_end=None if books is None else lengths.end(Period.ACCOUNTS, since=books),
        on=on,
    )


def runs_of(organisation_id: int) -> list[RetentionRun]:
    """The runs of the organisation with their tombstones, newest first; two queries."""
    return list(
        RetentionRun.objects.filter(organisation_id=organisation_id)
        .select_related("by")
        .prefetch_related("tombstones")
        .order_by("-at", "-pk")
    )


def holds_of(organisation_id: int, *, on: date) -> list[LegalHold]:
    """Holds on the organisation's records that stand on the day; one query."""
    rows = LegalHold.objects.everything(reason="a data protection officer sees holds, not files").current()
    return list(
        rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), record__organisation_id=organisation_id)
        .select_related("record", "recorded_by")
        .order_by("valid_from", "pk")
    )


def _people(organisation_id: int) -> list[tuple[int, ...]]:
    """The records of the organisation, each with all records joined to the same citizen."""
    own = whole_person.records_of_organisation(organisation_id)
    citizen_of = whole_person.citizens_of(own)
    citizen_of |= whole_person.records_of(set(citizen_of.values()))
    groups: dict[object, list[int]] = defaultdict(list)
    for record in sorted(set(own) | set(citizen_of)):
        groups[citizen_of.get(record, ("alone", record))].append(record)
    return [tuple(records) for records in groups.values()]


def _activity(records: list[int]) -> tuple[dict[int, date], set[int]]:
    """The last day anything happened on each record, and the records with something still open."""
    last: dict[int, date] = {}
    still_open: set[int] = set()
    for label, rule in RULES.items():
        if rule.way is not Way.PERSON:
            continue
        model = model_of(label)
        for path in rule.paths:
            for some in batched(records, _BATCH):
                rows = model._base_manager.filter(**{f"{path}__in": some})
                if rule.counts:
                    newest = rows.order_by().values_list(path).annotate(*(Max(name) for name in rule.counts))
                    for record, *days in newest:
                        known = [_day(one) for one in days if one is not None]
                        last[record] = max([last.get(record, date.min), *known])
                if rule.open_while_empty:
                    unfinished = rows.filter(
                        **{f"{rule.open_while_empty}__isnull": True},
                        superseded_at__isnull=True,
                        voided=False,
                    )
                    still_open |= set(unfinished.values_list(path, flat=True))
    return last, still_open


def _accounts(records: list[int]) -> dict[int, date]:
    """The newest accounting day that names each record."""
    found: dict[int, date] = {}
    for label, rule in RULES.items():
        if rule.way is not Way.ACCOUNTS:
            continue
        for path in rule.paths:
            for some in batched(records, _BATCH):
                rows = model_of(label)._base_manager.filter(**{f"{path}__in": some}).order_by()
                for record, newest in rows.values_list(path).annotate(Max(rule.day)):
                    found[record] = max(found.get(record, date.min), _day(newest))
    return found


def _holds(records: list[int], *, on: date) -> dict[int, str]:
    found: dict[int, str] = {}
    standing = LegalHold.objects.everything(reason="a held record is not deleted").current()
    for some in batched(records, _BATCH):
        rows = standing.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), record_id__in=some, valid_from__lte=on
        )
        found |= dict(rows.values_list("record_id", "ground"))
    return found


def _rows(people: Iterable[tuple[int, ...]], *, lengths: Periods, on: date) -> dict[str, set[int]]:
    """Every row that goes: with these people, by its own day, with its parent, or left without a name."""
    records = {one for some in people for one in some}
    found = _by_a_day_of_their_own(lengths=lengths, on=on)
    for label, rule in RULES.items():
        for path in rule.paths:
            found[label] |= _pointing(label, path, to=records)
    before = -1
    while before != (before := sum(len(ids) for ids in found.values())):
        _widen(found)
    return {label: ids - _held_by_what_stays(label, ids, going=found) for label, ids in found.items()}


def _widen(found: dict[str, set[int]]) -> None:
    """What goes because of what goes already: rows without a name left, and rows that hang on them."""
    for label, ids in list(_left_without_name(found)):
        found[label] |= ids
    for label, rule in RULES.items():
        for path, parent in rule.parents:
            found[label] |= _pointing(label, path, to=found[parent])


def _pointing(label: str, path: str, *, to: set[int]) -> set[int]:
    """The rows of the model whose column points to one of these."""
    found: set[int] = set()
    for some in batched(sorted(to), _BATCH):
        rows = model_of(label)._base_manager.filter(**{f"{path}__in": some})
        found |= set(rows.values_list("pk", flat=True))
    return found


def _left_without_name(going: dict[str, set[int]]) -> Iterator[tuple[str, set[int]]]:
    """Rows nothing will point to any more once `going` is gone: a citizen without records."""
    for label, rule in RULES.items():
        if rule.or_unnamed:
            named: set[int] = set()
            staying: set[int] = set()
            for pointing, path in _pointing_at(label):
                named |= _targets(pointing, path, ids=going.get(pointing, set()))
            for pointing, path in _pointing_at(label):
                left = _pointing(pointing, path, to=named) - going.get(pointing, set())
                staying |= _targets(pointing, path, ids=left)
            yield label, named - staying


def _targets(label: str, path: str, *, ids: set[int]) -> set[int]:
    """What these rows point to."""
    found: set[int] = set()
    for some in batched(sorted(ids), _BATCH):
        rows = model_of(label)._base_manager.filter(pk__in=some).exclude(**{f"{path}__isnull": True})
        found |= set(rows.values_list(path, flat=True))
    return found


def _pointing_at(label: str) -> list[tuple[str, str]]:
    """Models and columns that point to this model, but for those that merely go with it."""
    target = model_of(label)
    return [
        (pointing, field.attname)
        for pointing, rule in RULES.items()
        for field in model_of(pointing)._meta.concrete_fields
        if field.is_relation and field.related_model is target
        if rule.way in {Way.PERSON, Way.ACCOUNTS} or (field.name, label) not in rule.parents
    ]


def _by_a_day_of_their_own(*, lengths: Periods, on: date) -> defaultdict[str, set[int]]:
    """The rows of each model that go by their own day, or are about nobody with a record; one query."""
    due = [
        model_of(label)._base_manager.filter(condition).order_by().values_list(Value(label), "pk")
        for label, rule in RULES.items()
        for condition in (_own_day(rule, lengths=lengths, on=on), _of_nobody(rule, lengths=lengths, on=on))
        if condition is not None
    ]
    found: defaultdict[str, set[int]] = defaultdict(set)
    if due:
        for label, pk in due[0].union(*due[1:], all=True):
            found[label].add(pk)
    return found


def _own_day(rule: RetentionRule, *, lengths: Periods, on: date) -> Q | None:
    """The condition that the row's own day has passed; None where the model has none."""
    if rule.way is not Way.ROW or rule.period is None:
        return None
    return Q(**{f"{rule.day}__lt": _before(rule.period, lengths, on)})


def _of_nobody(rule: RetentionRule, *, lengths: Periods, on: date) -> Q | None:
    """The condition that the row is about somebody without a record, whom no person takes along."""
    if not rule.nobodys_day:
        return None
    due: dict[str, Any] = {f"{path}__isnull": True for path in rule.paths}
    due[f"{rule.nobodys_day}__lt"] = _before(Period.CASE, lengths, on)
    return Q(**due)


def _held_by_what_stays(label: str, ids: set[int], *, going: dict[str, set[int]]) -> set[int]:
    """Rows a row that stays still points to: they wait for it."""
    if RULES[label].way is not Way.ROW:
        return set()
    held: set[int] = set()
    for pointing, path in _pointing_at(label):
        staying = _pointing(pointing, path, to=ids) - going.get(pointing, set())
        held |= _targets(pointing, path, ids=staying)
    return held


def _before(period: Period, lengths: Periods, on: date) -> datetime:
    """The moment before which a row of this period is due on the day."""
    day = lengths.newest_due(period, on=on)
    return timezone.make_aware(datetime.combine(date.fromordinal(day.toordinal() + 1), datetime.min.time()))


def _day(moment: Any) -> date:
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def deletion_order(rows: Iterable[str]) -> list[str]:
    """The models so that what points stands before what it points to."""
    left = {label: model_of(label) for label in rows}
    order: list[str] = []
    while left:
        pointed_to = {
            field.related_model
            for model in left.values()
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model is not model
        }
        free = sorted(label for label, model in left.items() if model not in pointed_to)
        if not free:
            raise RuntimeError("models point to each other in a ring: " + ", ".join(sorted(left)))
        order += free
        for label in free:
            del left[label]
    return order


def rule_of(label: str) -> RetentionRule:
    """The rule of a model."""
    return RULES[label]
