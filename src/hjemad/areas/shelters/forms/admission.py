"""What is typed about an admission: who, which place, and after midnight which night."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.forms.late import HourField, moment_of, why_late
from hjemad.areas.shelters.forms.words import Choices, one_line
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.fields import DanishDateField, refusal
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import HintedLabel, Pick
from hjemad.kernel.dates import parse_danish_date
from hjemad.kernel.errors import BadDate, BadPersonNumber
from hjemad.kernel.person_number import PersonNumber

SOMEBODY_ELSE = "new"
NAME_UNKNOWN = "unknown"
# With so many digits and hardly a letter, a CPR number was meant.
DIGITS_OF_A_NUMBER, LETTERS_IN_A_NUMBER = 6, 2


class AdmitForm(HjForm):
    """Who and which place; after midnight also which night; `match` where the house knows somebody who fits.

    `again`: it is known beforehand who comes.

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

    unknown = forms.BooleanField(
        label=gettext_lazy("The name is not known"),
        help_text=gettext_lazy("A few words above are enough, or none. It never stops a bed."),
        required=False,
    )
    night_note = forms.CharField(
        label=gettext_lazy("Is something agreed for tonight?"),
        help_text=gettext_lazy("For the next shift. No health, and nothing about others."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    late_day = DanishDateField(
        label=gettext_lazy("On which day did the citizen come?"),
        help_text=gettext_lazy("For example yesterday or 22/11-26"),
        required=False,
    )
    late_hour = HourField(
        label=gettext_lazy("At what hour?"), help_text=gettext_lazy("For example 23.10"), required=False
    )
    late_why = why_late()

    announced = forms.IntegerField(required=False, widget=forms.HiddenInput)

    number: PersonNumber | None = None
    late_at: datetime | None = None

    def __init__(
        self, *args: Any, places: Choices, nights: Choices, hits: Choices, again: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined] # a ChoiceField
        self.fields["night"].choices = nights  # type: ignore[attr-defined] # a ChoiceField
        if len(nights) == 1:
            del self.fields["night"]
        self.fields["who"].required = False  # said by `clean`, where the name may be unknown
        if again:
            del self.fields["who"], self.fields["unknown"], self.fields["match"], self.fields["description"]
            return
        if hits:
            self._offer(hits)
            del self.fields["unknown"]
        else:
            del self.fields["match"], self.fields["description"]

    @property
    def asks(self) -> bool:
        """Somebody the house knows may be meant, and the reader has not been asked about this text yet."""
        if "match" not in self.fields or not self.is_bound:
            return False
        return bool(one_line(self.data.get("asked_for", "")) != one_line(self.data.get("who", "")))

    def clean_who(self) -> str:
        """The text; a CPR number, where that was meant, is `number` too."""
        typed = one_line(self.cleaned_data["who"])
        if self.data.get("unknown"):
            return typed
        digits, letters = sum(c.isdigit() for c in typed), sum(c.isalpha() for c in typed)
        if digits >= DIGITS_OF_A_NUMBER and letters <= LETTERS_IN_A_NUMBER and "match" not in self.fields:
            self.number = _number(typed)
        return typed

    def clean(self) -> dict[str, Any]:
        """Once asked, the question about who it is has an answer, and an unknown name a description."""
        given = super().clean() or {}
        if (
            "who" in self.fields
            and not given.get("who")
            and not given.get("unknown")
            and "who" not in self.errors
        ):
            self.add_error(
                "who", gettext("Write what to call the citizen, or choose that the name is not known")
            )
        self._clean_late(given)
        if "match" in self.fields and not self.asks and "match" not in self.errors:
            if not given.get("match"):
                self.add_error("match", gettext("Choose one"))
            elif given["match"] == NAME_UNKNOWN and not given.get("description"):
                self.add_error("description", gettext("Write a few words the next shift can recognise"))
        return given

    @property
    def tells_late(self) -> bool:
        """Something is typed about an earlier hour: the part of the page about it stands open."""
        return self.is_bound and any(self.data.get(name) for name in ("late_day", "late_hour", "late_why"))

    def _clean_late(self, given: dict[str, Any]) -> None:
        """Day, hour and why belong together, and the hour has been."""
        names = ("late_day", "late_hour", "late_why")
        missing = [name for name in names if given.get(name) in (None, "") and name not in self.errors]
        if len(missing) == len(names):
            return
        for name in missing:
            self.add_error(name, gettext("Day, hour and reason belong together. Fill in all three"))
        moment = moment_of(self.data)
        if moment is not None and moment > clock.now():
            self.add_error("late_hour", gettext("That hour has not come yet"))
        elif not missing:
            self.late_at = moment

    def _offer(self, hits: Choices) -> None:
        typed = one_line(self.data.get("who", "")) if self.is_bound else ""
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
