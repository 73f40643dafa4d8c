"""The answer of `hjemad law diff` as lines for a person and as JSON for a script."""

from collections.abc import Iterator, Mapping
from datetime import date

from hjemad.kernel.errors import InputRejected, Language
from hjemad.kernel.municipalities import MunicipalityCode
from hjemad.law.claim.assumptions import assumptions
from hjemad.law.claim.change import MOST, SETTINGS
from hjemad.law.claim.rules import RuleSet
from hjemad.law.claim.what_if import Amount, Moved, WhatIf
from hjemad.law.finding import Text, iso
from hjemad.law.parameters_reader import load_law

HEADS = Text(
    da="kommune|nætter|forskel|refusion før|refusion efter|forskel|borgere|fra",
    en="municipality|nights|difference|refund before|refund after|difference|citizens|from",
)
TOGETHER = Text(da="I alt", en="Together")
NO_PAYER = Text(da="betaler ukendt", en="payer not known")
NOTHING_MOVES = Text(da="Ingen nat får et andet svar.", en="No night is answered differently.")
BY_YEAR = Text(da="Forskel pr. år:", en="Difference by year:")
ASSUMED = Text(da="Forudsætninger:", en="Assumptions:")
OTHERS = Text(da="{0} andre kommuner: uændret.", en="{0} other municipalities: unchanged.")
WRITTEN = Text(da="Hver nat, der ændres, står i {0}.", en="Every night that changes stands in {0}.")
LEFT_ALIGNED = 1


def answer_lines(answer: WhatIf, *, language: Language, out: str | None) -> Iterator[str]:
    """Title, municipalities that are moved, all together, years, and every assumption."""
    yield answer.change.title
    yield ""
    moved = [one for one in answer.payers if one.citizens]
    if moved:
        yield from _table(answer, language)
        rest = len([one for one in answer.payers if one.payer]) - len([one for one in moved if one.payer])
        yield OTHERS.in_language(language).format(rest)
        yield ""
        yield BY_YEAR.in_language(language)
        for year, amount in answer.total.years.items():
            yield f"  {year}: {_signed(amount)} DKK"
    else:
        yield NOTHING_MOVES.in_language(language)
    if out:
        yield WRITTEN.in_language(language).format(out)
    yield ""
    yield ASSUMED.in_language(language)
    for assumption in assumptions(answer):
        yield f"- {assumption.text.in_language(language)}"


def _table(answer: WhatIf, language: Language) -> Iterator[str]:
    rows = [HEADS.in_language(language).split("|")]
    rows += [_row(one, name_of(one.payer, language)) for one in answer.payers if one.citizens]
    rows.append(_row(answer.total, TOGETHER.in_language(language)))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if at < LEFT_ALIGNED else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _row(moved: Moved, name: str) -> list[str]:
    return [
        name, str(moved.before.nights), f"{moved.difference.nights:+d}", moved.before.refund.dkk(),
        moved.after.refund.dkk(), _signed(moved.difference), str(moved.citizens), iso(moved.first_day) or "",
    ]  # fmt: skip


def _signed(amount: Amount) -> str:
    text = amount.refund.dkk()
    return text if text.startswith("-") else f"+{text}"


def name_of(payer: str, language: Language) -> str:
    """The municipality's code and name, or that it is not known."""
    try:
        return f"{payer} {MunicipalityCode.parse(payer).name}"
    except InputRejected:
        return NO_PAYER.in_language(language)


def answer_json(answer: WhatIf) -> dict[str, object]:
    """The answer with every payer in the files; amounts as decimal strings, dates as ISO text."""
    change = answer.change
    return {
        "title": change.title,
        "law_version": load_law().version,
        "from": date.fromordinal(answer.first).isoformat(),
        "to": date.fromordinal(answer.horizon).isoformat(),
        "before": _rules(change.before),
        "after": _rules(change.after),
        "totals": _moved(answer.total),
        "municipalities": [{"payer": one.payer, **_moved(one)} for one in answer.payers if one.payer],
        "payer_not_known": next((_moved(one) for one in answer.payers if not one.payer), None),
        "assumptions": [assumption.as_json() for assumption in assumptions(answer)],
    }


def _rules(rules: RuleSet) -> dict[str, object]:
    values = {
        name: [
            {
                "value": value.value, "from": value.in_force_from.isoformat(), "to": iso(value.in_force_to),
                "certainty": value.certainty, "source": value.source.en,
            }
            for value in rules.law.parameter(name).values
        ]
        for name in MOST
    }  # fmt: skip
    return {"parameters": values, "settings": rules.settings.as_mapping(*SETTINGS)}


def _moved(moved: Moved) -> dict[str, object]:
    years: Mapping[int, Amount] = moved.years
    return {
        "citizens": moved.citizens,
        "first_night": iso(moved.first_day),
        **_both("before", moved.before),
        **_both("after", moved.after),
        **_both("difference", moved.difference),
        "years": [{"year": year, **_both("difference", amount)} for year, amount in years.items()],
    }


def _both(when: str, amount: Amount) -> dict[str, object]:
    return {
        f"nights_{when}": amount.nights,
        f"waiting_{when}": amount.waiting,
        f"refund_{when}_dkk": amount.refund.dkk(),
    }
