"""The pages of sign-in and language. Their namespace is `access`, which stands below and knows only names."""

from django.conf import settings

from hjemad.foundation.access.urls import open_page, signed_in_page
from hjemad.foundation.ui import gallery, views

app_name = "access"

urlpatterns = [
    open_page("log-paa/", views.sign_in, reason="nobody is signed in before this page", name="sign_in"),
    signed_in_page(
        "vaelg-rolle/",
        views.choose_assignment,
        reason="no assignment is chosen before this page",
        name="choose_assignment",
    ),
    signed_in_page("log-af/", views.sign_out, reason="signing out needs no right", name="sign_out"),
    open_page("sprog/", views.language, reason="the language of a page is nobody's secret", name="language"),
]
if settings.HJEMAD_ENV in {"development", "test"}:
    urlpatterns += [
        open_page(
            "ui/galleri/",
            gallery.show,
            reason="invented content; not in production",
            name="gallery",
        ),
    ]
