"""All reads of claims: the draft of the next one, the closed ones and their lines."""

import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings as django_settings
from django.db.models import BooleanField, ExpressionWrapper, F, Q

from hjemad.areas.citizens.queries import Called, called_for_house, citizens_by_id
from hjemad.areas.refunds.facts import MunicipalityFacts, claiming_of, facts_of_municipality
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.facts.queries import Provenance, provenance
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import settings_of
from hjemad.integrations.claim_files.writer import lines_text
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claim import claim_lines
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, PersonFacts
from hjemad.law.claim.ledger import line_order
from hjemad.law.claim.rounding import claim_total
from hjemad.law.claim.rules import RuleSet
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import Law, load_law
from hjemad.law.serviceloven.par_177 import PROVISION, REFUND_NIGHTS, REFUND_SHARE
from hjemad.law.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """The claim a municipality could close for a quarter, by today's facts. Nothing of it is stored.

    `lines` include the stopped ones and the rounding. `asked_before`: (origin quarter, citizen) -> what all
    closed claims asked for it, exact to half an øre. `now`: today's law and the municipality's settings.
    """

    quarter: Quarter
    first_quarter: Quarter
    as_of: date
    lines: tuple[Line, ...]
    asked_before: Mapping[tuple[str, str], Money]
    facts: MunicipalityFacts
    claiming: Claiming
    now: RuleSet

    @property
    def total(self) -> Money:
        """What the claim asks for, the rounding included; stopped lines ask for nothing yet."""
        return claim_total(self.lines)

    @property
    def stopped(self) -> tuple[Line, ...]:
        """Lines that wait for a fact or for acceptance."""
        return tuple(line for line in self.lines if line.kind == "stopped")

    @property
    def fingerprint(self) -> str:
        """Changes when any line would be another: the economist closes what was read, or nothing."""
        told = [
            (*line_order(line), line.nights, line.net, line.refund, line.cause, line.expected)
            for line in self.lines
        ]
        return hashlib.sha256(repr((str(self.quarter), told)).encode()).hexdigest()

    @property
    def under(self) -> RuleSet:
        """The rules it is made under: today's, as far as they are accepted."""
        return self.claiming.steps.claimed

    @property
    def law(self) -> Law:
        """The law of those rules."""
        return self.under.law

    @property
    def settings(self) -> Settings:
        """The answers to the law's open questions of those rules."""
        return self.under.settings

    @property
    def waiting(self) -> tuple[str, ...]:
        """What has changed in the rules and waits for acceptance: `setting`, `parameter`, `law_version`."""
        return self.claiming.steps.waiting

    @property
    def expected_from(self) -> date | None:
        """From this day on the nights of the quarter are expected; None when all are known, or not seen."""
        day = self.claiming.expected_from
        return None if day is None else date.fromordinal(day)


def may_be_asked(draft: Draft, *, today: date) -> bool:
    """Whether the quarter is over, or has begun and its coming nights are reckoned."""
    if draft.quarter.end <= today:
        return True
    return draft.quarter.start <= today and draft.expected_from is not None


def draft_for(actor: Actor, quarter: Quarter, *, as_of: date) -> Draft:
    """The next claim of the actor's municipality for `quarter`. Nights from `as_of` on are not seen."""
    actor.require(Permission.SEE_CLAIMS)
    return draft(actor.organisation_id, quarter, as_of=as_of)


def draft(
    municipality_id: int, quarter: Quarter, *, as_of: date, law: Law | None = None, everybody: bool = False
) -> Draft:
    """The next claim of the municipality, whoever asks: for closing, and for `draft_for`.

    It is made under the rules the municipality has accepted; `law`: another than the shipped one.
    `everybody`: its facts hold all the municipality pays for, also who has no line; the lines are the same.
    """
    now = RuleSet(law or load_law(), settings_of(municipality_id, on=as_of))
    facts = facts_of_municipality(municipality_id, as_of=as_of, quarter=None if everybody else quarter)
    claiming = claiming_of(facts, quarter, as_of=as_of, now=now)
    lines = claim_lines(facts.people, facts.closed, payer=facts.payer, claiming=claiming)
    return Draft(
        quarter=quarter, first_quarter=claiming.window.first, as_of=as_of, lines=lines,
        asked_before=_asked(facts.closed), facts=facts, claiming=claiming, now=now,
    )  # fmt: skip


def _asked(closed: Sequence[ClosedLine]) -> dict[tuple[str, str], Money]:
    asked: dict[tuple[str, str], Money] = {}
    for line in closed:
        if line.refund is not None and line.person and line.asks:
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
    """The claim's lines in their stored order, with the ids of citizen and shelter that stand in its file."""
    rows = claim.lines.select_related("citizen", "facility").order_by("position")
    return list(rows.defer("citizen__created_at", "facility__created_at", "facility__kind"))


_OF_ROW = (
    "position", "record_id", "origin_quarter", "valid_from", "valid_to", "nights", "net_half_ore",
    "refund_half_ore", "kind", "cause", "missing", "person", "facility_code", "is_marked",
)  # fmt: skip


def lines_with_marks(claim: Claim) -> list[Any]:
    """The claim's lines in their stored order as rows with what stands in its file.

    Of what each rests on only whether it is marked, as `is_marked`.
    """
    rows = claim.lines.order_by("position").annotate(
        person=F("citizen__public_id"),
        facility_code=F("facility__code"),
        is_marked=ExpressionWrapper(Q(basis__marks__0__isnull=False), BooleanField()),
    )
    return list(rows.values_list(*_OF_ROW, named=True))


def next_quarter(actor: Actor, *, on: date) -> Quarter:
    """The quarter the next claim is for: after the last closed one, or the last whole quarter before `on`."""
    last = Claim.objects.filter(municipality_id=actor.organisation_id).order_by("-quarter").first()
    return Quarter.parse(last.quarter).next() if last else Quarter.of(on).previous()


def csv_of(claim: Claim, lines: Sequence[ClaimLine]) -> str:
    """The claim as a file of LINES (see the command line's contract), from its stored lines alone.

    Persons are public ids, shelters and payer their codes: the file holds no name and no CPR number.
    """
    payer = claim.municipality.code
    return lines_text(
        _stored_line(
            line,
            line.citizen.public_id if line.citizen else "",
            line.facility.code if line.facility else "",
            payer,
        )
        for line in lines
    )


def csv_of_rows(claim: Claim, rows: Sequence[Any]) -> str:
    """As `csv_of`, from `lines_with_marks`."""
    payer = claim.municipality.code
    return lines_text(_stored_line(row, row.person or "", row.facility_code or "", payer) for row in rows)


def _stored_line(line: Any, person: UUID | str, facility: str, payer: str) -> Line:
    span = None
    if line.valid_from is not None and line.valid_to is not None:
        span = (line.valid_from.toordinal(), line.valid_to.toordinal())
    return Line(
        payer, Quarter.parse(line.origin_quarter), str(person), facility, span, line.nights,
        None if line.net_half_ore is None else Money(line.net_half_ore),
        None if line.refund_half_ore is None else Money(line.refund_half_ore),
        line.kind, line.cause, line.missing,
    )  # fmt: skip


def record_of(line: Line, draft: Draft) -> int | None:
    """The record whose nights the line is about; None on a rounding."""
    if not line.person:
        return None
    refs = line.basis.refs if line.basis else ()
    stay = next((ref for ref in refs if ref in draft.facts.records), None)
    return draft.facts.records[stay if stay is not None else f"{line.person}/{line.facility}"]


def basis_of(line: Line, person: PersonFacts | None, *, law: Law) -> dict[str, JSON]:
    """What the line rests on, as it is stored: values per night, place in the running year, fact versions.

    The running year's first day is only kept where the municipality pays that night itself: when and where
    another's nights lie is not its to know.
    """
    if line.basis is None or line.span is None:
        return {"refs": [], "parameters": []}
    basis = line.basis
    start = date.fromordinal(basis.year_start) if basis.year_start else None
    own = person is not None and start is not None and _pays(person, line.payer, start)
    first = date.fromordinal(line.span[0])
    return {
        "rate_dkk": basis.rate.dkk() if basis.rate is not None else None,
        "payment_dkk": basis.payment.dkk() if basis.payment is not None else None,
        "year_start": start.isoformat() if own and start is not None else None,
        "year_elsewhere": start is not None and not own,
        "first_number": basis.first_number,
        "cap": basis.cap,
        "refs": list(basis.refs),
        "marks": list(basis.marks),
        "declared_nights": basis.declared,
        "parameters": list(_parameters(law, first, capped=basis.cap is not None)),
    }


def _pays(person: PersonFacts, payer: str, night: date) -> bool:
    return any(fact.payer == payer and fact.period.contains(night) for fact in person.stays)


def _parameters(law: Law, night: date, *, capped: bool) -> Sequence[JSON]:
    used = [law.parameter(REFUND_SHARE), *([law.parameter(REFUND_NIGHTS)] if capped else [])]
    return [
        {**parameter.use(value).as_json(), "source": value.source.as_json(), "certainty": value.certainty}
        for parameter, value in ((one, one.on(night)) for one in used)
    ]


def lines_for_citizen(draft: Draft, citizen: UUID) -> list[Line]:
    """The draft's lines of that citizen; NotVisible when the municipality claims none."""
    known = citizens_by_id({int(line.person) for line in draft.lines if line.person})
    lines = [line for line in draft.lines if line.person and known[int(line.person)].public_id == citizen]
    if not lines:
        raise NotVisible.standard()
    return lines


def line_numbered(claim: Claim, position: int) -> ClaimLine:
    """The stored line; NotVisible when there is none."""
    row = claim.lines.select_related("citizen", "facility", "record").filter(position=position).first()
    if row is None:
        raise NotVisible.standard()
    return row


@dataclass(frozen=True, slots=True)
class EnteredFact:
    """A version of a fact a line rests on: which kind, who entered it, when, and why."""

    kind: str
    entered: Provenance


MODELS = {
    "stay": "shelters.Stay", "payer": "citizens.ResponsibleMunicipality", "rate": "billing.Rate",
    "payment": "billing.ResidentPayment",
}  # fmt: skip


def entered_facts(refs: Collection[str]) -> list[EnteredFact]:
    """Who entered the fact versions behind a line, in the order stay, payer, rate, payment."""
    wanted: dict[str, list[int]] = {}
    for ref in refs:
        kind, _, pk = ref.partition(":")
        wanted.setdefault(kind, []).append(int(pk))
    return [
        EnteredFact(kind, fact)
        for kind, label in MODELS.items()
        if kind in wanted
        for fact in provenance(label, ids=wanted[kind]).values()
    ]


def quota_reference(citizen: str, origin: str) -> str:
    """A short code both municipalities can quote about a citizen's quarter; it tells nothing by itself."""
    key = django_settings.HJEMAD_LOOKUP_KEY.encode()
    return "K" + hmac.new(key, f"{citizen}/{origin}".encode(), hashlib.sha256).hexdigest()[:8].upper()


def rounding_of(draft: Draft) -> Money | None:
    """What brings the claim's total to whole øre; None when nothing is needed."""
    return next((line.refund for line in draft.lines if line.kind == "rounding"), None)


def stored_shape(draft: Draft, lines: Sequence[Line]) -> list[ClaimLine]:
    """The lines in the shape they would be stored in; nothing is saved."""
    people = {person.person: person for person in draft.facts.people}
    facilities = Organisation.objects.in_bulk({int(line.facility) for line in lines if line.facility})
    citizens = citizens_by_id({int(line.person) for line in lines if line.person})
    return [
        ClaimLine(
            position=position,
            origin_quarter=str(line.origin),
            record_id=record_of(line, draft),
            citizen=citizens.get(int(line.person)) if line.person else None,
            facility=facilities.get(int(line.facility)) if line.facility else None,
            valid_from=date.fromordinal(line.span[0]) if line.span else None,
            valid_to=date.fromordinal(line.span[1]) if line.span else None,
            nights=line.nights,
            net_half_ore=None if line.net is None else line.net.half_ore,
            refund_half_ore=None if line.refund is None else line.refund.half_ore,
            provision=PROVISION,
            kind=line.kind,
            cause=line.cause,
            missing=line.missing,
            expected=line.expected,
            basis=basis_of(line, people.get(line.person), law=draft.under.law),
        )
        for position, line in enumerate(lines, start=1)
    ]


def names_of(lines: Sequence[ClaimLine], *, actor: Actor) -> dict[int, Called]:
    """Record id -> what the person is called, for lines the municipality paid for.

    Whoever is blocked for the actor is left out: the line counts, and no name stands at it.
    """
    return called_for_house(actor, [line.record_id for line in lines if line.record_id])


def name_of(line: ClaimLine, *, actor: Actor) -> Called | None:
    """What the person of the line is called; None on a rounding. `NotVisible` where the person is blocked."""
    found = names_of([line], actor=actor).get(line.record_id or 0)
    if found is None and line.record_id is not None:
        raise NotVisible.standard()
    return found
