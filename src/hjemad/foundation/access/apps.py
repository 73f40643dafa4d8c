"""Places `access` in the house."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, assignments, relations."""

    name = "hjemad.foundation.access"
    label = "access"
