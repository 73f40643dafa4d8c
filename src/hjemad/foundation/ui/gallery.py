"""All components on one page with invented content, for looking at and for the accessibility test.

In development and tests only. The examples are Danish; the words of the components follow the language.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hjemad.foundation.ui.components import Answer, Crumb, FactLine, Step
from hjemad.foundation.ui.fields import CprField, DanishDateField, DanishMoneyField
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.widgets import HintedLabel, Pick, PickMany
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.finding import Finding, Missing, ParameterUse, Provision, Review, Text


class GalleryForm(HjForm):
    """Every kind of field."""

    not_saved = "Opholdet er ikke gemt"

    who = forms.CharField(
        label="Hvem, eller hvad kaldes borgeren?",
        help_text="Navn, kaldenavn eller CPR-nummer. Du søger kun blandt dem, der bor eller har boet her.",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "hj-w-name", "autocomplete": "off"}),
    )
    match = forms.ChoiceField(
        label="Er det en af dem?",
        widget=forms.RadioSelect,
        choices=[
            ("1", HintedLabel("Jonna Lyngbæk, 43 år", hint="Fornavnet passer. Boede her 11.–24. jun. 2026.")),
            ("2", HintedLabel("Nej, en anden Jonna", hint="Navn og CPR-nummer kan komme i morgen.")),
            ("3", "Navnet kendes ikke"),
        ],
    )
    bed = forms.ChoiceField(
        label="Hvilken plads?",
        widget=Pick,
        choices=[("206", "206 · kvinde · stille"), ("104", "104 · par · hund")],
    )
    night = forms.ChoiceField(
        label="Klokken er over midnat. Hvilken nat gælder det?",
        widget=Pick(column=True),
        choices=[
            ("23", "Natten mandag 23. til tirsdag 24. nov. 2026"),
            ("24", "Natten tirsdag 24. til onsdag 25. nov. 2026"),
        ],
    )
    languages = forms.MultipleChoiceField(
        label="Sprog, tolk, hørelse, syn?",
        help_text="Så breve og møder passer.",
        required=False,
        widget=PickMany,
        choices=[("da", "Dansk"), ("pl", "Polsk"), ("ro", "Rumænsk"), ("ar", "Arabisk")],
    )
    discharged = DanishDateField(label="Udskrevet", help_text="Fx 1. feb. 2026, 1/2-26 eller i går")
    rate = DanishMoneyField(label="Takst pr. døgn, i kroner", required=False)
    cpr = CprField(label="CPR-nummer", required=False)
    mode = forms.ChoiceField(
        label="Hvorhen?", choices=[("", "Vælg"), ("home", "Egen bolig"), ("other", "Andet sted")]
    )
    note = forms.CharField(
        label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "hj-w-area"})
    )
    sure = forms.BooleanField(label="Jeg har set efter", required=False)


_WRONG = {
    "submission": "4b0c7f0e-6f5d-4a54-8a5e-1d8f6a1f1111",
    "who": "",
    "discharged": "31. feb. 2026",
    "rate": "1.500,25",
    "cpr": "010150-5001",
    "note": "Ringer i morgen",
}


_REASON = Text(
    da="47 nætter i andre ophold blev samme borgers. Derfor giver 32 af 79 nætter refusion.",
    en="47 nights of other stays became the same citizen's. So 32 of 79 nights are refunded.",
)
_NO_RATE = Text(da="Taksten for Solbakken mangler.", en="The rate of Solbakken is missing.")
_TWO_WAYS = Text(
    da="Et løbende år hen over 1. apr. 2026 kan læses på to måder. Vi bruger det laveste.",
    en="A running year across 1 Apr 2026 can be read in two ways. We use the lower ceiling.",
)


def example_finding() -> Finding:
    """A finding with every part filled."""
    act, reform = "serviceloven", date(2023, 10, 1)
    return Finding(
        rule="shelter-refund-nights",
        on=date(2026, 9, 30),
        outcome="known",
        answer={"nights_refundable": 32},
        reasons=(_REASON,),
        provisions=(
            Provision(act, "§ 177, stk. 1, nr. 5", reform, None, "sourced", Text.alike("LBK 909 af 2024")),
            Provision(act, "§ 177, nummeret", None, None, "unknown", Text.alike("")),
        ),
        parameters=(
            ParameterUse(
                "sel.177.refund_nights", "90", "nights", date(2026, 4, 1), Text.alike("L 84, § 1"), "sourced"
            ),
            ParameterUse(
                "lokal.takst", "104.00", "dkk_per_day", date(2026, 1, 1), Text.alike("Opkrævning"), "local"
            ),
        ),
        settings={"cap_mode": "per_day"},
        unknown=(Missing("rate", _NO_RATE),),
        review=(Review("cap_year", _TWO_WAYS, {"nights_refundable": 62, "refund_dkk": "42718.00"}),),
    )


def show(request: HttpRequest) -> HttpResponse:
    """Every component."""
    context: dict[str, Any] = {
        "crumbs": [Crumb("I nat", "/"), Crumb("Galleri")],
        "answers": [
            Answer("Sover her", "13 af 17", "11 set i aften, 2 ikke set endnu"),
            Answer("Kommer", "1", "ca. kl. 23.45 med gadeteamet, 303"),
            Answer("Skal have besked", "3 kommuner", "to senest onsdag 25. nov."),
            Answer("Denne anmodning", "306.165,13\u00a0kr."),
        ],
        "steps": [
            Step("Kladde", "done", "13. nov. 2026, Lene Bisgaard"),
            Step("Kontrolleret", "open", "venter på Henrik Aas", here=True),
            Step("Lukket", "none"),
        ],
        "finding": example_finding(),
        "facts": [
            FactLine("Ophold", "14. jan.–1. mar. 2026, Åhuset", "L. Bisgaard, 2. okt. 2026"),
            FactLine("Takst", "1.482,00\u00a0kr.", "A. Dam, 5. jan. 2026"),
        ],
        "form": GalleryForm(),
        "wrong": GalleryForm(_WRONG, prefix=None, auto_id="w_%s"),
        "page": Paginator(range(300), 25).page(5),
        "amount": Money.parse("701.645"),
        "negative": Money.parse("-21945.75"),
        "day": date(2026, 11, 22),
        "period": Period(date(2026, 7, 1), date(2026, 10, 1)),
        "open_period": Period(date(2026, 6, 20), None),
    }
    return render(request, "ui/gallery.html", context)
