"""Shelters, departments and what they are called, for an administrator: no page here names a citizen."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hjemad.foundation.audit import clock
from hjemad.foundation.organisations import actions
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import (
    OURS,
    names_of,
    names_on,
    of_kinds,
    parents_of,
)
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.organisation_forms import OrganisationForm, RenameForm
from hjemad.foundation.ui.saving import actor_of, saved

_PER_PAGE = 50


def organisations(request: HttpRequest) -> HttpResponse:
    """Shelters and departments by name, each with what it stands below; the same queries for any number."""
    typed = request.GET.get("q", "").strip().replace("\0", "")[:100]
    today = clock.today()
    found = of_kinds(OURS, day=today, like=typed)
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    above = {
        child: next((parent for parent, period in some if period.contains(today)), None)
        for child, some in parents_of([one.id for one in shown]).items()
    }
    names = names_on({pk for pk in above.values() if pk}, day=today)
    rows = [(one, names.get(above.get(one.id) or 0, "")) for one in shown]
    return render(request, "ui/organisations.html", {"rows": rows, "page": page, "typed": typed})


@require_http_methods(["GET", "POST"])
def new_organisation(request: HttpRequest) -> HttpResponse:
    """A shelter or a department from a day on."""
    form = OrganisationForm.for_request(request, parents=_parents(), initial={"first": clock.today()})

    def do() -> str:
        given = form.cleaned_data
        parent = Organisation.objects.get(pk=given["parent"]) if given["parent"] else None
        made = actions.create_organisation(
            given["kind"], code=given["code"], name=given["name"], valid_from=given["first"],
            at=clock.now(), by=actor_of(request), parent=parent,
        )  # fmt: skip
        return reverse("access:organisation", args=[made.pk])

    if form.is_valid():
        said = gettext("It is set up. Give its leader a role under “Users”")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    context = {"form": form, "crumbs": [_list_crumb(), Crumb(gettext("New"))]}
    return render(request, "ui/new_organisation.html", context)


@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest, organisation: int) -> HttpResponse:
    """One shelter or department: its names with their days, what it stands below, and a new name."""
    one = get_object_or_404(Organisation, pk=organisation, kind__in=OURS)
    form = RenameForm.for_request(request, initial={"first": clock.today()})

    def do() -> str:
        actions.rename(
            one, name=form.cleaned_data["name"], valid_from=form.cleaned_data["first"],
            by=actor_of(request), at=clock.now(),
        )  # fmt: skip
        return reverse("access:organisation", args=[one.pk])

    if form.is_valid():
        said = gettext("The new name is kept, and so is the earlier one for its days")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    today = clock.today()
    above = parents_of([one.pk]).get(one.pk, [])
    names = names_on({one.pk, *(parent for parent, _ in above)}, day=today)
    context = {
        "one": one,
        "called": names[one.pk],
        "names": names_of(one.pk),
        "above": [(names[parent], period) for parent, period in above],
        "form": form,
        "crumbs": [_list_crumb(), Crumb(names[one.pk])],
    }
    return render(request, "ui/organisation.html", context)


def _list_crumb() -> Crumb:
    return Crumb(gettext("Organisations"), reverse("access:organisations"))


def _parents() -> dict[str, list[tuple[str, str]]]:
    """What something new can stand below, by sort: id as text, and name."""
    today = clock.today()
    return {
        kind: [(str(one.id), one.name) for one in of_kinds([kind], day=today)]
        for kind in (Kind.SHELTER, Kind.REGION, Kind.MUNICIPALITY)
    }
