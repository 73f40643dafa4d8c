"""What every adapter of the CPR register must do. A real one is added to `ADAPTERS` with its own people."""

from dataclasses import dataclass
from datetime import date

import pytest

from hjemad.integrations.cpr_register import fake
from hjemad.integrations.cpr_register.fake import FakeRegister
from hjemad.integrations.cpr_register.register import CprRegister, RegisterAway
from hjemad.kernel.person_number import PersonNumber


@dataclass(frozen=True)
class Adapter:
    """An adapter that answers, the same one when its register is away, and whom it knows."""

    register: CprRegister
    away: CprRegister
    ordinary: PersonNumber
    protected: PersonNumber
    without_address: PersonNumber
    dead: PersonNumber
    replaced: PersonNumber
    unknown: PersonNumber


ADAPTERS = {
    "fake": Adapter(
        register=FakeRegister(),
        away=FakeRegister(away=True),
        ordinary=fake.ORDINARY,
        protected=fake.PROTECTED,
        without_address=fake.WITHOUT_ADDRESS,
        dead=fake.DEAD,
        replaced=fake.REPLACED,
        unknown=PersonNumber.invented(77, birth_date=date(1990, 1, 1)),
    )
}


@pytest.fixture(params=ADAPTERS)
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return ADAPTERS[request.param]


def test_a_known_number_is_answered_with_the_person_of_that_number(adapter: Adapter) -> None:
    entry = adapter.register.entry(adapter.ordinary)

    assert entry is not None
    assert entry.number == adapter.ordinary
    assert entry.name
    assert entry.address is not None
    assert entry.address.text
    assert not entry.protected
    assert entry.died_on is None
    assert entry.new_number is None


def test_an_unknown_number_is_nobody_and_no_error(adapter: Adapter) -> None:
    assert adapter.register.entry(adapter.unknown) is None


def test_protection_is_told_with_the_name(adapter: Adapter) -> None:
    entry = adapter.register.entry(adapter.protected)

    assert entry is not None
    assert entry.protected


def test_without_fixed_abode_is_told_as_such_and_with_no_street(adapter: Adapter) -> None:
    entry = adapter.register.entry(adapter.without_address)

    assert entry is not None
    assert entry.address is not None
    assert entry.address.no_fixed_abode
    assert not entry.address.text


def test_death_and_a_new_number_are_told(adapter: Adapter) -> None:
    dead, replaced = adapter.register.entry(adapter.dead), adapter.register.entry(adapter.replaced)

    assert dead is not None
    assert dead.died_on is not None
    assert replaced is not None
    assert replaced.new_number is not None
    assert replaced.new_number != adapter.replaced


def test_a_register_that_is_away_says_so_and_names_nobody(adapter: Adapter) -> None:
    with pytest.raises(RegisterAway) as away:
        adapter.away.entry(adapter.ordinary)

    assert adapter.ordinary.digits not in f"{away.value.en}{away.value.da}{away.value.context}"


def test_an_entry_does_not_show_itself_in_a_log(adapter: Adapter) -> None:
    entry = adapter.register.entry(adapter.ordinary)

    assert entry is not None
    assert entry.name not in repr(entry)
    assert entry.address is not None
    assert entry.address.text not in repr(entry.address)
