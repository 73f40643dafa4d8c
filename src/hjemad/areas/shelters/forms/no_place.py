"""What is typed when somebody cannot get a place, or must leave: ground, hearing, reasons, how long."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.decisions.actions import HOUSE_RULES, NOT_TARGET_GROUP, OTHER, SAFETY
from hjemad.areas.shelters.models import RefusalWhy
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import HintedLabel, Pick

GROUNDS = (NOT_TARGET_GROUP, SAFETY, HOUSE_RULES, OTHER)
FULL, ELSEWHERE, DID_NOT_STAY = (
    RefusalWhy.FULL.value,
    RefusalWhy.ELSEWHERE.value,
    RefusalWhy.DID_NOT_STAY.value,
)
ONE_NIGHT, UNTIL = "one_night", "until"
NOW_OUT, LATER = "now", "later"
NOT_KNOWN = "nobody"
_AREA = {"rows": 2, "class": "hj-w-area"}

type Choices = Sequence[tuple[str, str]]


class _Grounds(forms.RadioSelect):
    """Grounds with their hints; those in `closed` cannot be chosen now."""

    closed: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.closed:
            option["attrs"]["disabled"] = True
        return option


class SayNoForm(HjForm):
    """The parts of a decision. A ground that is no decision needs none of them."""

    says_optional = False
    is_resident = False

    ground = forms.ChoiceField(
        label=gettext_lazy("What is the ground?"),
        help_text=gettext_lazy("No CPR number, no name or a foreign passport is no ground."),
        widget=_Grounds,
    )
    own_words = forms.CharField(
        label=gettext_lazy("What does the citizen say?"),
        help_text=gettext_lazy("The citizen has a right to be heard. In their own words."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=_AREA),
    )
    not_heard_why = forms.CharField(
        label=gettext_lazy("Not heard: why?"),
        help_text=gettext_lazy("Only if nobody could ask."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy(
            "What happened, and why nothing less would do. The citizen gets the text: write “you”, "
            "and no names."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={**_AREA, "rows": 3}),
    )
    decider = forms.CharField(
        label=gettext_lazy("Which leader decided, and how was the leader asked?"),
        help_text=gettext_lazy("The leader decides (§ 110, stk. 4). For example: Name, by phone at 02.18."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    how_long = forms.ChoiceField(label=gettext_lazy("How long?"), widget=Pick, required=False)
    last_day = DanishDateField(
        label=gettext_lazy("Until and with"),
        help_text=gettext_lazy("It ends by itself after that day, and is seen in this house only."),
        required=False,
    )
    sleep_at = forms.ChoiceField(
        label=gettext_lazy("Where can the citizen sleep tonight?"), widget=Pick(column=True), required=False
    )
    sleep_here = forms.CharField(
        label=gettext_lazy("Another place, or more about it"),
        help_text=gettext_lazy("Name, address, telephone, how to get there. Stands first on the sheet."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs=_AREA),
    )
    practical = forms.CharField(
        label=gettext_lazy("Belongings, animals, appointments"),
        help_text=gettext_lazy("For example: your bag is with us."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the sheet"),
        widget=Pick,
        choices=[("da", gettext_lazy("Danish")), ("en", gettext_lazy("English"))],
    )

    def __init__(self, *args: Any, sleep_at: Choices, night: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.night = night
        self._set(
            "how_long", [(ONE_NIGHT, gettext("Tonight only")), (UNTIL, gettext("Until and with a date"))]
        )
        if sleep_at:
            self._set("sleep_at", sleep_at)
        else:
            del self.fields["sleep_at"]

    @property
    def is_decision(self) -> bool:
        """The ground that was chosen is one on which the leader decides."""
        return self.cleaned_data.get("ground") in GROUNDS

    def clean(self) -> dict[str, Any]:
        """A decision has a last day, and each part that is missing is said at its field."""
        given = super().clean() or {}
        if not self.is_decision or "last_day" in self.errors:
            return given
        if given.get("how_long") == UNTIL and given.get("last_day") is None:
            self.add_error("last_day", gettext("Write the last day. Nothing is without an end"))
        elif given.get("how_long") != UNTIL and given.get("last_day") is not None:
            self.add_error("how_long", gettext("A date is written. Choose “Until and with a date”"))
        elif not given.get("how_long"):
            self.add_error("how_long", gettext("Choose one"))
        given["ends"] = given.get("last_day") if given.get("how_long") == UNTIL else self.night
        return given

    def offer_grounds(self, choices: Choices, *, closed: frozenset[str] = frozenset()) -> None:
        """The short list; those in `closed` cannot be chosen now."""
        self.fields["ground"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        self.fields["ground"].widget.closed = closed

    def _set(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a ChoiceField


class NoPlaceForm(SayNoForm):
    """Somebody at the door. Nothing needs to be known of who it is."""

    not_saved = gettext_lazy("Nothing is written yet")
    field_order = ("who", "match", "ground")

    who = forms.CharField(
        label=gettext_lazy("Who, or what is the citizen called?"),
        help_text=gettext_lazy("May be left empty. No record is made of somebody who could not get a place."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    match = forms.ChoiceField(
        label=gettext_lazy("Is it one of them?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, hits: Choices, free: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hits:
            self._set("match", [*hits, (NOT_KNOWN, gettext("No, somebody else"))])
        else:
            del self.fields["match"]
        self.offer_grounds(door_grounds(free), closed=frozenset({FULL} if free else ()))

    @property
    def asks(self) -> bool:
        """Somebody the house knows may be meant, and the reader has not been asked about this text yet."""
        if "match" not in self.fields or not self.is_bound:
            return False
        return bool(self.data.get("asked_for", "").split() != self.data.get("who", "").split())

    def clean(self) -> dict[str, Any]:
        """Once asked, the question about who it is has an answer."""
        given = super().clean()
        if "match" in self.fields and not self.asks and not given.get("match"):
            self.add_error("match", gettext("Choose one"))
        return given


class SendOutForm(SayNoForm):
    """A resident must leave."""

    not_saved = gettext_lazy("The stay still stands, and nothing is decided")
    is_resident = True

    leaves = forms.ChoiceField(
        label=gettext_lazy("When does the citizen leave?"),
        widget=Pick(column=True),
        choices=[
            (NOW_OUT, gettext_lazy("Now: the citizen is discharged today")),
            (LATER, gettext_lazy("Later: we discharge on the day")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_grounds(
            [
                _ground(NOT_TARGET_GROUP),
                (SAFETY, HintedLabel(gettext("Safety of citizens or staff"), hint=gettext("Bortvisning."))),
                _ground(HOUSE_RULES),
                _ground(OTHER),
            ]
        )


def door_grounds(free: Sequence[str]) -> Choices:
    """The short list at the door, each with whether it is a decision."""
    hint = gettext("Not a decision about the person. The sheet says so.")
    if free:
        hint += " " + gettext("Cannot be chosen now: %(places)s is free.") % {"places": ", ".join(free[:4])}
    return [
        (FULL, HintedLabel(gettext("The house is full"), hint=hint)),
        _ground(NOT_TARGET_GROUP),
        (
            SAFETY,
            HintedLabel(gettext("Safety of citizens or staff"), hint=gettext("A decision. Can be appealed.")),
        ),
        _ground(HOUSE_RULES),
        _ground(OTHER),
        (
            ELSEWHERE,
            HintedLabel(gettext("Found another place"), hint=gettext("Not a decision.")),
        ),
        (
            DID_NOT_STAY,
            HintedLabel(gettext("The citizen did not want to stay"), hint=gettext("Not a decision.")),
        ),
    ]


def _ground(code: str) -> tuple[str, str]:
    return code, {
        NOT_TARGET_GROUP: HintedLabel(
            gettext("Not in the target group"),
            hint=gettext("A decision. Can be appealed. Never called bortvisning."),
        ),
        HOUSE_RULES: HintedLabel(
            gettext("The house's rules (bortvisning)"),
            hint=gettext(
                "A decision, the Ombudsman held on 18 Sep 2023. Which way an appeal goes follows the day."
            ),
        ),
        OTHER: HintedLabel(
            gettext("Another ground"),
            hint=gettext("A decision. Can be appealed. Write the ground in the reasons."),
        ),
    }[code]
