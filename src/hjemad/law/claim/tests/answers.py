"""What is right for each night, in one form, by the reference and by the bulk form."""

from datetime import date

from hjemad.kernel.quarters import Quarter
from hjemad.kernel.span_arrays import day_of
from hjemad.law.claim.bulk_facts import BulkFacts
from hjemad.law.claim.bulk_prices import missing_codes
from hjemad.law.claim.bulk_right import BulkRight
from hjemad.law.claim.facts import PersonFacts, RateBook
from hjemad.law.claim.pieces import Window, right_of
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

type Night = tuple[str, str, int]  # person, payer, day
type Answer = tuple[str, int | None, int | None, str, str]  # shelter, net, refund, what lacks, quarter


def by_reference(
    some: list[PersonFacts], book: RateBook, window: Window, law: Law, settings: Settings
) -> dict[Night, Answer]:
    found: dict[Night, Answer] = {}
    for one in some:
        right = right_of(one, rates=book, window=window, law=law, settings=settings)
        for piece in right.pieces:
            net = None if piece.net is None else piece.net.half_ore
            refund = None if piece.refund is None else piece.refund.half_ore
            for day in range(piece.start, piece.end):
                answer = (piece.facility, net, refund, piece.missing, str(piece.origin))
                found[one.person, piece.payer, day] = answer
    return found


def in_bulk(facts: BulkFacts, right: BulkRight) -> dict[Night, Answer]:
    found: dict[Night, Answer] = {}
    refunds, starts, ends = right.refund_half_ore(), day_of(right.low), day_of(right.high)
    for at, lacks in enumerate(map(missing_codes, right.lacks.tolist())):
        start, end = int(starts[at]), int(ends[at])
        net, refund = int(right.net[at]), int(refunds[at]) // (end - start)
        for day in range(start, end):
            night = (facts.persons[right.person[at]], facts.payers[right.payer[at]], day)
            assert night not in found
            quarter = str(Quarter.of(date.fromordinal(day)))
            money = (None, None) if lacks else (net, refund)
            found[night] = (facts.facilities[right.facility[at]], *money, lacks, quarter)
    return found
