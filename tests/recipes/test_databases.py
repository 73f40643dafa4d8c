import pytest

from tests.plugins.database import ON_ONE_BY_DAY


@pytest.mark.parametrize(
    "path",
    ["src/hjemad/areas/shelters/tests/test_views_stays.py", "src/hjemad/areas/rights/tests/test_pages.py",
     "src/hjemad/areas/billing/tests/test_bill_pages.py", "test_views.py",
     "tests/demo/test_same_as_actions.py"],
)  # fmt: skip
def test_what_says_the_same_waits_for_the_night_on_the_second_database(path: str) -> None:
    assert ON_ONE_BY_DAY.search(path)


@pytest.mark.parametrize(
    "path",
    ["src/hjemad/areas/shelters/tests/test_race.py", "src/hjemad/areas/refunds/tests/test_ledger.py",
     "tests/faults/test_hostile.py", "src/hjemad/areas/shelters/tests/test_reviews.py"],
)  # fmt: skip
def test_what_is_stored_or_walked_does_not(path: str) -> None:
    assert not ON_ONE_BY_DAY.search(path)
