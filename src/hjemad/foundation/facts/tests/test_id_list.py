"""Many ids as one value, on both databases."""

import pytest
from django.db.models import Q

from hjemad.foundation.facts.id_list import IdList
from hjemad.foundation.organisations.models import Organisation
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_forty_thousand_ids_are_one_value_of_one_query(django_assert_num_queries) -> None:
    house = people.a_house().shelter
    rows = Organisation.objects.filter(pk__in=IdList({house.pk, *range(10_000_000, 10_040_000)}))

    with django_assert_num_queries(1):
        assert list(rows) == [house]


def test_none_finds_nothing_and_asks_nothing(django_assert_num_queries) -> None:
    house = people.a_house().shelter

    with django_assert_num_queries(0):
        assert list(Organisation.objects.filter(pk__in=IdList([]))) == []
    assert house in Organisation.objects.filter(Q(pk__in=IdList([])) | Q(code=house.code))


def test_it_stands_inside_other_questions() -> None:
    house, other = people.a_house().shelter, people.a_house("Havnely", code="102").shelter
    asked = Organisation.objects.filter(pk__in=IdList([house.pk])).values("pk")

    assert list(Organisation.objects.filter(pk__in=asked)) == [house]
    assert other in Organisation.objects.exclude(pk__in=IdList([house.pk]))
