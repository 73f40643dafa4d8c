"""Addresses of decisions. Each says on its line who may use it."""

from hjemad.areas.decisions.views import appeals, decision
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "decisions"

_ONE = "afgoerelser/<uuid:fact_id>/"

urlpatterns = [
    page("afgoerelser/", decision.decisions, permission=Permission.SEE_DECISIONS, name="decisions"),
    page(_ONE, decision.decision, permission=Permission.SEE_DECISIONS, name="decision"),
    page(_ONE + "ark/", decision.sheet, permission=Permission.SEE_DECISIONS, name="sheet"),
    page(_ONE + "ark/pdf/", decision.sheet_pdf, permission=Permission.SEE_DECISIONS, name="sheet_pdf"),
    page(_ONE + "klage/", appeals.appeal, permission=Permission.SEE_DECISIONS, name="appeal"),
]
