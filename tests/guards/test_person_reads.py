"""Persons are read for somebody. Whoever reads everything is named here, with why no page shows too much.

`facts` feed the ledger, which counts every night whoever may see it, and `actions` decide what may
be written; what a page shows comes from `queries`, so only there each function is named.
"""

import ast
from functools import cache
from pathlib import Path

from tests.guards.house import PACKAGE, nodes, product_files, shown

FREE = {"facts", "actions", "writes"}
NARROWED = "asks relation.unblocked for what it shows"
OF_NARROWED = "a column of stays that were narrowed to the actor's house"
PROVES = "proves a relation or a block; `visible` combines it with the blocks"
# Modules that answer for no actor at all, and by their own words show nobody.
WHOLE = {
    "areas/citizens/reads/whole_person.py": "duties towards the whole person: ids and words to compare",
    "areas/citizens/reads/clocks.py": "deadlines follow from facts, whoever may see the person",
    "areas/decisions/reads/appeals.py": "of decisions the caller found for the actor; deadlines from facts",
    "areas/shelters/reads/clocks.py": "deadlines follow from facts, whoever may see the person",
    "areas/shelters/reads/figures.py": "counts who sleeps in a house; shows nobody",
    "areas/shelters/reads/disputes.py": "compares the nights of houses; names are asked for the actor",
    "areas/shelters/reads/gone.py": "judges a log of the house; tells nobody",
    "areas/citizens/reads/own_people.py": "an organisation's own list beside its own records: ids only",
    "areas/shelters/reads/incoming.py": "a house's own list beside its own stays: days and ids only",
    "areas/rights/queries/retention.py": "deletion by rule: counts and ids",
    "foundation/privacy/sealed.py": "a change of keys: sealed columns only, and nobody is shown",
    "areas/rights/queries/subject_data.py": "the copy a person asked for, of their own records",
}
NAMED = {
    ("citizens", "called_for_house"): "the caller narrowed the records to what the actor may see",
    ("citizens", "acting_on"): "the caller narrowed the records to what the actor may see",
    ("citizens", "lock_citizen_of"): "finds the row to lock; shows nothing",
    ("citizens", "records_acted_for"): PROVES,
    ("citizens", "records_once_acted_for"): PROVES,
    ("citizens", "_acting_on"): PROVES,
    ("citizens", "identities_asked_for"): NARROWED,
    ("decisions", "records_of_decisions"): PROVES,
    ("decisions", "appeals_waiting"): "the leader sees how many wait and since when, and no person",
    ("decisions", "_own"): "the house's own: about visible records, or about nobody's record",
    ("rights", "records_opened"): PROVES,
    ("rights", "emergencies_of"): "the leader sees that it was opened and why, and no name",
    ("rights", "emergency_for"): "the leader sees that it was opened and why, and no name",
    ("rights", "questions_for_house"): NARROWED,
    ("rights", "requests_counted"): "the officer sees how many wait and since when, and no person",
    ("shelters", "_rows"): "the house's own nights without a place: counts, or narrowed by the caller",
    ("shelters", "_arrived"): NARROWED,
    ("shelters", "named_workers"): NARROWED,
    ("shelters", "named_for"): PROVES,
    ("shelters", "own_lines"): "counts the persons of a line of the log; shows nobody",
    ("shelters", "_with_stays"): "says whether a stay that was told about stands; shows nobody",
    ("citizens", "records_paid_for"): PROVES,
    ("citizens", "own_or_visible"): NARROWED,
    ("citizens", "blocked_records"): PROVES,
    ("citizens", "_of_citizen"): PROVES,
    (
        "citizens",
        "called_or_kept",
    ): "names what is visible and not blocked, says which are blocked",
    ("citizens", "kept_from"): "says which records are blocked for the actor; shows nobody",
    ("citizens", "lock_citizens_of"): "finds the rows to lock; shows nothing",
    ("citizens", "exact"): "answers one word; asks relation.unblocked",
    ("citizens", "refused"): "narrowed to the records the actor may see",
    ("citizens", "refused_with"): "decides whether two records may be joined; shows nobody",
    ("citizens", "source_keys"): "decides whether two records may be joined; shows nobody",
    ("citizens", "_bound_by_law"): PROVES,
    ("shelters", "stays_from"): "says what is free; shows nobody",
    ("shelters", "records_of_house"): PROVES,
    ("shelters", "stays_where"): NARROWED,
    ("citizens", "_is_protected"): "a yes or no in a query the caller narrowed; shows nobody",
    ("citizens", "_citizen_of"): "the id of a citizen in a query the caller narrowed; shows nobody",
    ("citizens", "of_same_citizen"): "a yes or no in a query the caller narrowed; shows nobody",
    ("shelters", "_came"): OF_NARROWED,
    ("shelters", "_house_sees_from"): OF_NARROWED,
    ("shelters", "_last_seen"): OF_NARROWED,
    ("shelters", "_seen_by_id"): OF_NARROWED,
    ("shelters", "_is_away"): OF_NARROWED,
    ("shelters", "quarter_of_house"): "numbers and names are asked for the actor; the unseen are left out",
    (
        "citizens",
        "_acting_code",
    ): "of stays the caller has narrowed; the code of a municipality, shows nobody",
    ("shelters", "_wishes_on"): OF_NARROWED,
    ("shelters", "_missing"): OF_NARROWED,
    ("shelters", "_asked_bits"): OF_NARROWED,
}


def area_of(path: Path) -> str:
    parts = path.parts
    return parts[parts.index("areas") + 1] if "areas" in parts else parts[parts.index("hjemad") + 1]


@cache
def reading_everything() -> tuple[tuple[Path, str, int], ...]:
    """File, function and line of each call of `everything(...)`."""
    return tuple(
        (path, function.name, node.lineno)
        for path in product_files()
        for function in nodes(path)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "everything"
    )


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def stands_in(path: Path, names: set[str]) -> bool:
    return path.stem in names or path.parent.name in names


def test_whoever_reads_all_persons_is_named_with_a_reason() -> None:
    loose = [
        f"{shown(path)}:{line} in {function}"
        for path, function, line in reading_everything()
        if path.stem != "managers" and not stands_in(path, FREE) and inside(path) not in WHOLE
        if (area_of(path), function) not in NAMED
    ]

    assert loose == [], "read with visible_to(actor), or name it in NAMED and say how it obeys blocks"


def test_no_name_here_is_stale() -> None:
    reading = {(area_of(path), function) for path, function, _ in reading_everything()}

    assert set(NAMED) <= reading
    assert all((PACKAGE / path).exists() for path in WHOLE)


def test_no_view_reads_all_persons() -> None:
    views = [shown(path) for path, _, _ in reading_everything() if stands_in(path, {"views", "forms"})]

    assert views == []


def test_nobody_goes_round_the_manager() -> None:
    round_it = [
        f"{shown(path)}:{node.lineno}"
        for path in product_files()
        if "facts" not in path.parts and not stands_in(path, FREE) and inside(path) not in WHOLE
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr == "_base_manager"
    ]

    assert round_it == [], "only actions write past the manager"
