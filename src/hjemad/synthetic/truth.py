"""What is known to be in an invented Denmark: counted once, from the finished stays."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from hjemad.kernel.intervals import total
from hjemad.synthetic.model import InventedPerson, InventedStay, InventedTruth
from hjemad.synthetic.prices import Pricing


def truth_of(
    *, people: Sequence[InventedPerson], stays: Sequence[InventedStay], pricing: Pricing, last: date
) -> InventedTruth:
    """The truth of a country whose stays stand in order of person and check-in."""
    return InventedTruth(
        citizens=len(people),
        stays=len(stays),
        nights=sum(nights_of_person(own, until=last) for own in by_person(stays)),
        still_there=len({stay.person for stay in stays if stay.check_out is None}),
        overlaps=tuple((one.id, other.id) for one, other in _neighbours(stays) if _share_nights(one, other)),
        same_day_moves=tuple(
            (one.id, other.id)
            for one, other in _neighbours(stays)
            if one.check_out == other.check_in and one.shelter != other.shelter
        ),
        same_day_in_and_out=tuple(stay.id for stay in stays if stay.check_in == stay.check_out),
        unknown_payer=tuple(stay.id for stay in stays if any(span.code is None for span in stay.payers)),
        payer_changes=tuple(stay.id for stay in stays if len(stay.payers) > 1),
        without_place=tuple(
            stay.id for stay in stays if stay.place is None and stay.check_in != stay.check_out
        ),
        alias_only_persons=tuple(person.id for person in people if not person.is_known),
        unregistered_facilities=pricing.unregistered,
        rate_missing_from=pricing.missing_from,
    )


def by_person(stays: Sequence[InventedStay]) -> Iterator[list[InventedStay]]:
    """The stays of each person, where they stand in order of person."""
    for _, own in groupby(stays, key=lambda stay: stay.person):
        yield list(own)


def nights_of_person(stays: Sequence[InventedStay], *, until: date) -> int:
    """How many nights before `until` the person slept in some shelter, each night once."""
    limit = until.toordinal()
    return total(
        (stay.check_in.toordinal(), min(limit, stay.check_out.toordinal()) if stay.check_out else limit)
        for stay in stays
    )


def _neighbours(stays: Sequence[InventedStay]) -> Iterator[tuple[InventedStay, InventedStay]]:
    return ((one, other) for one, other in pairwise(stays) if one.person == other.person)


def _share_nights(one: InventedStay, other: InventedStay) -> bool:
    """Both slept-in during at least one night; `other` begins no earlier than `one`."""
    return (one.check_out is None or other.check_in < one.check_out) and other.check_in != other.check_out
