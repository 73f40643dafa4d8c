"""Places `refunds` in the house and makes its ledger append-only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RefundsConfig(AppConfig):
    """The ledger of claims."""

    name = "hjemad.areas.refunds"
    label = "refunds"

    def ready(self) -> None:
        """Triggers are registered."""
        from hjemad.areas.billing.reads.comparison import register_claimed  # noqa: PLC0415
        from hjemad.areas.citizens.reads.links import register_consequence  # noqa: PLC0415
        from hjemad.areas.refunds import models  # noqa: PLC0415 - models load after the apps
        from hjemad.areas.refunds.queries.claimed import claimed_nights  # noqa: PLC0415
        from hjemad.areas.refunds.queries.linked import changed_by_link  # noqa: PLC0415
        from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
        from hjemad.foundation.facts import triggers  # noqa: PLC0415
        from hjemad.foundation.ui import menu  # noqa: PLC0415

        register_claimed(claimed_nights)
        register_consequence("claims", changed_by_link)
        menu.register(menu.MenuEntry(gettext_lazy("Requests"), "refunds:claims", Permission.SEE_CLAIMS, 10))
        menu.register(menu.MenuEntry(gettext_lazy("What if"), "refunds:what_if", Permission.ASK_WHAT_IF, 40))
        for model in (
            models.Claim,
            models.ClaimLine,
            models.YearStatement,
            models.RequestStep,
            models.AuditRemark,
            models.RemarkAnswer,
            models.Acceptance,
        ):
            triggers.append_only(model, settable="")
        triggers.append_only(models.OpeningBalance)
        triggers.no_overlap(
            models.OpeningBalance,
            name="refunds_one_opening_balance",
            key=["municipality_id", "record_id", "facility_id"],
            null_is_a_value=("record_id", "facility_id"),
        )
