"""The pages of sign-in and language. Their namespace is `access`, which stands below and knows only names."""

from django.conf import settings

from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import open_page, page, signed_in_page
from hjemad.foundation.ui import (
    about_views,
    account_views,
    gallery,
    lock_views,
    names_views,
    organisation_views,
    training_views,
    user_views,
    views,
    workplace_views,
)

app_name = "access"

urlpatterns = [
    open_page("log-paa/", views.sign_in, reason="nobody is signed in before this page", name="sign_in"),
    open_page(
        "log-paa/kode/",
        views.sign_in_code,
        reason="nobody is signed in before the code fits",
        name="sign_in_code",
    ),
    open_page(
        "tilgaengelighed/",
        about_views.accessibility,
        reason="whoever is stopped by the pages must be able to read where to write",
        name="accessibility",
    ),
    signed_in_page("laas/", lock_views.unlock, reason="a locked page knows nobody", name="unlock"),
    signed_in_page("laas/nu/", lock_views.lock, reason="locking needs no right", name="lock"),
    signed_in_page(
        "laas/skift/<int:user>/",
        lock_views.switch,
        reason="a colleague at an approved computer shows who they are",
        name="switch",
    ),
    signed_in_page(
        "mit-log-paa/kort-kode/",
        account_views.short_code,
        reason="the user's own short code",
        name="short_code",
    ),
    signed_in_page("mit-log-paa/", account_views.account, reason="the user's own sign-in", name="account"),
    signed_in_page(
        "mit-log-paa/adgangskode/",
        account_views.change_password,
        reason="the user's own password",
        name="change_password",
    ),
    signed_in_page("mit-log-paa/app/", account_views.app, reason="the user's own codes", name="app"),
    signed_in_page("mit-log-paa/ark/", account_views.sheet, reason="the user's own codes", name="sheet"),
    page("oevelse/", training_views.training, permission=Permission.RESET_TRAINING, name="training"),
    page(
        "organisationer/",
        organisation_views.organisations,
        permission=Permission.MANAGE_ORGANISATIONS,
        name="organisations",
    ),
    page(
        "organisationer/ny/",
        organisation_views.new_organisation,
        permission=Permission.MANAGE_ORGANISATIONS,
        name="new_organisation",
    ),
    page(
        "organisationer/<int:organisation>/",
        organisation_views.organisation,
        permission=Permission.MANAGE_ORGANISATIONS,
        name="organisation",
    ),
    page("brugere/", user_views.users, permission=Permission.MANAGE_USERS, name="users"),
    page("brugere/ny/", user_views.new_user, permission=Permission.MANAGE_USERS, name="new_user"),
    page("brugere/<int:user>/", user_views.user, permission=Permission.MANAGE_USERS, name="user"),
    page(
        "brugere/<int:user>/log-paa/",
        user_views.change_user,
        permission=Permission.MANAGE_USERS,
        name="change_user",
    ),
    page(
        "brugere/rolle/<int:assignment>/slut/",
        user_views.end_role,
        permission=Permission.MANAGE_USERS,
        name="end_role",
    ),
    page(
        "computere/",
        workplace_views.workplaces,
        permission=Permission.APPROVE_WORKPLACES,
        name="workplaces",
    ),
    page(
        "computere/<int:workplace>/slut/",
        workplace_views.end_workplace,
        permission=Permission.APPROVE_WORKPLACES,
        name="end_workplace",
    ),
    signed_in_page(
        "vaelg-rolle/",
        views.choose_assignment,
        reason="no assignment is chosen before this page",
        name="choose_assignment",
    ),
    signed_in_page(
        "navne/", names_views.names, reason="how this screen shows names is the reader's own", name="names"
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
