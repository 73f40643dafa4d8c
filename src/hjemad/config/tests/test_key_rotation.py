"""Keys are changed, the old ones taken away, and every number is still read and found."""

import ast
from datetime import date

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError, transaction

from hjemad.areas.citizens.actions import set_identity
from hjemad.areas.citizens.models import CitizenCpr, Identity, NotSamePerson, PersonRecord
from hjemad.areas.citizens.reads.links import source_keys
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.reads.residents import search_residents
from hjemad.config.key_rotation import reencrypt, rehash
from hjemad.foundation.audit.models import Event
from hjemad.foundation.facts.actions import Basis, record
from hjemad.foundation.facts.models import DeletionDoor
from hjemad.foundation.facts.resealing import reseal
from hjemad.foundation.privacy.person_numbers import CprUnreadable, decrypt_cpr, lookup_hash
from hjemad.foundation.signin import actions, secrets_kept
from hjemad.foundation.signin.models import AppFactor
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.guards.house import PACKAGE, product_files, tree
from tests.stays import a_stay

pytestmark = pytest.mark.django_db

NUMBER = PersonNumber.invented(3, birth_date=date(1966, 3, 2))
READ = "a test looks"
ANOTHER = "another-lookup-key-of-the-test-suite-0000000000000"


@pytest.fixture
def actor():
    """Ditte's house knows Jonna, with a number that was corrected once."""
    house = people.a_house()
    by = people.ditte(house)
    stay = a_stay(by, house=house, called="Jonna")
    record = PersonRecord.objects.everything(reason=READ).get(pk=stay.record_id)
    other = PersonNumber.invented(4, birth_date=date(1966, 3, 2))
    for number in (other, NUMBER):
        set_identity(
            record, by=by, details=PersonDetails(alias="Jonna", cpr=number), at=people.NOW, reason="rettet"
        )
    actions.begin_app(people.a_user("Ditte"), at=people.NOW)
    return by


def stored() -> list[Identity]:
    return list(Identity.objects.everything(reason=READ).exclude(cpr_encrypted="").order_by("pk"))


def test_with_the_old_key_gone_every_number_and_code_is_still_read(actor, settings) -> None:
    old, new = settings.HJEMAD_CPR_KEYS[0], Fernet.generate_key().decode()
    before = [decrypt_cpr(row.cpr_encrypted) for row in stored()]
    secret = secrets_kept.opened_secret(AppFactor.objects.get().secret_encrypted)

    settings.HJEMAD_CPR_KEYS = (new, old)
    counted = reencrypt(at=people.NOW, write=False)
    changed = reencrypt(at=people.NOW, write=True)
    again = reencrypt(at=people.NOW, write=True)
    settings.HJEMAD_CPR_KEYS = (new,)

    assert counted == changed == len(before) + 1
    assert again == 0
    assert [decrypt_cpr(row.cpr_encrypted) for row in stored()] == before
    assert secrets_kept.opened_secret(AppFactor.objects.get().secret_encrypted) == secret
    settings.HJEMAD_CPR_KEYS = (old,)
    with pytest.raises(CprUnreadable):
        decrypt_cpr(stored()[0].cpr_encrypted)


def test_with_a_new_lookup_key_every_number_is_found_again(actor, settings) -> None:
    old, settings.HJEMAD_LOOKUP_KEY = settings.HJEMAD_LOOKUP_KEY, ANOTHER
    lost = search_residents(actor, text=NUMBER.digits, on=people.TODAY)

    changed = rehash(old_key=old, at=people.NOW, write=True)

    assert lost == []
    assert changed >= 2
    assert [hit.matched for hit in search_residents(actor, text=NUMBER.digits, on=people.TODAY)] == ["cpr"]
    assert CitizenCpr.objects.filter(lookup=lookup_hash(NUMBER)).count() == 1
    assert rehash(old_key=old, at=people.NOW, write=True) == 0


def test_two_records_that_are_not_one_person_are_still_not_offered_after_a_new_lookup_key(
    actor, settings
) -> None:
    mine = stored()[-1].record_id
    house = people.a_house("Havnely", code="102")
    other = a_stay(people.niels(house), house=house, called="Jonna").record_id
    keys = source_keys([mine, other])
    low, high = sorted([mine, other])
    record(
        NotSamePerson, basis=Basis(by=actor, at=people.NOW, reason="ikke hende", origin="entered"),
        valid_from=people.TODAY, valid_to=None, record_id=low, other_id=high,
        record_key=keys[low], other_key=keys[high],
    )  # fmt: skip

    old, settings.HJEMAD_LOOKUP_KEY = settings.HJEMAD_LOOKUP_KEY, ANOTHER
    rehash(old_key=old, at=people.NOW, write=True)

    [refused] = NotSamePerson.objects.everything(reason=READ)
    keys = source_keys([mine, other])
    assert (refused.record_key, refused.other_key) == (keys[low], keys[high])


def test_a_change_of_keys_stands_in_the_log_as_counts(actor) -> None:
    reencrypt(at=people.NOW, write=True)

    assert Event.objects.get(kind="privacy.reencrypted").data == {"rows": 0}


def test_the_door_opens_sealed_columns_only_and_is_shut_again(actor) -> None:
    row = stored()[0]

    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        reseal(Identity, {row.pk: {"alias": "En anden"}})
    reseal(Identity, {row.pk: {"cpr_lookup": "f" * 64}})

    assert not DeletionDoor.objects.exists()
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        Identity._base_manager.filter(pk=row.pk).update(cpr_lookup="e" * 64)


def test_only_the_change_of_keys_uses_the_door() -> None:
    using = {
        path.relative_to(PACKAGE).as_posix()
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "hjemad.foundation.facts.resealing"
    }

    assert using == {"foundation/privacy/sealed.py", "areas/citizens/writes/keys.py"}
