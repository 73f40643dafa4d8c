"""Places `rights` in the house."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """The person's rights, and the duties that answer them."""

    name = "hjemad.areas.rights"
    label = "rights"
