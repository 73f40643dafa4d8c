"""What a resident pays for a stay at a § 110 shelter (serviceloven § 163, bek. nr. 1244 af 13/11 2017).

One national rate per day, by calendar year. A year whose rate is not known stops the answer; it can be filled
by a local rate with its source. Whoever has no income pays nothing, whatever the rate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.facts import BadFact, FactObject, Facts, as_facts, closed_period, seen_on
from hjemad.law.finding import JSON, Finding, Missing, ParameterUse, Review, Text
from hjemad.law.parameters_reader import Law, Parameter
from hjemad.law.settings import Settings

RULE = "resident-payment"
RATE = "sel.163.resident_payment_110"
INCOMES = ("some", "none")


@dataclass(frozen=True, slots=True)
class LocalRate:
    """A rate an organisation entered for days whose rate is not known, with where it was read."""

    period: Period
    per_day: Money
    source: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Nights in a row under one rate; `used` None where no rate is known."""

    period: Period
    used: ParameterUse | None

    @property
    def per_day(self) -> Money | None:
        """The full rate, None where it is not known."""
        return None if self.used is None else Money.parse(self.used.value)


def decide_resident_payment(facts: FactObject, *, on: date | None, law: Law, settings: Settings) -> Finding:
    """`payment_dkk` for the whole stay, None while a rate or the income is not known; never a guess.

    Facts: stay {from, to}; income some | none; accompanying_children (included in the rate, changes nothing).
    Optional: as_of, for an open stay; reduced_to_per_day_dkk, what the municipality decided instead of the
    full rate; local_rates [{from, to, per_day_dkk, source}], used only where the law's rate is not known.
    """
    del settings
    given = as_facts(facts)
    stay = closed_period(given.one("stay").period("from", "to"), seen=seen_on(given, on=on), name="stay")
    local = _local_rates(given)
    reduced = given.money_or_none("reduced_to_per_day_dkk")
    if given.is_known("accompanying_children"):
        given.count("accompanying_children")
    income = given.choice("income", options=INCOMES) if given.is_known("income") else None
    provisions = law.provisions(RULE, on=stay.start)
    if stay.is_empty:
        return Finding(RULE, on, "known", _answer(stay, Money.zero()), provisions, reasons=(NO_NIGHTS,))
    if income == "none":
        return Finding(RULE, on, "known", _answer(stay, Money.zero()), provisions, reasons=(NO_INCOME,))
    pieces = tuple(_pieces(stay, parameter=law.parameter(RATE), local=local))
    waits_for_income = income is None and reduced is None
    unknown = tuple(_unknown(pieces, income=income, reduced=reduced))
    parts = [_charged(piece, reduced=reduced) for piece in pieces]
    return Finding(
        rule=RULE,
        on=on,
        outcome="unknown" if unknown else "known",
        answer=_answer(stay, None if waits_for_income else _sum(parts), rows=_rows(pieces, parts)),
        provisions=provisions,
        parameters=tuple(piece.used for piece in pieces if piece.used is not None),
        unknown=unknown,
        review=(*_reviews(pieces, reduced=reduced), *_unused_local(pieces, local=local)),
        reasons=tuple(_reasons(pieces, reduced=reduced)),
    )


def _local_rates(given: Facts) -> tuple[LocalRate, ...]:
    if not given.is_known("local_rates"):
        return ()
    rates = tuple(
        LocalRate(item.period("from", "to"), item.money("per_day_dkk"), item.text("source"))
        for item in given.several("local_rates")
    )
    for at, rate in enumerate(rates):
        if any(rate.period.overlaps(other.period) for other in rates[:at]):
            raise BadFact(
                en=f"local_rates[{at}] overlaps another local rate. Give each day one rate",
                da=f"local_rates[{at}] overlapper en anden lokal takst. Giv hver dag én takst",
            )
    return rates


def _pieces(stay: Period, *, parameter: Parameter, local: Sequence[LocalRate]) -> Iterator[Piece]:
    """The stay cut where a rate begins or ends, and at each new year, so an unknown year is told by name."""
    end = stay.start + timedelta(days=stay.nights)
    edges = {stay.start, end, *(date(year, 1, 1) for year in range(stay.start.year + 1, end.year + 1))}
    edges |= {value.in_force_from for value in parameter.values} | {gap.start for gap in parameter.gaps}
    edges |= {edge for rate in local for edge in (rate.period.start, rate.period.end) if edge is not None}
    inside = sorted(edge for edge in edges if stay.start <= edge <= end)
    for start, after in pairwise(inside):
        yield Piece(Period(start, after), _rate_on(start, parameter=parameter, local=local))


def _rate_on(day: date, *, parameter: Parameter, local: Sequence[LocalRate]) -> ParameterUse | None:
    if parameter.is_known_on(day):
        return parameter.use(parameter.on(day))
    for rate in local:
        if rate.period.contains(day):
            first = rate.period.start
            source = Text.alike(rate.source)
            return ParameterUse(parameter.id, rate.per_day.dkk(), parameter.unit, first, source, "local")
    return None


def _charged(piece: Piece, *, reduced: Money | None) -> Money | None:
    """What the nights of the piece cost the resident, None where that is not known."""
    full = piece.per_day
    if reduced is not None and full is not None and reduced > full:
        raise BadFact(
            en="reduced_to_per_day_dkk is higher than the full rate. Enter what the resident pays per day",
            da="reduced_to_per_day_dkk er højere end den fulde takst. Indtast det, beboeren betaler pr. døgn",
        )
    per_day = full if reduced is None else reduced
    return None if per_day is None else per_day * piece.period.nights


def _sum(parts: Sequence[Money | None]) -> Money | None:
    """The whole payment, None while a part of it is not known."""
    known = [part for part in parts if part is not None]
    return sum(known, start=Money.zero()) if len(known) == len(parts) else None


def _answer(stay: Period, payment: Money | None, *, rows: Sequence[JSON] = ()) -> dict[str, JSON]:
    return {
        "payment_dkk": None if payment is None else payment.dkk(),
        "nights": stay.nights,
        "parts": list(rows),
    }


def _rows(pieces: Sequence[Piece], parts: Sequence[Money | None]) -> list[JSON]:
    return [
        {
            "from": piece.period.start.isoformat(),
            "nights": piece.period.nights,
            "full_per_day_dkk": None if piece.per_day is None else piece.per_day.dkk(),
            "payment_dkk": None if part is None else part.dkk(),
        }
        for piece, part in zip(pieces, parts, strict=True)
    ]


def _unknown(pieces: Sequence[Piece], *, income: str | None, reduced: Money | None) -> Iterator[Missing]:
    if income is None and reduced is None:
        yield Missing(
            "income",
            Text(
                da="Det vides ikke, om personen har indtægt (income). Uden indtægt bortfalder betalingen.",
                en="Whether the person has income is not known (income). Without it the payment lapses.",
            ),
        )
    if reduced is not None:
        return
    for year in sorted({piece.period.start.year for piece in pieces if piece.used is None}):
        yield Missing(
            f"rate_{year}",
            Text(
                da=f"Beboerbetalingen pr. døgn i {year} kendes ikke. "
                "Indtast taksten med dens kilde (local_rates).",
                en=f"The resident payment per day in {year} is not known. "
                "Enter the rate with its source (local_rates).",
            ),
        )


def _reviews(pieces: Sequence[Piece], *, reduced: Money | None) -> Iterator[Review]:
    for piece in pieces:
        used = piece.used
        if used is None and reduced is not None:
            yield Review(f"full_rate_unknown_{piece.period.start.year}", REDUCED_UNCHECKED)
        elif used is not None and used.certainty in _REVIEWED:
            words = _REVIEWED[used.certainty]
            yield Review(
                f"{used.certainty}_rate_{piece.period.start.year}",
                Text(
                    da=f"{words.da}: {used.value} kr. pr. døgn fra {used.in_force_from}. "
                    f"Kilde: {used.source.da}",
                    en=f"{words.en}: {used.value} kr. per day from {used.in_force_from}. "
                    f"Source: {used.source.en}",
                ),
            )


def _unused_local(pieces: Sequence[Piece], *, local: Sequence[LocalRate]) -> Iterator[Review]:
    """A local rate never replaces one the law has; where the two differ a person must look.

    Pieces are cut where local rates begin and end, so one under a local rate overlaps no other.
    """
    for at, rate in enumerate(local):
        for piece in pieces:
            is_known_and_differs = piece.used is not None and piece.per_day != rate.per_day
            if is_known_and_differs and piece.period.overlaps(rate.period):
                yield Review(
                    f"local_rate_not_used_{at}",
                    Text(
                        da=f"local_rates[{at}] er ikke brugt: taksten kendes for de dage og er en anden.",
                        en=f"local_rates[{at}] was not used: the rate of those days is known and differs.",
                    ),
                )
                break


def _reasons(pieces: Sequence[Piece], *, reduced: Money | None) -> Iterator[Text]:
    """What was paid per day for which nights; nothing of nights whose rate is not known."""
    for piece in pieces:
        nights, start = piece.period.nights, piece.period.start.isoformat()
        if reduced is not None:
            yield Text(
                da=f"{nights} nætter fra {start} til den nedsatte betaling {reduced.dkk()} kr. pr. døgn.",
                en=f"{nights} nights from {start} at the reduced payment of {reduced.dkk()} kr. per day.",
            )
        elif piece.used is not None:
            yield Text(
                da=f"{nights} nætter fra {start} til {piece.used.value} kr. pr. døgn.",
                en=f"{nights} nights from {start} at {piece.used.value} kr. per day.",
            )


NO_NIGHTS = Text(da="Opholdet har ingen nætter.", en="The stay has no nights.")
NO_INCOME = Text(
    da="Uden indtægt bortfalder betalingen altid, og der udbetales et beløb til personlige fornødenheder.",
    en="Without income the payment always lapses, and a personal-needs amount is paid.",
)
REDUCED_UNCHECKED = Text(
    da="Den fulde takst kendes ikke, så det er ikke efterprøvet, at den nedsatte betaling er lavere.",
    en="The full rate is not known, so nobody has checked that the reduced payment is lower.",
)
_REVIEWED = {
    "inferred": Text(da="Taksten er udledt, ikke læst hos ministeriet", en="The rate is inferred, not read"),
    "local": Text(da="Lokal værdi", en="Local value"),
}
