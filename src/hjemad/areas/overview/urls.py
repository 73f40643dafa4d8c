"""The first address of the house."""

from hjemad.areas.overview import views
from hjemad.foundation.access.urls import signed_in_page

app_name = "overview"

urlpatterns = [
    signed_in_page("", views.home, reason="it only leads on to the first page of one's role", name="home"),
]
