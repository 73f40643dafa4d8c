"""The facts a claim rests on, and the lines closed before: frozen values, no database, no files.

Ids are opaque texts. `refs` name the versions of the facts behind a value (who entered what is theirs to
say); `changed` says whether the fact was recorded after the payer's latest closing: True, False, or None
when the source cannot know (files), and then causes are inferred from the nights alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hjemad.kernel.intervals import Span
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter

COUNTING = frozenset({"new", "difference", "opening"})


@dataclass(frozen=True, slots=True)
class NightFact:
    """Nights one shelter reports for a person, and the municipality that pays them.

    `payer` None: not known yet. `identity_known` False: the nights count, but no line can be made (R21).
    `rate_key`: the name the rate is found under, where it is not the facility's (a department's own rate).
    `counts`: how a dispute about these nights was decided; None: it was not. `own_house`: the payer runs the
    shelter itself, so nobody is invoiced. `declared`: nights the house knows of only because somebody said
    so; they use the running year and give no line.
    """

    facility: str
    payer: str | None
    period: Period
    refs: tuple[str, ...] = ()
    identity_known: bool = True
    payer_changed: bool | None = None
    rate_key: str = ""
    counts: bool | None = None
    own_house: bool = False
    declared: bool = False


@dataclass(frozen=True, slots=True)
class NightsUsed:
    """Nights of a running year used before the house knew the person's stays, as an opening balance says.

    `year_start` is the ordinal of the running year's first night; `payer` the municipality that says so.
    """

    year_start: int
    nights: int
    payer: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RateFact:
    """What a shelter charges per night in [from, to); `registered` in Tilbudsportalen."""

    facility: str
    period: Period
    per_night: Money
    registered: bool
    refs: tuple[str, ...] = ()
    changed: bool | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """Resident payment charged per night in [from, to), at one facility or (None) at any."""

    period: Period
    per_night: Money
    facility: str | None = None
    refs: tuple[str, ...] = ()
    changed: bool | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that is known of one person's nights, at every shelter and whoever pays.

    `own_changed`: payer -> whether any fact of this payer's nights was recorded after its latest closing
    (None: the source cannot know). `link_changed`: the person's records were joined or parted after it.
    """

    person: str
    stays: tuple[NightFact, ...]
    payments: tuple[PaymentFact, ...] = ()
    own_changed: Mapping[str, bool] | None = None
    link_changed: bool = False
    used_before: tuple[NightsUsed, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """One line of an earlier claim. Amounts are None on a line that was stopped.

    An `opening` line says what was claimed before Hjemad: for a person, quarter and facility (empty: all of
    them), or without a person for the quarter as a whole.
    """

    payer: str
    origin: Quarter
    person: str
    facility: str
    span: Span | None
    nights: int
    net: Money | None
    refund: Money | None
    kind: str
    missing: str = ""

    @property
    def counts(self) -> bool:
        """True when money or nights were claimed; stopped lines and roundings claim no night."""
        return self.kind in COUNTING

    @property
    def asks(self) -> bool:
        """Whether the line asked for its amount; a stopped one did not, whatever it says."""
        return self.kind != "stopped"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a claim: nights in a row with the same amount per night.

    A difference may have fewer nights than its period, none, or a negative number. `net` and `refund` are
    None on a stopped line that lacks a fact; `missing` then says what must be known first. One that waits for
    acceptance (`missing` begins with `rules.WAITING`) says what accepting would bring. `expected`: the nights
    lie after the day the claim is made, and are reckoned, not known.
    """

    payer: str
    origin: Quarter
    person: str
    facility: str
    span: Span | None
    nights: int
    net: Money | None
    refund: Money | None
    kind: str
    cause: str = ""
    missing: str = ""
    basis: "LineBasis | None" = None
    expected: bool = False

    @property
    def asks(self) -> bool:
        """Whether the line asks for its amount; a stopped one does not, whatever it says."""
        return self.kind != "stopped"

    def closed(self) -> ClosedLine:
        """The line as the next claim sees it."""
        return ClosedLine(
            payer=self.payer, origin=self.origin, person=self.person, facility=self.facility, span=self.span,
            nights=self.nights, net=self.net, refund=self.refund, kind=self.kind, missing=self.missing,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineBasis:
    """What one line rests on: values per night, place in the running year, the fact versions behind.

    `declared`: how many nights of that running year are known only from what somebody declared.
    """

    rate: Money | None = None
    payment: Money | None = None
    year_start: int | None = None
    first_number: int = 0
    cap: int | None = None
    refs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    declared: int = 0


@dataclass(frozen=True, slots=True)
class RateBook:
    """Rates by facility, in order of day, without overlap (the readers refuse overlapping rates)."""

    by_facility: Mapping[str, tuple[RateFact, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rates: Iterable[RateFact]) -> "RateBook":
        """The same rates, grouped and ordered."""
        grouped: dict[str, list[RateFact]] = {}
        for rate in rates:
            grouped.setdefault(rate.facility, []).append(rate)
        return cls({key: tuple(sorted(some, key=lambda r: r.period.start)) for key, some in grouped.items()})

    def of_facility(self, facility: str) -> tuple[RateFact, ...]:
        """The facility's rates in order; empty when nothing is known of it."""
        return self.by_facility.get(facility, ())
