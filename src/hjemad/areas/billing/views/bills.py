"""The shelter's bills: the month for all municipalities on one page, issuing, and a bill as it was issued."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hjemad.areas.billing import events, queries
from hjemad.areas.billing.actions import bills as actions
from hjemad.areas.billing.forms.bills import AbsenceForm, IssueForm
from hjemad.areas.billing.models import Bill
from hjemad.areas.billing.queries import DraftBill, Month
from hjemad.areas.billing.reads.bill_document import bill_report
from hjemad.areas.billing.reads.invoices import messages_about
from hjemad.areas.billing.rules.bill import NET, Piece, Waiting, next_month
from hjemad.areas.billing.views import words
from hjemad.areas.billing.views.asked import asked_month
from hjemad.areas.citizens.queries import called, record_for, record_public_ids
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.audit import clock
from hjemad.foundation.audit.actions import disclose, log
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import name_on, names_on
from hjemad.foundation.ui.components import Answer, Crumb
from hjemad.foundation.ui.formats import money, nights, number
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period


def _crumbs(*crumbs: Crumb) -> list[Crumb]:
    return [Crumb(gettext("Bills"), reverse("billing:bills")), *crumbs]


def bills(request: HttpRequest) -> HttpResponse:
    """The newest month that is over, for all municipalities at once."""
    return _month_page(request, words.last_month(clock.today()))


def month(request: HttpRequest, month: str) -> HttpResponse:
    """Another month."""
    return _month_page(request, asked_month(month))


def _month_page(request: HttpRequest, asked: date) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    found = queries.month_of(actor, month=asked, as_of=today)
    note(request, "list", found.record_ids)
    names = names_on([one.municipality_id for one in found.bills], day=today)
    drafts = [(f"{one.municipality_id}:{one.fingerprint}", names[one.municipality_id]) for one in found.bills]
    form = IssueForm.for_request(request, drafts=drafts, initial={"bills": [value for value, _ in drafts]})
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.issue(by=actor, month=asked, expected=form.expected, today=today, at=clock.now())
            return reverse("billing:month", args=[f"{asked:%Y-%m}"])

        said = gettext("The bills are issued. They stand with the municipalities that use Hjemad")
        twice = gettext("You sent twice. The bills are issued once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    context = {
        "form": form, "month": found, "title": words.month_words(asked), "facts": _facts(found),
        "rows": _rows(found, names=names, drafts=drafts, form=form), "waiting": _waiting(request, found),
        "issued": _issued(queries.bills_issued(actor, month=asked), day=today),
        "over": next_month(asked) <= today, "crumbs": _crumbs(Crumb(words.month_words(asked))),
        "before": f"{words.last_month(asked):%Y-%m}", "net": found.basis == NET,
        "after": f"{next_month(asked):%Y-%m}" if next_month(asked) <= today else "",
    }  # fmt: skip
    return render(request, "billing/month.html", context)


def _issued(found: list[Bill], *, day: date) -> list[tuple[Bill, Money, str]]:
    names = names_on({one.municipality_id for one in found}, day=day)
    return [(one, Money.of_ore(one.amount_ore), names[one.municipality_id]) for one in found]


def _rows(
    found: Month, *, names: dict[int, str], drafts: list[tuple[str, str]], form: IssueForm
) -> list[tuple[DraftBill, str, str, bool]]:
    chosen = set(form["bills"].value() or [])
    rows = [
        (one, names[one.municipality_id], value, value in chosen)
        for one, (value, _) in zip(found.bills, drafts, strict=True)
    ]
    return sorted(rows, key=lambda row: row[1])


def _facts(found: Month) -> list[Answer]:
    # Nothing can be priced yet: the sum is unknown, not nothing.
    total = (
        None
        if found.waiting and not found.bills
        else Money.of_ore(sum(one.amount.half_ore // 2 for one in found.bills))
    )
    language = reader_language()
    billed = sum(one.nights for one in found.bills)
    waiting = sum(one.nights for one in found.waiting)
    people = len({one.record for one in found.waiting})
    bills = len(found.bills)
    return [
        Answer(
            gettext("To bill"), money(total, language=language),
            ngettext("%(n)s municipality", "%(n)s municipalities", bills) % {"n": bills},
        ),
        Answer(gettext("Nights"), number(billed, language=language)),
        Answer(
            gettext("Waits"), ngettext("%(n)s citizen", "%(n)s citizens", people) % {"n": people},
            gettext("%(nights)s, amount unknown") % {"nights": nights(waiting, language=language)}
            if waiting
            else "",
        ),
    ]  # fmt: skip


def _waiting(request: HttpRequest, found: Month) -> list[dict[str, Any]]:
    """Who cannot be billed yet, each with what is missing and where it is entered."""
    records = {one.record for one in found.waiting}
    names, public = called(actor_of(request), record_ids=records), record_public_ids(records)
    shelter = actor_of(request).organisation_id
    return [
        {
            "who": names.get(one.record), "nights": one.nights, "first": one.start,
            "missing": words.missing_words(one.missing), "mend": _mend(one, public[one.record], shelter),
        }
        for one in found.waiting
    ]  # fmt: skip


def _mend(one: Waiting, public_id: str, shelter: int) -> tuple[str, str]:
    first = one.start.isoformat()
    if "payer" in one.missing or "identity" in one.missing:
        return reverse("citizens:identity", args=[public_id]), gettext("Enter what is missing")
    if "rate" in one.missing:
        return f"{reverse('billing:rate')}?facility={shelter}&from={first}", gettext("Enter the rate")
    address = reverse("billing:payment", args=[public_id, shelter])
    return f"{address}?from={first}", gettext("Enter the resident payment")


def draft(request: HttpRequest, month: str, municipality: int) -> HttpResponse:
    """One municipality's lines before they are issued."""
    actor, asked = actor_of(request), asked_month(month)
    found = queries.month_of(actor, month=asked, as_of=clock.today())
    one = next((bill for bill in found.bills if bill.municipality_id == municipality), None)
    if one is None:
        raise Http404
    records = {line.record for line in one.lines}
    note(request, "list", records)
    names = called(actor, record_ids=records)
    departments = names_on({line.department for line in one.lines if line.department}, day=clock.today())
    public = record_public_ids(records)
    rows = [
        _draft_row(line, basis=one.basis, names=names, departments=departments)
        | {"absence": reverse("billing:absence", args=[public[line.record]])}
        for line in one.lines
    ]
    payer = name_on(municipality, day=clock.today())
    crumbs = _crumbs(Crumb(words.month_words(asked), reverse("billing:month", args=[month])), Crumb(payer))
    context = {
        "rows": rows, "payer": payer, "title": words.month_words(asked), "total": one.amount,
        "crumbs": crumbs, "net": one.basis == NET,
    }  # fmt: skip
    return render(request, "billing/draft_bill.html", context)


def _draft_row(line: Piece, *, basis: str, names: Any, departments: dict[int, str]) -> dict[str, Any]:
    return {
        "who": names.get(line.record), "department": departments.get(line.department or 0, ""),
        "period": Period(line.start, line.end), "nights": line.nights, "rate": Money.of_ore(line.rate_ore),
        "payment": None if line.payment_ore is None else Money.of_ore(line.payment_ore),
        "amount": Money.of_ore(line.amount_ore(basis)), "cause": words.CORRECTIONS[line.cause],
    }  # fmt: skip


def bill(request: HttpRequest, number: int) -> HttpResponse:
    """A bill as it was issued, and what the municipality sent back about it."""
    actor = actor_of(request)
    found = queries.bill_numbered(actor, number)
    lines = queries.lines_of_bill(found)
    note(request, "list", [line.record_id for line in lines])
    names = called(actor, record_ids=[line.record_id for line in lines])
    references = {
        public: record for record, public in record_public_ids([one.record_id for one in lines]).items()
    }
    departments = names_on({line.department_id for line in lines if line.department_id}, day=clock.today())
    rows = [
        {
            "who": names.get(line.record_id), "department": departments.get(line.department_id or 0, ""),
            "period": Period(line.valid_from, line.valid_to), "nights": line.nights,
            "rate": Money.of_ore(line.rate_ore), "amount": Money.of_ore(line.amount_ore),
            "payment": None if line.payment_ore is None else Money.of_ore(line.payment_ore),
            "cause": words.CORRECTIONS[line.cause],
        }
        for line in lines
    ]  # fmt: skip
    answers = [
        (message.at, [_answer(line, names=names, references=references) for line in message.lines])
        for message in messages_about([found]).get(found.pk, [])
    ]
    payer = name_on(found.municipality_id, day=clock.today())
    context = {
        "bill": found, "rows": rows, "payer": payer, "title": words.month_words(found.month),
        "total": Money.of_ore(found.amount_ore), "answers": answers, "net": found.basis == NET,
        "crumbs": _crumbs(Crumb(f"{found.reference}, {payer}")),
    }  # fmt: skip
    return render(request, "billing/bill.html", context)


def _answer(line: dict[str, Any], *, names: Any, references: dict[str, int]) -> dict[str, Any]:
    return {
        "who": names.get(references.get(line["person"], 0)), "cause": words.CAUSES[line["cause"]],
        "told": words.told_to_shelter(line), "note": line["note"],
        "amount": None if line["amount_ore"] is None else Money.of_ore(line["amount_ore"]),
    }  # fmt: skip


def bill_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The bill as a file that names nobody; logged as something that leaves the house."""
    found = queries.bill_numbered(actor_of(request), number)
    lines = queries.lines_of_bill(found)
    _leaves(request, found, records=[line.record_id for line in lines], what="bill_csv")
    return _file(
        queries.bill_csv(found, lines).encode(), found, kind="csv", content_type="text/csv; charset=utf-8"
    )


def bill_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The bill on paper, with the names the payer must know; logged as something that leaves the house."""
    found = queries.bill_numbered(actor_of(request), number)
    lines = queries.lines_of_bill(found)
    _leaves(request, found, records=[line.record_id for line in lines], what="bill_pdf")
    names = called(actor_of(request), record_ids=[line.record_id for line in lines])
    report = bill_report(
        found, lines, language=reader_language(), day=clock.today(), causes=words.CORRECTIONS,
        names={record: named(request, one) for record, one in names.items()},
        made_at=timezone.localtime(found.issued_at),
    )  # fmt: skip
    return _file(pdf_of(report), found, kind="pdf", content_type="application/pdf")


def _leaves(request: HttpRequest, found: Bill, *, records: list[int], what: str) -> None:
    actor, at = actor_of(request), clock.now()
    note(request, "export", records)
    disclose(
        records, to=name_on(found.municipality_id, day=clock.today()), what=what, basis="task", by=actor,
        to_organisation_id=found.municipality_id, at=at,
    )  # fmt: skip
    log(events.BILL_EXPORTED, by=actor, at=at, objects={"bill": found.pk}, data={"what": what})


def _file(content: bytes, found: Bill, *, kind: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    name = f"hjemad-{found.shelter.code}-{found.reference}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def absence(request: HttpRequest, record: UUID) -> HttpResponse:
    """A resident of the actor's house was away some nights."""
    actor = actor_of(request)
    known = record_for(actor, public_id=record)
    note(request, "page", [known.pk])
    form = AbsenceForm.for_request(request)
    house = Organisation.objects.get(pk=actor.organisation_id)

    def do() -> str:
        actions.record_absence(
            by=actor, record_id=known.pk, facility=house, period=form.period, at=clock.now(),
            place_kept=form.cleaned_data["place_kept"] == "yes",
        )  # fmt: skip
        return reverse("billing:absence", args=[record])

    if request.method == "POST" and form.is_valid():
        said, twice = gettext("It is saved"), gettext("You sent twice. It is saved once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    who = called(actor, record_ids=[known.pk]).get(known.pk)
    written = queries.absences_of(actor, record_id=known.pk)
    return render(request, "billing/absence.html", {"form": form, "who": who, "written": written})
