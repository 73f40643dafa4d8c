"""What is sent when somebody presses Undo: which version they saw."""

from django import forms

from hjemad.foundation.ui.forms import HjForm


class UndoForm(HjForm):
    """Nothing is typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
