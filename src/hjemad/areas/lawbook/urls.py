"""The law, its rules and their calculators. Open to everybody: they hold law, and no person's data."""

from hjemad.areas.lawbook.views import calculator, index, rule
from hjemad.foundation.access.urls import open_page

app_name = "lawbook"

_LAW = "law is public, and no person's data stands on the page"

urlpatterns = [
    open_page("lov/", index.index, reason=_LAW, name="index"),
    open_page("lov/<slug:rule>/", rule.rule, reason=_LAW, name="rule"),
    open_page(
        "lov/<slug:rule>/regn/",
        calculator.calculator,
        reason=f"{_LAW}; what is typed is worked out and forgotten",
        name="calculator",
    ),
]
