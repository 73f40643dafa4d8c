"""A random sequence of everything that can happen to claims, told to the ledger and to the twin.

Two records (R1 sleeps in S1, R2 in S2 and S3) of one person or of two; two municipalities with their own
settings, closings and acceptances. After each closing `check` compares all ever closed with the twin.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.causes import CAUSES
from hjemad.law.claim.claim import claim_lines
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import (
    ClosedLine,
    Line,
    NightFact,
    NightsUsed,
    PaymentFact,
    PersonFacts,
    RateBook,
    RateFact,
)
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.rules import Rules, RuleSet, steps_between
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings
from tests.properties.refund_laws import LAWS, reading_of
from tests.properties.refund_twin import Facts, Sums, right_sums

RECORD_OF = {"S1": "R1", "S2": "R2", "S3": "R2"}
PAYERS = ("101", "751")
OPENED = Quarter.parse("2023Q4")
FIRST, LAST = Quarter.parse("2024Q1"), Quarter.parse("2025Q2")
DAYS = (LAST.end - OPENED.start).days

type Stay = tuple[str, date, date | None, str | None]
type Told = tuple[str, date, date | None, int]


@dataclass
class Municipality:
    """What one municipality closed, under which rules, and what it knew then."""

    code: str
    settings: Settings = field(default_factory=Settings.default)
    accepted: set[Rules] = field(default_factory=set)
    stands: tuple[Law, Settings] | None = None
    closed: list[tuple[str, ClosedLine]] = field(default_factory=list)
    opened: list[ClosedLine] = field(default_factory=list)
    used: list[tuple[str, NightsUsed]] = field(default_factory=list)
    next: Quarter = FIRST
    last: Quarter | None = None
    under: RuleSet | None = None
    expected: range = range(0)
    stays: set[Stay] | None = None
    links: dict[str, str] = field(default_factory=dict)
    rates: set[object] = field(default_factory=set)
    payments: set[Told] = field(default_factory=set)

    @property
    def first(self) -> Quarter:
        """The earliest quarter it claims."""
        return OPENED if self.opened else FIRST


class Story:
    """What is known, and who has closed what."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.law = LAWS[0]
        self.person = {"R1": "P1", "R2": random.choice(("P1", "P2"))}
        self.stays: list[Stay] = []
        self.rates: list[tuple[str, date, date | None, int, bool]] = []
        self.payments: list[Told] = []
        self.decided: list[tuple[str, date, date, bool]] = []
        self.municipalities = {code: Municipality(code) for code in PAYERS}
        self.compared = 0
        self.causes: Counter[str] = Counter()
        for shelter in RECORD_OF:
            self.rates.append((shelter, date(2020, 1, 1), None, 150_000, True))
            self.payments.append((shelter, date(2020, 1, 1), None, 9_671))

    def step(self) -> None:
        """One thing happens."""
        happens: list[Callable[[], None]] = [
            self.admit, self.admit, self.admit, self.correct, self.withdraw, self.rate, self.payment,
            self.link, self.decide, self.choose, self.new_law, self.accept, self.close, self.close,
        ]  # fmt: skip
        self.random.choice(happens)()

    def open_before(self) -> None:
        """What each municipality claimed before the first quarter, more or less as it was."""
        for one in self.municipalities.values():
            kind = self.random.choice(("nothing", "nothing", "shelter", "person", "whole"))
            facility = self.random.choice(tuple(RECORD_OF))
            record = "" if kind == "whole" else RECORD_OF[facility]
            if kind != "nothing":
                nights = self.random.randrange(60)
                line = ClosedLine(
                    one.code, OPENED, record, facility if kind == "shelter" else "", None, nights,
                    Money.of_ore(140_000 * nights), Money.of_ore(70_000 * nights), "opening",
                )  # fmt: skip
                one.opened.append(line)
                one.last = OPENED
            if record and self.random.random() < 0.5:
                start = (OPENED.start + timedelta(days=self.random.randrange(90))).toordinal()
                one.used.append((record, NightsUsed(start, self.random.randrange(40), one.code)))

    def day(self) -> date:
        return OPENED.start + timedelta(days=self.random.randrange(DAYS))

    def shelter(self) -> str:
        return self.random.choice(tuple(RECORD_OF))

    def admit(self) -> None:
        start = self.day()
        end = self.random.choice([None, *[start + timedelta(days=self.random.randrange(1, 170))] * 4])
        self.stays.append((self.shelter(), start, end, self.random.choice((*PAYERS, *PAYERS, None))))

    def correct(self) -> None:
        if self.stays:
            at = self.random.randrange(len(self.stays))
            shelter, start, _, payer = self.stays[at]
            payer = payer if self.random.random() < 0.6 else self.random.choice(PAYERS)
            end = start + timedelta(days=self.random.randrange(1, 170))
            self.stays[at] = (shelter, start, end, payer)

    def withdraw(self) -> None:
        if self.stays:
            del self.stays[self.random.randrange(len(self.stays))]

    def rate(self) -> None:
        amount = self.random.randrange(100_000, 190_000)
        registered = self.random.random() < 0.9
        shelter, start = self.shelter(), self.day()
        if self.random.random() < 0.2:
            self.rates = [row for row in self.rates if row[0] != shelter]
            return
        mine = [row for row in self.rates if row[0] == shelter and row[1] < start]
        self.rates = [row for row in self.rates if row[0] != shelter]
        self.rates += [(row[0], row[1], min(row[2] or start, start), row[3], row[4]) for row in mine]
        self.rates.append((shelter, start, None, amount, registered))

    def payment(self) -> None:
        shelter, start = self.shelter(), self.day()
        mine = [row for row in self.payments if row[0] == shelter and row[1] < start]
        self.payments = [row for row in self.payments if row[0] != shelter]
        self.payments += [(row[0], row[1], min(row[2] or start, start), row[3]) for row in mine]
        self.payments.append((shelter, start, None, self.random.choice((0, 5_125, 10_400))))

    def link(self) -> None:
        self.person["R2"] = "P2" if self.person["R2"] == "P1" else "P1"

    def decide(self) -> None:
        shelter, start = self.shelter(), self.day()
        end = start + timedelta(days=self.random.randrange(1, 200))
        self.decided = [row for row in self.decided if row[2] <= start or row[1] >= end]
        self.decided.append((shelter, start, end, True))

    def choose(self) -> None:
        one = self.random.choice(list(self.municipalities.values()))
        name, values = self.random.choice(
            [
                ("period_anchor", ("lapse", "chain")),
                ("disputed_night_uses_quota", ("yes", "no")),
                ("own_shelter_cost_basis", ("unknown", "as_if_charged", "as_if_charged")),
            ]
        )
        one.settings = one.settings.with_values({name: self.random.choice(values)})

    def new_law(self) -> None:
        self.law = self.random.choice(LAWS)

    def accept(self, one: Municipality | None = None) -> None:
        one = one or self.random.choice(list(self.municipalities.values()))
        one.accepted.add(RuleSet(self.law, one.settings).rules)

    def close(self) -> None:
        one = self.random.choice(list(self.municipalities.values()))
        quarter = one.next if self.random.random() < 0.8 else one.next.next()
        early = self.random.random() < 0.5
        day = quarter.start + timedelta(days=self.random.randrange(90)) if early else quarter.end
        self.close_for(one, min(quarter, LAST), as_of=day)

    def close_for(self, one: Municipality, quarter: Quarter, *, as_of: date) -> None:
        """The municipality closes the quarter as it looks on that day, and it is checked."""
        if one.last is not None and quarter <= one.last:
            return
        as_of = min(max(as_of, quarter.start), quarter.end)
        one.stands = self._takes_over(one)
        claiming = self._claiming(one, quarter, as_of=as_of)
        lines = self.lines(one, claiming, as_of=as_of)
        for line in lines:
            assert line.cause in CAUSES or (line.cause == "" and line.kind in {"new", "stopped"}), line
            assert (line.kind == "stopped") == bool(line.missing), line
            self.causes[line.cause if line.asks else line.missing] += 1
        if "law_version" in claiming.steps.waiting:
            assert not any(line.kind == "difference" for line in lines)
        one.closed += [(self._record_of(line, one), line.closed()) for line in lines]
        expected = claiming.expected_from
        one.expected = range(expected, quarter.end.toordinal()) if expected is not None else range(0)
        one.last, one.next = quarter, quarter.next()
        one.under = claiming.steps.claimed
        one.stays = {stay for stay in self._begun(as_of) if stay[3] == one.code}
        one.links, one.rates = dict(self.person), set(self.rates)
        one.payments = set(self.payments)
        self.check(one, claiming, quarter, as_of=as_of)
        again = self.lines(one, self._claiming(one, quarter, as_of=as_of), as_of=as_of)
        assert [line for line in again if line.asks] == []

    def _takes_over(self, one: Municipality) -> tuple[Law, Settings]:
        """What the claim must be made under: today's, as far as it is accepted; else what stood."""
        today = (self.law, one.settings)
        if one.stands is None or RuleSet(*today).rules in one.accepted:
            return today
        halfway = (one.stands[0], one.settings)
        return halfway if RuleSet(*halfway).rules in one.accepted else one.stands

    def _claiming(self, one: Municipality, quarter: Quarter, *, as_of: date) -> Claiming:
        now = RuleSet(self.law, one.settings)
        return Claiming(
            Window(one.first, quarter, quarter.end.toordinal()),
            RateBook.of(
                RateFact(
                    row[0], Period(row[1], row[2]), Money.of_ore(row[3]), row[4], changed=row not in one.rates
                )
                for row in self.rates
                if row[2] is None or row[1] < row[2]
            ),
            steps_between(one.under, now, accepted=one.accepted),
            one.last,
            expected_from=as_of.toordinal() if as_of < quarter.end else None,
            expected_before=one.expected,
            whole_quarters=frozenset((one.code, OPENED) for line in one.opened if not line.person),
        )

    def lines(self, one: Municipality, claiming: Claiming, *, as_of: date) -> tuple[Line, ...]:
        closed = [replace(line, person=self.person.get(line.person, "")) for line in one.opened]
        closed += [replace(line, person=self.person.get(record, "")) for record, line in one.closed]
        people = [self._facts(person, one, as_of=as_of) for person in sorted(set(self.person.values()))]
        return claim_lines(people, closed, payer=one.code, claiming=claiming)

    def _record_of(self, line: Line, one: Municipality) -> str:
        """Lines hang on a record, as in the database, and follow it when records are parted."""
        if not line.person:
            return ""
        if line.facility:
            return RECORD_OF[line.facility]
        return next(opening.person for opening in one.opened)

    def _begun(self, as_of: date) -> list[Stay]:
        return [stay for stay in self.stays if stay[1] <= as_of]

    def _facts(self, person: str, one: Municipality, *, as_of: date) -> PersonFacts:
        records = {record for record, whose in self.person.items() if whose == person}
        stays = [stay for stay in self._begun(as_of) if RECORD_OF[stay[0]] in records]
        own = {stay for stay in stays if stay[3] == one.code}
        before = one.stays
        was = {record for record, whose in one.links.items() if whose in {one.links.get(r) for r in records}}
        known = {stay for stay in before or () if RECORD_OF[stay[0]] in records}
        return PersonFacts(
            person,
            tuple(night for stay in stays for night in self._nights(stay, one)),
            tuple(
                PaymentFact(
                    Period(row[1], row[2]), Money.of_ore(row[3]), row[0], changed=row not in one.payments
                )
                for row in self.payments
                if RECORD_OF[row[0]] in records and (row[2] is None or row[1] < row[2])
            ),
            own_changed={one.code: before is None or known != own},
            link_changed=before is not None and was != records,
            used_before=tuple(used for record, used in one.used if record in records),
        )

    def _nights(self, stay: Stay, one: Municipality) -> list[NightFact]:
        shelter, start, end, payer = stay
        edges = {start, *(day for row in self.decided if row[0] == shelter for day in (row[1], row[2]))}
        days = sorted(day for day in edges if day >= start and (end is None or day < end))
        nights = []
        for at, day in enumerate(days):
            until = days[at + 1] if at + 1 < len(days) else end
            counts = next(
                (row[3] for row in self.decided if row[0] == shelter and row[1] <= day < row[2]), None
            )
            nights.append(
                NightFact(
                    shelter, payer, Period(day, until), counts=counts,
                    own_house=(shelter, payer) == ("S3", one.code),
                )
            )  # fmt: skip
        return nights

    def check(self, one: Municipality, claiming: Claiming, quarter: Quarter, *, as_of: date) -> None:
        """All ever closed is what the twin says under the rules that are accepted."""
        assert one.stands is not None
        self._once(one)
        if "law_version" in claiming.steps.waiting:
            return
        right, waiting = right_sums(
            self.twin_facts(one, as_of=as_of), first=str(one.first), last=str(quarter), horizon=quarter.end,
            reading=reading_of(*one.stands),
        )  # fmt: skip
        closed = self.closed_sums(one)
        if any(not line.person for line in one.opened):
            right = _as_a_whole(right, str(OPENED))
        left_out = self._waiting(one, waiting)
        keys = {key for key in {*right, *closed} if key[0] == one.code and key not in left_out}
        for key in keys:
            assert closed.get(key, (0, 0, 0)) == right.get(key, (0, 0, 0)), (
                key,
                closed.get(key),
                right.get(key),
            )
            self.compared += 1

    def _waiting(self, one: Municipality, waiting: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        """Keys that wait for a fact, and quarters as a whole in which anything does."""
        people = set(self.person.values())
        left_out = {
            (one.code, quarter, person) for payer, quarter, person in waiting if payer in {"", one.code}
        }
        stopped = {line for _, line in one.closed if line.missing == "opening_nights"}
        left_out |= {(one.code, str(line.origin), person) for line in stopped for person in (*people, "")}
        whole = [line for line in one.opened if not line.person]
        if whole and any(quarter == str(OPENED) for _, quarter, _ in left_out):
            left_out.add((one.code, str(OPENED), ""))
        return left_out

    def _once(self, one: Municipality) -> None:
        """No night of a person stands more than once, whatever was taken back and claimed again."""
        nights: dict[tuple[str, int], int] = defaultdict(int)
        for record, line in one.closed:
            if line.counts and line.span and record and line.origin != OPENED:
                length = line.span[1] - line.span[0]
                for day in range(*line.span):
                    nights[line.facility, day] += line.nights // length
        assert set(nights.values()) <= {0, 1}

    def twin_facts(self, one: Municipality, *, as_of: date) -> Facts:
        facts = Facts()
        facts.stays = [
            (self.person[RECORD_OF[s]], s, start, end, payer) for s, start, end, payer in self._begun(as_of)
        ]
        facts.rates = list(self.rates)
        facts.payments = [
            (f"{self.person[RECORD_OF[s]]}/{s}", start, end, amount)
            for s, start, end, amount in self.payments
        ]
        facts.decided = [(self.person[RECORD_OF[s]], s, a, b, counts) for s, a, b, counts in self.decided]
        facts.used = [
            (self.person[record], date.fromordinal(used.year_start), used.nights) for record, used in one.used
        ]
        facts.own = {(one.code, "S3")}
        return facts

    def closed_sums(self, one: Municipality) -> Sums:
        """All the municipality has closed, per quarter and person; a whole quarter under no person."""
        sums: Sums = {}
        lines = [(line.person, line) for line in one.opened] + one.closed
        whole = {line.origin for line in one.opened if not line.person}
        for record, line in lines:
            if line.counts and line.net is not None and line.refund is not None:
                person = "" if line.origin in whole else self.person.get(record, "")
                old = sums.get((one.code, str(line.origin), person), (0, 0, 0))
                sums[one.code, str(line.origin), person] = (
                    old[0] + line.nights, old[1] + line.net.half_ore, old[2] + line.refund.half_ore
                )  # fmt: skip
        return sums


def _as_a_whole(sums: Sums, quarter: str) -> Sums:
    """The quarter's sums of everybody together, under no person."""
    whole: Sums = {}
    for (payer, origin, person), (nights, net, refund) in sums.items():
        key = (payer, origin, "" if origin == quarter else person)
        old = whole.get(key, (0, 0, 0))
        whole[key] = (old[0] + nights, old[1] + net, old[2] + refund)
    return whole


def _rate(row: tuple[str, date, date | None, int, bool], *, new: bool) -> RateFact:
    return RateFact(row[0], Period(row[1], row[2]), Money.of_ore(row[3]), row[4], changed=new)


def _payment(row: Told, *, new: bool) -> PaymentFact:
    return PaymentFact(Period(row[1], row[2]), Money.of_ore(row[3]), row[0], changed=new)
