"""A closed request as a spreadsheet and as a tagged PDF, from its stored lines alone.

People stand as references: a file of a request names nobody. Account codes are not in it yet.
"""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.refunds.line_words.lines import EXPECTED_RULES, cause_words, missing_words, quarter_words
from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.documents.case_document import Column, Report, Section, Table
from hjemad.documents.pdf import pdf_of
from hjemad.documents.spreadsheet import Cell, Sheet, xlsx_of
from hjemad.foundation.ui import formats, why_words
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.settings import CHOICES

SHORT = 8


def title_of(claim: Claim) -> str:
    """`Anmodning, 4. kvartal 2026`."""
    return f"{gettext('Request')}, {quarter_words(Quarter.parse(claim.quarter))}"


def _reference(line: ClaimLine) -> str:
    return str(line.citizen.public_id) if line.citizen else ""


def _cause(line: ClaimLine) -> str:
    if line.missing:
        return missing_words(line.missing.split(";"))
    if line.expected:
        return gettext("Expected nights")
    return cause_words((line.cause,)) or gettext("New nights")


def _money(half_ore: int | None) -> Money | None:
    return None if half_ore is None else Money(half_ore)


def control_totals(claim: Claim, lines: Sequence[ClaimLine]) -> list[tuple[str, str]]:
    """What whoever gets the file must find again."""
    language = reader_language()
    asked = [line for line in lines if line.kind != "stopped"]
    return [
        (gettext("Lines"), formats.number(len(lines), language=language)),
        (gettext("Lines that wait"), formats.number(len(lines) - len(asked), language=language)),
        (gettext("Nights"), formats.number(sum(line.nights for line in asked), language=language)),
        (gettext("In all"), formats.money(Money(claim.total_half_ore), language=language)),
        (gettext("Fingerprint of the CSV file (SHA-256)"), claim.digest_csv),
    ]


def method_of(claim: Claim) -> list[str]:
    """How the sums came about, in a few sentences."""
    language = reader_language()
    said = [
        gettext(
            "Each line is what is right by the facts known at closing, minus everything asked before. "
            "Amounts are exact to half an øre; only the sum is rounded, and the rounding is a line."
        ),
        gettext(
            "The State's share is half of the rate less the resident payment, for nights within the "
            "running year's ceiling. What lies at another municipality is only a number."
        ),
        str(EXPECTED_RULES.get(claim.settings.get("expected_part", ""), "")),
        gettext("Version of the law: %(version)s.") % {"version": claim.law_version[:12]},
    ]
    said += [
        f"{CHOICES[name].question.in_language(language)} {why_words.reading(value, language=language)}."
        for name, value in claim.settings.items()
        if name in CHOICES
    ]
    said.append(gettext("People stand as references. Account codes are not in the file yet."))
    return [text for text in said if text]


def _facts(claim: Claim) -> list[tuple[str, str]]:
    at = formats.moment(timezone.localtime(claim.closed_at), language=reader_language())
    drawn = claim.drawn_up_by.full_name if claim.drawn_up_by else gettext("unknown")
    return [
        (gettext("Drawn up by"), drawn),
        (gettext("Checked by"), f"{claim.closed_by.full_name}, {at}"),
    ]


def xlsx_of_claim(claim: Claim, lines: Sequence[ClaimLine]) -> bytes:
    """Three sheets: the lines, the control totals, the method."""
    headings = (
        gettext("Position"), gettext("Citizen (reference)"), gettext("Shelter"), gettext("Quarter"),
        gettext("From"), gettext("Until, not included"), gettext("Nights"), gettext("Net cost"),
        gettext("Amount"), gettext("Cause"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            line.position, _reference(line), line.facility.code if line.facility else None,
            line.origin_quarter, line.valid_from, line.valid_to, line.nights, _money(line.net_half_ore),
            _money(line.refund_half_ore), _cause(line),
        )
        for line in lines
    ]  # fmt: skip
    pairs = (gettext("Control"), gettext("Value"))
    sheets = (
        Sheet(gettext("Lines"), headings, rows),
        Sheet(gettext("Control totals"), pairs, [*_facts(claim), *control_totals(claim, lines)]),
        Sheet(gettext("Method"), (gettext("Method"),), [(text,) for text in method_of(claim)]),
    )
    return xlsx_of(sheets, title=title_of(claim), made_at=timezone.localtime(claim.closed_at))


def pdf_of_claim(claim: Claim, lines: Sequence[ClaimLine], *, municipality: str) -> bytes:
    """A tagged PDF: who, the lines, the control totals and the method."""
    language = reader_language()
    rows = tuple(
        (
            _reference(line)[:SHORT] or gettext("Rounding"),
            line.facility.code if line.facility else "",
            line.origin_quarter,
            _period(line),
            formats.number(line.nights, language=language),
            formats.amount(_money(line.refund_half_ore), language=language),
            _cause(line),
        )
        for line in lines
    )
    total = formats.money(Money(claim.total_half_ore), language=language)
    columns = (
        Column(gettext("Citizen (reference)")), Column(gettext("Shelter")), Column(gettext("Quarter")),
        Column(gettext("Period")), Column(gettext("Nights"), "right"), Column(gettext("Amount"), "right"),
        Column(gettext("Cause")),
    )  # fmt: skip
    table = Table(columns, rows, totals=((gettext("In all"), "", "", "", "", total, ""),))
    controls = Table(
        (Column(gettext("Control")), Column(gettext("Value"))), tuple(control_totals(claim, lines))
    )
    report = Report(
        title=title_of(claim), language=language, reader=municipality,
        purpose=gettext("Refund from the State"), reference=f"{claim.municipality.code}/{claim.number}",
        made_at=timezone.localtime(claim.closed_at), facts=tuple(_facts(claim)), landscape=True,
        sections=(
            Section(gettext("Lines"), tables=(table,)),
            Section(gettext("Control totals"), tables=(controls,)),
            Section(gettext("Method"), paragraphs=tuple(method_of(claim))),
        ),
    )  # fmt: skip
    return pdf_of(report)


def _period(line: ClaimLine) -> str:
    if line.valid_from is None or line.valid_to is None:
        return ""
    return formats.span(Period(line.valid_from, line.valid_to), language=reader_language())
