"""Places `ui` in the house."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Pages, components and forms."""

    name = "hjemad.foundation.ui"
    label = "ui"
