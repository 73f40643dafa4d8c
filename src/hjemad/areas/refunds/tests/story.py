"""One random sequence of all that can happen to the facts, rules and closings of two municipalities."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from hjemad.areas.citizens.writes.links import join, separate, take_back_not_same
from hjemad.areas.refunds.actions.acceptance import accept
from hjemad.areas.refunds.actions.opening import Claimed, enter_opening
from hjemad.areas.refunds.models import Claim, ClaimLine, OpeningBalance
from hjemad.areas.refunds.queries import ledger
from hjemad.areas.refunds.rules import NothingToAccept
from hjemad.areas.refunds.tests.world import LONG_AGO, World
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.disputes import to_settle
from hjemad.areas.shelters.writes.disputes import decide
from hjemad.foundation.organisations.actions import choose_setting
from hjemad.foundation.organisations.queries import settings_of
from hjemad.kernel.errors import HjemadError
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.causes import CAUSES
from hjemad.law.claim.rules import RuleSet
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings
from tests.properties.refund_laws import LAWS, reading_of
from tests.properties.refund_twin import Sums, right_sums

OPENED = Quarter.parse("2023Q2")
FIRST, LAST = Quarter.parse("2023Q3"), Quarter.parse("2024Q4")
DAYS = (LAST.end - OPENED.start).days
CHOICES = (
    ("period_anchor", ("lapse", "chain")),
    ("disputed_night_uses_quota", ("yes", "no")),
    ("own_shelter_cost_basis", ("unknown", "as_if_charged", "as_if_charged")),
)


class Story:
    """Admissions, corrections, links, decisions, payers, rates, payments, settings, laws and closings."""

    def __init__(self, world: World, seed: int, *, use_law: Callable[[Law], None]) -> None:
        self.world = world
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.use_law = use_law
        self.law = LAWS[0]
        self.stays: list[tuple[str, Stay]] = []
        self.next_quarter = {"A": FIRST, "B": FIRST}
        self.stands: dict[str, tuple[Law, Settings]] = {}
        self.accepted: dict[str, set[object]] = {"A": set(), "B": set()}
        self.closings = self.compared = self.left_out = 0
        self.causes: set[str] = set()

    def begin(self) -> None:
        """What was claimed before stands, and the first quarter is closed before anything else happens."""
        self.use_law(self.law)
        for _ in range(3):
            with suppress(HjemadError):
                self.admit()
        if self.random.random() < 0.5:
            self.choose(CHOICES[-1][0], "as_if_charged", "B")
        for municipality in ("A", "B"):
            self.open_before(municipality)
            self.close_for(municipality)

    def step(self) -> None:
        """One thing happens; what the house refuses (an overlap in one shelter) simply does not happen."""
        happens: list[Callable[[], None]] = [
            self.admit, self.admit, self.admit, self.admit, self.correct, self.withdraw, self.payer,
            self.rate, self.payment, self.link, self.decide, self.choose, self.new_law, self.accept,
            self.close, self.close,
        ]  # fmt: skip
        with suppress(HjemadError):
            self.random.choice(happens)()

    def day(self) -> date:
        return OPENED.start + timedelta(days=self.random.randrange(DAYS))

    def shelter(self) -> str:
        return self.random.choice(("S1", "S2"))

    def municipality(self) -> str:
        return self.random.choice("AB")

    def open_before(self, municipality: str) -> None:
        """What was claimed for the quarter before, by person and shelter, by person or as a whole."""
        kind = self.random.choice(("nothing", "nothing", "nothing", "shelter", "person", "whole"))
        shelter, nights = self.shelter(), self.random.randrange(60)
        if kind == "nothing":
            return
        whole = kind == "whole"
        used = None if whole or self.random.random() < 0.5 else self.random.randrange(40)
        claimed = Claimed(
            OPENED, nights, Money.parse("1400.00") * nights, Money.parse("700.00") * nights,
            record_id=None if whole else self.world.records[shelter].pk,
            facility_id=self.world.shelters[shelter].pk if kind == "shelter" else None,
            year_start=None if used is None else OPENED.start + timedelta(days=self.random.randrange(90)),
            nights_used=used,
        )  # fmt: skip
        by = self.world.actors[municipality]
        enter_opening(claimed, by=by, source="krav fra det gamle system", at=self.world.tick())

    def admit(self) -> None:
        shelter, start = self.shelter(), self.day()
        end = self.random.choice([None, *[start + timedelta(days=self.random.randrange(150))] * 4])
        self.stays.append((shelter, self.world.stay(shelter, start, end)))

    def correct(self) -> None:
        if self.stays:
            at = self.random.randrange(len(self.stays))
            shelter, stay = self.stays[at]
            start = stay.valid_from if self.random.random() < 0.6 else self.day()
            end = start + timedelta(days=self.random.randrange(150))
            self.stays[at] = (shelter, self.world.correct(stay, start, end, shelter))

    def withdraw(self) -> None:
        if self.stays:
            shelter, stay = self.stays.pop(self.random.randrange(len(self.stays)))
            self.world.withdraw(stay, shelter)

    def payer(self) -> None:
        self.world.payer(self.shelter(), self.municipality(), self.day(), acts="A")

    def rate(self) -> None:
        amount = f"{self.random.randrange(900, 2000)}.{self.random.randrange(100):02d}"
        self.world.rate(self.shelter(), self.period(), amount, registered=self.random.random() < 0.9)

    def payment(self) -> None:
        self.world.payment(self.shelter(), self.period(), self.random.choice(["0.00", "51.25", "104.00"]))

    def period(self) -> Period:
        start = self.day()
        return Period(
            start, self.random.choice([None, start + timedelta(days=self.random.randrange(1, 200))])
        )

    def link(self) -> None:
        """The two records are parted, or joined again."""
        one, other = self.world.records["S1"], self.world.records["S2"]
        by = self.world.actors["A caseworker"]
        people = self.world.people()
        if people[one.pk] == people[other.pk]:
            separate(one, other, by=by, at=self.world.tick(), evidence="samtale", reason="to personer")
            return
        take_back_not_same(one, other, by=by, at=self.world.tick(), reason="det var en fejl")
        join(one, other, by=by, at=self.world.tick(), evidence="samtale", reason="samme person")

    def decide(self) -> None:
        """A municipality that pays for both sides says which shelter's nights count."""
        by = self.world.actors[self.municipality()]
        open_ones = [one for one in to_settle(by, on=LAST.end) if one.sides]
        if open_ones:
            one = self.random.choice(open_ones)
            side = self.random.choice(one.sides)
            decide(
                by=by, reference=one.reference, shelter_id=side.shelter_id, reason="set i journalen",
                at=self.world.tick(),
            )  # fmt: skip

    def choose(self, name: str = "", value: str = "", municipality: str = "") -> None:
        by = self.world.actors[municipality or self.municipality()]
        some, values = self.random.choice(CHOICES)
        choose_setting(
            by.organisation_id, name=name or some, value=value or self.random.choice(values),
            period=Period(LONG_AGO, None), source="brev", reason="", by=by, at=self.world.tick(),
        )  # fmt: skip

    def new_law(self) -> None:
        self.law = self.random.choice(LAWS)
        self.use_law(self.law)

    def accept(self, municipality: str = "") -> None:
        """The economist accepts today's rules, having read what they change."""
        municipality = municipality or self.municipality()
        by, quarter = self.world.actors[municipality], min(self.next_quarter[municipality], LAST)
        read = ledger.draft_for(by, quarter, as_of=quarter.end)
        accept(quarter, by=by, today=quarter.end, at=self.world.tick(), expected=read.fingerprint)
        self.accepted[municipality].add(RuleSet(*self.today(municipality)).rules)

    def close(self) -> None:
        municipality = self.municipality()
        later = self.random.randrange(3)
        quarter = min(self.next_quarter[municipality], LAST)
        while later and quarter < LAST:
            quarter, later = quarter.next(), later - 1
        early = quarter.start + timedelta(days=self.random.randrange(90))
        self.close_for(municipality, quarter, today=self.random.choice((early, quarter.end)))

    def today(self, municipality: str) -> tuple[Law, Settings]:
        """The rules of today, as the municipality reads the law."""
        return self.law, settings_of(self.world.municipalities[municipality].pk, on=LAST.end)

    def close_for(
        self, municipality: str, quarter: Quarter | None = None, *, today: date | None = None
    ) -> None:
        """The municipality's next quarter is closed, or a later one (those between come with it)."""
        quarter = quarter or self.next_quarter[municipality]
        self._pages_show_the_same(municipality, quarter, today=today or quarter.end)
        claim = self.world.close(municipality, str(quarter), today=today)
        self.next_quarter[municipality] = quarter.next()
        self.closings += 1
        self.stands[municipality] = self._takes_over(municipality)
        self._each_line_says_why(claim)
        self.check(municipality, quarter, seen_on=min(today or quarter.end, quarter.end))

    def close_last(self, municipality: str) -> None:
        """Today's rules are accepted and the last quarter is closed; closed again, nothing would come."""
        with suppress(NothingToAccept):
            self.accept(municipality)
        quarter = max(LAST, self.next_quarter[municipality])
        self.close_for(municipality, quarter)
        again = ledger.draft(self.world.municipalities[municipality].pk, quarter, as_of=quarter.end)
        assert [line for line in again.lines if line.asks] == []
        assert again.waiting == ()

    def _takes_over(self, municipality: str) -> tuple[Law, Settings]:
        """What the claim must be made under: today's, as far as it is accepted; else what stood."""
        today, stood = self.today(municipality), self.stands.get(municipality)
        accepted = self.accepted[municipality]
        if stood is None or RuleSet(*today).rules in accepted:
            return today
        halfway = (stood[0], today[1])
        return halfway if RuleSet(*halfway).rules in accepted else stood

    def _pages_show_the_same(self, municipality: str, quarter: Quarter, *, today: date) -> None:
        """What is read is made of fewer people than what is closed, and comes to the same."""
        payer = self.world.municipalities[municipality].pk
        read = ledger.draft(payer, quarter, as_of=today)
        whole = ledger.draft(payer, quarter, as_of=today, everybody=True)
        assert read.lines == whole.lines
        assert read.fingerprint == whole.fingerprint
        people = {one.person: one for one in read.facts.people}
        everybody = {one.person: one for one in whole.facts.people}
        assert people.items() <= everybody.items()
        self.left_out += len(everybody) - len(people)

    def _each_line_says_why(self, claim: Claim) -> None:
        for line in claim.lines.all():
            assert (line.kind == "stopped") == bool(line.missing)
            assert line.cause in CAUSES or (not line.cause and line.kind in {"new", "stopped"})
            self.causes |= {line.cause, line.missing}

    def check(self, municipality: str, quarter: Quarter, *, seen_on: date) -> None:
        """All the municipality has closed is what the twin says of today's facts."""
        by = self.world.actors[municipality]
        stands = RuleSet(*self.stands[municipality])
        if RuleSet(self.law, stands.settings).rules.law_version != stands.rules.law_version:
            return  # Under new code that is not accepted nothing can be told apart: every difference waits.
        payer = str(by.organisation_id)
        facts = self.world.twin_facts(opened_by=by.organisation_id)
        facts.stays = [row for row in facts.stays if row[2] <= seen_on]
        openings = OpeningBalance.objects.current().filter(municipality_id=by.organisation_id)
        right, waiting = right_sums(
            facts, first=str(OPENED if openings else FIRST), last=str(quarter), horizon=quarter.end,
            reading=reading_of(*self.stands[municipality]),
        )  # fmt: skip
        closed = self.world.closed_sums()
        if any(one.record_id is None for one in openings):
            right = _as_a_whole(right)
        left_out = {key[1] for key in waiting} | self._opening_waits(by.organisation_id)
        keys = {key for key in {*right, *closed} if key[0] == payer and key[1] not in left_out}
        for key in keys:
            was, now = closed.get(key, (0, 0, 0)), right.get(key, (0, 0, 0))
            assert was == now, (key, was, now)
            self.compared += 1

    def _opening_waits(self, municipality_id: int) -> set[str]:
        lines = ClaimLine.objects.filter(claim__municipality_id=municipality_id, missing="opening_nights")
        return {str(line.origin_quarter) for line in lines}


def _as_a_whole(sums: Sums) -> Sums:
    """The opened quarter's sums of everybody together, under no person."""
    whole: Sums = {}
    for (payer, origin, person), (nights, net, refund) in sums.items():
        key = (payer, origin, "" if origin == str(OPENED) else person)
        old = whole.get(key, (0, 0, 0))
        whole[key] = (old[0] + nights, old[1] + net, old[2] + refund)
    return whole
