"""Pages of what was claimed before Hjemad: a list, one quarter by hand, or a file with its preview."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.queries import called_for_house
from hjemad.areas.refunds.actions import opening as actions
from hjemad.areas.refunds.actions.opening import Claimed
from hjemad.areas.refunds.forms import OpeningConfirmForm, OpeningFileForm, OpeningForm, WithdrawForm
from hjemad.areas.refunds.line_words.lines import quarter_words
from hjemad.areas.refunds.models import OpeningBalance
from hjemad.areas.refunds.queries import opening as queries
from hjemad.areas.refunds.views.ledger import ROWS_ON_A_PAGE, crumbs_to
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.integrations.claim_files.opening import read_opening
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter

LARGEST_FILE = 1_000_000


def openings(request: HttpRequest) -> HttpResponse:
    """What stands as claimed before Hjemad, newest quarter first."""
    actor = actor_of(request)
    page = Paginator(queries.openings_of(actor), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown: Sequence[OpeningBalance] = list(page.object_list)
    records = [one.record_id for one in shown if one.record_id]
    note(request, "list", records)
    names = called_for_house(actor, records)
    rows = [
        (one, names.get(one.record_id or 0), quarter_words(Quarter.of(one.valid_from)),
         Money(one.refund_half_ore))
        for one in shown
    ]  # fmt: skip
    may_write = actor.may(Permission.WRITE_OPENING_BALANCE)
    context = {
        "page": page, "rows": rows, "may_write": may_write,
        "crumbs": crumbs_to(gettext("Asked for before Hjemad")),
        "form": OpeningFileForm() if may_write else None,
    }  # fmt: skip
    return render(request, "refunds/openings.html", context)


def enter(request: HttpRequest) -> HttpResponse:
    """What was claimed for a whole quarter, by hand."""
    form = OpeningForm.for_request(request)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            claimed = Claimed(Quarter.parse(given["quarter"]), given["nights"], given["net"], given["refund"])
            actions.enter_opening(claimed, by=actor_of(request), source=given["source"], at=clock.now())
            return reverse("refunds:openings")

        answer = saved(
            request, form, do=do, said=gettext("The opening balance is saved"),
            twice=gettext("You sent twice. It is done once"), fields={},
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {"form": form, "crumbs": crumbs_to(gettext("Asked for before Hjemad"))}
    return render(request, "refunds/enter_opening.html", context)


def read_file(request: HttpRequest) -> HttpResponse:
    """The preview of a file: what is new, changed, the same and rejected. Nothing is saved yet."""
    if request.method != "POST":
        return redirect("refunds:openings")
    form = OpeningFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            text = _text_of(form.cleaned_data["file"])
            return _preview(request, text)
        except InputRejected as error:
            form.add_error("file", refusal(error))
    context = {"form": form, "crumbs": crumbs_to(gettext("Asked for before Hjemad"))}
    return render(request, "refunds/opening_file.html", context)


def _text_of(upload: object) -> str:
    data = upload.read(LARGEST_FILE + 1)  # type: ignore[attr-defined] # an uploaded file of Django
    if len(data) > LARGEST_FILE:
        raise InputRejected(
            en="The file is larger than 1 MB. Split it, and send each part",
            da="Filen er større end 1 MB. Del den, og send hver del",
        )
    try:
        return str(data, "utf-8")
    except UnicodeDecodeError:
        raise InputRejected(
            en="The file is not UTF-8 text. Save it as CSV (UTF-8), and send it again",
            da="Filen er ikke UTF-8-tekst. Gem den som CSV (UTF-8), og send den igen",
        ) from None


def _preview(request: HttpRequest, text: str) -> HttpResponse:
    read = read_opening(text)
    found = queries.preview_of(actor_of(request), read.rows)
    note(request, "list", {one.record_id for one in found if one.record_id})
    rejected = [(one.line, one.column) for one in read.bad]
    rejected += [(one.row.line, one.column) for one in found if one.does == "rejected"]
    todo = [one for one in found if one.does in {"new", "changed"}]
    context = {
        "form": OpeningConfirmForm(initial={"text": text}), "todo": todo,
        "new": sum(one.does == "new" for one in found), "same": sum(one.does == "same" for one in found),
        "changed": sum(one.does == "changed" for one in found), "rejected": sorted(rejected),
        "unused": read.unused, "crumbs": crumbs_to(gettext("Asked for before Hjemad")),
        "total": sum((one.row.refund for one in todo), Money.zero()),
    }  # fmt: skip
    return render(request, "refunds/opening_preview.html", context)


def confirm(request: HttpRequest) -> HttpResponse:
    """The rows of the preview stand, all or none; sent again, nothing changes."""
    if request.method != "POST":
        return redirect("refunds:openings")
    actor, form = actor_of(request), OpeningConfirmForm(request.POST)
    if form.is_valid():
        rows = queries.preview_of(actor, read_opening(form.cleaned_data["text"]).rows)
        todo = [one for one in rows if one.does in {"new", "changed"}]

        def do() -> str:
            actions.import_openings(
                [_claimed(one) for one in todo], sources=[one.row.source for one in todo], by=actor,
                at=clock.now(),
            )  # fmt: skip
            return reverse("refunds:openings")

        said = ngettext("%(n)s row is saved", "%(n)s rows are saved", len(todo)) % {"n": len(todo)}
        answer = saved(
            request, form, do=do, said=said, twice=gettext("You sent twice. It is done once"), fields={}
        )
        if answer is not None:
            return answer
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    return redirect("refunds:openings")


def _claimed(one: queries.Previewed) -> Claimed:
    row = one.row
    return Claimed(
        row.quarter, row.nights, row.net, row.refund, record_id=one.record_id, facility_id=one.facility_id,
        year_start=row.year_start, nights_used=row.nights_used,
    )  # fmt: skip


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A mistake is taken back with its reason; its history stays."""
    actor = actor_of(request)
    found = queries.opening_with_id(actor, pk)
    form = WithdrawForm.for_request(request)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.withdraw_opening(found, by=actor, at=clock.now(), reason=form.cleaned_data["reason"])
            return reverse("refunds:openings")

        answer = saved(
            request, form, do=do, said=gettext("The opening balance is withdrawn"),
            twice=gettext("You sent twice. It is done once"), fields={},
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {
        "form": form, "found": found, "title": quarter_words(Quarter.of(found.valid_from)),
        "amount": Money(found.refund_half_ore), "crumbs": crumbs_to(gettext("Asked for before Hjemad")),
    }  # fmt: skip
    return render(request, "refunds/withdraw_opening.html", context)
