"""Places `refunds` in the house and makes its ledger append-only."""

from django.apps import AppConfig


class RefundsConfig(AppConfig):
    """The ledger of claims."""

    name = "hjemad.areas.refunds"
    label = "refunds"

    def ready(self) -> None:
        """Triggers are registered."""
        from hjemad.areas.refunds import models  # noqa: PLC0415 - models load after the apps
        from hjemad.foundation.facts import triggers  # noqa: PLC0415

        triggers.append_only(models.Claim, settable="")
        triggers.append_only(models.ClaimLine, settable="")
