"""Addresses of rates, payments, bills and invoices. Each says on its line who may use it."""

from hjemad.areas.billing.views import bills, invoices, paper_invoices, rates
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "billing"

MAKE, SEE, WRITE = Permission.MAKE_BILLS, Permission.SEE_INVOICES, Permission.WRITE_INVOICES
_MONTH, _BILL = "regninger/maaned/<str:month>/", "regninger/<int:number>/"
_INVOICE = "regninger/modtaget/<int:invoice>/"

urlpatterns = [
    page("takster/", rates.rates, permission=Permission.SEE_RATES, name="rates"),
    page("takster/ny/", rates.rate, permission=Permission.WRITE_RATES, name="rate"),
    page(
        "egenbetaling/<uuid:record>/<int:facility>/",
        rates.payment,
        permission=Permission.CHARGE_PAYMENT,
        name="payment",
    ),
    page(
        "egenbetaling/", rates.payments_to_write, permission=Permission.WRITE_RATES, name="payments_to_write"
    ),
    page(
        "egenbetaling/vaerdi/",
        rates.local_value,
        permission=Permission.WRITE_LOCAL_VALUES,
        name="local_value",
    ),
    page("regninger/", bills.bills, permission=MAKE, name="bills"),
    page(_MONTH, bills.month, permission=MAKE, name="month"),
    page(_MONTH + "<int:municipality>/", bills.draft, permission=MAKE, name="draft_bill"),
    page(_BILL, bills.bill, permission=MAKE, name="bill"),
    page(_BILL + "csv/", bills.bill_csv, permission=MAKE, name="bill_csv"),
    page(_BILL + "pdf/", bills.bill_pdf, permission=MAKE, name="bill_pdf"),
    page("fravaer/<uuid:record>/", bills.absence, permission=MAKE, name="absence"),
    page("regninger/modtaget/", invoices.invoices, permission=SEE, name="invoices"),
    page("regninger/modtaget/fil/", invoices.invoice_file, permission=WRITE, name="invoice_file"),
    page(
        "regninger/modtaget/fil/<int:file>/",
        invoices.invoice_preview,
        permission=WRITE,
        name="invoice_preview",
    ),
    page("regninger/modtaget/ny/", paper_invoices.invoice_new, permission=WRITE, name="invoice_new"),
    page(
        "regninger/modtaget/ny/<int:facility>/<str:month>/",
        paper_invoices.invoice_lines,
        permission=WRITE,
        name="invoice_lines",
    ),
    page(_INVOICE, invoices.invoice, permission=SEE, name="invoice"),
    page(
        _INVOICE + "svar/<slug:difference>/", invoices.invoice_answer, permission=WRITE, name="invoice_answer"
    ),
    page(_INVOICE + "send/", invoices.invoice_send, permission=WRITE, name="invoice_send"),
]
