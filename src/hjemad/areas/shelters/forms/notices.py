"""What is typed about a notice: how it goes, that it went, and what the municipality answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.models import NoticeWay
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick

NOT_SENT = "not_sent"
RECEIVED, RETURNED = "received", "returned"


class NoticeForm(HjForm):
    """How the acting municipality is told."""

    not_saved = gettext_lazy("No notice is sent")
    way = forms.ChoiceField(label=gettext_lazy("How does it go?"), widget=Pick(column=True))

    def __init__(self, *args: Any, has_inbox: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inbox = [(NoticeWay.INBOX.value, gettext("To the municipality's inbox here, at once"))]
        letter = [(NoticeWay.LETTER.value, gettext("As a letter that we send ourselves"))]
        self.fields["way"].choices = [*(inbox if has_inbox else []), *letter]  # type: ignore[attr-defined] # a ChoiceField


class SentForm(HjForm):
    """How a letter went, when, and what shows it."""

    not_saved = gettext_lazy("The notice is not marked as sent")
    says_optional = False
    way = forms.ChoiceField(
        label=gettext_lazy("How was it sent?"),
        widget=Pick(column=True),
        choices=[
            (NoticeWay.LETTER.value, gettext_lazy("By post, or handed over")),
            (NoticeWay.SECURE_MAIL.value, gettext_lazy("By secure mail")),
            (NoticeWay.PHONE.value, gettext_lazy("Read out on the phone")),
            (NOT_SENT, gettext_lazy("It is not to be sent: throw the letter away")),
        ],
    )
    day = DanishDateField(label=gettext_lazy("On which day?"))
    proof = forms.CharField(
        label=gettext_lazy("What shows it?"),
        help_text=gettext_lazy("A number, a receipt, or who in the municipality answered."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )


class AnswerForm(HjForm):
    """The municipality takes a notice on, or sends it back with why."""

    not_saved = gettext_lazy("The notice is not answered")
    says_optional = False
    answer = forms.ChoiceField(
        label=gettext_lazy("Does the municipality act for the citizen?"),
        widget=Pick(column=True),
        choices=[
            (RECEIVED, gettext_lazy("Yes, we have received the notice")),
            (RETURNED, gettext_lazy("No, send it back to the shelter")),
        ],
    )
    why = forms.CharField(
        label=gettext_lazy("Why does it go back?"),
        help_text=gettext_lazy("Only if it goes back. The shelter reads this."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )

    def clean(self) -> dict[str, Any]:
        """A reason for what goes back."""
        given = super().clean() or {}
        if given.get("answer") == RETURNED and not given.get("why", "").strip():
            self.add_error("why", gettext("Write why it goes back. The shelter sees the reason"))
        return given
