"""Addresses of claims. Each says on its line who may use it."""

from hjemad.areas.refunds.views import ledger as views
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "refunds"

_DRAFT = "anmodninger/kvartal/<str:quarter>/"
_CLAIM = "anmodninger/<int:number>/"

urlpatterns = [
    page("anmodninger/", views.claims, permission=Permission.SEE_CLAIMS, name="claims"),
    page(_DRAFT, views.draft, permission=Permission.SEE_CLAIMS, name="draft"),
    page(
        _DRAFT + "borger/<uuid:citizen>/",
        views.draft_lines,
        permission=Permission.SEE_CLAIMS,
        name="draft_lines",
    ),
    page(_DRAFT + "luk/", views.close, permission=Permission.CLOSE_CLAIMS, name="close"),
    page(_CLAIM, views.claim, permission=Permission.SEE_CLAIMS, name="claim"),
    page(
        _CLAIM + "linje/<int:position>/",
        views.claim_line,
        permission=Permission.SEE_CLAIMS,
        name="claim_line",
    ),
    page(_CLAIM + "csv/", views.claim_csv, permission=Permission.SEE_CLAIMS, name="claim_csv"),
]
