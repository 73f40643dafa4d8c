"""The page of one form, which most pages here are; and the way back to a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hjemad.areas.citizens import queries as citizens
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of


@dataclass(frozen=True)
class FormPage:
    """What stands around the form: its title, sentences before it, its button and the way back."""

    title: str
    button: str
    back: str
    lines: Sequence[str] = ()


def form_page(
    request: HttpRequest, form: HjForm, page: FormPage, *, crumbs: list[Crumb], **more: Any
) -> HttpResponse:
    """The form in its page."""
    return render(request, "rights/form.html", {"form": form, "page": page, "crumbs": crumbs, **more})


def person_crumbs(request: HttpRequest, record_id: int, public_id: UUID, *, title: str) -> list[Crumb]:
    """The person, the log about them, and this page."""
    actor = actor_of(request)
    known = citizens.identity_of(actor, record_id=record_id)
    address = reverse("overview:person", args=[public_id])
    return [Crumb(named(request, known.called), address), Crumb(title)]
