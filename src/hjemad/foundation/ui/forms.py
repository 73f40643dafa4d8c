"""The form every page uses: sent once, kept when the session is lost, in the design system's shape."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import uuid4

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

from hjemad.foundation.ui import kept

_REQUIRED_OF_DJANGO = forms.Field.default_error_messages["required"]
_TOO_LONG = gettext_lazy(
    "The text is longer than can be saved (%(limit_value)s characters). It is still in the field"
)


class HjForm(forms.Form):
    """A form with a `submission` key: `once(actor, form.cleaned_data["submission"], …)` writes it once.

    `not_saved` is the first half of the error heading, without its full stop: what did not happen.
    `says_optional` writes *frivilligt* beside what may be left out; off where the page says it for all.
    """

    form_name: ClassVar[str] = ""
    not_saved: ClassVar[Any] = gettext_lazy("Nothing is saved yet")
    says_optional: ClassVar[bool] = True
    # Our own sentences instead of the browser's, which come in the browser's language.
    use_required_attribute = False

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    restored = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.form_name = cls.__dict__.get("form_name") or cls.__name__

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == _REQUIRED_OF_DJANGO:
                field.error_messages["required"] = _required(field)
            field.error_messages.setdefault("max_length", _TOO_LONG)

    @classmethod
    def for_request(cls, request: HttpRequest, **kwargs: Any) -> Self:
        """Bound on a POST. Else empty, or holding what was typed before the session was lost."""
        if request.method == "POST":
            return cls(request.POST, request.FILES, **kwargs)
        typed = kept.waiting(request, form_name=cls.form_name)
        form = cls(**kwargs)
        if typed is not None:
            form._restore(typed)
        return form

    def _restore(self, typed: QueryDict) -> None:
        """The fields hold what was typed, as it was typed; nothing has been judged yet."""
        self.restored = True
        for name, field in self.fields.items():
            html_name = self.add_prefix(name)
            if not field.widget.value_omitted_from_data(typed, {}, html_name):
                self.initial[name] = field.widget.value_from_datadict(typed, {}, html_name)

    @property
    def warnings(self) -> list[str]:
        """Sentences about what was saved and should be looked at again; valid forms only."""
        return [sentence for field in self for sentence in warnings_at(field)]


@dataclass(frozen=True)
class Problem:
    """One thing to correct; `target` is the id of its input, empty for the form as a whole."""

    text: str
    label: str = ""
    target: str = ""

    def __str__(self) -> str:
        """Label and text as one sentence: the label is often a question."""
        between = " " if self.label.endswith("?") else ": "
        return f"{self.label}{between}{self.text}" if self.label else self.text


def problems_of(form: forms.BaseForm) -> list[Problem]:
    """Everything that is wrong, in the order of the page."""
    if not form.is_bound:
        return []
    found = [Problem(str(text)) for text in form.non_field_errors()]
    for field in form:
        target = f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label)
        found += [
            Problem(str(text), str(field.label), "" if field.is_hidden else target) for text in field.errors
        ]
    return found


def warnings_at(field: forms.BoundField) -> list[str]:
    """Warnings of one field of a form that was sent, when the field itself is right."""
    of_field = getattr(field.field, "warnings", None)
    if of_field is None or not field.form.is_bound or field.errors:
        return []
    return list(of_field(field.form.cleaned_data.get(field.name)))


def _required(field: forms.Field) -> Any:
    if isinstance(field, forms.MultipleChoiceField):
        return gettext_lazy("Choose at least one")
    if isinstance(field, forms.ChoiceField):
        return gettext_lazy("Choose one")
    return gettext_lazy("The field is empty. Fill it in")
