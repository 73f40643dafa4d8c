"""Places `billing` in the house and makes its facts append-only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class BillingConfig(AppConfig):
    """Rates and resident payments."""

    name = "hjemad.areas.billing"
    label = "billing"

    def ready(self) -> None:
        """Triggers are registered."""
        from hjemad.areas.billing import models  # noqa: PLC0415 - models load after the apps
        from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
        from hjemad.foundation.facts import triggers  # noqa: PLC0415
        from hjemad.foundation.ui import menu  # noqa: PLC0415

        menu.register(menu.MenuEntry(gettext_lazy("Rates"), "billing:rates", Permission.SEE_RATES, 20))
        menu.register(menu.MenuEntry(gettext_lazy("Bills"), "billing:bills", Permission.MAKE_BILLS, 15))
        menu.register(menu.MenuEntry(gettext_lazy("Bills"), "billing:invoices", Permission.SEE_INVOICES, 15))
        triggers.append_only(models.Rate)
        triggers.append_only(models.ResidentPayment)
        triggers.append_only(models.Absence)
        triggers.append_only(models.Invoice)
        for model in (
            models.Bill,
            models.BillLine,
            models.InvoiceFile,
            models.InvoiceLine,
            models.InvoiceAnswer,
            models.InvoiceMessage,
        ):
            triggers.append_only(model, settable="")
        triggers.no_overlap(
            models.Rate,
            name="billing_one_rate_at_a_time",
            key=["facility_id", "department_id"],
            null_is_a_value=("department_id",),
        )
        triggers.no_overlap(
            models.ResidentPayment, name="billing_one_payment_at_a_time", key=["record_id", "facility_id"]
        )
        triggers.no_overlap(
            models.Absence, name="billing_one_absence_at_a_time", key=["record_id", "facility_id"]
        )
