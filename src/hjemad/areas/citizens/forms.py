"""Tomorrow's questions: who the person is, and where they lived before the stay. Nothing is required."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.citizens.queries import IdentityShown
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.fields import CprField, DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.languages import reader_language


class IdentityForm(HjForm):
    """What is left empty stays as it is: not asked is an answer. The fields stand in the order they help."""

    not_saved = gettext_lazy("Nothing about the person is saved")
    says_optional = False

    full_name = forms.CharField(
        label=gettext_lazy("What is your full name?"),
        help_text=gettext_lazy(
            "With the name the municipality can have notice, and the nights can be refunded."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    cpr = CprField(
        label=gettext_lazy("Do you have a CPR number?"),
        help_text=gettext_lazy(
            "10 digits. It is kept encrypted, and shown in full only to somebody who asks."
        ),
        required=False,
    )
    birth_date = DanishDateField(
        label=gettext_lazy("When were you born?"),
        help_text=gettext_lazy("Not needed with a CPR number. For example 14/5-1988"),
        required=False,
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("In which municipality did you live before you came?"), required=False
    )
    since = DanishDateField(label=gettext_lazy("From which day does it act and pay?"), required=False)

    def __init__(
        self,
        *args: Any,
        municipalities: Sequence[tuple[str, str]],
        known: IdentityShown,
        send_by: date | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if known.cpr:
            self.fields["cpr"].help_text = gettext("Known: %(masked)s. Write here only to change it.") % {
                "masked": str(known.cpr)
            }
        choice: Any = self.fields["municipality"]
        choice.choices = [("", gettext("not asked")), *municipalities]
        choice.help_text = gettext("The citizen's own answer is enough to begin with.")
        if send_by is not None:
            words = formats.day(send_by, language=reader_language())
            choice.help_text = gettext("Then it can have notice, at the latest %(day)s.") % {"day": words}

    def clean(self) -> dict[str, Any]:
        """A municipality needs a first day; a birth date is the one the number says."""
        given = super().clean() or {}
        if given.get("municipality") and not given.get("since") and "since" not in self.errors:
            self.add_error("since", gettext("Write from which day the municipality acts and pays"))
        number, born = given.get("cpr"), given.get("birth_date")
        if number and born and number.birth_date != born:
            self.add_error("birth_date", gettext("The CPR number says another day. Check both"))
        return given
