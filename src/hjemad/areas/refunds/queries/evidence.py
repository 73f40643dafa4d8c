"""Everything a year's sums rest on, as tables an auditor's own program can add up again.

Persons are public ids and organisations their codes; what lies at another municipality is not in it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hjemad.areas.billing.queries import rates_for
from hjemad.areas.citizens.queries import citizens_by_id
from hjemad.areas.refunds.models import Acceptance, AuditRemark, Claim, ClaimLine, RequestStep
from hjemad.areas.refunds.queries.invoices import invoices_table
from hjemad.areas.refunds.queries.ledger import MODELS, Draft
from hjemad.areas.refunds.queries.requests import YearFigures, year_figures
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.facts.queries import provenance
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import choices_of
from hjemad.integrations.claim_files.evidence import EvidenceTable
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.claim.claim import claim_lines
from hjemad.law.claim.facts import Line
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS, REFUND_SHARE

type Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The tables of a year, the sums that must be found again, and the records that are in them."""

    tables: tuple[EvidenceTable, ...]
    totals: dict[str, str]
    records: tuple[int, ...]


def evidence_of(actor: Actor, year: int, *, as_of: date) -> Evidence:
    """The year of the actor's municipality by the facts of `as_of`."""
    actor.require(Permission.SEE_CLAIMS)
    figures = year_figures(actor.organisation_id, year, as_of=as_of)
    found = figures.draft
    right = _right_lines(found, year)
    codes = _codes({int(line.facility) for line in right if line.facility})
    citizens = {
        key: str(citizen.public_id)
        for key, citizen in citizens_by_id({int(line.person) for line in right if line.person}).items()
    }
    stored = _stored(actor.organisation_id, year)
    refs = {ref for line in right if line.basis for ref in line.basis.refs}
    refs |= {ref for line in stored for ref in line.basis.get("refs", ())}
    tables = (
        _quarters(figures),
        _requests(actor.organisation_id, year),
        _steps(actor.organisation_id, year),
        _lines([*_opened(found, year, citizens=citizens), *_stored_rows(stored)]),
        _nights(right, codes=codes, citizens=citizens),
        _rates(right, codes=codes),
        _payments(right, codes=codes, citizens=citizens),
        _facts(refs),
        _parameters(found),
        _settings(actor.organisation_id, found),
        _overrides(stored, right, codes=codes, citizens=citizens),
        _remarks(actor.organisation_id, year),
        _acceptances(actor.organisation_id),
        invoices_table(actor, year),
    )
    totals = {
        "asked_dkk": figures.asked.dkk(),
        "right_dkk": figures.right.dkk(),
        "rounding_dkk": figures.rounding.dkk(),
        "difference_dkk": figures.difference.dkk(),
        "waiting_lines": str(figures.waiting),
    }
    records = {line.record_id for line in stored if line.record_id}
    records |= {found.facts.records[ref] for ref in refs if ref in found.facts.records}
    return Evidence(tables, totals, tuple(sorted(records)))


def _stored(municipality_id: int, year: int) -> list[ClaimLine]:
    rows = ClaimLine.objects.filter(
        claim__municipality_id=municipality_id, origin_quarter__startswith=str(year)
    )
    return list(
        rows.select_related("claim", "citizen", "facility")
        .defer("claim__seen")
        .order_by("claim__number", "position")
    )


def _right_lines(found: Draft, year: int) -> list[Line]:
    """What is right for the year as if nothing had been closed: every night with what it rests on."""
    claiming = replace(found.claiming, last_closed=None)
    lines = claim_lines(found.facts.people, (), payer=found.facts.payer, claiming=claiming)
    return [line for line in lines if line.origin.year == year and line.kind == "new" and line.basis]


def _codes(ids: Collection[int]) -> dict[int, str]:
    return {pk: one.code for pk, one in Organisation.objects.in_bulk(ids).items()}


def _dkk(half_ore: int | None) -> str:
    """Empty where it is unknown, never 0."""
    return "" if half_ore is None else Money(half_ore).dkk()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _quarters(figures: YearFigures) -> EvidenceTable:
    rows = [
        [
            str(one.quarter), one.asked.dkk() if one.known else "",
            one.right.dkk() if one.right is not None else "",
            one.difference.dkk() if one.difference is not None else "", str(one.nights), str(one.waiting),
            one.expected.dkk(),
        ]
        for one in figures.quarters
    ]  # fmt: skip
    columns = ("quarter", "asked_dkk", "right_dkk", "difference_dkk", "nights", "waiting", "expected_dkk")
    return EvidenceTable("quarters.csv", columns, rows, frozenset(columns[1:]))


def _requests(municipality_id: int, year: int) -> EvidenceTable:
    claims = Claim.objects.filter(
        municipality_id=municipality_id, lines__origin_quarter__startswith=str(year)
    )
    rows = [
        [
            str(one.number), one.quarter, one.closed_at.isoformat(), one.closed_by.full_name,
            one.drawn_up_by.full_name if one.drawn_up_by else "", one.law_version, _dkk(one.total_half_ore),
            one.digest_csv,
        ]
        for one in claims.distinct().select_related("closed_by", "drawn_up_by").order_by("number")
    ]  # fmt: skip
    columns = (
        "request", "quarter", "checked_at", "checked_by", "drawn_up_by", "law_version", "total_dkk", "sha256",
    )  # fmt: skip
    return EvidenceTable("requests.csv", columns, rows, frozenset({"total_dkk"}))


def _steps(municipality_id: int, year: int) -> EvidenceTable:
    steps = RequestStep.objects.filter(municipality_id=municipality_id)
    steps = steps.select_related("by", "claim", "statement").defer("claim__seen")
    rows = [
        [
            step.quarter, str(step.claim.number) if step.claim else "",
            f"{step.statement.kind}/{step.statement.number}" if step.statement else "", step.kind,
            step.at.isoformat(), step.by.full_name, _dkk(step.total_half_ore), step.how, _day(step.on),
            step.proof, step.note,
        ]
        for step in steps.order_by("pk")
        if step.quarter.startswith(str(year)) or (step.statement and step.statement.year == year)
    ]  # fmt: skip
    columns = (
        "quarter", "request", "statement", "step", "at", "by", "total_dkk", "how", "on", "proof", "note",
    )  # fmt: skip
    return EvidenceTable("steps.csv", columns, rows, frozenset({"total_dkk"}))


def _opened(found: Draft, year: int, *, citizens: dict[int, str]) -> Rows:
    """What was claimed before Hjemad, as rows among the lines."""
    return [
        [
            "before", "", str(line.origin), citizens.get(int(line.person or 0), ""), "", "", "",
            str(line.nights), line.net.dkk() if line.net else "", line.refund.dkk() if line.refund else "",
            "", line.kind, "", "", "",
        ]
        for line in found.facts.closed
        if line.kind == "opening" and line.origin.year == year
    ]  # fmt: skip


def _stored_rows(stored: Sequence[ClaimLine]) -> Rows:
    return [
        [
            str(line.claim.number), str(line.position), line.origin_quarter,
            str(line.citizen.public_id) if line.citizen else "", line.facility.code if line.facility else "",
            _day(line.valid_from), _day(line.valid_to), str(line.nights), _dkk(line.net_half_ore),
            _dkk(line.refund_half_ore), line.provision, line.kind, line.cause, line.missing,
            " ".join(line.basis.get("refs", ())),
        ]
        for line in stored
    ]  # fmt: skip


def _lines(rows: Rows) -> EvidenceTable:
    columns = (
        "request", "position", "origin_quarter", "citizen", "facility", "from", "to", "nights", "net_dkk",
        "refund_dkk", "provision", "kind", "cause", "missing", "facts",
    )  # fmt: skip
    return EvidenceTable("lines.csv", columns, rows, frozenset({"nights", "net_dkk", "refund_dkk"}))


def _nights(right: Sequence[Line], *, codes: dict[int, str], citizens: dict[int, str]) -> EvidenceTable:
    """One row per night with refund as it is right now; the amounts are left to the reader's own program."""
    rows: Rows = []
    for line in right:
        if line.basis is None or line.span is None:
            continue
        for at, ordinal in enumerate(range(*line.span)):
            number = line.basis.first_number + at if line.basis.first_number else 0
            rows.append(
                [
                    str(line.origin), citizens[int(line.person)], codes[int(line.facility)],
                    date.fromordinal(ordinal).isoformat(), str(number) if number else "",
                    "yes" if line.expected else "no", " ".join(line.basis.refs),
                ]
            )  # fmt: skip
    columns = ("origin_quarter", "citizen", "facility", "night", "number", "expected", "facts")
    return EvidenceTable("nights.csv", columns, rows, frozenset({"number"}))


def _ends(right: Iterable[Line]) -> Period | None:
    spans = [line.span for line in right if line.span]
    if not spans:
        return None
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return Period(date.fromordinal(first), date.fromordinal(last))


def _rates(right: Sequence[Line], *, codes: dict[int, str]) -> EvidenceTable:
    """The rates the nights rest on, under the version the nights name."""
    period = _ends(right)
    used = {ref for line in right if line.basis for ref in line.basis.refs if ref.startswith("rate:")}
    rates = rates_for(codes, period=period) if period else []
    rows = [
        [
            f"rate:{one.pk}", codes[one.facility_id], _day(one.valid_from), _day(one.valid_to),
            Money.of_ore(one.per_day_ore).dkk(), "yes" if one.registered else "no", one.source_kind,
            one.source, one.recorded_by.full_name, one.recorded_at.isoformat(), str(one.version),
        ]
        for one in rates
        if f"rate:{one.pk}" in used
    ]  # fmt: skip
    columns = (
        "fact", "facility", "from", "to", "per_night_dkk", "registered", "source_kind", "source",
        "entered_by", "entered_at", "version",
    )  # fmt: skip
    return EvidenceTable("rates.csv", columns, rows, frozenset({"per_night_dkk", "version"}))


def _payments(right: Sequence[Line], *, codes: dict[int, str], citizens: dict[int, str]) -> EvidenceTable:
    """What each citizen was charged per night, under the version the nights name."""
    found: dict[str, list[str]] = {}
    for line in right:
        if line.basis is None or line.basis.payment is None:
            continue
        for ref in line.basis.refs:
            if ref.startswith("payment:"):
                key = [ref, citizens[int(line.person)], codes[int(line.facility)]]
                found[ref] = [*key, line.basis.payment.dkk(), " ".join(line.basis.marks)]
    columns = ("fact", "citizen", "facility", "per_night_dkk", "mark")
    rows = [found[ref] for ref in sorted(found)]
    return EvidenceTable("payments.csv", columns, rows, frozenset({"per_night_dkk"}))


def _facts(refs: Collection[str]) -> EvidenceTable:
    """Every version of a fact behind a line or night: who entered it, when, from where, and why."""
    wanted: dict[str, list[int]] = {}
    for ref in sorted(refs):
        kind, _, pk = ref.partition(":")
        if kind in MODELS:
            wanted.setdefault(kind, []).append(int(pk))
    rows = [
        [f"{kind}:{pk}", one.recorded_by, one.recorded_at.isoformat(), one.origin, one.reason]
        for kind, ids in wanted.items()
        for pk, one in sorted(provenance(MODELS[kind], ids=ids).items())
    ]
    return EvidenceTable("facts.csv", ("fact", "entered_by", "entered_at", "origin", "reason"), rows)


def _parameters(found: Draft) -> EvidenceTable:
    rows = [
        [
            name, value.value, _day(value.in_force_from), _day(value.in_force_to), value.certainty,
            _day(value.checked), value.source.da,
        ]
        for name in (REFUND_NIGHTS, REFUND_SHARE)
        for value in found.law.parameter(name).values
    ]  # fmt: skip
    columns = ("parameter", "value", "from", "to", "certainty", "checked", "source")
    return EvidenceTable("parameters.csv", columns, rows)


def _settings(municipality_id: int, found: Draft) -> EvidenceTable:
    chosen = {(one.name, one.value): one for one in choices_of(municipality_id)}
    rows: Rows = []
    for name, value in found.settings.as_mapping().items():
        by = chosen.get((name, value))
        said = [by.recorded_by, by.recorded_at.isoformat(), by.source, by.reason] if by else [""] * 4
        rows.append([name, value, "chosen" if by else "default", *said])
    columns = ("setting", "value", "how", "chosen_by", "chosen_at", "source", "reason")
    return EvidenceTable("settings.csv", columns, rows)


def _overrides(
    stored: Sequence[ClaimLine], right: Sequence[Line], *, codes: dict[int, str], citizens: dict[int, str]
) -> EvidenceTable:
    """What rests on a value entered by hand with a mark, in closed lines and in what is right now."""
    rows = list(_marked(stored))
    for line in right:
        if line.basis and line.basis.marks:
            who = [citizens[int(line.person)], codes[int(line.facility)]]
            rows.append(["right now", str(line.origin), *who, " ".join(line.basis.marks)])
    return EvidenceTable("overrides.csv", ("where", "origin_quarter", "citizen", "facility", "mark"), rows)


def _marked(stored: Sequence[ClaimLine]) -> Iterator[list[str]]:
    for line in stored:
        if line.basis.get("marks"):
            yield [
                f"{line.claim.number}/{line.position}", line.origin_quarter,
                str(line.citizen.public_id) if line.citizen else "",
                line.facility.code if line.facility else "", " ".join(line.basis["marks"]),
            ]  # fmt: skip


def _acceptances(municipality_id: int) -> EvidenceTable:
    """Which changed rules were accepted, by whom, and what they changed."""
    accepted = Acceptance.objects.filter(municipality_id=municipality_id)
    rows = [
        [
            one.at.isoformat(), one.by.full_name, cause, str(of["lines"]), str(of["nights"]),
            _dkk(of["refund_half_ore"]), one.note,
        ]
        for one in accepted.select_related("by").order_by("pk")
        for cause, of in one.changes.items()
    ]  # fmt: skip
    columns = ("at", "by", "cause", "lines", "nights", "refund_dkk", "note")
    return EvidenceTable("acceptances.csv", columns, rows, frozenset({"lines", "nights", "refund_dkk"}))


def _remarks(municipality_id: int, year: int) -> EvidenceTable:
    found = AuditRemark.objects.filter(
        claim__municipality_id=municipality_id, claim__quarter__startswith=str(year)
    )
    rows: Rows = []
    for one in found.select_related("by", "claim", "line").defer("claim__seen").order_by("pk"):
        where = f"{one.claim.number}/{one.line.position}" if one.line else str(one.claim.number)
        rows.append([where, "remark", one.by.full_name, one.at.isoformat(), one.text, ""])
        for given in (
            one.answers.select_related("by", "line__claim").defer("line__claim__seen").order_by("pk")
        ):
            line = given.line
            corrected = f"{line.claim.number}/{line.position}" if line else ""
            rows.append([where, "answer", given.by.full_name, given.at.isoformat(), given.text, corrected])
    return EvidenceTable("remarks.csv", ("line", "kind", "by", "at", "text", "corrected_by"), rows)
