"""Addresses for the tests of declared routes."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.access.urls import open_page, page, signed_in_page


def shown(request: HttpRequest, number: int = 0) -> HttpResponse:
    return HttpResponse("indhold")


def of_another_house(request: HttpRequest) -> HttpResponse:
    raise NotVisible.standard()


def beyond_the_role(request: HttpRequest) -> HttpResponse:
    request.actor.require(Permission.CLOSE_CLAIMS)  # type: ignore[attr-defined]
    return HttpResponse("indhold")


urlpatterns = [
    page("house/", shown, permission=Permission.SEE_HOUSE, name="house"),
    page("claims/", shown, permission=Permission.SEE_CLAIMS, name="claims"),
    page("other/", of_another_house, permission=Permission.SEE_HOUSE, name="other"),
    page("beyond/", beyond_the_role, permission=Permission.SEE_HOUSE, name="beyond"),
    open_page("law/", shown, reason="the law is everybody's", name="law"),
    signed_in_page("me/", shown, reason="about the user only", name="me"),
    path("", include("hjemad.foundation.ui.urls")),
]
