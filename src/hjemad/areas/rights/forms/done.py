"""Which days of the log are shown."""

from typing import Any

from django.utils.translation import gettext_lazy

from hjemad.areas.rights.rules.log import check_days
from hjemad.foundation.ui.fields import DanishDateField, refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.kernel.errors import InputRejected


class DaysForm(HjForm):
    """The first and the last day, both included. It is a search: sending it twice changes nothing."""

    not_saved = gettext_lazy("Nothing is shown")
    says_optional = False
    submission = None
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
