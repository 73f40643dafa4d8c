"""Places `organisations` in the house."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The dated tree of organisations."""

    name = "hjemad.foundation.organisations"
    label = "organisations"
