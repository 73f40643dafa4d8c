"""The bulk form of a claim's nights and amounts against the reference, on generated worlds."""

from datetime import date
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.bulk_facts import bulk_facts
from hjemad.law.claim.bulk_right import BulkLedger
from hjemad.law.claim.change import SETTINGS
from hjemad.law.claim.facts import PersonFacts
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.tests.answers import by_reference, in_bulk
from hjemad.law.settings import CHOICES, Settings
from tests.properties.refund_laws import HIGHER_SHARE, LOWER_CAP, SHIPPED
from tests.properties.refund_twin import Facts
from tests.properties.refund_worlds import person_facts, rate_book, worlds

FIRST, LAST = Quarter.parse("2023Q2"), Quarter.parse("2027Q1")
EVERY_SETTING = [
    Settings.default().with_values(dict(zip(SETTINGS, answers, strict=True)))
    for answers in product(*(CHOICES[name].alternatives for name in SETTINGS))
]
LAWS = (SHIPPED, HIGHER_SHARE, LOWER_CAP)


def people_of(everybody: list[Facts]) -> list[PersonFacts]:
    """Each world's one person under a name of their own, in an order that is not that of the names."""
    return [
        PersonFacts(f"P{len(everybody) - at}", own.stays, own.payments)
        for at, own in enumerate(map(person_facts, everybody))
    ]


@given(
    everybody=st.lists(worlds(), min_size=1, max_size=3), settings=st.sampled_from(EVERY_SETTING),
    law=st.sampled_from(LAWS), horizon=st.one_of(st.just(LAST.end), st.dates(date(2023, 5, 1), LAST.end)),
)  # fmt: skip
def test_the_bulk_form_gives_each_night_the_answer_of_the_reference(
    everybody: list[Facts], settings: Settings, law: Any, horizon: date
) -> None:
    world, people = everybody[0], people_of(everybody)
    facts = bulk_facts(people, rate_book(world))
    ledger = BulkLedger(facts, FIRST.start.toordinal(), horizon.toordinal())
    window = Window(FIRST, LAST, horizon.toordinal())

    right = ledger.right(law, settings)

    assert in_bulk(facts, right) == by_reference(people, rate_book(world), window, law, settings)
