"""Places `privacy` in the house and loads the declarations for the two apps below it."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Field declarations and person numbers."""

    name = "hjemad.foundation.privacy"
    label = "privacy"

    def ready(self) -> None:
        """The models of `facts` and `audit` are declared: they stand below and cannot call up here."""
        from hjemad.foundation.privacy import lower_floors  # noqa: F401, PLC0415 - declares when imported
