"""Addresses of the shelter. Each says on its line who may use it."""

from hjemad.areas.shelters import views
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "shelters"

_STAY = "ophold/<uuid:fact_id>/"

urlpatterns = [
    page("i-nat/", views.tonight, permission=Permission.SEE_HOUSE, name="tonight"),
    page("i-nat/indskriv/", views.admit, permission=Permission.ADMIT, name="admit"),
    page("beboere/", views.moved_on, permission=Permission.SEE_RESIDENTS, name="moved_on"),
    page(_STAY, views.stay, permission=Permission.SEE_RESIDENTS, name="stay"),
    page(_STAY + "udskriv/", views.discharge, permission=Permission.DISCHARGE, name="discharge"),
    page(_STAY + "ret/", views.correct, permission=Permission.CORRECT_STAY, name="correct"),
]
