"""What is typed about a stay: who and which place, the day out, a correction, a withdrawal, a search."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.models import DischargeMode, NoticeWay
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.fields import DanishDateField, refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.widgets import HintedLabel, Pick
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import BadDate, BadPersonNumber
from hjemad.kernel.person_number import PersonNumber

SOMEBODY_ELSE = "new"
NAME_UNKNOWN = "unknown"
ANOTHER_DAY = "other"
NOT_SENT = "not_sent"
RECEIVED, RETURNED = "received", "returned"
# With so many digits and hardly a letter, a CPR number was meant.
DIGITS_OF_A_NUMBER, LETTERS_IN_A_NUMBER = 6, 2

MODES = {
    DischargeMode.MOVED_HOME: gettext_lazy("Moved to a home of their own"),
    DischargeMode.MOVED_ELSEWHERE: gettext_lazy("Moved elsewhere"),
    DischargeMode.OTHER_SHELTER: gettext_lazy("To another shelter"),
    DischargeMode.INSTITUTION: gettext_lazy("To hospital, treatment or prison"),
    DischargeMode.LEFT: gettext_lazy("Left without saying where to"),
    DischargeMode.EXPELLED: gettext_lazy("Expelled (bortvisning)"),
    DischargeMode.DIED: gettext_lazy("Died"),
    DischargeMode.UNKNOWN: gettext_lazy("Not known"),
}

_Choices = Sequence[tuple[str, str]]


class AdmitForm(HjForm):
    """Who and which place; after midnight also which night; `match` where the house knows somebody who fits.

    The page sends back, as `asked_for`, the text its hits belong to: for another text it asks again.
    """

    LONGEST_NAME = 200
    not_saved = gettext_lazy("Nobody is admitted yet")
    says_optional = False

    who = forms.CharField(
        label=gettext_lazy("Who, or what is the citizen called?"),
        help_text=gettext_lazy(
            "Name, nickname or CPR number. If the name is not known, a short description is enough, "
            "for example “green jacket, about 60”. "
            "You search only among those who live or have lived here."
        ),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    match = forms.ChoiceField(label=gettext_lazy("Is it one of them?"), required=False)
    description = forms.CharField(
        label=gettext_lazy("Short description, only if the name is not known"),
        help_text=gettext_lazy("For example “green jacket, about 60”. It never stops a bed."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Which place?"),
        widget=Pick,
        error_messages={
            "invalid_choice": gettext_lazy("The place is not free any more. Choose another place")
        },
    )
    night = forms.ChoiceField(
        label=gettext_lazy("It is past midnight. Which night is it?"), widget=Pick(column=True)
    )

    number: PersonNumber | None = None

    def __init__(self, *args: Any, places: _Choices, nights: _Choices, hits: _Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined] # a ChoiceField
        self.fields["night"].choices = nights  # type: ignore[attr-defined] # a ChoiceField
        if len(nights) == 1:
            del self.fields["night"]
        if hits:
            self._offer(hits)
        else:
            del self.fields["match"], self.fields["description"]

    @property
    def asks(self) -> bool:
        """Somebody the house knows may be meant, and the reader has not been asked about this text yet."""
        if "match" not in self.fields or not self.is_bound:
            return False
        return bool(_one_line(self.data.get("asked_for", "")) != _one_line(self.data.get("who", "")))

    def clean_who(self) -> str:
        """The text; a CPR number, where that was meant, is `number` too."""
        typed = _one_line(self.cleaned_data["who"])
        digits, letters = sum(c.isdigit() for c in typed), sum(c.isalpha() for c in typed)
        if digits >= DIGITS_OF_A_NUMBER and letters <= LETTERS_IN_A_NUMBER and "match" not in self.fields:
            self.number = _number(typed)
        return typed

    def clean(self) -> dict[str, Any]:
        """Once asked, the question about who it is has an answer, and an unknown name a description."""
        given = super().clean() or {}
        if "match" in self.fields and not self.asks and "match" not in self.errors:
            if not given.get("match"):
                self.add_error("match", gettext("Choose one"))
            elif given["match"] == NAME_UNKNOWN and not given.get("description"):
                self.add_error("description", gettext("Write a few words the next shift can recognise"))
        return given

    def _offer(self, hits: _Choices) -> None:
        typed = _one_line(self.data.get("who", "")) if self.is_bound else ""
        match: Any = self.fields["match"]
        match.widget = forms.RadioSelect()
        match.choices = [
            *hits,
            (
                SOMEBODY_ELSE,
                HintedLabel(
                    gettext("No, somebody else"),
                    hint=gettext("Stands as “%(typed)s”. Name and CPR number can come tomorrow.")
                    % {"typed": typed},
                ),
            ),
            (
                NAME_UNKNOWN,
                HintedLabel(gettext("The name is not known"), hint=gettext("Describe the citizen below.")),
            ),
        ]


class DischargeForm(HjForm):
    """The day out, how, and where to. `today` is one click; another day is typed."""

    not_saved = gettext_lazy("The stay still stands")

    when = forms.ChoiceField(label=gettext_lazy("Discharged"), widget=Pick, required=False)
    day = DanishDateField(
        label=gettext_lazy("Which other day?"),
        help_text=gettext_lazy(
            "For example 1 Feb 2026, 1/2-26 or yesterday. The night before it is the last one."
        ),
        required=False,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How did the stay end?"), choices=list(MODES.items()), widget=Pick(column=True)
    )
    where = forms.CharField(
        label=gettext_lazy("Where to?"),
        help_text=gettext_lazy("Stands in the history of the stay."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    says_optional = False

    def __init__(self, *args: Any, today: date, admitted: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._admitted = admitted
        words = formats.day(today, language=reader_language())
        self.fields["when"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (today.isoformat(), gettext("Today, %(day)s") % {"day": words}),
            (ANOTHER_DAY, gettext("Another day")),
        ]

    def clean(self) -> dict[str, Any]:
        """`day` is the day out, however it was given; never guessed."""
        given = super().clean() or {}
        if "day" in self.errors or "when" in self.errors:
            return given
        typed, chosen = given.get("day"), given.get("when")
        pressed = date.fromisoformat(chosen) if chosen and chosen != ANOTHER_DAY else None
        if typed and pressed and typed != pressed:
            self.add_error("day", gettext("Two different days are given. Choose one of them"))
        elif not typed and not pressed:
            self.add_error("day", gettext("Choose today, or write another day"))
        else:
            given["day"] = typed or pressed
            if given["day"] < self._admitted:
                self.add_error("day", from_then_on(self._admitted))
        return given


class CorrectForm(HjForm):
    """The nights the stay really held, how it ended, and why it was written otherwise."""

    not_saved = gettext_lazy("The stay is as before")

    start = DanishDateField(label=gettext_lazy("Admitted"))
    end = DanishDateField(
        label=gettext_lazy("Discharged"), help_text=gettext_lazy("Empty: still here"), required=False
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How did the stay end?"),
        choices=[("", "–"), *MODES.items()],
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is it corrected?"),
        help_text=gettext_lazy("Stands in the history with your name. What stood before is kept."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", from_then_on(start))
        return given


class WithdrawForm(HjForm):
    """Why the stay never was."""

    not_saved = gettext_lazy("The stay still stands")
    reason = forms.CharField(
        label=gettext_lazy("Why was it a mistake?"),
        help_text=gettext_lazy("Stands in the history with your name."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )


class SearchForm(HjForm):
    """Somebody the house knows. Sent by POST: what is typed never stands in an address."""

    not_saved = gettext_lazy("Nobody was searched for")
    who = forms.CharField(
        label=gettext_lazy("Find a citizen among your own"),
        help_text=gettext_lazy("Name, nickname, birth date or whole CPR number"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )


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


class DecideForm(HjForm):
    """In which shelter the nights count, and why."""

    not_saved = gettext_lazy("Nothing is decided yet")
    counts = forms.ChoiceField(label=gettext_lazy("Where do the nights count?"), widget=Pick(column=True))
    reason = forms.CharField(
        label=gettext_lazy("Why there?"),
        help_text=gettext_lazy("Kept with your name. The request to the State rests on it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )

    def __init__(self, *args: Any, sides: _Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counts"].choices = sides  # type: ignore[attr-defined] # a ChoiceField


def from_then_on(first: date) -> str:
    """The error of a day that lies too early: what can be written instead."""
    return gettext("Write a date from %(day)s onwards") % {
        "day": formats.day(first, language=reader_language())
    }


def _number(typed: str) -> PersonNumber:
    """The CPR number that was meant; refused where it is none, without repeating it."""
    try:
        return PersonNumber.parse(typed)
    except BadPersonNumber as error:
        wrong = refusal(error)
    try:
        parse_danish_date(typed, today=clock.today())
    except BadDate:
        raise wrong from None
    raise forms.ValidationError(
        gettext("Nobody in the house has that birth date. Write what the citizen is called")
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
