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
from hjemad.foundation.ui.widgets import Pick


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


class FindForm(HjForm):
    """Exact, or nobody: the whole number, or name, birth date and sex; always why."""

    not_saved = gettext_lazy("Nobody was looked up")
    says_optional = False

    cpr = CprField(label=gettext_lazy("CPR number"), help_text=gettext_lazy("All 10 digits"), required=False)
    full_name = forms.CharField(
        label=gettext_lazy("Or full name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    birth_date = DanishDateField(label=gettext_lazy("Born"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex, as in the CPR register"),
        choices=[("female", gettext_lazy("Woman")), ("male", gettext_lazy("Man"))],
        widget=Pick,
        required=False,
    )
    purpose = forms.CharField(
        label=gettext_lazy("Why do you look the person up?"),
        help_text=gettext_lazy("The citizen can read it. For example: admission tonight"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OwnSearchForm(HjForm):
    """Anything, among those one's own work gives."""

    says_optional = False

    who = forms.CharField(
        label=gettext_lazy("Name, nickname, birth date or CPR number"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )


class HideForm(HjForm):
    """Whom the citizen does not want to be seen by. No reason is asked."""

    not_saved = gettext_lazy("Nobody is kept away yet")

    kind = forms.ChoiceField(
        label=gettext_lazy("Who?"),
        choices=[("person", gettext_lazy("A person")), ("place", gettext_lazy("A place"))],
        widget=Pick,
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the person or the place"),
        help_text=gettext_lazy("You need not say why"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )

    def ask_which(self, choices: Sequence[tuple[str, str]]) -> None:
        """Several have that name; the reader chooses and sends again."""
        which = forms.ChoiceField(
            label=gettext("Which of them?"), choices=choices, widget=Pick(column=True), required=False
        )
        self.fields["which"] = which


class ProtectForm(HjForm):
    """A protection that stands until somebody ends it."""

    not_saved = gettext_lazy("The protection is not saved")

    kind = forms.ChoiceField(
        label=gettext_lazy("Why is the person protected?"),
        choices=[
            ("cpr_ordinary", gettext_lazy("Name and address protection in the CPR register")),
            ("cpr_special", gettext_lazy("Special protection in the CPR register")),
            ("own_safety", gettext_lazy("The person's own safety")),
            ("staff_conflict", gettext_lazy("Somebody who works here knows the person")),
        ],
        widget=Pick(column=True),
    )
    since = DanishDateField(label=gettext_lazy("From which day?"))
    expires_on = DanishDateField(
        label=gettext_lazy("Is there a last day?"),
        help_text=gettext_lazy("The protection stays after that day, until somebody ends it."),
        required=False,
    )
    remind_on = DanishDateField(label=gettext_lazy("When should you be reminded?"), required=False)
    why = forms.CharField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("Only what a colleague must know. It is kept apart from everything else."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(HjForm):
    """A change that asks why."""

    reason = forms.CharField(label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}))


class SamePersonForm(HjForm):
    """A link or its undoing: what it rests on, and why."""

    not_saved = gettext_lazy("Nothing is changed about who is who")

    evidence = forms.CharField(
        label=gettext_lazy("What does it rest on?"),
        help_text=gettext_lazy("For example: saw the health insurance card"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}))


class AddressForm(HjForm):
    """Where a person can be reached, or that there is no fixed abode."""

    not_saved = gettext_lazy("The address is not saved")

    kind = forms.ChoiceField(
        label=gettext_lazy("Which address?"),
        choices=[("registered", gettext_lazy("Registered address")), ("post", gettext_lazy("For post"))],
        widget=Pick,
    )
    text = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    no_fixed_abode = forms.BooleanField(label=gettext_lazy("Without fixed abode"), required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    since = DanishDateField(label=gettext_lazy("From which day?"))

    def __init__(self, *args: Any, municipalities: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["municipality"]
        choice.choices = [("", gettext("not asked")), *municipalities]


class DisputeForm(HjForm):
    """A disagreement is opened: between whom, and where the registered address lies."""

    not_saved = gettext_lazy("The disagreement is not opened")

    one = forms.ChoiceField(label=gettext_lazy("One municipality"))
    other = forms.ChoiceField(label=gettext_lazy("The other municipality"))
    registered_in = forms.ChoiceField(
        label=gettext_lazy("Where is the current or last registered address?"),
        help_text=gettext_lazy("That municipality acts and pays until it is settled."),
        required=False,
    )
    opened_on = DanishDateField(label=gettext_lazy("From which day do they disagree?"))
    grounds = forms.CharField(
        label=gettext_lazy("What do they disagree about?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, municipalities: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other", "registered_in"):
            choice: Any = self.fields[name]
            empty = gettext("not known") if name == "registered_in" else gettext("choose")
            choice.choices = [("", empty), *municipalities]


class DisputeStepForm(HjForm):
    """The next step of a disagreement: sent, agreed or decided."""

    not_saved = gettext_lazy("The step is not saved")
    says_optional = False

    step = forms.ChoiceField(
        label=gettext_lazy("What has happened?"),
        choices=[
            ("sent", gettext_lazy("Sent to Ankestyrelsen")),
            ("agreed", gettext_lazy("The municipalities agreed")),
            ("decided", gettext_lazy("Ankestyrelsen has decided")),
        ],
        widget=Pick(column=True),
    )
    on = DanishDateField(label=gettext_lazy("On which day?"))
    result = forms.ChoiceField(label=gettext_lazy("Which municipality acts and pays?"), required=False)
    acts_from = DanishDateField(label=gettext_lazy("From which day does it act and pay?"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("What does the result rest on?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, municipalities: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["result"]
        choice.choices = [("", gettext("not settled yet")), *municipalities]

    def clean(self) -> dict[str, Any]:
        """A result names a municipality, its first day and what it rests on."""
        given = super().clean() or {}
        if given.get("step") in {"agreed", "decided"}:
            for name in ("result", "acts_from", "reason"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Needed when the disagreement is settled"))
        return given
