"""The law, its rules and their calculators. Open to everybody: they hold law, and no person's data."""

from hjemad.areas.lawbook.views import calculator, index, overviews, own_cases, rule
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import open_page, page

app_name = "lawbook"

_LAW = "law is public, and no person's data stands on the page"
_OWN, _KEEP = "lov/egne-sager/", Permission.KEEP_CASES

urlpatterns = [
    open_page("lov/", index.index, reason=_LAW, name="index"),
    open_page("lov/satser-og-tal/", overviews.numbers, reason=_LAW, name="numbers"),
    open_page("lov/aendringer/", overviews.changed, reason=_LAW, name="changes"),
    open_page("lov/uafklaret/", overviews.unsettled, reason=_LAW, name="unsettled"),
    page(_OWN, own_cases.tables, permission=_KEEP, name="own_tables"),
    page(_OWN + "nye/", own_cases.new, permission=_KEEP, name="own_new"),
    page(_OWN + "<int:number>/", own_cases.table, permission=_KEEP, name="own_table"),
    page(_OWN + "<int:number>/ny-udgave/", own_cases.replace, permission=_KEEP, name="own_replace"),
    page(_OWN + "<int:number>/laeg-vaek/", own_cases.put_away, permission=_KEEP, name="own_put_away"),
    open_page("lov/<slug:rule>/", rule.rule, reason=_LAW, name="rule"),
    open_page(
        "lov/<slug:rule>/regn/",
        calculator.calculator,
        reason=f"{_LAW}; what is typed is worked out and forgotten",
        name="calculator",
    ),
]
