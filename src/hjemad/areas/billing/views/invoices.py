"""The municipality's invoices: the list, a file with its preview, one compared and answered."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.billing.forms.invoices import AnswerForm, FileForm, ReceiveForm, SendForm
from hjemad.areas.billing.models import Invoice
from hjemad.areas.billing.queries import rates_for
from hjemad.areas.billing.reads.comparison import Comparison, Row, comparison, house_of, invoice_for
from hjemad.areas.billing.reads.invoices import file_for, invoices_of, preview
from hjemad.areas.billing.rules.bill import next_month
from hjemad.areas.billing.rules.compare import Difference
from hjemad.areas.billing.views import words
from hjemad.areas.billing.writes import invoices as writes
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.ui.components import Answer, Crumb
from hjemad.foundation.ui.formats import money, nights
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period


def crumbs_to(*crumbs: Crumb) -> list[Crumb]:
    """From the list of invoices down to these."""
    return [Crumb(gettext("Bills"), reverse("billing:invoices")), *crumbs]


def invoices(request: HttpRequest) -> HttpResponse:
    """Everything the municipality was billed for, newest month first."""
    found = invoices_of(actor_of(request))
    houses = names_on({one.invoice.shelter_id for one in found}, day=clock.today())
    rows = [
        (
            one,
            houses[one.invoice.shelter_id],
            words.month_words(one.invoice.month),
            Money.of_ore(one.amount_ore),
        )
        for one in found
    ]
    may_write = actor_of(request).may(Permission.WRITE_INVOICES)
    return render(request, "billing/invoices.html", {"rows": rows, "may_write": may_write})


def invoice_file(request: HttpRequest) -> HttpResponse:
    """A file is read; the next page shows what is in it before anything is written."""
    form = FileForm.for_request(request)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]

        def do() -> str:
            read = writes.read_file(
                by=actor_of(request), name=file.name, raw=file.read(), today=clock.today(), at=clock.now()
            )
            return reverse("billing:invoice_preview", args=[read.pk])

        said, twice = gettext("The file is read"), gettext("You sent twice. The file is read once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    return render(
        request, "billing/invoice_file.html", {"form": form, "crumbs": crumbs_to(Crumb(gettext("File")))}
    )


def invoice_preview(request: HttpRequest, file: int) -> HttpResponse:
    """What receiving the file would do: new, changed, in conflict, the same, and rows that cannot be used."""
    found = file_for(actor_of(request), file_id=file)
    inside = preview(found)
    note(request, "list", {row["record"] for row in found.rows})
    form = ReceiveForm.for_request(request)
    todo = [one for one in inside if one.does in {"new", "changed"}]
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            writes.receive(by=actor_of(request), file=found, at=clock.now())
            return reverse("billing:invoices")

        said, twice = gettext("The invoices are received"), gettext("You sent twice. They are received once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    context = {
        "form": form, "file": found, "todo": todo, "crumbs": crumbs_to(Crumb(gettext("File"))),
        "rows": [(one, words.month_words(one.month), Money.of_ore(one.amount_ore)) for one in inside],
        "rejected": [(one["row"], one["column"], one[reader_language()]) for one in found.rejected],
        "rejected_rows": len({one["row"] for one in found.rejected}), "used": len(found.rows),
    }  # fmt: skip
    return render(request, "billing/invoice_preview.html", context)


def invoice(request: HttpRequest, invoice: int) -> HttpResponse:
    """Nights known, on the bill and claimed, side by side; every difference with its cause and amount."""
    actor = actor_of(request)
    one = invoice_for(actor, invoice_id=invoice)
    found = comparison(actor, one)
    note(request, "list", [row.record for row in found.rows])
    house = house_of(one)
    title = f"{house}, {words.month_words(one.month)}"
    only = request.GET.get("vis") == "forskelle"
    rows = [row for row in found.rows if not (only and row.matches)]
    context = {
        "invoice": one, "found": found, "house": house, "title": title, "facts": _facts(found), "only": only,
        "rows": [_line(row, of=one) for row in rows], "all": len(found.rows),
        "differing": sum(not row.matches for row in found.rows), "crumbs": crumbs_to(Crumb(title)),
        "may_write": actor.may(Permission.WRITE_INVOICES), "rates": _rates(one),
        "known": sum(row.compared.known for row in found.rows), "billed": found.nights,
        "claimed": _claimed(found), "difference": found.differing,
    }  # fmt: skip
    return render(request, "billing/invoice.html", context)


def _claimed(found: Comparison) -> int | None:
    told = [row.claimed for row in found.rows if row.claimed is not None]
    return sum(told) if told else None


def _facts(found: Comparison) -> list[Answer]:
    language = reader_language()
    wrong = [one for _, one in found.differences if one.amount_ore is not None]
    missing = sum(len(one.nights) for _, one in found.missing)
    people = len(found.missing)
    return [
        Answer(
            gettext("The bill"), money(found.total, language=language),
            nights(found.nights, language=language),
        ),
        Answer(
            gettext("Can be paid now"), money(found.payable, language=language), gettext("what both agree on")
        ),
        Answer(
            gettext("Does not match"), money(found.differing, language=language),
            ngettext("%(n)s difference", "%(n)s differences", len(wrong)) % {"n": len(wrong)},
        ),
        Answer(
            gettext("Missing on the bill"),
            ngettext("%(n)s citizen", "%(n)s citizens", people) % {"n": people},
            nights(missing, language=language) if missing else "",
        ),
    ]  # fmt: skip


def _line(row: Row, *, of: Invoice) -> dict[str, Any]:
    differences = [
        {
            "cause": words.CAUSES[one.cause], "told": words.told(one), "missing": one.amount_ore is None,
            "amount": None if one.amount_ore is None else Money.of_ore(one.amount_ore),
            "address": reverse("billing:invoice_answer", args=[of.pk, mark(row.key(one))]),
            "action": words.ACTIONS[words.USUAL.get(one.cause, "ask_correction")],
            "answer": row.answers.get(one.cause),
            "answered": words.ANSWERED[row.answers[one.cause].status] if one.cause in row.answers else "",
        }
        for one in row.compared.differences
    ]  # fmt: skip
    month = words.month_words(row.month) if row.month != of.month else ""
    return {"row": row, "differences": differences, "month": month}


def mark(key: str) -> str:
    """The difference in an address: it names nobody."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _rates(invoice: Invoice) -> list[tuple[str, Money, Any, str]]:
    """The rates that hold in the month, by department."""
    rates: list[Any] = list(
        rates_for([invoice.shelter_id], period=Period(invoice.month, next_month(invoice.month)))
    )
    return [
        (
            (rate.department_called or rate.department.code) if rate.department else "",
            Money.of_ore(rate.per_day_ore), rate.valid_from, rate.source,
        )
        for rate in rates
    ]  # fmt: skip


def invoice_answer(request: HttpRequest, invoice: int, difference: str) -> HttpResponse:
    """What is done about one difference, with a note."""
    actor = actor_of(request)
    one = invoice_for(actor, invoice_id=invoice)
    row, found = _difference(comparison(actor, one), difference)
    note(request, "page", [row.record])
    usual = words.USUAL.get(found.cause, "ask_correction")
    codes = [usual, *(code for code in words.ACTIONS if code != usual)]
    form = AnswerForm.for_request(request, statuses=[(code, words.ACTIONS[code]) for code in codes])
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            writes.answer(
                by=actor,
                invoice=one,
                key=row.key(found),
                status=given["status"],
                note=given["note"],
                at=clock.now(),
            )
            return reverse("billing:invoice", args=[one.pk])

        said, twice = gettext("The answer is saved. It is not sent yet"), gettext("It is saved once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    house = house_of(one)
    title = f"{house}, {words.month_words(one.month)}"
    cause = str(words.CAUSES[found.cause])
    context = {
        "form": form, "row": row, "cause": cause, "told": words.told(found), "invoice": one,
        "amount": None if found.amount_ore is None else Money.of_ore(found.amount_ore),
        "crumbs": crumbs_to(Crumb(title, reverse("billing:invoice", args=[one.pk])), Crumb(cause)),
    }  # fmt: skip
    return render(request, "billing/invoice_answer.html", context)


def _difference(found: Comparison, marked: str) -> tuple[Row, Difference]:
    for row, one in found.differences:
        if mark(row.key(one)) == marked and not row.kept_away:
            return row, one
    raise NotVisible.standard()


def invoice_send(request: HttpRequest, invoice: int) -> HttpResponse:
    """A page of its own: what the shelter will read, word by word, before it is sent."""
    actor = actor_of(request)
    one = invoice_for(actor, invoice_id=invoice)
    found = comparison(actor, one)
    note(request, "list", [row.record for row, _ in found.differences])
    form = SendForm.for_request(request)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            writes.send_differences(by=actor, invoice=one, today=clock.today(), at=clock.now())
            return reverse("billing:invoice", args=[one.pk])

        said, twice = gettext("The differences are sent"), gettext("You sent twice. They are sent once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    lines = [
        (row, words.CAUSES[difference.cause], _for_shelter(difference), row.answers.get(difference.cause))
        for row, difference in found.differences
        if not (difference.cause in row.answers and row.answers[difference.cause].status == "accept")
    ]
    house = house_of(one)
    title = f"{house}, {words.month_words(one.month)}"
    crumbs = crumbs_to(Crumb(title, reverse("billing:invoice", args=[one.pk])), Crumb(gettext("Send")))
    context = {"form": form, "lines": lines, "house": house, "invoice": one, "crumbs": crumbs}
    return render(request, "billing/invoice_send.html", context)


def _for_shelter(difference: Difference) -> str:
    return words.told_to_shelter(
        {
            "cause": difference.cause, "nights": [day.isoformat() for day in difference.nights],
            "billed_rate_ore": difference.billed_rate_ore, "right_rate_ore": difference.right_rate_ore,
        }
    )  # fmt: skip
