"""Read your list: the file, its columns, what it would do, and what became of it. Nothing before Save."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.shelters.forms.incoming import ColumnsForm, ListForm, SaveListForm
from hjemad.areas.shelters.models import StayFile
from hjemad.areas.shelters.reads.incoming import Plan, file_for, opened, plan_of, refused_after
from hjemad.areas.shelters.reads.refused_rows import refused_file
from hjemad.areas.shelters.writes import incoming as writes
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import children_on
from hjemad.foundation.ui.components import Answer, Crumb, Step
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.integrations.stay_files.columns import missing
from hjemad.integrations.stay_files.judge import JudgedRow
from hjemad.integrations.stay_files.words import field_name, said
from hjemad.integrations.table_files.sheet import FileRefused

SHOWN_ROWS = 200
_EXAMPLES, _LAST = 3, 3
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def frame(step: int, file: StayFile | None = None, *, elsewhere: bool = False) -> dict[str, Any]:
    """Crumbs, steps and the ways on: a house's own list, or one of a shelter that is not here."""
    titles = (gettext("The file"), gettext("Columns"), gettext("Look it over"), gettext("Saved"))
    elsewhere = elsewhere or (file is not None and file.is_elsewhere)
    own = [Crumb(gettext("Residents"), reverse("shelters:residents")), Crumb(gettext("Your list"))]
    return {
        "crumbs": [Crumb(gettext("Stays from a file"))] if elsewhere else own,
        "steps": [_step(title, at, here=step) for at, title in enumerate(titles)],
        "elsewhere": elsewhere,
        "back": reverse("shelters:elsewhere_new" if elsewhere else "shelters:residents"),
        "ways": _ways(file, elsewhere=elsewhere),
    }


def _ways(file: StayFile | None, *, elsewhere: bool) -> dict[str, str]:
    prefix = "elsewhere" if elsewhere else "list"
    ways = {"new": reverse(f"shelters:{prefix}_new")}
    if file is not None:
        for page in ("columns", "preview", "refused"):
            ways[page] = way_to(file, page)
    return ways


def way_to(file: StayFile, page: str) -> str:
    """The address of a page of that list."""
    prefix = "elsewhere" if file.is_elsewhere else "list"
    return reverse(f"shelters:{prefix}_{page}", args=[file.pk])


def _step(title: str, at: int, *, here: int) -> Step:
    return Step(title, "done" if at < here or here == _LAST else "open", here=at == here)


def list_new(request: HttpRequest) -> HttpResponse:
    """A file is chosen and read; the next page asks what its columns mean."""
    form = ListForm.for_request(request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            file = writes.keep_list(
                by=actor_of(request), name=given["file"].name, raw=given["file"].read(), about=given["about"],
                at=clock.now(),
            )  # fmt: skip
            return way_to(file, "columns")

        read, twice = gettext("The list is read"), gettext("You sent twice. The list is read once")
        answer = saved(request, form, do=do, said=read, twice=twice, fields={FileRefused: "file"})
        if answer is not None:
            return answer
    return render(request, "shelters/list_new.html", {"form": form, **frame(0)})


def list_columns(request: HttpRequest, file: int) -> HttpResponse:
    """Which column means what, as the headings propose; each can be chosen anew."""
    actor = actor_of(request)
    found = file_for(actor, file_id=file, at=clock.now())
    if found.saved_at is not None:
        return redirect(way_to(found, "preview"))
    sheet = opened(found)
    form = ColumnsForm.for_request(request, header=sheet.header, places=found.places)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            writes.choose_columns(by=actor, file=found, places=form.places)
            return way_to(found, "preview")

        chosen = gettext("The columns are chosen. Nothing is saved yet")
        answer = saved(request, form, do=do, said=chosen, twice=chosen, fields={})
        if answer is not None:
            return answer
    language = reader_language()
    context = {
        "form": form, "file": found, "unused": _unused(sheet.header, found.places),
        "missing": [field_name(name, language) for name in missing(found.places)], **frame(1, found),
    }  # fmt: skip
    return render(request, "shelters/list_columns.html", context)


def _unused(header: tuple[str, ...], places: dict[str, int]) -> list[str]:
    return [heading for at, heading in enumerate(header) if at not in places.values() and heading]


def list_preview(request: HttpRequest, file: int) -> HttpResponse:
    """What saving would do: how many rows, which of them not and why; after Save, what became of it."""
    actor, now = actor_of(request), clock.now()
    found = file_for(actor, file_id=file, at=now)
    if found.saved_at is None and missing(found.places):
        return redirect(way_to(found, "columns"))
    if found.saved_at is not None:
        return render(
            request, "shelters/list_saved.html", {"file": found, **_saved(found), **frame(3, found)}
        )
    would = plan_of(found, today=clock.today())
    note(request, "list", would.record_ids)
    # Beds are opened by their house alone.
    new_places = [] if found.is_elsewhere else would.new_places
    departments = children_on(found.shelter_id, day=clock.today(), kind=Kind.DEPARTMENT)
    form = SaveListForm.for_request(
        request, asks=bool(new_places and departments),
        departments=[(str(one.id), gettext("Yes, in %(name)s") % {"name": one.name}) for one in departments],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            where = form.department_id
            writes.save(by=actor, file=found, open_places=where is not None, department_id=where, at=now)
            return way_to(found, "preview")

        done, twice = gettext("The list is saved"), gettext("You sent twice. The list is saved once")
        answer = saved(request, form, do=do, said=done, twice=twice, fields={})
        if answer is not None:
            return answer
    context = {
        "form": form, "file": found, "would": would, "facts": _facts(found, would),
        "refused": _rows(would.refused), "look": _grouped(would.to_look_at),
        "new_places": new_places, "no_department": bool(new_places) and not departments,
        **frame(2, found),
    }  # fmt: skip
    return render(request, "shelters/list_preview.html", context)


def _facts(file: StayFile, would: Plan) -> list[Answer]:
    counts = would.counts
    usable = file.rows - len(would.refused)
    people = would.new_people
    return [
        Answer(gettext("Can be used"), gettext("%(n)s of %(m)s rows") % {"n": usable, "m": file.rows}),
        Answer(
            gettext("New stays"), str(counts["new"]),
            ngettext("%(n)s citizen new here", "%(n)s citizens new here", people) % {"n": people},
        ),
        Answer(gettext("Ends now"), str(counts["changed"]), gettext("stays that stood open")),
        Answer(gettext("Stands already"), str(counts["same"]), gettext("nothing is changed")),
    ]  # fmt: skip


def _rows(rows: list[JudgedRow]) -> list[tuple[int, str]]:
    language = reader_language()
    return [
        (one.number, ". ".join(said(remark, language) for remark in one.remarks if remark.refuses))
        for one in rows[:SHOWN_ROWS]
    ]


def _grouped(rows: list[JudgedRow]) -> list[tuple[str, int, str]]:
    """Each warning once: in words, how many rows, and the numbers of the first of them."""
    language = reader_language()
    numbers: dict[str, list[int]] = {}
    for one in rows:
        for remark in one.remarks:
            numbers.setdefault(said(remark, language), []).append(one.number)
    return [
        (text, len(some), _first(some))
        for text, some in sorted(numbers.items(), key=lambda item: -len(item[1]))
    ]


def _first(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_EXAMPLES])
    return f"{shown} …" if len(numbers) > _EXAMPLES else shown


def _saved(file: StayFile) -> dict[str, Any]:
    done = Counter({name: count for name, count in file.outcome.items() if isinstance(count, int)})
    left = done["refused"] + done["conflict"]
    facts = [
        Answer(gettext("New stays"), str(done["new"]), ""),
        Answer(gettext("New citizens"), str(done["people"]), ""),
        Answer(gettext("Ended"), str(done["changed"]), gettext("stays that stood open")),
        Answer(gettext("Not used"), ngettext("%(n)s row", "%(n)s rows", left) % {"n": left}, ""),
    ]
    return {"facts": facts, "done": done, "refused": _rows(refused_after(file)), "left": left}


def list_refused(request: HttpRequest, file: int) -> HttpResponse:
    """The rows that cannot be used, as a workbook with a column that says why."""
    now = clock.now()
    found = file_for(actor_of(request), file_id=file, at=now)
    if missing(found.places):
        raise Http404
    if found.saved_at is None:
        would = plan_of(found, today=clock.today())
        note(request, "export", [one.record_id for one in would.refused])
        refused = would.refused
    else:
        refused = refused_after(found)
    data = refused_file(found, refused, language=reader_language(), at=now)
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="hjemad-raekker-{found.pk}.xlsx"'
    return response
