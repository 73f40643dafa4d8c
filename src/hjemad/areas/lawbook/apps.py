"""Places `lawbook` in the house."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class LawbookConfig(AppConfig):
    """Pages of the law, and nothing else."""

    name = "hjemad.areas.lawbook"
    label = "lawbook"

    def ready(self) -> None:
        """The law stands in everybody's menu."""
        from hjemad.foundation.ui import menu  # noqa: PLC0415 - models load after the apps

        menu.register(menu.MenuEntry(pgettext_lazy("menu", "Law"), "lawbook:index", None, 50))
