"""Places `overview` in the house."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Pages over several areas."""

    name = "hjemad.areas.overview"
    label = "overview"
