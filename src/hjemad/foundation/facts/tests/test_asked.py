"""A question is put together once; its answer is asked for every time."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext

from hjemad.foundation.facts import asked
from hjemad.foundation.facts.asked import COLUMN, COLUMNS, Asked
from hjemad.foundation.organisations.models import Kind, Organisation, OrganisationName
from tests.people import LONG_AGO, NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    asked._put_together.cache_clear()
    yield
    asked._put_together.cache_clear()


@pytest.fixture
def houses() -> dict[str, Organisation]:
    found = {}
    for code in ("A", "B", "C"):
        found[code] = Organisation.objects.create(code=code, kind=Kind.SHELTER, created_at=NOW)
        OrganisationName.objects.create(
            organisation=found[code], name=f"House {code}", sort_key=code, valid_from=TODAY
        )
    return found


def once_called(house: Organisation, *, name: str) -> None:
    OrganisationName.objects.create(
        organisation=house, name=name, sort_key=name, valid_from=LONG_AGO, valid_to=TODAY
    )


def named(name: str) -> Exists:
    return Exists(OrganisationName.objects.filter(organisation_id=COLUMN, name=name))


def with_name(name: str) -> Subquery:
    return Subquery(OrganisationName.objects.filter(name=name).values("organisation_id"))


def codes(rows: QuerySet[Any]) -> list[str]:
    return sorted(rows.values_list("code", flat=True))


def test_a_condition_and_its_opposite(houses: dict[str, Organisation]) -> None:
    assert codes(Organisation.objects.filter(Asked("pk", named, "House B"))) == ["B"]
    assert codes(Organisation.objects.filter(~Q(Asked("pk", named, "House B")))) == ["A", "C"]
    assert codes(Organisation.objects.filter(Asked("pk", with_name, "House B", among=True))) == ["B"]


def test_the_text_is_kept_and_the_answer_is_not(houses: dict[str, Organisation]) -> None:
    times = []

    def counted(name: str) -> Exists:
        times.append(name)
        return named(name)

    asking = Organisation.objects.filter(Asked("pk", counted, "House X"))
    assert codes(asking) == []
    once_called(houses["C"], name="House X")

    assert codes(asking) == ["C"]
    assert codes(Organisation.objects.filter(Asked("pk", counted, "House X"))) == ["C"]
    assert codes(Organisation.objects.filter(Asked("pk", counted, "House A"))) == ["A"]
    assert times == ["House X", "House A"]


def test_inside_a_query_of_the_same_table_each_row_is_its_own(houses: dict[str, Organisation]) -> None:
    once_called(houses["A"], name="House X")
    of_names = OrganisationName.objects.filter(Asked("organisation_id", named, "House X"))
    inside = OrganisationName.objects.filter(
        Exists(of_names.filter(pk=OuterRef("pk"))), Asked("organisation_id", named, "House A")
    )

    assert {row.organisation_id for row in of_names} == {houses["A"].pk}
    assert codes(Organisation.objects.filter(pk__in=inside.values("organisation_id"))) == ["A"]
    assert codes(Organisation.objects.filter(Exists(inside.filter(organisation_id=OuterRef("pk"))))) == ["A"]


def test_a_question_inside_a_question_of_the_same_table(houses: dict[str, Organisation]) -> None:
    once_called(houses["A"], name="House X")
    once_called(houses["B"], name="House Y")

    def has_another(name: str) -> Exists:
        named_so = OrganisationName.objects.filter(Asked("organisation_id", named, name))
        same = named_so.filter(Exists(OrganisationName.objects.filter(organisation_id=COLUMN, name=name)))
        return Exists(same.filter(organisation_id=COLUMN).exclude(name=name))

    has_one_more = OrganisationName.objects.filter(Asked("organisation_id", has_another, "House A"))

    assert codes(Organisation.objects.filter(Asked("pk", has_another, "House A"))) == ["A"]
    assert codes(Organisation.objects.filter(Asked("pk", has_another, "House C"))) == []
    assert sorted(row.name for row in has_one_more) == ["House A", "House X"]
    assert codes(
        Organisation.objects.filter(Exists(has_one_more.filter(organisation_id=OuterRef("pk"))))
    ) == ["A"]


def test_a_value_of_two_columns(houses: dict[str, Organisation]) -> None:
    once_called(houses["B"], name="House X")

    def name_before() -> Subquery:
        house, day = COLUMNS[:2]
        names = OrganisationName.objects.filter(organisation_id=house, valid_to=day)
        return Subquery(names.values("valid_from")[:1])

    rows = OrganisationName.objects.annotate(before=Asked(("organisation_id", "valid_from"), name_before))

    assert {row.name: row.before for row in rows} == {
        "House A": None, "House B": LONG_AGO, "House C": None, "House X": None,
    }  # fmt: skip


def test_over_a_join_as_a_column_and_in_groups(houses: dict[str, Organisation]) -> None:
    over = OrganisationName.objects.filter(Asked("organisation__pk", named, "House B"))
    grouped = Organisation.objects.annotate(is_b=Asked("pk", named, "House B")).values("is_b")

    assert [row.name for row in over] == ["House B"]
    assert sorted(grouped.annotate(n=Count("pk")).values_list("is_b", "n")) == [(False, 2), (True, 1)]


def test_a_question_nobody_can_answer_yes_to(houses: dict[str, Organisation]) -> None:
    def nobody() -> Exists:
        return Exists(OrganisationName.objects.none().filter(organisation_id=COLUMN))

    with CaptureQueriesContext(connection) as asked_of_database:
        assert codes(Organisation.objects.filter(Asked("pk", nobody))) == []
    assert len(asked_of_database) == 0
    assert codes(Organisation.objects.filter(~Q(Asked("pk", nobody)))) == ["A", "B", "C"]
    either = Q(Asked("pk", nobody)) | Q(Asked("pk", named, "House A"))
    assert codes(Organisation.objects.filter(either)) == ["A"]
    assert {row.yes for row in Organisation.objects.annotate(yes=Asked("pk", nobody))} == {False}


def test_a_question_that_asks_the_database_while_it_is_put_together_is_refused(
    houses: dict[str, Organisation],
) -> None:
    def keeps_an_answer() -> Exists:
        return named(OrganisationName.objects.first().name)  # type: ignore[union-attr]

    with pytest.raises(TypeError, match="asked the database"):
        codes(Organisation.objects.filter(Asked("pk", keeps_an_answer)))


def test_a_computed_value_is_refused(houses: dict[str, Organisation]) -> None:
    rows = Organisation.objects.annotate(either=Coalesce("pk", 0))

    with pytest.raises(TypeError, match="a column"):
        codes(rows.filter(Asked("either", named, "House B")))
