"""Breaches, unusual reading, and the register of processing: for the officer and the leader."""

import csv
import io
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from hjemad.areas.rights.actions import breaches as actions
from hjemad.areas.rights.forms.duties import BreachForm, NoteForm
from hjemad.areas.rights.line_words import reason_words
from hjemad.areas.rights.models import Breach
from hjemad.areas.rights.queries import breaches as queries
from hjemad.areas.rights.queries.register import processing, roles_of
from hjemad.areas.rights.queries.unusual import DAYS_BACK, to_look_at
from hjemad.areas.rights.rules import unusual as limits
from hjemad.areas.rights.views.frame import FormPage, form_page
from hjemad.documents.table_cells import neutral
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.saving import actor_of, saved


def breaches(request: HttpRequest) -> HttpResponse:
    """Every breach of the house, with its clock; what waits stands first."""
    shown = queries.breaches_of(actor_of(request), now=clock.now())
    return render(request, "rights/breaches.html", {"breaches": shown})


def new_breach(request: HttpRequest) -> HttpResponse:
    """Something has happened: written down at once, by whoever leads or advises the house."""
    actor = actor_of(request)
    now = timezone.localtime(clock.now())
    form = BreachForm.for_request(request, initial={"known_day": now.date(), "known_time": now.time()})
    back = _after_breach(request)

    def do() -> str:
        actions.write_breach(form.details, by=actor, at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("It is written down. The 72 hours run from the time you gave")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is written down once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=gettext("Write down a breach"),
        lines=(gettext("Datatilsynet is told within 72 hours, also at weekends. More can be added later."),),
        button=gettext("Write it down"),
        back=back,
    )
    return form_page(request, form, page, crumbs=[Crumb(page.title)])


def breach(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """What is known now; what was known before stands below."""
    actor = actor_of(request)
    known = queries.breach_for(actor, fact_id=fact_id)
    form = BreachForm.for_request(request, initial=_initial(known))
    back = reverse("rights:breaches")

    def do() -> str:
        actions.write_more(known, form.details, by=actor, at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("What is known now is saved")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is saved once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(title=gettext("A breach"), button=gettext("Save what is known now"), back=back)
    crumbs = [Crumb(gettext("Breaches"), back), Crumb(page.title)]
    return form_page(request, form, page, crumbs=crumbs, history=queries.versions_of(known))


def unusual_reading(request: HttpRequest) -> HttpResponse:
    """What is worth asking about, each with its reason. Nobody is scored, and workers are not compared."""
    found = to_look_at(actor_of(request), today=clock.today())
    context = {
        "found": [(one, reason_words(one.what.reason)) for one in found],
        "days": DAYS_BACK,
        "night": limits.MANY_AT_NIGHT,
        "look_ups": limits.MANY_LOOK_UPS,
        "readers": limits.MANY_READERS,
    }
    return render(request, "rights/unusual.html", context)


def note_unusual(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody has looked at it: what they found."""
    actor = actor_of(request)
    found = next((one for one in to_look_at(actor, today=clock.today()) if one.what.key == key), None)
    if found is None:
        raise NotVisible.standard()
    form = NoteForm.for_request(request)
    back = reverse("rights:unusual")

    def do() -> str:
        actions.note_unusual(key, words=form.cleaned_data["words"], by=actor, at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("It is noted that you have looked at it")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is noted once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=reason_words(found.what.reason),
        lines=(gettext("Ask first. There is most often a good reason."),),
        button=gettext("Note it"),
        back=back,
    )
    crumbs = [Crumb(gettext("Unusual reading"), back), Crumb(page.title)]
    return form_page(request, form, page, crumbs=crumbs)


def register(request: HttpRequest) -> HttpResponse:
    """The register of processing by controller, and which role may do what, as the house declares it."""
    context = {"controllers": processing(), "roles": roles_of()}
    return render(request, "rights/register.html", context)


def register_file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The register as a table."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            gettext("Controller"), gettext("Kind of data"), gettext("Purpose"),
            gettext("Legal basis"), pgettext("how long", "Kept"), gettext("Kinds of fields"),
        ]
    )  # fmt: skip
    for controller, rows in processing():
        for one in rows:
            cells = [controller, one.label, one.purpose, one.basis, one.retention, ", ".join(one.classes)]
            writer.writerow([neutral(cell) for cell in cells])
    response = HttpResponse(target.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fortegnelse.csv"'
    return response


def _after_breach(request: HttpRequest) -> str:
    """The list, for who may see it; a leader comes back to the page they may see."""
    may = actor_of(request).may(Permission.SEE_BREACHES)
    return reverse("rights:breaches" if may else "rights:unusual")


def _initial(known: Breach) -> dict[str, object]:
    known_at = timezone.localtime(known.known_at)
    reported = timezone.localtime(known.reported_at) if known.reported_at else None
    return {
        "known_day": known_at.date(),
        "known_time": known_at.time(),
        "happened": known.happened,
        "affected": known.affected,
        "done": known.done,
        "reported_day": reported.date() if reported else None,
        "reported_time": reported.time() if reported else None,
        "not_reported_why": known.not_reported_why,
        "people_told": known.people_told,
    }
