"""What is typed about a person's rights: their words, a question, an answer, a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.areas.rights.models import About
from hjemad.areas.rights.queries.subject_data import Passage
from hjemad.foundation.ui.fields import DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import Pick

LONGEST = 20_000
RECTIFIED, STANDS = "rectified", "stands"
DECISIONS = (
    ("mask", gettext_lazy("Cover the marked words")),
    ("show", gettext_lazy("Show it as it is")),
    ("leave_out", gettext_lazy("Leave the whole text out")),
)


def words_field(label: Any, *, hint: Any = "", required: bool = True, rows: int = 5) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class DisagreeForm(HjForm):
    """What it is about, and the person's own words."""

    about = forms.ChoiceField(
        label=gettext_lazy("What do you disagree with?"),
        widget=Pick(column=True),
        choices=[
            (About.STAY.value, gettext_lazy("My nights")),
            (About.IDENTITY.value, gettext_lazy("Who I am")),
            (About.MUNICIPALITY.value, gettext_lazy("Which municipality acts")),
            (About.OTHER.value, gettext_lazy("Something else that is written")),
        ],
    )
    words = words_field(
        gettext_lazy("In your own words"),
        hint=gettext_lazy("They stand beside what others wrote, exactly as you say them."),
    )


class ChangeWordsForm(HjForm):
    """The person says it otherwise."""

    words = words_field(gettext_lazy("In your own words"))


class AnswerDisagreementForm(HjForm):
    """What became of it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        widget=Pick(column=True),
        choices=[
            (RECTIFIED, gettext_lazy("The entry has been put right")),
            (STANDS, gettext_lazy("The entry stands, with the person's words beside it")),
        ],
    )
    words = words_field(gettext_lazy("The answer, to the person"))


class AskForm(HjForm):
    """A question about a look-up; it may be empty: that one asks is enough."""

    words = words_field(gettext_lazy("What do you want to know?"), required=False, rows=3)


class AnswerForm(HjForm):
    """The answer to a question."""

    words = words_field(gettext_lazy("The answer, to the person"))


class ReceiveForm(HjForm):
    """The day a request came."""

    received = DanishDateField(
        label=gettext_lazy("Which day did the person ask?"),
        help_text=gettext_lazy("The month runs from that day, however they asked."),
    )


class ExtendForm(HjForm):
    """Why it takes longer."""

    words = words_field(gettext_lazy("Why does it take longer? The person is told"), rows=3)


class ReviewForm(HjForm):
    """One decision for each text in which a word may name somebody else."""

    not_saved = gettext_lazy("Nothing is given out yet")
    says_optional = False
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, passages: list[Passage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passages = passages
        for one in passages:
            self.fields[_name(one.key)] = forms.ChoiceField(
                label=one.term, widget=Pick(), choices=DECISIONS, initial="mask"
            )

    @property
    def decided(self) -> dict[str, str]:
        """The decision about each text; a valid form only."""
        return {one.key: self.cleaned_data[_name(one.key)] for one in self.passages}

    @property
    def rows(self) -> list[tuple[Passage, forms.BoundField]]:
        """Each text with its field."""
        return [(one, self[_name(one.key)]) for one in self.passages]


def _name(key: str) -> str:
    return f"text_{key}"
