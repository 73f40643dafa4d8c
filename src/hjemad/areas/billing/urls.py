"""Addresses of rates and resident payments. Each says on its line who may use it."""

from hjemad.areas.billing.views import rates
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "billing"

urlpatterns = [
    page("takster/", rates.rates, permission=Permission.SEE_RATES, name="rates"),
    page("takster/ny/", rates.rate, permission=Permission.WRITE_RATES, name="rate"),
    page(
        "egenbetaling/<uuid:record>/<int:facility>/",
        rates.payment,
        permission=Permission.CHARGE_PAYMENT,
        name="payment",
    ),
]
