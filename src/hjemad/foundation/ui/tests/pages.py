"""Addresses of the tests of this floor: a page with a form, one that breaks, and the real sign-in."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import open_page, page
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick, PickMany

FORM_PAGE = "/skriv/"


class NoteForm(HjForm):
    """One field of each way to type or choose."""

    who = forms.CharField(label="Hvem")
    day = DanishDateField(label="Dag")
    bed = forms.ChoiceField(label="Plads", widget=Pick, choices=[("206", "206"), ("104", "104")])
    traits = forms.MultipleChoiceField(
        label="Mere", required=False, widget=PickMany, choices=[("dog", "hund"), ("child", "barn")]
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea, max_length=20_000)
    new_password = forms.CharField(label="Kode", required=False)


def write(request: HttpRequest) -> HttpResponse:
    """The form; a valid one is answered with what it held."""
    form = NoteForm.for_request(request)
    if form.is_valid():
        return HttpResponse(f"gemt: {form.cleaned_data['who']}")
    return render(request, "ui/tests/form.html", {"form": form})


def break_down(request: HttpRequest) -> HttpResponse:
    """A defect."""
    raise LookupError("defect")


def front(request: HttpRequest) -> HttpResponse:
    """A page with nothing on it but the frame."""
    return render(request, "ui/tests/front.html")


urlpatterns = [
    path("", include("hjemad.foundation.ui.urls")),
    page("skriv/", write, permission=Permission.SEE_HOUSE, name="write"),
    page("krav/", write, permission=Permission.SEE_CLAIMS, name="claims"),
    open_page("fejl/", break_down, reason="a test", name="break"),
    open_page("", front, reason="a test", name="front"),
]
