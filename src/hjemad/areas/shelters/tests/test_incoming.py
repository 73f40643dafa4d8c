"""A house's own list: what can be used stands, what cannot is named, and read twice it changes nothing."""

from datetime import date, timedelta

import pytest

from hjemad.areas.citizens.models import Identity, PersonRecord, ResponsibleMunicipality
from hjemad.areas.shelters.actions import discharge, withdraw_stay
from hjemad.areas.shelters.models import Place, Stay, StayFile
from hjemad.areas.shelters.reads.disputes import nights_to_check
from hjemad.areas.shelters.reads.incoming import file_for, plan_of
from hjemad.areas.shelters.tables.imports import KEPT
from hjemad.areas.shelters.writes.incoming import keep_list, save
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.integrations.table_files.sheet import FileRefused
from tests.people import NOW, TODAY, House, a_house, an_actor, municipality

pytestmark = pytest.mark.django_db
WHY = "a test counts"
HEAD = "Opholdsnr;CPR;Navn;Indskrevet;Udskrevet;Plads;Kommune"
# Day + 60: numbers that can be nobody's.
ANNE, BENT, CARL = "610190-4000", "620291-4001", "630392-4002"


def leader(house: House, name: str = "Lone") -> Actor:
    return an_actor(name, role="shelter_leader", organisation=house.shelter)


def a_list(*rows: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *rows]).encode("cp1252")


def sent(house: House, raw: bytes, *, about: str = "stays") -> StayFile:
    return keep_list(by=leader(house), name="liste.csv", raw=raw, about=about, at=NOW)


def current() -> list[Stay]:
    return list(Stay.objects.everything(reason=WHY).current().order_by("valid_from", "pk"))


@pytest.fixture
def house() -> House:
    municipality()
    return a_house()


def test_a_list_becomes_people_stays_and_municipalities_and_the_same_list_again_changes_nothing(
    house: House,
) -> None:
    raw = a_list(
        f"1;{ANNE};Anne Ø;1/2-2026;1/3-2026;001;Horsens Kommune",
        f"2;{ANNE};Anne Ø;2026-05-01;;001;0461",
        f"3;{BENT};Bent;3. maj 2026;;002;",
    )
    file = sent(house, raw)
    found = plan_of(file, today=TODAY)
    assert (found.counts, found.new_people) == ({"new": 3}, 2)
    assert PersonRecord.objects.everything(reason=WHY).count() == 0

    save(by=leader(house), file=file, at=NOW)

    stays = current()
    assert [(one.valid_from, one.valid_to, one.place and one.place.label) for one in stays] == [
        (date(2026, 2, 1), date(2026, 3, 1), "001"),
        (date(2026, 5, 1), None, "001"),
        (date(2026, 5, 3), None, "002"),
    ]
    assert {one.origin for one in stays} == {"import"}
    paid = ResponsibleMunicipality.objects.everything(reason=WHY).current().order_by("valid_from")
    assert list(paid.values_list("acts__code", "valid_from", "valid_to")) == [
        ("615", date(2026, 2, 1), date(2026, 5, 1)),
        ("461", date(2026, 5, 1), None),
    ]
    again = sent(house, raw)
    second = plan_of(again, today=TODAY)
    assert (second.counts, second.writes) == ({"same": 3}, False)
    save(by=leader(house), file=again, at=NOW)
    assert current() == stays


def test_without_numbers_of_its_own_a_list_is_still_known_again_by_person_and_first_night(
    house: House,
) -> None:
    raw = a_list("Grøn jakke;2026-11-01", "Ib Ø;2026-11-02", head="Navn;Indskrevet")
    save(by=leader(house), file=sent(house, raw), at=NOW)

    assert plan_of(sent(house, raw), today=TODAY).counts == {"same": 2}


def test_a_later_list_ends_what_stood_open_and_leaves_alone_what_was_changed_here(house: House) -> None:
    save(
        by=leader(house), file=sent(house, a_list(f"1;{ANNE};Anne;1/11-26;;;", f"2;{BENT};Bent;1/11-26;;;")),
        at=NOW,
    )  # fmt: skip
    _, bent = current()
    discharge(by=leader(house), stay=bent, day=date(2026, 11, 9), mode="left", at=NOW)
    later = a_list(f"1;{ANNE};Anne;1/11-26;5/11-26;;", f"2;{BENT};Bent;1/11-26;8/11-26;;")

    file = sent(house, later)
    assert plan_of(file, today=TODAY).counts == {"changed": 1, "conflict": 1}
    save(by=leader(house), file=file, at=NOW)

    assert sorted(one.valid_to for one in current() if one.valid_to) == [date(2026, 11, 5), date(2026, 11, 9)]


def test_a_number_whose_days_are_others_now_is_told_however_long_ago_the_stay_was(house: House) -> None:
    save(by=leader(house), file=sent(house, a_list(f"1;{ANNE};Anne;1/2-26;9/2-26;;")), at=NOW)

    file = sent(house, a_list(f"1;{ANNE};Anne;1/11-26;5/11-26;;"))
    save(by=leader(house), file=file, at=NOW)

    assert [one.valid_from for one in current()] == [date(2026, 2, 1)]
    assert file.outcome["conflict"] == 1


def test_a_stay_withdrawn_here_is_not_written_again(house: House) -> None:
    raw = a_list(f"1;{ANNE};Anne;1/11-26;;;")
    save(by=leader(house), file=sent(house, raw), at=NOW)
    withdraw_stay(by=leader(house), stay=current()[0], reason="en fejl", at=NOW)

    file = sent(house, raw)
    save(by=leader(house), file=file, at=NOW)

    assert current() == []
    assert file.outcome["conflict"] == 1


def test_residents_become_tonights_house_and_unknown_beds_are_opened_only_when_the_leader_says_so(
    house: House,
) -> None:
    rows = (f"{ANNE};Anne;1/11-26;001", f"{BENT};Bent;2/11-26;Loftet", f"{CARL};Carl;2/11-26;Kælderen")
    raw = a_list(*rows, head="CPR;Navn;Indflyttet;Værelse")
    file = sent(house, raw, about="residents")
    assert plan_of(file, today=TODAY).new_places == [("", "Kælderen"), ("", "Loftet")]

    save(by=leader(house), file=file, open_places=True, department_id=house.department.pk, at=NOW)

    assert [one.place and one.place.label for one in current()] == ["001", "Loftet", "Kælderen"]
    assert Place.objects.filter(valid_from=TODAY).count() == 2
    refused = sent(house, a_list("Dan;1/10-26;2/10-26", head="Navn;Fra;Til"), about="residents")
    assert plan_of(refused, today=TODAY).refused[0].remarks[-1].rule == "not_here_now"


def test_nights_another_house_has_too_are_to_be_checked_afterwards_and_the_preview_says_nothing(
    house: House,
) -> None:
    other = a_house("Havnely", code="102")
    raw = a_list(f"1;{ANNE};Anne;1/11-26;;;")
    save(by=leader(other, "Lasse"), file=_sent_by(leader(other, "Lasse"), raw), at=NOW)
    file = sent(house, raw)
    assert [one.remarks for one in plan_of(file, today=TODAY).rows] == [()]

    save(by=leader(house), file=file, at=NOW)

    own = [one for one in current() if one.shelter_id == house.shelter.pk]
    assert nights_to_check(leader(house), record_ids=[own[0].record_id])[own[0].record_id]


def _sent_by(actor: Actor, raw: bytes) -> StayFile:
    return keep_list(by=actor, name="liste.csv", raw=raw, about="stays", at=NOW)


def test_a_list_is_sealed_for_whoever_sent_it_and_soon_gone(house: House) -> None:
    file = sent(house, a_list(f"1;{ANNE};Anne Ø;1/11-26;;;"))
    assert "Anne" not in file.content
    assert ANNE[:6] not in file.content

    assert file_for(leader(house), file_id=file.pk, at=NOW) == file
    for actor, at in ((leader(house, "Lis"), NOW), (leader(house), NOW + KEPT)):
        with pytest.raises(NotVisible):
            file_for(actor, file_id=file.pk, at=at)
    keep_list(by=leader(house), name="ny.csv", raw=b"Navn;Fra\n", about="stays", at=NOW + KEPT + timedelta(1))
    assert not StayFile.objects.filter(pk=file.pk).exists()


def test_after_saving_only_the_refused_rows_are_kept(house: House) -> None:
    file = sent(house, a_list(f"1;{ANNE};Anne;1/11-26;;;", f"2;{BENT};Bent;i går;;;"))
    save(by=leader(house), file=file, at=NOW)

    again = plan_of(file, today=TODAY)
    assert [(one.number, one.remarks[0].rule) for one in again.rows] == [(3, "date_unreadable")]
    assert Identity.objects.everything(reason=WHY).count() == 1


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 no zip", b"\xff\xfeN\x00", b"x" * 10_000_001])
def test_what_is_no_list_is_refused_in_words(house: House, raw: bytes) -> None:
    with pytest.raises(FileRefused):
        sent(house, raw)
