"""A list with labelled defects: every one is named, nothing else is, and a second import changes nothing."""

from datetime import date

import pytest

from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.incoming import Plan, plan_of
from hjemad.areas.shelters.writes.incoming import keep_list, save
from hjemad.integrations.stay_files.columns import LIMITS, propose
from hjemad.integrations.stay_files.judge import Known, judge, read_list
from hjemad.integrations.table_files.sheet import read_sheet
from hjemad.synthetic.lists import DefectiveList, defective_list, kinds_of_defects
from tests.people import NOW, TODAY, a_house, an_actor, municipality

WHY = "a test counts"
# Rows that are used, with the remark; all other kinds refuse the row.
USED = {"name_only", "municipality_unknown", "sex_unknown", "mode_unknown", "place_unknown"}


def named(found: Plan) -> dict[int, set[str]]:
    return {one.number: {mark.rule for mark in one.remarks} for one in found.rows if one.remarks}


def labelled(made: DefectiveList) -> dict[int, set[str]]:
    return {row: {rule} for row, rule in made.labels.items()}


def test_two_thousand_rows_have_every_defect_named_and_nothing_else() -> None:
    made = defective_list(rows=2_000, defects=54, seed=3, last=TODAY)
    sheet = read_sheet(made.as_csv(), limits=LIMITS)

    read = read_list(sheet, propose(sheet.header), today=TODAY)
    found = Plan(tuple(judge(read, known=Known())))

    assert len(found.rows) == 2_000
    assert set(made.labels.values()) == set(kinds_of_defects())
    assert named(found) == labelled(made)


def imported(made: DefectiveList) -> None:
    """The list is imported twice; what it says is compared with its labels both times."""
    municipality()
    house = a_house()
    leader = an_actor("Lone", role="shelter_leader", organisation=house.shelter)
    refused = {row for row, rule in made.labels.items() if rule not in USED}
    files = [
        keep_list(by=leader, name="liste.csv", raw=made.as_csv(), about="stays", at=NOW) for _ in range(2)
    ]
    first = plan_of(files[0], today=TODAY)
    assert named(first) == labelled(made)
    save(by=leader, file=files[0], at=NOW)
    stays = Stay.objects.everything(reason=WHY)
    assert stays.count() == len(made.rows) - len(refused)
    people = PersonRecord.objects.everything(reason=WHY).count()

    second = plan_of(files[1], today=TODAY)
    assert {one.number for one in second.refused} == refused
    assert not second.writes
    save(by=leader, file=files[1], at=NOW)
    assert stays.count() == len(made.rows) - len(refused)
    assert PersonRecord.objects.everything(reason=WHY).count() == people


@pytest.mark.django_db
def test_some_hundred_rows_are_imported_and_the_same_list_again_changes_nothing() -> None:
    imported(defective_list(rows=300, defects=36, seed=5, last=TODAY))


@pytest.mark.slow
@pytest.mark.django_db
def test_twenty_thousand_rows_with_five_hundred_defects() -> None:
    made = defective_list(rows=20_000, defects=500, seed=7, last=TODAY)
    assert (len(made.rows), len(made.labels)) == (20_000, 500)
    imported(made)


def test_the_same_seed_gives_the_same_list() -> None:
    one, two = (defective_list(rows=60, defects=6, seed=1, last=date(2026, 11, 23)) for _ in range(2))

    assert one.as_csv() == two.as_csv()
