"""Addresses of a person's rights. Each says on its line who may use it."""

from hjemad.areas.rights.views import emergencies
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "rights"

urlpatterns = [
    page("noedsituation/", emergencies.open_record, permission=Permission.OPEN_EMERGENCY, name="emergency"),
    page(
        "noedsituation/aabnet/",
        emergencies.emergencies,
        permission=Permission.SEE_EMERGENCIES,
        name="emergencies",
    ),
    page(
        "noedsituation/aabnet/<uuid:fact_id>/",
        emergencies.look,
        permission=Permission.SEE_EMERGENCIES,
        name="look_at_emergency",
    ),
]
