"""Places `lawbook` in the house."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class LawbookConfig(AppConfig):
    """Pages of the law, and the cases an organisation keeps of its own."""

    name = "hjemad.areas.lawbook"
    label = "lawbook"

    def ready(self) -> None:
        """The law stands in everybody's menu; what an organisation keeps is never changed."""
        from hjemad.areas.lawbook import models  # noqa: PLC0415
        from hjemad.foundation.facts import triggers  # noqa: PLC0415
        from hjemad.foundation.ui import menu  # noqa: PLC0415 - models load after the apps

        menu.register(menu.MenuEntry(pgettext_lazy("menu", "Law"), "lawbook:index", None, 50))
        triggers.append_only(models.CaseTable, settable="")
        triggers.append_only(models.CaseReview, settable="")
