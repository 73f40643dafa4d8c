"""All reads of claims: the draft of the next one, the closed ones and their lines."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hjemad.areas.refunds.facts import MunicipalityFacts, facts_of_municipality
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.integrations.claim_files.writer import lines_text
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.causes import Rules
from hjemad.law.claim.facts import ClosedLine, Line
from hjemad.law.claim.ledger import Claiming, build_lines, by_person, line_order
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.rounding import claim_total, rounding_line
from hjemad.law.parameters_reader import Law, load_law
from hjemad.law.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """The claim a municipality could close for a quarter, by today's facts. Nothing of it is stored.

    `lines` include the stopped ones and the rounding. `asked_before`: (origin quarter, citizen) -> what all
    closed claims asked for it, exact to half an øre.
    """

    quarter: Quarter
    first_quarter: Quarter
    as_of: date
    lines: tuple[Line, ...]
    asked_before: Mapping[tuple[str, str], Money]
    facts: MunicipalityFacts
    law: Law
    settings: Settings

    @property
    def total(self) -> Money:
        """What the claim asks for, the rounding included; stopped lines ask for nothing yet."""
        return claim_total(self.lines)

    @property
    def stopped(self) -> tuple[Line, ...]:
        """Lines that wait for a fact."""
        return tuple(line for line in self.lines if line.kind == "stopped")

    @property
    def fingerprint(self) -> str:
        """Changes when any line would be another: the economist closes what was read, or nothing."""
        told = [(*line_order(line), line.nights, line.net, line.refund, line.missing) for line in self.lines]
        return hashlib.sha256(repr((str(self.quarter), told)).encode()).hexdigest()

    @property
    def rules(self) -> Rules:
        """The law version and settings it is made under."""
        return rules_now(self.law, self.settings)


def rules_now(law: Law, settings: Settings) -> Rules:
    """Today's law version and settings, as a closed claim stores them."""
    chosen = ",".join(f"{name}={value}" for name, value in sorted(settings.as_mapping().items()))
    return Rules(law.version, chosen)


def settings_of(municipality_id: int) -> Settings:
    """The settings the municipality claims under: the house's defaults, until it may choose others."""
    del municipality_id
    return Settings.default()


def draft_for(actor: Actor, quarter: Quarter, *, as_of: date) -> Draft:
    """The next claim of the actor's municipality for `quarter`. Nights from `as_of` on are not seen."""
    actor.require(Permission.SEE_CLAIMS)
    return draft(actor.organisation_id, quarter, as_of=as_of)


def draft(municipality_id: int, quarter: Quarter, *, as_of: date) -> Draft:
    """The next claim of the municipality, whoever asks: for closing, and for `draft_for`."""
    law, settings = load_law(), settings_of(municipality_id)
    facts = facts_of_municipality(municipality_id)
    first = min([quarter, *([facts.first_claimed] if facts.first_claimed else [])])
    horizon = min(as_of, quarter.end).toordinal()
    claiming = Claiming(
        Window(first, quarter, horizon),
        facts.rates,
        law,
        settings,
        rules_now(law, settings),
        facts.last_claimed,
    )
    closed = by_person(facts.closed)
    lines = [
        line
        for person in facts.people
        for line in build_lines(person, closed.get(person.person, []), claiming=claiming)
        if line.payer == facts.payer
    ]
    rounding = rounding_line(
        facts.payer, lines=lines, closed=facts.closed, quarter=quarter, settings=settings
    )
    if rounding is not None:
        lines.append(rounding)
    lines.sort(key=line_order)
    return Draft(quarter, first, as_of, tuple(lines), _asked(facts.closed), facts, law, settings)


def _asked(closed: Sequence[ClosedLine]) -> dict[tuple[str, str], Money]:
    asked: dict[tuple[str, str], Money] = {}
    for line in closed:
        if line.refund is not None and line.person:
            key = (str(line.origin), line.person)
            asked[key] = asked.get(key, Money.zero()) + line.refund
    return asked


def claims_of(actor: Actor) -> list[Claim]:
    """The closed claims of the actor's municipality, newest first."""
    actor.require(Permission.SEE_CLAIMS)
    return list(
        Claim.objects.filter(municipality_id=actor.organisation_id)
        .select_related("closed_by", "municipality")
        .order_by("-number")
    )


def claim_numbered(actor: Actor, number: int) -> Claim:
    """That claim of the actor's municipality; NotVisible when there is none, or it is another's."""
    actor.require(Permission.SEE_CLAIMS)
    found = (
        Claim.objects.filter(municipality_id=actor.organisation_id, number=number)
        .select_related("closed_by", "municipality")
        .first()
    )
    if found is None:
        raise NotVisible.standard()
    return found


def lines_of(claim: Claim) -> list[ClaimLine]:
    """The claim's lines in their stored order, with citizen and shelter."""
    return list(claim.lines.select_related("citizen", "facility", "record").order_by("position"))


def next_quarter(actor: Actor, *, on: date) -> Quarter:
    """The quarter the next claim is for: after the last closed one, or the last whole quarter before `on`."""
    last = Claim.objects.filter(municipality_id=actor.organisation_id).order_by("-quarter").first()
    return Quarter.parse(last.quarter).next() if last else Quarter.of(on).previous()


def csv_of(claim: Claim, lines: Sequence[ClaimLine]) -> str:
    """The claim as a file of LINES (see the command line's contract), from its stored lines alone.

    Persons are public ids, shelters and payer their codes: the file holds no name and no CPR number.
    """
    payer = claim.municipality.code
    return lines_text([_stored_line(line, payer=payer) for line in lines])


def _stored_line(line: ClaimLine, *, payer: str) -> Line:
    span = None
    if line.valid_from is not None and line.valid_to is not None:
        span = (line.valid_from.toordinal(), line.valid_to.toordinal())
    return Line(
        payer, Quarter.parse(line.origin_quarter), str(line.citizen.public_id) if line.citizen else "",
        line.facility.code if line.facility else "", span, line.nights,
        None if line.net_half_ore is None else Money(line.net_half_ore),
        None if line.refund_half_ore is None else Money(line.refund_half_ore),
        line.kind, line.cause, line.missing,
    )  # fmt: skip
