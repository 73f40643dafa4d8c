"""Places `audit` in the house and makes its logs append-only."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The logs."""

    name = "hjemad.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """The database refuses to change or delete a log line."""
        from hjemad.foundation.audit import models  # noqa: PLC0415 - models load after the apps
        from hjemad.foundation.facts import triggers  # noqa: PLC0415

        triggers.append_only(models.Event, settable="")
        for model in (models.ReadEvent, models.ReadOf, models.Disclosure, models.DisclosureOf):
            triggers.append_only(model, settable="")
