"""Which days of the log are shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.areas.rights.rules.log import check_days
from hjemad.foundation.ui.fields import DanishDateField, refusal
from hjemad.kernel.errors import InputRejected


class DaysForm(forms.Form):
    """The first and the last day, both included. A search: nothing is written, so it carries no key."""

    use_required_attribute = False
    says_optional = False
    not_saved = gettext_lazy("Nothing is shown")
    fra = DanishDateField(label=gettext_lazy("From and with"))
    til = DanishDateField(label=gettext_lazy("Until and with"))

    def clean(self) -> dict[str, Any]:
        """Days in order, and not more than can be read."""
        given = super().clean() or {}
        if "fra" in given and "til" in given:
            try:
                check_days(given["fra"], given["til"])
            except InputRejected as error:
                self.add_error("til", refusal(error))
        return given
