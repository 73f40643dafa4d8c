"""First screens, and the page about a person. Each says on its line who may use it."""

from hjemad.areas.overview.views import home, person, today
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page, signed_in_page

app_name = "overview"

urlpatterns = [
    signed_in_page("", home.home, reason="it only leads on to the first page of one's role", name="home"),
    page("i-dag/", today.today, permission=Permission.SEE_CITIZENS, name="today"),
    page("venter/", home.work, permission=Permission.SEE_OWN_WORK, name="work"),
    page("borger/<uuid:public_id>/", person.person, permission=Permission.WRITE_IDENTITY, name="person"),
    page(
        "borger/<uuid:public_id>/vejen/",
        person.printed,
        permission=Permission.WRITE_IDENTITY,
        name="person_printed",
    ),
]
