"""Places `overview` in the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class OverviewConfig(AppConfig):
    """Pages over several areas."""

    name = "hjemad.areas.overview"
    label = "overview"

    def ready(self) -> None:
        """The first screens stand in the menu of their roles."""
        from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415 - models load after the apps
        from hjemad.foundation.ui import menu  # noqa: PLC0415

        menu.register(menu.MenuEntry(gettext_lazy("Today"), "overview:today", Permission.SEE_CITIZENS, 4))
        menu.register(menu.MenuEntry(gettext_lazy("What waits"), "overview:work", Permission.SEE_OWN_WORK, 6))
