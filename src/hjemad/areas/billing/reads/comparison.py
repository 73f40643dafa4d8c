"""An invoice beside what is known and what was claimed: one row per person and month, causes and amounts.

What was claimed is known one area up; it registers a source here (docs/adr/0018).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hjemad.areas.billing.facts import Charged, charged_people
from hjemad.areas.billing.models import Invoice, InvoiceAnswer, InvoiceMessage
from hjemad.areas.billing.rules.bill import next_month
from hjemad.areas.billing.rules.compare import NOT_BILLED, Compared, Difference, compare
from hjemad.areas.citizens.queries import Called, called_or_kept
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.queries import name_column
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period

type Claimed = Mapping[int, int | None] | None
type ClaimedSource = Callable[[int, int, Collection[Period]], Mapping[Period, Claimed]]

_claimed: list[ClaimedSource] = []


def register_claimed(source: ClaimedSource) -> None:
    """A later area tells from here on how many nights of a record in a house and period were claimed.

    Called with municipality, facility and periods; None where nothing was claimed for a period yet, and
    for a record whose nights cannot be told.
    """
    _claimed[:] = [source]


@dataclass(frozen=True, slots=True)
class Row:
    """One person in one month. `claimed` None: not claimed yet, which is not 0.

    `called` None: nobody the reader may see; then `text` is what the invoice says, or nothing. `kept_away`:
    the person said no to the reader; the row counts, and is opened and answered by somebody else.
    """

    record: int | None
    called: Called | None
    text: str
    month: date
    period: Period | None
    compared: Compared
    claimed: int | None
    answers: Mapping[str, InvoiceAnswer]
    kept_away: bool

    def key(self, difference: Difference) -> str:
        """Names the difference as long as it stands: person, month and cause."""
        who = f"r{self.record}" if self.record else f"t{self.text[:80]}"
        return f"{who}/{self.month:%Y-%m}/{difference.cause}"

    @property
    def matches(self) -> bool:
        """Nothing differs."""
        return not self.compared.differences


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole invoice. Amounts: on the invoice, not agreed, and what can be paid now."""

    invoice: Invoice
    rows: tuple[Row, ...]
    total: Money
    nights: int
    messages: tuple[InvoiceMessage, ...]

    @property
    def differing(self) -> Money:
        """What both do not agree on."""
        return Money.of_ore(sum(row.compared.differing_ore for row in self.rows))

    @property
    def payable(self) -> Money:
        """What both agree on; never more than the invoice asks."""
        return min(self.total, self.total - self.differing)

    @property
    def missing(self) -> list[tuple[Row, Difference]]:
        """Known nights that are not on the invoice."""
        return [(row, one) for row, one in self.differences if one.cause == NOT_BILLED]

    @property
    def differences(self) -> list[tuple[Row, Difference]]:
        """Every difference with the row it stands in."""
        return [(row, one) for row in self.rows for one in row.compared.differences]


def invoice_for(actor: Actor, *, invoice_id: int) -> Invoice:
    """An invoice of the actor's municipality, or `NotVisible`; one query."""
    actor.require(Permission.SEE_INVOICES)
    rows = Invoice.objects.filter(municipality_id=actor.organisation_id, pk=invoice_id)
    rows = rows.select_related("shelter", "municipality", "bill", "recorded_by")
    found = rows.annotate(shelter_called=name_column("shelter_id", day=actor.on)).first()
    if found is None:
        raise NotVisible.standard()
    return found


def house_of(invoice: Invoice) -> str:
    """What the shelter of an invoice that `invoice_for` found is called on the reader's day."""
    return str(invoice.shelter_called or invoice.shelter.code)  # type: ignore[attr-defined] # annotated there


def comparison(actor: Actor, invoice: Invoice) -> Comparison:
    """The invoice compared with everything known today; a fixed number of queries."""
    actor.require(Permission.SEE_INVOICES)
    own = list(invoice.lines.order_by("position"))
    people = charged_people(invoice, own=own)
    names, kept = called_or_kept(actor, record_ids=[one.record for one in people if one.record is not None])
    answers = _answers(invoice)
    claimed = _claimed_in(invoice, {one.month for one in people})
    rows = [
        _row(
            one, names=names, answers=answers, claimed=claimed[one.month], kept_away=one.record in kept
        )
        for one in people
    ]  # fmt: skip
    return Comparison(
        invoice,
        tuple(sorted(_told(rows), key=lambda row: (row.called is None, _order(row), row.month, row.text))),
        Money.of_ore(sum(line.amount_ore for line in own)),
        sum(line.nights for line in own),
        tuple(InvoiceMessage.objects.filter(invoice=invoice).select_related("by").order_by("-at")),
    )


def _told(rows: list[Row]) -> list[Row]:
    """Rows that say something: no line, nothing known and nothing different says nothing."""
    return [row for row in rows if row.compared.known or row.compared.billed or row.compared.differences]


def _order(row: Row) -> tuple[int, object]:
    return (0, row.called.sort_key) if row.called else (1, 0)


def _row(
    one: Charged,
    *,
    names: Mapping[int, Called],
    answers: Mapping[str, Mapping[str, InvoiceAnswer]],
    claimed: Claimed,
    kept_away: bool,
) -> Row:
    compared = compare(one.known, lines=one.lines)
    if not one.here:
        # What is wrong on an earlier invoice is told there.
        kept = tuple(found for found in compared.differences if found.cause == NOT_BILLED)
        compared = Compared(
            compared.known, 0 if not one.lines else compared.billed, compared.billed_ore, kept
        )
    days = [day for line in one.lines for day in (line.start, line.end)]
    if not days and one.known is not None and one.known.payable:
        days = [min(one.known.payable), max(one.known.payable) + timedelta(days=1)]
    prefix = f"r{one.record}" if one.record else f"t{one.text[:80]}"
    return Row(
        one.record, names.get(one.record or 0), one.text, one.month,
        Period(min(days), max(days)) if days else None, compared,
        None if claimed is None or one.record is None else claimed.get(one.record, 0),
        answers.get(f"{prefix}/{one.month:%Y-%m}", {}), kept_away,
    )  # fmt: skip


def _answers(invoice: Invoice) -> dict[str, dict[str, InvoiceAnswer]]:
    """Person and month -> cause -> the latest answer."""
    found: dict[str, dict[str, InvoiceAnswer]] = {}
    for answer in InvoiceAnswer.objects.filter(invoice=invoice).select_related("by").order_by("at", "pk"):
        who, _, cause = answer.key.rpartition("/")
        found.setdefault(who, {})[cause] = answer
    return found


def _claimed_in(invoice: Invoice, months: Iterable[date]) -> dict[date, Claimed]:
    """Month (its first day) -> what was claimed in it, as `register_claimed` says."""
    periods = {month: Period(month, next_month(month)) for month in months}
    for source in _claimed:
        told = source(invoice.municipality_id, invoice.shelter_id, list(periods.values()))
        return {month: told[period] for month, period in periods.items()}
    return dict.fromkeys(periods)
