"""Places `rights` in the house and makes its facts append-only."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """The person's rights, and the duties that answer them."""

    name = "hjemad.areas.rights"
    label = "rights"

    def ready(self) -> None:
        """Triggers are registered."""
        from hjemad.areas.rights import models  # noqa: PLC0415 - models load after the apps
        from hjemad.foundation.facts import triggers  # noqa: PLC0415

        for fact in (
            models.Disagreement,
            models.ReadingQuestion,
            models.AccessRequest,
            models.LegalHold,
            models.Breach,
            models.UnusualNote,
        ):
            triggers.append_only(fact)
        triggers.append_only(models.RetentionRun, settable="")
        triggers.append_only(models.Tombstone, settable="")
