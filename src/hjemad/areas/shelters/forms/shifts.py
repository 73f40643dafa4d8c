"""What is typed about a shift: when it ends, what is left for the next one."""

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.foundation.ui.fields import HourField
from hjemad.foundation.ui.forms import HjForm


class BeginForm(HjForm):
    """When the shift is planned to end."""

    not_saved = gettext_lazy("No shift is begun yet")
    ends = HourField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("For example 7.30. At most 16 hours from now."),
    )


class HandOverForm(HjForm):
    """One more message to the next shift, where there is one."""

    not_saved = gettext_lazy("The shift is not handed over")
    says_optional = False
    words = forms.CharField(
        label=gettext_lazy("One more message to the next shift"),
        help_text=gettext_lazy(
            "Only about the house, and only if something is missing below. Who came, who left and what "
            "happened is written already."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )
