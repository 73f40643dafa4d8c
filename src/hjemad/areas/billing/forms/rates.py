"""A rate with its source, and what a resident was charged."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.areas.billing.models import PaymentKind, RateSource
from hjemad.foundation.ui.fields import DanishDateField, DanishMoneyField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick
from hjemad.kernel.periods import Period

SOURCES = {
    RateSource.TILBUDSPORTAL: gettext_lazy("Tilbudsportalen"),
    RateSource.AGREEMENT: gettext_lazy("Agreement"),
    RateSource.TENDER: gettext_lazy("Tender"),
    RateSource.INVOICE: gettext_lazy("Invoice"),
}
KINDS = {
    PaymentKind.FULL: gettext_lazy("Full"),
    PaymentKind.REDUCED: gettext_lazy("Reduced"),
    PaymentKind.LAPSED: gettext_lazy("Lapsed: no income"),
}


class DatedForm(HjForm):
    """A fact with a first day and, where it is known, a day on which it no longer holds."""

    first = DanishDateField(label=gettext_lazy("From"))
    after = DanishDateField(
        label=gettext_lazy("Until, not included"),
        required=False,
        help_text=gettext_lazy("Empty while it holds"),
    )

    def clean(self) -> dict[str, Any]:
        """The days stand in order."""
        given = super().clean() or {}
        first, after = given.get("first"), given.get("after")
        if first and after and after <= first:
            self.add_error("after", gettext_lazy("The last day lies before the first. Correct one of them"))
        return given

    @property
    def period(self) -> Period:
        """The days typed, [from, to)."""
        return Period(self.cleaned_data["first"], self.cleaned_data["after"])


class RateForm(DatedForm):
    """What a day in a shelter costs, and where that is printed."""

    not_saved = gettext_lazy("The rate is not saved")
    facility = forms.ChoiceField(label=gettext_lazy("Shelter or department"))
    per_day = DanishMoneyField(label=gettext_lazy("Rate per day"))
    registered = forms.ChoiceField(
        label=gettext_lazy("Is the shelter on Tilbudsportalen?"), widget=Pick,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
    )  # fmt: skip
    source_kind = forms.ChoiceField(
        label=gettext_lazy("Known from"), choices=list(SOURCES.items()), widget=Pick
    )
    source = forms.CharField(label=gettext_lazy("Where it is printed"), max_length=500)
    audit_statement = forms.CharField(
        label=gettext_lazy("Audit of the price: by whom, and where it is written"),
        max_length=500,
        required=False,
    )
    audited_first = DanishDateField(label=gettext_lazy("Audited from"), required=False)
    audited_after = DanishDateField(label=gettext_lazy("Audited until, not included"), required=False)

    def clean(self) -> dict[str, Any]:
        """The audited days stand in order, and belong to a statement."""
        given = super().clean()
        first, after = given.get("audited_first"), given.get("audited_after")
        if after and (not first or after <= first):
            self.add_error(
                "audited_after", gettext_lazy("The last day lies before the first. Correct one of them")
            )
        if first and not given.get("audit_statement"):
            self.add_error(
                "audit_statement", gettext_lazy("Write who audited the price, and where that is written")
            )
        return given

    @property
    def audited(self) -> Period | None:
        """The days the audit is about; None where nobody has told."""
        first = self.cleaned_data.get("audited_first")
        return Period(first, self.cleaned_data.get("audited_after")) if first else None

    def __init__(self, *args: Any, shelters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].choices = shelters  # type: ignore[attr-defined] # a ChoiceField


class PaymentForm(DatedForm):
    """What the resident was charged per day; nothing only where it lapsed."""

    not_saved = gettext_lazy("The resident payment is not saved")
    kind = forms.ChoiceField(label=gettext_lazy("Payment"), choices=list(KINDS.items()), widget=Pick)
    per_day = DanishMoneyField(label=gettext_lazy("Resident payment per day"), required=False)

    def clean(self) -> dict[str, Any]:
        """An amount is needed unless the payment lapsed."""
        given = super().clean()
        lapsed = given.get("kind") == PaymentKind.LAPSED
        if not lapsed and given.get("per_day") is None and "per_day" not in self.errors:
            self.add_error("per_day", gettext_lazy("Write the amount, or choose lapsed"))
        return given


class LocalValueForm(DatedForm):
    """A value nobody has put into the law's tables yet, with its source and who has seen it."""

    not_saved = gettext_lazy("The value is not saved")
    value = DanishMoneyField(label=gettext_lazy("Resident payment per day"))
    source = forms.CharField(
        label=gettext_lazy("Where it is printed"), max_length=500,
        help_text=gettext_lazy("Page or letter, with its date"),
    )  # fmt: skip
    seen_by = forms.CharField(label=gettext_lazy("Who has seen it"), max_length=200)


class AllMissingForm(HjForm):
    """Everybody on the list pays what is proposed; `expected` is the list that was read."""

    not_saved = gettext_lazy("No payment is saved")
    expected = forms.CharField(widget=forms.HiddenInput)
