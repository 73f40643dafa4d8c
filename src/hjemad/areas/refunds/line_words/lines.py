"""Lines in the reader's words: causes, what is missing, quarters, and one line opened to all it rests on.

Beside the area's usual files because both the draft and the closed claim say the same (ADR 0009).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.refunds.models import ClaimLine
from hjemad.areas.refunds.queries import ledger as queries
from hjemad.foundation.ui import formats, why
from hjemad.foundation.ui.components import FactLine
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.finding import ParameterUse, Provision, Text

CAUSES = {
    "fact": gettext_lazy("Corrected nights"),
    "link": gettext_lazy("Same person"),
    "payer": gettext_lazy("Another municipality pays"),
    "rate": gettext_lazy("Rate"),
    "payment": gettext_lazy("Resident payment"),
    "rate_or_payment": gettext_lazy("Rate or resident payment"),
    "overlap": gettext_lazy("Nights were checked"),
    "identity": gettext_lazy("The name became known"),
    "expected": gettext_lazy("Expected before, known now"),
    "opening": gettext_lazy("Asked for before Hjemad"),
    "setting": gettext_lazy("Setting"),
    "parameter": gettext_lazy("The law's numbers"),
    "law_version": gettext_lazy("Law"),
    "changed_elsewhere": gettext_lazy("Changed elsewhere"),
    "fact_or_elsewhere": gettext_lazy("Corrected nights, here or elsewhere"),
    "rounding": gettext_lazy("Rounding"),
}
MISSING = {
    "rate": gettext_lazy("The rate is missing"),
    "resident_payment": gettext_lazy("The resident payment is missing"),
    "payment_exceeds_rate": gettext_lazy("The resident payment is larger than the rate"),
    "payer": gettext_lazy("Who pays is not known"),
    "identity": gettext_lazy("The name is not known"),
    "overlap": gettext_lazy("The nights must be checked"),
    "own_shelter_cost_basis": gettext_lazy("How your own shelter's cost is reckoned is not chosen"),
    "own_shelter_cost": gettext_lazy("Your own shelter's actual cost is missing"),
    "acceptance:setting": gettext_lazy("Waits for acceptance: a setting"),
    "acceptance:parameter": gettext_lazy("Waits for acceptance: the law's numbers"),
    "acceptance:law_version": gettext_lazy("Waits for acceptance: the rules themselves"),
}
FACTS = {
    "stay": gettext_lazy("Stay"),
    "payer": gettext_lazy("Who pays"),
    "rate": gettext_lazy("Rate"),
    "payment": gettext_lazy("Resident payment"),
    "dispute": gettext_lazy("Decision about disputed nights"),
    "opening": gettext_lazy("Asked for before Hjemad"),
}


def cause_words(codes: Sequence[str]) -> str:
    """The causes as one text; empty for new nights, which have none."""
    return ", ".join(str(CAUSES[code]) for code in codes if code)


def missing_words(codes: Sequence[str]) -> str:
    """What must be known first, as one text."""
    return ", ".join(str(MISSING[code]) for code in codes if code)


def quarter_words(quarter: Quarter) -> str:
    """`4. kvartal 2026`."""
    return gettext("Quarter %(number)s, %(year)s") % {"number": quarter.number, "year": quarter.year}


EXPECTED_RULES = {
    "open_stays_to_quarter_end": gettext_lazy(
        "Stays that go on are reckoned to the end of the quarter; new stays are not guessed."
    ),
    "nothing": gettext_lazy("Nights that have not been are not asked for."),
}


@dataclass(frozen=True)
class LineDetails:
    """One line with everything it rests on, in the reader's words."""

    row: ClaimLine
    origin: str
    cause: str
    period: Period | None
    net: Money | None
    refund: Money | None
    nights: tuple[tuple[date, int | None], ...]
    elsewhere: str
    marks: tuple[str, ...]
    why: why.Why
    facts: tuple[FactLine, ...]
    rate: Money | None
    payment: Money | None


def line_details(row: ClaimLine, *, settings: Mapping[str, str]) -> LineDetails:
    """The line opened; of nights at another municipality it says only a reference."""
    basis = row.basis
    language = reader_language()
    return LineDetails(
        row=row, origin=quarter_words(Quarter.parse(row.origin_quarter)),
        cause=missing_words(row.missing.split(";")) if row.missing else cause_words((row.cause,)),
        period=_period(row),
        net=_money(row.net_half_ore), refund=_money(row.refund_half_ore), nights=tuple(_nights(row)),
        elsewhere=_elsewhere(row), marks=tuple(basis.get("marks", ())),
        why=why.Why(
            provisions=(why.provision_line(_provision(row), language=language),),
            numbers=tuple(_numbers(basis)), choices=why.choice_lines(settings, language=language),
        ),
        facts=tuple(_facts(basis)),
        rate=_parsed(basis.get("rate_dkk")), payment=_parsed(basis.get("payment_dkk")),
    )  # fmt: skip


def _period(row: ClaimLine) -> Period | None:
    return Period(row.valid_from, row.valid_to) if row.valid_from and row.valid_to else None


def _money(half_ore: int | None) -> Money | None:
    return None if half_ore is None else Money(half_ore)


def _parsed(text: str | None) -> Money | None:
    return None if text is None else Money.parse(text)


def _nights(row: ClaimLine) -> list[tuple[date, int | None]]:
    if row.valid_from is None or row.valid_to is None:
        return []
    first = row.basis.get("first_number") or None
    count = (row.valid_to - row.valid_from).days
    return [(row.valid_from + timedelta(days=i), first + i if first else None) for i in range(count)]


def _elsewhere(row: ClaimLine) -> str:
    """The reference both municipalities can quote, where nights elsewhere share the running year."""
    shared = row.basis.get("year_elsewhere") or row.cause == "changed_elsewhere"
    if not shared or row.citizen is None:
        return ""
    return queries.quota_reference(str(row.citizen.public_id), row.origin_quarter)


NUMBER_TO_CHECK = Text(
    da="nummeret inden for § 177 skal efterprøves", en="the number within § 177 is to be checked"
)


def _provision(row: ClaimLine) -> Provision:
    act, _, paragraph = row.provision.partition(" ")
    return Provision(act, paragraph, None, None, "unknown", NUMBER_TO_CHECK)


def _numbers(basis: Mapping[str, object]) -> list[why.NumberLine]:

    stored = basis.get("parameters")
    uses = stored if isinstance(stored, list) else []
    return [
        why.number_line(
            ParameterUse(
                use["id"], use["value"], use["unit"], date.fromisoformat(use["in_force_from"]),
                Text.stored(use["source"]), use["certainty"],
            ),
            language=reader_language(),
        )
        for use in uses
    ]  # fmt: skip


def _facts(basis: Mapping[str, object]) -> list[FactLine]:
    refs = basis.get("refs")
    entered = queries.entered_facts(refs if isinstance(refs, list) else [])
    language = reader_language()
    return [
        FactLine(
            str(FACTS[fact.kind]),
            fact.entered.reason or gettext("as entered"),
            f"{fact.entered.recorded_by}, {formats.moment(fact.entered.recorded_at, language=language)}",
        )
        for fact in entered
    ]
