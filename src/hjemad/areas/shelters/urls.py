"""Addresses of the shelter. Each says on its line who may use it."""

from hjemad.areas.shelters.views import admission, board, residents, stays
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "shelters"

_STAY = "ophold/<uuid:fact_id>/"

urlpatterns = [
    page("i-nat/", board.tonight, permission=Permission.SEE_HOUSE, name="tonight"),
    page("i-nat/indskriv/", admission.admit, permission=Permission.ADMIT, name="admit"),
    page("beboere/", residents.residents, permission=Permission.SEE_RESIDENTS, name="residents"),
    page(_STAY, stays.stay, permission=Permission.SEE_RESIDENTS, name="stay"),
    page(_STAY + "udskriv/", stays.discharge, permission=Permission.DISCHARGE, name="discharge"),
    page(_STAY + "ret/", stays.correct, permission=Permission.CORRECT_STAY, name="correct"),
    page(_STAY + "traek-tilbage/", stays.withdraw, permission=Permission.CORRECT_STAY, name="withdraw"),
]
