"""What is typed in the log of the house: a line, an incident, what came of it, a strike."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.models import About, IncidentKind, WhoFollows
from hjemad.foundation.ui.fields import DanishDateField, HourField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick, PickMany

INCIDENTS = {
    IncidentKind.THREAT: gettext_lazy("Threat"),
    IncidentKind.VIOLENCE: gettext_lazy("Violence"),
    IncidentKind.ILLNESS: gettext_lazy("Acute illness"),
    IncidentKind.SUBSTANCES: gettext_lazy("Too much of alcohol or drugs"),
    IncidentKind.FIRE: gettext_lazy("Fire or smoke"),
    IncidentKind.DAMAGE: gettext_lazy("Theft or damage"),
    IncidentKind.MISSING: gettext_lazy("Somebody not seen"),
    IncidentKind.DEATH: gettext_lazy("Death"),
    IncidentKind.OTHER: gettext_lazy("Something else"),
}
WHO_CAN = {
    WhoFollows.LEADER: gettext_lazy("The leader"),
    WhoFollows.SHIFT: gettext_lazy("The next shift"),
    WhoFollows.CONTACT: gettext_lazy("The contact person"),
}
DONE = {
    "called": gettext_lazy("Called the citizen"),
    "asked": gettext_lazy("Asked in the house"),
    "searched": gettext_lazy("Searched house and grounds"),
    "hospital": gettext_lazy("Asked the hospital"),
    "police": gettext_lazy("Told the police"),
    "ambulance": gettext_lazy("Called 112"),
    "leader": gettext_lazy("Called the leader"),
}
_Choices = Sequence[tuple[str, str]]


def _area(label: Any, *, help_text: Any = "", required: bool = True, longest: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )


class LineForm(HjForm):
    """A line: about the house, or about a resident. An incident goes on to a form of its own."""

    not_saved = gettext_lazy("Nothing is written in the log yet")
    says_optional = False
    about = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        widget=Pick,
        choices=[
            (About.HOUSE.value, gettext_lazy("The house")),
            (About.PERSON.value, gettext_lazy("A citizen")),
            (About.INCIDENT.value, gettext_lazy("An incident")),
        ],
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Which citizen?"),
        help_text=gettext_lazy("Only where the line is about one."),
        required=False,
        widget=forms.Select(attrs={"class": "hj-w-name"}),
    )
    words = _area(
        gettext_lazy("Write shortly"),
        help_text=gettext_lazy(
            "Only about the house here. What is about a citizen is saved in the citizen's file, and the "
            "citizen can read it."
        ),
    )
    for_next = forms.BooleanField(
        label=gettext_lazy("A message to the next shift, who says that it is read"), required=False
    )
    look_in = DanishDateField(
        label=gettext_lazy("Look in on the citizen until and with"),
        help_text=gettext_lazy("Empty: no. For example tomorrow."),
        required=False,
    )
    hour = HourField(
        label=gettext_lazy("It happened earlier, at"),
        help_text=gettext_lazy("Empty: now. The line shows both when it happened and when it was written."),
        required=False,
    )

    def __init__(self, *args: Any, people: _Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", gettext("Choose one")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A line about a citizen says which; one about the house names none."""
        given = super().clean() or {}
        about = given.get("about")
        if about == About.PERSON and not given.get("who") and "who" not in self.errors:
            self.add_error("who", gettext("Choose whom it is about"))
        if about == About.HOUSE and given.get("who"):
            self.add_error("who", gettext("A line about the house names nobody. Choose “A citizen” instead"))
        if about == About.HOUSE and given.get("look_in"):
            self.add_error("look_in", gettext("Choose whom to look in on"))
        return given


def about_field(record_id: int | str) -> str:
    """The field for the words about that one person."""
    return f"about_{record_id}"


class IncidentForm(HjForm):
    """What happened, who was part of it, and what is missing."""

    not_saved = gettext_lazy("The incident is not written yet")
    says_optional = False
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of incident?"), widget=Pick, choices=list(INCIDENTS.items())
    )
    where = forms.CharField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("For example the living room. Empty where it is not known."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    hour = HourField(
        label=gettext_lazy("At what hour?"), help_text=gettext_lazy("Empty: now."), required=False
    )
    words = _area(
        gettext_lazy("What happened?"),
        help_text=gettext_lazy(
            "Name nobody here: write “two citizens”, and whether anybody was hurt. "
            "Who it was is chosen below."
        ),
    )
    done = forms.MultipleChoiceField(
        label=gettext_lazy("What was done?"), required=False, widget=PickMany, choices=list(DONE.items())
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Which citizens were part of it?"),
        help_text=gettext_lazy("Each has the incident in their own file, and nobody sees another there."),
        required=False,
        widget=PickMany,
    )
    missing = _area(
        gettext_lazy("What is missing?"),
        help_text=gettext_lazy("For example: are the staff all right, and who talks with the two?"),
        longest=500,
    )
    who_can = forms.ChoiceField(
        label=gettext_lazy("Who can do it?"), widget=Pick, choices=list(WHO_CAN.items())
    )
    due_day = DanishDateField(label=gettext_lazy("By which day?"))

    def __init__(self, *args: Any, people: _Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people  # type: ignore[attr-defined] # a ChoiceField
        self._names = dict(people)
        self._ask_about(self._chosen(self.data if self.is_bound else self.initial))

    def _restore(self, typed: QueryDict) -> None:
        self._ask_about(self._chosen(typed))
        super()._restore(typed)

    def _ask_about(self, chosen: list[str]) -> None:
        """A field for each one chosen, below the choice."""
        order = [name for name in self.fields if not name.startswith(about_field(""))]
        about = [record for record in chosen if record in self._names]
        for record in about:
            self.fields[about_field(record)] = _area(
                gettext("What about %(who)s?") % {"who": self._names[record]},
                help_text=gettext_lazy("Only about this citizen; stands in their file. It may be empty."),
                required=False,
            )
        after = order.index("people") + 1
        self.order_fields([*order[:after], *(about_field(one) for one in about), *order[after:]])

    def _chosen(self, given: Any) -> list[str]:
        """Records chosen so far: sent, kept while the reader was away, or known from the page before."""
        if hasattr(given, "getlist"):
            return list(given.getlist("people"))
        return [str(one) for one in given.get("people", [])]

    @property
    def asks(self) -> bool:
        """Somebody was chosen about whom the reader has not been asked yet."""
        return self.is_bound and any(about_field(one) not in self.data for one in self._chosen(self.data))

    def about_people(self) -> dict[int, str]:
        """Record id -> what is written about that one person; empty where nothing is."""
        given = self.cleaned_data
        return {int(one): given.get(about_field(one), "").strip() for one in given["people"]}


class FollowUpForm(HjForm):
    """What is missing now; or what came of it, which closes the incident."""

    not_saved = gettext_lazy("The follow-up is not written")
    says_optional = False
    outcome = _area(
        gettext_lazy("What came of it?"),
        help_text=gettext_lazy("This closes the incident. Name nobody."),
        required=False,
    )
    missing = _area(gettext_lazy("Or: what is still missing?"), required=False, longest=500)
    who_can = forms.ChoiceField(
        label=gettext_lazy("Who can do it?"), widget=Pick, choices=list(WHO_CAN.items()), required=False
    )
    due_day = DanishDateField(label=gettext_lazy("By which day?"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two; what is missing has somebody who can do it, and a day."""
        given = super().clean() or {}
        outcome, missing = given.get("outcome", "").strip(), given.get("missing", "").strip()
        if bool(outcome) == bool(missing):
            self.add_error("outcome", gettext("Write either what came of it, or what is still missing"))
        if missing and not given.get("who_can"):
            self.add_error("who_can", gettext("Choose one"))
        if missing and not given.get("due_day") and "due_day" not in self.errors:
            self.add_error("due_day", gettext("Write a date, for example 1 Feb 2026 or 1/2-26"))
        return given


class StrikeForm(HjForm):
    """Why the line is struck through."""

    not_saved = gettext_lazy("The line stands as before")
    reason = forms.CharField(
        label=gettext_lazy("Why is it struck?"),
        help_text=gettext_lazy("The line stays and can be read, struck through, with your name and this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "hj-w-area"}),
    )
