"""Places `ui` in the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class UiConfig(AppConfig):
    """Pages, components and forms."""

    name = "hjemad.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """The pages of sign-in that stand in a menu; what is printed says whether it is practice."""
        from django.conf import settings  # noqa: PLC0415 - after the apps

        from hjemad.documents.practice import mark_all  # noqa: PLC0415 - needs the settings
        from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415 - after the apps
        from hjemad.foundation.ui import menu  # noqa: PLC0415 - needs the settings

        mark_all(on=settings.TRAINING)
        menu.register(menu.MenuEntry(gettext_lazy("Users"), "access:users", Permission.MANAGE_USERS, 10))
        menu.register(
            menu.MenuEntry(
                gettext_lazy("Organisations"), "access:organisations", Permission.MANAGE_ORGANISATIONS, 20
            )
        )
        approved = Permission.APPROVE_WORKPLACES
        menu.register(menu.MenuEntry(gettext_lazy("Approved computers"), "access:workplaces", approved, 90))
