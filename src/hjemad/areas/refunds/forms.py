"""The form that closes a claim: it carries what was read, so that exactly that is closed."""

from django import forms
from django.utils.translation import gettext_lazy

from hjemad.foundation.ui.forms import HjForm


class CloseForm(HjForm):
    """`expected` is the fingerprint of the draft the page showed."""

    not_saved = gettext_lazy("The claim is not closed")
    expected = forms.CharField(widget=forms.HiddenInput, max_length=64)
