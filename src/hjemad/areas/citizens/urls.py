"""Addresses about a person. Each says on its line who may use it."""

from hjemad.areas.citizens import views
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "citizens"

_PERSON = "borger/<uuid:public_id>/"

urlpatterns = [
    page(_PERSON + "identitet/", views.identity, permission=Permission.WRITE_IDENTITY, name="identity"),
    page(_PERSON + "cpr/", views.cpr, permission=Permission.WRITE_IDENTITY, name="cpr"),
]
