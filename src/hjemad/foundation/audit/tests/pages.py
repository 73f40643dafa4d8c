"""Addresses for the tests of the read log."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def residents(request: HttpRequest) -> HttpResponse:
    request.reads.add("list", [3, 1, 2, 1])  # type: ignore[attr-defined]
    return HttpResponse("Kaj sover her")


def law(request: HttpRequest) -> HttpResponse:
    return HttpResponse("§ 110")


urlpatterns = [path("residents/", residents, name="residents"), path("law/", law, name="law")]
