"""Tomorrow's questions, asked together with the citizen: nothing is required, and no answer is one too."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.shelters.forms.words import Choices
from hjemad.areas.shelters.reads.asked import (
    ALONG,
    CONTACT,
    LANGUAGE,
    MUNICIPALITY,
    NAME,
    NUMBER,
    QUESTIONS,
    SLEPT,
    Answer,
)
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.fields import CprField, DanishDateField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.widgets import Pick, PickMany

DECLINED, UNKNOWN, NONE, NOBODY = "declined", "unknown", "none", "nobody"
CHILDREN = "children"
OLDEST_CHILD = 24

# The statistics office's "where last stayed", as far as its codes are known.
SLEPT_WORDS = {
    "family_friends": gettext_lazy("With others"),
    "street": gettext_lazy("On the street"),
    "other_s110": gettext_lazy("Another shelter"),
    "own_dwelling": gettext_lazy("Own home"),
    "hospital": gettext_lazy("Hospital"),
    "treatment": gettext_lazy("Treatment for drugs or alcohol"),
    "prison": gettext_lazy("Prison"),
    "night_cafe": gettext_lazy("Night café"),
    "hotel": gettext_lazy("Hotel or hostel"),
    "botilbud_107_108": gettext_lazy("Residence with support (§ 107 or § 108)"),
    "transitional": gettext_lazy("Transitional dwelling"),
    "abroad": gettext_lazy("Abroad"),
    "other": gettext_lazy("Somewhere else"),
}
ALONG_WORDS = {
    NONE: gettext_lazy("None"),
    CHILDREN: gettext_lazy("Children"),
    "dog": gettext_lazy("Dog"),
    "other_animal": gettext_lazy("Another animal"),
}
LANGUAGE_WORDS = {
    "da": gettext_lazy("Danish"),
    "en": gettext_lazy("English"),
    "pl": gettext_lazy("Polish"),
    "ro": gettext_lazy("Romanian"),
    "ar": gettext_lazy("Arabic"),
    "kl": gettext_lazy("Greenlandic"),
    "other": gettext_lazy("Another language"),
    "interpreter": gettext_lazy("Interpreter at meetings"),
    "sign": gettext_lazy("Sign language"),
    "read_aloud": gettext_lazy("Letters read aloud"),
    "large": gettext_lazy("Large letters"),
}
CONTACT_WORDS = {"named": gettext_lazy("Named below"), NOBODY: gettext_lazy("Nobody")}
NO_ANSWER = {UNKNOWN: gettext_lazy("Does not know"), DECLINED: gettext_lazy("Will not say")}

_FIELDS = {
    NAME: ("full_name", "name_no"),
    NUMBER: ("cpr", "birth_date", "number_no"),
    MUNICIPALITY: ("municipality", "since", "municipality_no"),
    SLEPT: ("slept",),
    CONTACT: ("contact_name", "contact_phone", "contact_relation", "contact_yes", "contact_no"),
    ALONG: ("along", "children", "ages"),
    LANGUAGE: ("language",),
}


def _no_answer() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("No answer?"), choices=list(NO_ANSWER.items()), widget=Pick, required=False
    )


def _text(label: Any, *, hint: Any = "", longest: int = 200, kind: str = "text") -> forms.CharField:
    attrs = {"class": "hj-w-name", "autocomplete": "off", "inputmode": kind}
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, required=False, widget=forms.TextInput(attrs=attrs)
    )


class QuestionsForm(HjForm):
    """Only what is not known yet is asked; `asks` are those questions, in order."""

    not_saved = gettext_lazy("No answer is saved yet")
    says_optional = False

    full_name = _text(
        gettext_lazy("What is your full name?"),
        hint=gettext_lazy("With the name the municipality can have notice, and the nights can be refunded."),
    )
    name_no = _no_answer()
    cpr = CprField(
        label=gettext_lazy("Do you have a CPR number?"),
        help_text=gettext_lazy(
            "10 digits. It is kept encrypted, and shown in full only to somebody who asks."
        ),
        required=False,
    )
    birth_date = DanishDateField(
        label=gettext_lazy("Or: when were you born?"),
        help_text=gettext_lazy("Not needed with a CPR number. For example 14/5-1988"),
        required=False,
    )
    number_no = _no_answer()
    municipality = forms.ChoiceField(
        label=gettext_lazy("In which municipality did you live before you came?"), required=False
    )
    since = DanishDateField(label=gettext_lazy("From which day does it act and pay?"), required=False)
    municipality_no = _no_answer()
    slept = forms.ChoiceField(
        label=gettext_lazy("Where did you sleep before you came?"),
        help_text=gettext_lazy("Counts in the country's figures, without your name. You need not say."),
        choices=[*SLEPT_WORDS.items(), *NO_ANSWER.items()],
        widget=Pick,
        required=False,
    )
    contact_name = _text(
        gettext_lazy("Whom should we call if something happens?"),
        hint=gettext_lazy("Only with your yes. You can take it back at any time, and then we delete it."),
    )
    contact_phone = _text(gettext_lazy("Telephone"), longest=40, kind="tel")
    contact_relation = _text(
        gettext_lazy("What are they to you?"), hint=gettext_lazy("For example sister or friend"), longest=100
    )
    contact_yes = forms.BooleanField(
        label=gettext_lazy("The citizen has said yes today: we may keep this and call"), required=False
    )
    contact_no = forms.ChoiceField(
        label=gettext_lazy("Or nobody?"),
        choices=[
            (NOBODY, gettext_lazy("There is nobody to call")),
            (DECLINED, NO_ANSWER[DECLINED]),
        ],
        widget=Pick,
        required=False,
    )
    along = forms.MultipleChoiceField(
        label=gettext_lazy("Are there children or animals that belong to you?"),
        help_text=gettext_lazy("Then we find a place that fits. Of children we write number and age only."),
        choices=[*ALONG_WORDS.items(), (DECLINED, NO_ANSWER[DECLINED])],
        widget=PickMany,
        required=False,
    )
    children = forms.IntegerField(
        label=gettext_lazy("How many children are here with you?"),
        min_value=0,
        max_value=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "hj-w-money", "autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Write a number, for example 2")},
    )
    ages = _text(
        gettext_lazy("How old are they?"),
        hint=gettext_lazy("For example 4, 7. Under one year is 0."),
        longest=60,
    )
    language = forms.MultipleChoiceField(
        label=gettext_lazy("Language, interpreter, hearing, sight?"),
        help_text=gettext_lazy("So that letters and meetings fit. Choose as many as it takes."),
        choices=[*LANGUAGE_WORDS.items(), (DECLINED, NO_ANSWER[DECLINED])],
        widget=PickMany,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        asks: Collection[str],
        municipalities: Choices,
        send_by: date | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asks = [one for one in QUESTIONS if one in asks]
        choice: Any = self.fields["municipality"]
        choice.choices = [("", gettext("not asked")), *municipalities]
        choice.help_text = gettext("Your own answer is enough to begin with.")
        if send_by is not None:
            words = formats.day(send_by, language=reader_language())
            choice.help_text = gettext("Then it can have notice, at the latest %(day)s.") % {"day": words}
        for question in QUESTIONS:
            if question not in self.asks:
                for name in _FIELDS[question]:
                    del self.fields[name]

    @property
    def asked(self) -> list[list[BoundField]]:
        """The fields of each question, in the order of the page."""
        return [[self[name] for name in _FIELDS[question]] for question in self.asks]

    def clean(self) -> dict[str, Any]:
        """An answer and *no answer* are not both given; what belongs together is together."""
        given = super().clean() or {}
        for name, no in (("full_name", "name_no"), ("cpr", "number_no"), ("municipality", "municipality_no")):
            if given.get(name) and given.get(no):
                self.add_error(no, gettext("There is an answer above. Choose one of them"))
        _check_person(self, given)
        _check_contact(self, given)
        _check_alone(self, given, "along", (NONE, DECLINED))
        _check_alone(self, given, "language", (DECLINED,))
        _check_children(self, given)
        return given

    def answers(self) -> list[Answer]:
        """What was answered of the stay itself; who the person is stands with the person."""
        given = self.cleaned_data
        found = [
            Answer(question, given[no])
            for question, no in ((NAME, "name_no"), (NUMBER, "number_no"), (MUNICIPALITY, "municipality_no"))
            if given.get(no)
        ]
        if given.get("slept"):
            found.append(_one(SLEPT, [given["slept"]]))
        if given.get("contact_name"):
            found.append(Answer(CONTACT, "answered", ("named",)))
        elif given.get("contact_no"):
            found.append(_one(CONTACT, [given["contact_no"]]))
        if given.get("along"):
            along = _one(ALONG, given["along"])
            has = CHILDREN in along.chosen
            found.append(
                Answer(ALONG, along.state, along.chosen, given["children"], given["ages"]) if has else along
            )
        if given.get("language"):
            found.append(_one(LANGUAGE, given["language"]))
        return found


def _one(question: str, chosen: list[str]) -> Answer:
    """The codes chosen, or that there is no answer."""
    if chosen[0] in NO_ANSWER:
        return Answer(question, chosen[0])
    return Answer(question, "answered", tuple(chosen))


def _check_person(form: QuestionsForm, given: dict[str, Any]) -> None:
    if given.get("municipality") and not given.get("since") and "since" not in form.errors:
        form.add_error("since", gettext("Write from which day the municipality acts and pays"))
    number, born = given.get("cpr"), given.get("birth_date")
    if number and born and number.birth_date != born:
        form.add_error("birth_date", gettext("The CPR number says another day. Check both"))


def _check_contact(form: QuestionsForm, given: dict[str, Any]) -> None:
    """Name, telephone and the person's yes, or none of them."""
    if CONTACT not in form.asks:
        return
    parts = [name for name in ("contact_name", "contact_phone", "contact_relation") if given.get(name)]
    if not parts and not given.get("contact_yes"):
        return
    if given.get("contact_no"):
        form.add_error("contact_no", gettext("There is an answer above. Choose one of them"))
    for name in ("contact_name", "contact_phone"):
        if not given.get(name) and name not in form.errors:
            form.add_error(name, gettext("The field is empty. Fill it in"))
    if parts and not given.get("contact_yes"):
        form.add_error(
            "contact_yes", gettext("Ask the citizen first. Nobody is kept to be called without their yes")
        )


def _check_alone(form: QuestionsForm, given: dict[str, Any], name: str, alone: tuple[str, ...]) -> None:
    chosen = given.get(name) or []
    if len(chosen) > 1 and any(one in alone for one in chosen):
        form.add_error(name, gettext("The answers do not go together. Choose again"))


def _check_children(form: QuestionsForm, given: dict[str, Any]) -> None:
    """Number and ages belong to children who were chosen; an age is a number of years."""
    if ALONG not in form.asks:
        return
    has = CHILDREN in (given.get("along") or [])
    if (given.get("children") or given.get("ages")) and not has and "along" not in form.errors:
        form.add_error("along", gettext("Choose “Children” too, or empty the two fields below"))
    ages = [part for part in re.split(r"[,;\s]+|\bog\b|\band\b", given.get("ages") or "") if part]
    if any(not part.isdigit() or int(part) > OLDEST_CHILD for part in ages):
        form.add_error("ages", gettext("Write the ages in years, for example 4, 7"))
    else:
        given["ages"] = ", ".join(str(int(part)) for part in ages)


class RemoveContactForm(HjForm):
    """Nothing is typed: the page says what is deleted, and sends back which one it showed."""

    not_saved = gettext_lazy("Nothing is deleted yet")
    contact = forms.IntegerField(widget=forms.HiddenInput)
