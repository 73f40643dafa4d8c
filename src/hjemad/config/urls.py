"""Every address of the house. Each app's `urls.py` declares its pages with their permission."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hjemad.foundation.ui.urls")),
    path("", include("hjemad.areas.decisions.urls")),
    path("", include("hjemad.areas.shelters.urls")),
    path("", include("hjemad.areas.citizens.urls")),
    path("", include("hjemad.areas.billing.urls")),
    path("", include("hjemad.areas.refunds.urls")),
    path("", include("hjemad.areas.lawbook.urls")),
    path("", include("hjemad.areas.rights.urls")),
    path("", include("hjemad.areas.overview.urls")),
]
